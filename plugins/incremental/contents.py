"""An article that did not change is not read again: what its reading gave is kept and restored."""

from __future__ import annotations

import pickle
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pelican.contents import Article, Page

from plugins.frontmatter.reader import publication
from plugins.incremental.digest import Digester, NoStableDigest
from plugins.incremental.memory import BuildMemory, Known
from plugins.incremental.sources import Sources
from plugins.incremental.state import State
from plugins.links.files import ContentFiles, list_files
from plugins.links.locate import locate
from plugins.problems import Problem
from plugins.vietnamese.text import nfc

RECENT = 500
PLAIN_PATH = re.compile(r"[\w./ -]+", re.ASCII)
# As written, whether the page itself shows the file, and where it led: kind and path.
Reference = tuple[str, bool, str, str]
ARTICLE_LINK = re.compile(r'="\{filename\}/([\w./-]+)"')
# Of what a reading gave, what only the article's own page shows, or nobody.
OWN = {"problems", "_references", "article_links", "reads", "styles", "attachment_files"}
# What Pelican adds to a reader's metadata and no page of ours shows.
NOT_OURS = {"category", "author", "authors", "tags", "reader", "pictures", "files", "references"}


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

    digest: of the source's bytes and of all that was read with it; listed: of what others than its
    own page may show of it; fresh: read in this build; when_asked: what makes an attribute that
    nobody has asked for yet.
    """

    url = save_as = summary = status = state = ""
    digest = listed = b""
    fresh = False
    when_asked: Mapping[str, Callable[[Any], None]] = {}
    article_links: list[tuple[str, int]]
    problems: list[Problem]
    reads: list[str]  # other files of content/
    relative_source_path: str
    _context: dict[str, Any]
    _readings: Readings

    def __getattr__(self, name: str) -> Any:
        make = self.when_asked.get(name)
        if make is None:
            raise AttributeError(f"{type(self).__name__} has no {name}")
        make(self)
        return vars(self)[name]

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
    pass


class StoredPage(Stored, Page):  # type: ignore[misc]
    pass


@dataclass(frozen=True)
class Reading:
    """light: what a card or a list shows, and what decides whether to read again; listed: of light
    without OWN; pictures: pickled; content: HTML, Pelican's links still in it."""

    light: dict[str, Any]
    listed: bytes
    pictures: bytes
    content: str


def dissolve(content: Any, problems: list[Problem]) -> Reading:
    """content: just read by Pelican; problems: that this found."""
    folder = content.settings["PATH"]
    pictures = list(content.pictures)
    digester = Digester()
    own = {key: value for key, value in vars(content).items() if key in content.metadata}
    light = {key: value for key, value in own.items() if key not in NOT_OURS} | {
        "date": getattr(content, "date", None),
        "template": content.template,
        "picture_files": content.picture_files,
        "summary": content.summary,
        "problems": problems,
        "_address": _address(content),
        "_pictures": [digester.digest(picture) for picture in pictures],
        "_references": getattr(content, "references", []),
        "reads": sorted(file.relative_to(folder).as_posix() for file in content.files.values()),
    }
    return Reading(light, _listed(light), pickle.dumps(pictures), content._content)


def _listed(light: dict[str, Any]) -> bytes:
    try:
        return Digester().digest({key: light[key] for key in sorted(light.keys() - OWN)})
    except NoStableDigest:
        return secrets.token_bytes(16)


