"""In which order the list may stand; sorted once after each change, not for each answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args

from desk.listing.record import Record

Sort = Literal["changed", "date", "soonest", "title"]
SORTS: tuple[Sort, ...] = get_args(Sort)
NEWEST_FIRST = ("changed", "date")


def _moment(record: Record) -> float:
    return record.date.timestamp() if record.date else 0.0


KEYS: Mapping[Sort, Callable[[Record], Any]] = {
    "changed": lambda record: record.stamp,
    "date": _moment,
    "soonest": _moment,
    "title": lambda record: record.order,
}


def ordered(records: Iterable[Record], sort: Sort) -> tuple[Record, ...]:
    """Sorted as the list offers it."""
    return tuple(sorted(records, key=KEYS[sort], reverse=sort in NEWEST_FIRST))
