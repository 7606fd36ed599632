"""Articles and pages as Pelican has them, of which only a row is at hand until somebody asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pelican.contents import Article, Page

from plugins.incremental.memory import Known

if TYPE_CHECKING:
    from plugins.incremental.contents import Readings

ARTICLE_LINK = re.compile(r'="\{filename\}/([\w./-]+)"')
# Of what is made when asked for, what lists show too.
KEPT = {"card"}


class InBuild:
    """Where contents that stay from one build to the next find what belongs to the present one."""

    readings: Readings

    def __init__(self) -> None:
        # Paths of those that wait or are drafts, that were read in this build, or of which
        # something was fetched or made.
        self.touched: set[str] = set()
        self.fetched: set[str] = set()  # names of what was fetched of any of them


class StoredPicture:
    """A picture of which just the digest is at hand; the rest is fetched when a page shows it."""

    def __init__(self, digest: bytes, owner: StoredArticle | StoredPage, number: int) -> None:
        self._digest = digest
        self._owner = owner
        self._number = number

    def stable_parts(self) -> tuple[bytes]:
        return (self._digest,)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._owner.read_pictures()[self._number], name)


class Stored:
    """A Pelican content without its reading: `restore` makes it of what `dissolve` took.

    known: what is at hand of each; what else its reading gave is fetched when first asked for.
    fresh: read in this build; shown: a digest of all that others may show of it; order: by date.
    The context's `portal_when_asked` has what makes an attribute of an article that nobody has
    asked for yet.
    """

    url = save_as = address = template = status = state = ""
    date: datetime | None = None
    fresh = False
    known: Known
    shown: bytes
    order: tuple[float, str]
    relative_source_path: str
    _is_open = False
    _build: InBuild

    @property
    def _readings(self) -> Readings:
        return self._build.readings

    @property
    def settings(self) -> dict[str, Any]:
        return self._readings.settings

    @property
    def _context(self) -> dict[str, Any]:
        return self._readings.context

    @property
    def when_asked(self) -> Mapping[str, Callable[[Any], None]]:
        return {}

    def __getattr__(self, name: str) -> Any:
        self._build.touched.add(self.relative_source_path)
        make = self.when_asked.get(name)
        if make is not None:
            make(self)
        elif not self._is_open:
            self.open(self._readings.light(self.relative_source_path))
        try:
            return vars(self)[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} has no {name}") from None

    def open(self, light: dict[str, Any]) -> None:
        own = vars(self)
        names = light.keys() - own.keys()  # own ones say how it is in this build
        for name in names:
            own[name] = light[name]
        self._build.fetched |= names | {"pictures"}
        own["pictures"] = [
            StoredPicture(digest, self, number)  # type: ignore[arg-type]
            for number, digest in enumerate(light["_pictures"])
        ]
        self._is_open = True

    def let_go(self) -> None:
        """Of what mostly its own page shows; who asks once more has it fetched or made again."""
        own = vars(self)
        for name in self._build.fetched | self.when_asked.keys() - KEPT:
            own.pop(name, None)
        self._is_open = False

    @property
    def summary(self) -> str:  # Pelican's class has one, so that nobody would ask __getattr__
        summary: str = self.__getattr__("summary")
        return summary

    @property
    def source_path(self) -> str:
        return f"{self.settings['PATH']}/{self.relative_source_path}"

    @property
    def digest(self) -> bytes:
        return self.known.digest

    @property
    def listed(self) -> bytes:
        return self.known.listed

    @property
    def article_links(self) -> list[tuple[str, int]]:
        return self.known.article_links

    @property
    def content(self) -> str:
        text = self._readings.content(self.relative_source_path)
        text = ARTICLE_LINK.sub(self._address_of, text)
        if '="{' in text or '="|' in text:  # as Pelican's links begin
            text = self._update_content(text, self.get_siteurl())
        return text

    def _address_of(self, link: re.Match[str]) -> str:
        """What Pelican makes of a plain link to an article, at a tenth of its cost."""
        linked = self._context["generated_content"].get(link[1])
        if linked is None:
            return link.group()
        return f'="{self._context["localsiteurl"]}{linked.url}"'

    def stable_parts(self) -> tuple[object, ...]:
        """All that the article's own page shows."""
        linked = (self._context["generated_content"].get(path) for path, _ in self.article_links)
        addresses = [content.url if content else "" for content in linked]
        return self.digest, self.state, addresses, getattr(self, "neighbours", None)

    def read_pictures(self) -> list[Any]:
        return self._readings.pictures(self.relative_source_path)


class StoredArticle(Stored, Article):  # type: ignore[misc]
    @property
    def when_asked(self) -> Mapping[str, Callable[[Any], None]]:
        found: Mapping[str, Callable[[Any], None]] = self._context.get("portal_when_asked", {})
        return found


class StoredPage(Stored, Page):  # type: ignore[misc]
    pass
