"""A reader fetches only the parts of the index that a query needs, and after an edit few are new.

Where the index is cut depends on the keys about each cut, not on what comes before: a part that
grows too large falls in two, and the others hardly ever notice.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from zlib import crc32

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
MIDDLE = (0.4, 0.6)


@dataclass(frozen=True)
class Shard:
    """first: every key of the shard is at or above it, every key of those before is below."""

    first: str
    name: str
    text: str


def encode(numbers: Iterable[int]) -> str:
    """Ascending numbers as differences, in base 32; a difference's last digit is below 32."""
    parts, last = [], 0
    for number in numbers:
        gap, last = number - last, number
        digits = DIGITS[gap & 31]
        while gap := gap >> 5:
            digits = DIGITS[(gap & 31) + 32] + digits
        parts.append(digits)
    return "".join(parts)


def cut(entries: Sequence[tuple[str, str]], limit: int) -> Iterator[Sequence[tuple[str, str]]]:
    """Runs of the (key, line) `entries`, sorted by key, of `limit` characters at most each.

    A run is halved near its middle, at the key there with the lowest checksum: a line more or
    less seldom moves it. A line that is longer than the limit stands alone.
    """
    ends = [0, *accumulate(len(line) for _, line in entries)]
    checksums = [crc32(key.encode()) for key, _ in entries]

    def halve(low: int, high: int) -> Iterator[tuple[int, int]]:
        size = ends[high] - ends[low]
        if high - low == 1 or size <= limit:
            yield low, high
            return
        start, stop = (
            min(max(bisect_left(ends, ends[low] + share * size, low, high), low + 1), high - 1)
            for share in MIDDLE
        )
        middle = min(range(start, stop + 1), key=lambda at: (checksums[at], at))
        yield from halve(low, middle)
        yield from halve(middle, high)

    if entries:
        for low, high in halve(0, len(entries)):
            yield entries[low:high]


def name_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def between(before: str, first: str) -> str:
    """The shortest beginning of `first` that is above `before`."""
    return next((first[:n] for n in range(1, len(first)) if first[:n] > before), first)
