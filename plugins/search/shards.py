"""A reader fetches only the parts of the index that a query needs, and after an edit few are new.

Where a group of lines is cut depends on the keys about each cut alone: in a stretch that is too
long, the key with the lowest checksum begins a part, until every part is short enough. So a part
can be cut again without its neighbours, which take part as one piece each, and the result is the
same as that of cutting everything anew (a treap with checksums for priorities).
"""

from __future__ import annotations

import hashlib
import re
from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from zlib import crc32

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
VALUES = bytes.maketrans(DIGITS.encode(), bytes(range(64)))
# Of a difference, by value.
LAST_DIGITS, FIRST_DIGITS = bytes(range(32)), bytes(range(32, 64))
LONG = re.compile(b"[%b]{2,}" % re.escape(FIRST_DIGITS))
KINDS, TWO_FIRST = bytes(at >> 5 for at in range(256)), b"\1\1"
STRETCH = 256


def _digits(gap: int) -> str:
    digits = DIGITS[gap & 31]
    while gap := gap >> 5:
        digits = DIGITS[(gap & 31) + 32] + digits
    return digits


# Nearly all gaps of syllables that many articles have.
SMALL = [_digits(gap) for gap in range(1024)]


def encode(numbers: Iterable[int]) -> str:
    """Ascending numbers as differences, in base 32; a difference's last digit is below 32."""
    parts, last = [], 0
    for number in numbers:
        gap, last = number - last, number
        parts.append(SMALL[gap] if gap < 1024 else _digits(gap))
    return "".join(parts)


def decode(text: str) -> list[int]:
    """The numbers that `encode` wrote, ascending."""
    numbers, gap, last = [], 0, 0
    for digit in text.encode().translate(VALUES):
        gap = gap << 5 | digit & 31
        if digit < 32:
            last += gap
            numbers.append(last)
            gap = 0
    return numbers


def insert(text: str, number: int) -> str:
    """`text`, encoded, with one more number."""
    start, end, before = _around(text, number)
    numbers = decode(text[start:end])
    insort(numbers, number - before)
    return text[:start] + encode(numbers) + text[end:]


def remove(text: str, number: int) -> str:
    """`text` without one of its numbers."""
    start, end, before = _around(text, number)
    numbers = decode(text[start:end])
    numbers.remove(number - before)
    return text[:start] + encode(numbers) + text[end:]


def _around(text: str, number: int) -> tuple[int, int, int]:
    """(start, end, the number before) of a stretch in which `number` has its place.

    It ends with a higher number or with `text`, so that what comes after need not change.
    """
    digits = text.encode().translate(VALUES)
    start = before = 0
    while True:
        middle = _end(digits, start + STRETCH)
        last = before + _sum(digits[start:middle])
        if last >= number or middle == len(digits):
            return start, _end(digits, middle + STRETCH), before
        start, before = middle, last


def _end(digits: bytes, at: int) -> int:
    """Of the difference that the digit before `at` is part of."""
    while at < len(digits) and digits[at - 1] > 31:
        at += 1
    return min(at, len(digits))


def _sum(digits: bytes) -> int:
    """Of all differences: nearly all have one digit or two, and these need no loop."""
    firsts = digits.translate(None, LAST_DIGITS)
    total = sum(digits.translate(None, FIRST_DIGITS)) + 32 * (sum(firsts) - 32 * len(firsts))
    if TWO_FIRST in digits.translate(KINDS):
        for run in LONG.findall(digits):
            value = 0
            for digit in run:
                value = value << 5 | digit & 31
            total += 32 * (value - sum(run) + 32 * len(run))
    return total


def checksum(key: str) -> int:
    """By which a key is put into a part."""
    return crc32(key.encode())


def cut(firsts: Sequence[str], sizes: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each run of sorted pieces that makes one part.

    A run has at most `limit` characters, or is one piece. A piece is a line, or a part that was
    cut before and is not longer than `limit`; its checksum is that of its first key, and none
    inside it is as low as that or as the next piece's.
    """
    ends = [0, *accumulate(sizes)]
    checksums = list(map(checksum, firsts))
    waiting = [(0, len(firsts))] if firsts else []
    while waiting:
        start, end = waiting.pop()
        if end - start == 1 or ends[end] - ends[start] <= limit:
            yield start, end
            continue
        middle = checksums.index(min(checksums[start + 1 : end]), start + 1, end)
        waiting += [(middle, end), (start, middle)]


def name_of(text: str) -> str:
    """Of a part, by what is in it."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


@lru_cache(8192)
def between(before: str, first: str) -> str:
    """The shortest beginning of `first` that is above `before`."""
    return next((first[:n] for n in range(1, len(first)) if first[:n] > before), first)
