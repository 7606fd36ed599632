"""Where the parts of a portal's pages stand: a TOML file a portal, and an office adds its own.

Its own lie in the folder `import-profiles/` beside `content/`, or are named by their path.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import soupsieve
from bs4.element import Tag

from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError

BUILT_IN = Path(__file__).parent / "profiles"
# Beside content/.
OWN = "import-profiles"
GENERAL = "chung"
SUFFIX = ".toml"
WITHOUT = re.compile(r":not\([^)]*\)")
NAMES = re.compile(r"""[.#]([a-zA-Z][\w-]*)|[*^$~|]?=\s*["']?([\w-]+)""")


@dataclass(frozen=True)
class Profile:
    """CSS selectors; of each tuple the first that finds text counts, but for the lists `tags`,
    `files`, `photos` and `remove`. signs: one of them tells that a page is of this portal.

    own: pages of this software, in which paragraphs of lists are meant.
    """

    key: str
    name: str
    signs: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    own: bool = False


SELECTORS = frozenset(field.name for field in fields(Profile)) - {"key", "name", "own"}


def read_profiles(beside: Path | None = None) -> tuple[Profile, ...]:
    """An office's own first, the general one last. beside: the folder that holds `OWN`.

    Raises SettingError for a file that is no profile.
    """
    own = sorted((beside / OWN).glob(f"*{SUFFIX}")) if beside else []
    built_in = sorted(
        BUILT_IN.glob(f"*{SUFFIX}"), key=lambda file: (file.stem == GENERAL, file.stem)
    )
    return tuple(read_profile(file) for file in (*own, *built_in))


def read_profile(file: Path) -> Profile:
    """Raises SettingError for a file that is no profile, and says where."""
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise SettingError(
            gettext("Tệp mẫu {name} không đúng dạng TOML: {cause}.", name=file.name, cause=cause)
        ) from None
    for key, value in said.items():
        if key in SELECTORS:
            if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                raise SettingError(
                    gettext(
                        "Tệp mẫu {name}: “{key}” phải là danh sách bộ chọn CSS.",
                        name=file.name,
                        key=key,
                    )
                )
            for selector in value:
                _refuse_wrong(selector, key, file)
        elif key not in ("name", "own"):
            known = ", ".join(sorted(SELECTORS | {"name"}))
            raise SettingError(
                gettext(
                    "Tệp mẫu {name}: không có mục “{key}”. Các mục: {known}.",
                    name=file.name,
                    key=key,
                    known=known,
                )
            )
    lists = {key: tuple(value) for key, value in said.items() if key in SELECTORS}
    return Profile(
        file.stem, str(said.get("name", file.stem)), own=said.get("own") is True, **lists
    )


def _refuse_wrong(selector: str, key: str, file: Path) -> None:
    try:
        soupsieve.compile(selector)
    except (soupsieve.SelectorSyntaxError, ValueError) as cause:
        what = str(cause).split("\n")[0]
        raise SettingError(
            gettext(
                "Tệp mẫu {name}: “{key}” có bộ chọn sai {selector!r}: {what}.",
                name=file.name,
                key=key,
                selector=selector,
                what=what,
            )
        ) from None


@dataclass(frozen=True)
class Page:
    """A parsed page and the text that it was parsed from, in small letters: most selectors of most
    profiles name a class or an id that is nowhere in it, which is seen at once."""

    tree: Tag
    text: str

    def select(self, selector: str) -> list[Tag]:
        """What the CSS selector finds, in the order of the page."""
        if any(name not in self.text for name in _names(selector)):
            return []
        if selector.isalnum():
            return list(self.tree.find_all(selector))
        return soupsieve.select(selector, self.tree)


@cache
def _names(selector: str) -> tuple[str, ...]:
    """What a page has to hold for the selector to find anything, in small letters."""
    if "," in selector or ":is(" in selector:
        return ()
    asked = WITHOUT.sub("", selector)
    return tuple((name or value).lower() for name, value in NAMES.findall(asked))


def profile_of(page: Page, profiles: Iterable[Profile]) -> Profile:
    """The first whose sign the page has; the last one for any other page."""
    last = None
    for last in profiles:
        if any(page.select(sign) for sign in last.signs):
            return last
    assert last is not None
    return last


def chosen(name: str, profiles: Iterable[Profile]) -> tuple[Profile, ...]:
    """The one called `name`, or in the file of that path. Raises SettingError."""
    if name.endswith(SUFFIX) and Path(name).is_file():
        return (read_profile(Path(name)),)
    known = {profile.key: profile for profile in profiles}
    if name not in known:
        raise SettingError(
            gettext(
                "Không có mẫu “{name}”. Các mẫu: {known}; hoặc ghi tệp .toml.",
                name=name,
                known=", ".join(known),
            )
        )
    return (known[name],)
