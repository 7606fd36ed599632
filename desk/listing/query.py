"""Which articles a page of the list shows, by the words and choices in its address."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from desk.listing.order import SORTS, Sort
from desk.listing.record import STATES, Record
from plugins.frontmatter.kinds import KINDS
from plugins.vietnamese.text import fold

PER_PAGE = 50
LONGEST_SEARCH = 200

# Besides states: what has errors, whatever its state.
FAULTY = "faulty"


@dataclass(frozen=True)
class Query:
    """ "" for all; page: from 1."""

    q: str = ""
    section: str = ""
    kind: str = ""
    state: str = ""
    sort: Sort = "changed"
    page: int = 1

    def address(self, **changed: Any) -> str:
        """`/?state=draft&page=2`: what differs from the plain list."""
        values = asdict(replace(self, **changed))
        plain = asdict(Query())
        given = urlencode({name: each for name, each in values.items() if each != plain[name]})
        return f"/?{given}" if given else "/"

    @property
    def is_plain(self) -> bool:
        """Whether it leaves nothing out."""
        return not (self.q or self.section or self.kind or self.state)


@dataclass(frozen=True)
class Selected:
    """count: of all that match; page: from 1, of pages."""

    items: tuple[Record, ...]
    count: int
    page: int
    pages: int


def read_query(given: Mapping[str, str]) -> Query:
    """Of an address; what it can't mean is as if it weren't there."""
    kind, state, sort, page = (given.get(name, "") for name in ("kind", "state", "sort", "page"))
    return Query(
        q=" ".join(given.get("q", "")[:LONGEST_SEARCH].split()),
        section=given.get("section", "")[:LONGEST_SEARCH],
        kind=kind if kind in KINDS else "",
        state=state if state in (*STATES, FAULTY) else "",
        sort=next((known for known in SORTS if known == sort), "changed"),
        page=int(page) if page.isascii() and page.isdecimal() and 0 < len(page) < 7 else 1,
    )


def select(
    records: Sequence[Record], query: Query, faulty: Collection[str], now: float
) -> Selected:
    """records: in the order of the query; faulty: paths of what has errors; now: seconds since
    1970."""
    found = records
    if query.section:
        found = [record for record in found if record.section == query.section]
    if query.kind:
        found = [record for record in found if record.kind == query.kind]
    if query.state == FAULTY:
        found = [record for record in found if is_faulty(record, faulty)]
    elif query.state:
        found = [record for record in found if record.state(now) == query.state]
    for word in fold(query.q).split():
        found = [record for record in found if word in record.searched]
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(query.page, 1), pages)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Selected(tuple(shown), len(found), page, pages)


def is_faulty(record: Record, faulty: Collection[str]) -> bool:
    """Whether it has errors; faulty: paths of those that the last build found."""
    return not record.is_read or record.path in faulty
