"""Which deeds a page of the journal shows, by what its address says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, get_args
from urllib.parse import urlencode

from desk.journal.standing import Known
from desk.shell.deeds import Kind
from plugins.vietnamese.text import fold

KINDS: tuple[Kind, ...] = get_args(Kind)
PER_PAGE = 50
LONGEST = 200


@dataclass(frozen=True)
class Query:
    """ "" for all; page: from 1."""

    who: str = ""
    kind: str = ""
    q: str = ""
    page: int = 1

    def address(self, **changed: Any) -> str:
        """`/nhat-ky?who=Lan&page=2`."""
        values = asdict(replace(self, **changed))
        plain = asdict(Query())
        given = urlencode({name: each for name, each in values.items() if each != plain[name]})
        return f"/nhat-ky?{given}" if given else "/nhat-ky"


@dataclass(frozen=True)
class Selected:
    """count: of all that match; page: from 1, of pages."""

    items: Sequence[Known]
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
    )


def select(deeds: Sequence[Known], query: Query) -> Selected:
    """deeds: the newest first. An article is found by what its paths were, too."""
    found = deeds
    if query.who:
        found = [each for each in found if each.entry.deed.who == query.who]
    if query.kind:
        found = [each for each in found if each.entry.deed.kind == query.kind]
    for word in fold(query.q).split():
        found = [each for each in found if word in each.searched]
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(query.page, 1), pages)
    return Selected(found[(page - 1) * PER_PAGE : page * PER_PAGE], len(found), page, pages)
