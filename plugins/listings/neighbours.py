"""Where to read on: the next newer and older articles of the section, and older ones on the matter.

Related articles are always older, so that a new article never changes the pages of old ones; only
its nearest neighbours in the section name it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.listings.cards import Card

# Of one tag only the nearest older articles are compared; more would cost time and add noise.
RELATED_WINDOW = 60


@dataclass(frozen=True)
class Neighbours:
    """newer: nearest first; older: nearest first; related: the closest in matter first."""

    newer: tuple[Card, ...]
    older: tuple[Card, ...]
    related: tuple[Card, ...]


def find_neighbours(
    cards: Sequence[Card], tags: Mapping[str, Sequence[str]], count: int, related: int
) -> dict[str, Neighbours]:
    """By the article's address. cards: oldest first; tags: by address, in the article's order."""
    by_section: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards:
        by_section[card.section].append(card)
    found = {}
    older_with_tag: defaultdict[str, list[Card]] = defaultdict(list)
    place: Counter[str] = Counter()
    for card in cards:
        section, index = by_section[card.section], place[card.section]
        place[card.section] += 1
        newer = section[index + 1 : index + 1 + count]
        older = section[max(0, index - count) : index][::-1]
        listed = {other.address for other in (*newer, *older)}
        shared: Counter[Card] = Counter()
        for tag in tags[card.address]:
            shared.update(older_with_tag[tag][-RELATED_WINDOW:])
        ranked = sorted(
            (other for other in shared if other.address not in listed),
            key=lambda other: (-shared[other], -other.date.timestamp(), other.address),
        )
        found[card.address] = Neighbours(tuple(newer), tuple(older), tuple(ranked[:related]))
        for tag in tags[card.address]:
            older_with_tag[tag].append(card)
    return found
