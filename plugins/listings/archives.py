"""A section's past by year and month, for readers who remember roughly when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from plugins.listings.cards import Card
from plugins.site import Section


@dataclass(frozen=True)
class Month:
    """number: 1 to 12; cards newest first."""

    number: int
    year: int
    address: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Year:
    """months: newest first."""

    number: int
    address: str
    months: tuple[Month, ...]

    @property
    def count(self) -> int:
        """How many articles it has."""
        return sum(len(month.cards) for month in self.months)


@dataclass(frozen=True)
class Archives:
    """years: newest first."""

    years: tuple[Year, ...]


def archives_of(section: Section, cards: Sequence[Card]) -> Archives:
    """cards: of this section, oldest first."""
    by_year = groupby(reversed(cards), key=lambda card: card.date.year)
    return Archives(
        tuple(
            Year(number, f"{section.address}{number}/", tuple(_months(section, list(listed))))
            for number, listed in by_year
        )
    )


def _months(section: Section, cards: list[Card]) -> list[Month]:
    return [
        Month(month, year, f"{section.address}{year}/{month:02}/", tuple(listed))
        for (year, month), listed in groupby(
            cards, key=lambda card: (card.date.year, card.date.month)
        )
    ]
