"""Which deeds a page of the journal shows, by what its address says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any, get_args
from urllib.parse import urlencode

from desk.journal.lines import Entry
from desk.shell.deeds import Deed, Kind
from plugins.vietnamese.text import fold

KINDS: tuple[Kind, ...] = get_args(Kind)
PER_PAGE = 50
LONGEST = 200


@dataclass(frozen=True)
class Query:
    """ "" for all; page: from 1; undone: "1" after a deed was taken back."""

    who: str = ""
    kind: str = ""
    q: str = ""
    page: int = 1
    undone: str = ""

    def address(self, **changed: Any) -> str:
        """`/nhat-ky?who=Lan&page=2`."""
        values = asdict(replace(self, **changed))
        plain = asdict(Query())
        given = urlencode({name: each for name, each in values.items() if each != plain[name]})
        return f"/nhat-ky?{given}" if given else "/nhat-ky"

    @property
    def is_plain(self) -> bool:
        """Whether it leaves nothing out."""
        return not (self.who or self.kind or self.q)


@dataclass(frozen=True)
class Selected:
    """count: of all that match; page: from 1, of pages."""

    items: Sequence[Entry]
    count: int
    page: int
    pages: int


def read_query(given: Mapping[str, str]) -> Query:
    """Of an address; what it can't mean is as if it weren't there."""
    kind, page = given.get("kind", ""), given.get("page", "")
    return Query(
        who=given.get("who", "")[:LONGEST],
        kind=kind if kind in KINDS else "",
        q=" ".join(given.get("q", "")[:LONGEST].split()),
        page=int(page) if page.isascii() and page.isdecimal() and 0 < len(page) < 7 else 1,
        undone=given.get("undone", "")[:1],
    )


def select(entries: Sequence[Entry], query: Query) -> Selected:
    """entries: the newest first. An article is found by what its paths were, too."""
    found = entries
    if query.who:
        found = [each for each in found if each.deed.who == query.who]
    if query.kind:
        found = [each for each in found if each.deed.kind == query.kind]
    if words := fold(query.q).split():
        found = [each for each in found if _has(each.deed, words)]
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(query.page, 1), pages)
    return Selected(found[(page - 1) * PER_PAGE : page * PER_PAGE], len(found), page, pages)


def _has(deed: Deed, words: Sequence[str]) -> bool:
    said = [_folded(deed.title), *map(_folded, deed.paths)]
    return all(any(word in each for each in said) for word in words)


@lru_cache(20_000)
def _folded(text: str) -> str:
    """Of titles and paths, which are few beside the deeds."""
    return fold(text)
