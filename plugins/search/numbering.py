"""An article keeps its number in the index, whatever is published or deleted on other days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256


def number_days(dated: Iterable[tuple[int, int, str]]) -> tuple[int, dict[str, int]]:
    """(slots a day, number by address) of (day, minute or -1, address).

    An article's number follows from its own date and address unless two want one slot: adding or
    removing an article leaves the others theirs. Without a time its address chooses the slot.
    """
    days: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for day, minute, address in dated:
        days[day].append((minute, address))
    fullest = max(map(len, days.values()), default=0)
    slots = max(32, 1 << (2 * fullest - 1).bit_length())
    numbers = {}
    for day, listed in days.items():
        taken: set[int] = set()
        for minute, address in sorted(listed):
            slot = minute * slots // 1440
            if minute < 0:
                slot = int.from_bytes(sha256(address.encode()).digest()[:4]) % slots
            while slot in taken:
                slot = (slot + 1) % slots
            taken.add(slot)
            numbers[address] = day * slots + slot
    return slots, numbers