class Readings:
    """All that was read of articles and pages, by their path inside content/."""

    def __init__(
        self, state: State, sources: Sources, settings: dict[str, Any], memory: BuildMemory
    ) -> None:
        self._state = state
        self._sources = sources
        self._settings = settings
        self._known = memory.readings(state)
        gone = [(path,) for path in self._known if path not in sources.stamps]
        state.connection.executemany("DELETE FROM readings WHERE path = ?", gone)
        for (path,) in gone:
            del self._known[path]
        # A card is shown on several pages, mostly in one another's neighbourhood.
        self.pictures = lru_cache(maxsize=RECENT)(self._pictures)
        self._drop_moved()

    def restore(self, path: str, context: dict[str, Any]) -> Stored | None:
        """None where the file, or another that was read with it, is not what it was."""
        known = self._known.get(path)
        if known is None or known.digest != self._digest(path, known.light["reads"]):
            return None
        return self._make(path, known, context)

    def content(self, path: str) -> str:
        return str(self._column("content", path))

    def _pictures(self, path: str) -> list[Any]:
        pictures: list[Any] = pickle.loads(self._column("pictures", path))  # noqa: S301  (ours)
        return pictures

    def _column(self, name: str, path: str) -> Any:
        return self._state.connection.execute(
            f"SELECT {name} FROM readings WHERE path = ?",  # noqa: S608  (one of two names)
            (path,),
        ).fetchone()[0]

    def keep(self, path: str, reading: Reading, context: dict[str, Any]) -> Stored:
        light, listed = reading.light, reading.listed
        known = Known(self._digest(path, light["reads"]), listed, light)
        self._state.connection.execute(
            "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?)",
            (path, known.digest, listed, pickle.dumps(light), reading.pictures, reading.content),
        )
        self._known[path] = known
        content = self._make(path, known, context)
        content.fresh = True
        return content

    def _make(self, path: str, known: Known, context: dict[str, Any]) -> Stored:
        light = known.light
        kind = StoredPage if light["template"] == "page" else StoredArticle
        content: Stored = kind.__new__(kind)
        values = vars(content)
        values.update(light)
        address, save_as = light["_address"]
        status, state = publication(light["head"], self._settings)
        values.update(
            settings=self._settings,
            source_path=f"{self._settings['PATH']}/{path}",
            relative_source_path=path,
            status=status,
            state=state,
            url=address,
            save_as=save_as,
            address=address,
            digest=known.digest,
            listed=known.listed,
            _context=context,
            _readings=self,
        )
        values["pictures"] = [
            StoredPicture(own, content, n)  # type: ignore[arg-type]
            for n, own in enumerate(light["_pictures"])
        ]
        return content

    def _digest(self, path: str, reads: list[str]) -> bytes:
        parts = [self._sources.digest(path), *(self._sources.digest(file) for file in reads)]
        return sha256(b"".join(parts)).digest()

    def _drop_moved(self) -> None:
        """Where files came or went, a path in an article may lead to another one, or nowhere."""
        names = "\n".join(self._sources.stamps)
        before = self._state.get("names")
        if before == names.encode():
            return
        self._state.put("names", names.encode())
        moved = {*(before or b"").decode().split("\n")} ^ {*self._sources.stamps}
        endings = {ending_of(path) for path in moved}
        files = ContentFiles(
            list_files(Path(self._settings["PATH"])),
            [*self._settings["ARTICLE_PATHS"], *self._settings["PAGE_PATHS"]],
            self._settings["STATIC_PATHS"],
        )
        for path, known in list(self._known.items()):
            if any(
                _leads_elsewhere(reference, path, files)
                for reference in known.light["_references"]
                if ending_of(reference[0]) in endings or ending_of(reference[3]) in endings
            ):
                del self._known[path]


def ending_of(path: str) -> str:
    """The last name of a path as typed or as the disk spells it, however it is encoded."""
    plain = path if PLAIN_PATH.fullmatch(path) else nfc(unquote(path.partition("#")[0]))
    return plain.partition("?")[0].rstrip("/").rpartition("/")[2]


def _leads_elsewhere(reference: Reference, path: str, files: ContentFiles) -> bool:
    written, shown, *led = reference
    target = locate(written, path.rpartition("/")[0], files, shown=shown)
    return [target.kind, target.path] != led


def _address(content: Any) -> tuple[str, str]:
    """As published, whatever it is now: an article that becomes due is not read again."""
    status, content.status = content.status, "published"
    address = content.url, content.save_as
    content.status = status
    return address
