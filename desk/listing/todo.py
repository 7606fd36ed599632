"""What somebody should see to, of all articles: who waits, what was begun, what comes up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args

from desk.listing.record import Record
from plugins.site.editors import Newsroom

Work = Literal["review", "returned", "question", "claim", "scheduled", "draft"]
WORKS: tuple[Work, ...] = get_args(Work)
DAY_SECONDS = 86_400


def to_do(
    records: Iterable[Record], newsroom: Newsroom, now: float
) -> Mapping[Work, tuple[Record, ...]]:
    """By kind of work, what waits longest first; only kinds that have some. now: seconds since
    1970."""
    days = newsroom.overdue
    asked_before = now - days.question_days * DAY_SECONDS
    begun_before = now - days.draft_days * DAY_SECONDS
    is_of: Mapping[Work, Callable[[Record], bool]] = {
        "review": lambda each: newsroom.approval and each.state(now) in ("review", "void"),
        "returned": lambda each: newsroom.approval and each.is_returned and each.is_draft,
        "question": lambda each: (
            each.asked_on is not None and each.asked_on.timestamp() < asked_before
        ),
        "claim": lambda each: each.is_undecided,
        "scheduled": lambda each: each.state(now) == "scheduled",
        "draft": lambda each: each.state(now) == "draft" and each.changed < begun_before,
    }
    known = tuple(records)
    found = {
        work: tuple(sorted(filter(is_of[work], known), key=SINCE.get(work, _changed)))
        for work in WORKS
    }
    return {work: each for work, each in found.items() if each}


def _changed(record: Record) -> Any:
    return record.changed, record.path


SINCE: Mapping[Work, Callable[[Record], Any]] = {
    "question": lambda each: (each.asked_on, each.path),
    "scheduled": lambda each: (each.date, each.path),
}
