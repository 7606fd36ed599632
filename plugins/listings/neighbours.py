"""Where to read on: the next newer and older articles of the section, and older ones on the matter.

Related articles are always older, so that a new article never changes the pages of old ones; only
its nearest neighbours in the section name it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plugins.listings.cards import Card

# Of one tag only the nearest older articles are compared; more would cost time and add noise.
RELATED_WINDOW = 60

# Places in the list of all cards: of newer, older and related ones.
Places = tuple[list[int], list[int], list[int]]


@dataclass(frozen=True)
class Neighbours:
    """newer: nearest first; older: nearest first; related: the closest in matter first."""

    newer: tuple[Card, ...]
    older: tuple[Card, ...]
    related: tuple[Card, ...]


class Listed(NamedTuple):
    """What decides who an article's neighbours are. moment: seconds since 1970."""

    address: str
    section: str
    moment: float
    tags: tuple[str, ...]


def find_neighbours(listed: Sequence[Listed], count: int, related: int) -> list[Places]:
    """listed: oldest first; the answers are in the same order. count: of newer, and of older."""
    by_section: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(listed):
        by_section[one.section].append(place)
    # The newer comes first, of two of one moment the one whose address does.
    rank = [0] * len(listed)
    order = sorted(range(len(listed)), key=lambda n: (-listed[n].moment, listed[n].address))
    for position, place in enumerate(order):
        rank[place] = position
    found: list[Places] = []
    older_with_tag: defaultdict[str, list[int]] = defaultdict(list)
    before: Counter[str] = Counter()
    for place, one in enumerate(listed):
        section, index = by_section[one.section], before[one.section]
        before[one.section] += 1
        newer = section[index + 1 : index + 1 + count]
        older = section[max(0, index - count) : index][::-1]
        shared: Counter[int] = Counter()
        for tag in one.tags:
            shared.update(older_with_tag[tag][-RELATED_WINDOW:])
        for tag in one.tags:
            older_with_tag[tag].append(place)
        for other in (*newer, *older):
            shared.pop(other, None)
        found.append((newer, older, _closest(shared, rank, related)))
    return found


def _closest(shared: Counter[int], rank: Sequence[int], count: int) -> list[int]:
    """Those with most tags in common, and of these the newest."""
    most = max(shared.values(), default=0)
    closest: list[int] = []
    while most and len(closest) < count:
        level = [place for place, times in shared.items() if times == most]
        closest += sorted(level, key=rank.__getitem__)[: count - len(closest)]
        most -= 1
    return closest
