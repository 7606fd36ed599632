"""Which articles a page of the list shows, by the words and choices in its address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from desk.listing.record import STATES, Record
from plugins.frontmatter.kinds import KINDS
from plugins.vietnamese.text import fold

PER_PAGE = 50
LONGEST_SEARCH = 200

# Besides states: what has errors, whatever its state.
FAULTY = "faulty"
Sort = Literal["changed", "date", "soonest", "title"]
SORTS: tuple[Sort, ...] = get_args(Sort)


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
    records: Iterable[Record], query: Query, faulty: Collection[str], now: float
) -> Selected:
    """records: by path; faulty: paths of what has errors; now: seconds since 1970."""
    words = fold(query.q).split()
    found = [
        record
        for record in records
        if (not query.section or record.section == query.section)
        and (not query.kind or record.kind == query.kind)
        and _is_in_state(record, query.state, faulty, now)
        and all(word in record.searched for word in words)
    ]
    found.sort(key=KEYS[query.sort], reverse=query.sort in ("changed", "date"))
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(query.page, 1), pages)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Selected(tuple(shown), len(found), page, pages)


def _is_in_state(record: Record, state: str, faulty: Collection[str], now: float) -> bool:
    if state == FAULTY:
        return not record.is_read or record.path in faulty
    return not state or record.state(now) == state


def _moment(record: Record) -> float:
    return record.date.timestamp() if record.date else 0.0


KEYS: Mapping[Sort, Callable[[Record], Any]] = {
    "changed": lambda record: record.changed,
    "date": _moment,
    "soonest": _moment,
    "title": lambda record: record.order,
}
