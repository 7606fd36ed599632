"""All that was asked, checked and told of one matter, month by month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from plugins.listings.cards import Card


@dataclass(frozen=True)
class Month:
    """What was told of a topic in one month."""

    number: int
    year: int
    cards: tuple[Card, ...]


def months_of(cards: Iterable[Card]) -> tuple[Month, ...]:
    """In the order of the cards, which is that of time."""
    by_month = groupby(cards, key=lambda card: (card.date.year, card.date.month))
    return tuple(Month(month, year, tuple(listed)) for (year, month), listed in by_month)
