"""Where to read on: the next newer and older articles of the section, and older ones on the matter.

Related articles are always older, so that a new article never changes the pages of old ones; only
its nearest neighbours in the section name it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plugins.listings.cards import Card

# Of one term only the nearest older articles are compared; more would cost time and add noise.
RELATED_WINDOW = 60
# Editors choose a topic from a short list; tags are any words.
TAG_WEIGHT, TOPIC_WEIGHT = 1, 2

# Places in the list of all cards: of newer, older and related ones.
Places = tuple[list[int], list[int], list[int]]


@dataclass(frozen=True)
class Neighbours:
    """newer: nearest first; older: nearest first; related: the closest in matter first."""

    newer: tuple[Card, ...]
    older: tuple[Card, ...]
    related: tuple[Card, ...]

    @property
    def stable_digest(self) -> bytes:
        """Of all that is shown of them, b"" where a build needs none."""
        digests = [[each.stable_digest for each in near] for near in vars(self).values()]
        if not all(map(all, digests)):
            return b""
        return b"|".join(map(b"".join, digests))


class Listed(NamedTuple):
    """What decides who an article's neighbours are. moment: seconds since 1970; topic: "" for
    none."""

    address: str
    section: str
    moment: float
    tags: tuple[str, ...]
    topic: str = ""

    def terms(self) -> list[tuple[str, int]]:
        """What it is about, each with its weight; two sections may have topics of one name."""
        tags = [(f"tag {tag}", TAG_WEIGHT) for tag in self.tags]
        topic = [(f"topic {self.section} {self.topic}", TOPIC_WEIGHT)] if self.topic else []
        return [*tags, *topic]


class Groups:
    """Who may be whose neighbour: all of a section, and all with a term, oldest first.

    listed: oldest first. count: of newer, and of older ones.
    """

    def __init__(self, listed: Sequence[Listed], count: int, related: int) -> None:
        self._listed, self._count, self._related = listed, count, related
        self._sections: defaultdict[str, list[int]] = defaultdict(list)
        self._terms: defaultdict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(listed):
            self._sections[one.section].append(place)
            for term, _ in one.terms():
                self._terms[term].append(place)

    def neighbours_of(self, place: int) -> Places:
        one, count = self._listed[place], self._count
        section = self._sections[one.section]
        index = bisect_left(section, place)
        newer = section[index + 1 : index + 1 + count]
        older = section[max(0, index - count) : index][::-1]
        shared: Counter[int] = Counter()
        for term, weight in one.terms():
            group = self._terms[term]
            end = bisect_left(group, place)
            for other in group[max(0, end - RELATED_WINDOW) : end]:
                shared[other] += weight
        for other in (*newer, *older):
            shared.pop(other, None)
        return newer, older, self._closest(shared)

    def _closest(self, shared: Counter[int]) -> list[int]:
        """Those with most in common, of these the newest, of two of one moment the one whose
        address comes first."""
        listed = self._listed
        return sorted(shared, key=lambda n: (-shared[n], -listed[n].moment, listed[n].address))[
            : self._related
        ]
