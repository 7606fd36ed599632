"""An article keeps its number in the index, whatever is published or deleted on other days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import NamedTuple

UNIX_EPOCH = date(1970, 1, 1).toordinal()
# In place of the day of a plain page. In a frame it is the first, which no article has.
UNDATED = -UNIX_EPOCH


class Frame(NamedTuple):
    """How numbers are counted: in another one the same number is another article's.

    first_day: since 1970, that of what is undated; slots: how many numbers a day has.
    """

    first_day: int
    slots: int

    def day_of(self, number: int) -> int:
        day = number // self.slots
        return self.first_day + day if day else UNDATED

    def first_of(self, day: int) -> int:
        """The lowest number of `day`."""
        return 0 if day == UNDATED else (day - self.first_day) * self.slots


def frame_of(days: Mapping[int, int]) -> Frame:
    """days: how many articles each has, since 1970, and how many pages UNDATED."""
    year = date.fromordinal(min(days.keys() - {UNDATED}, default=0) + UNIX_EPOCH).year
    slots = max(32, 1 << (2 * max(days.values(), default=0) - 1).bit_length())
    return Frame(date(year, 1, 1).toordinal() - 1 - UNIX_EPOCH, slots)


def number_days(dated: Iterable[tuple[int, int, str]], frame: Frame) -> dict[str, int]:
    """Numbers by address, of (day since 1970 or UNDATED, minute or -1, address): all of some days.

    An article's number follows from its own date and address unless two want one slot: adding or
    removing an article leaves the others theirs. Without a time its address chooses the slot.
    """
    days: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for day, minute, address in dated:
        days[day].append((minute, address))
    numbers, slots = {}, frame.slots
    for day, listed in days.items():
        taken: set[int] = set()
        for minute, address in sorted(listed):
            slot = minute * slots // 1440
            if minute < 0:
                slot = int.from_bytes(sha256(address.encode()).digest()[:4]) % slots
            while slot in taken:
                slot = (slot + 1) % slots
            taken.add(slot)
            numbers[address] = frame.first_of(day) + slot
    return numbers
