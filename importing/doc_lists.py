"""The lists that a Word 97–2003 file defines ([MS-DOC] 2.9.147, 2.9.131 and 2.9.150)."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping

from .doc_file import LIST_OVERRIDES, LISTS, DocFile
from .lists import DEEPEST, Level, Lists
from .rich_text import Numbering

# Numbers of [MS-OSHARED] 2.2.1.3; any other counts as decimal.
KINDS: Mapping[int, Numbering] = {1: "I", 2: "i", 3: "A", 4: "a", 23: ""}
NO_NUMBER = 255
PLACE = re.compile("[\0-\x08]")


def read_lists(file: DocFile) -> Lists:
    """By the number that a paragraph names, counted from 1."""
    shapes = _shapes(file)
    known: dict[str, Mapping[int, Level]] = {}
    definition: dict[str, str] = {}
    overrides = file.part(LIST_OVERRIDES)
    count = int.from_bytes(overrides[:4], "little")
    for number in range(1, count + 1):
        entry = overrides[4 + 16 * (number - 1) : 4 + 16 * number]
        if len(entry) < 16:
            break
        list_id = int.from_bytes(entry[:4], "little")
        known[str(number)] = shapes.get(list_id, {})
        definition[str(number)] = f"{list_id}/{number}" if entry[12] else str(list_id)
    return Lists(known, definition)


def _shapes(file: DocFile) -> dict[int, dict[int, Level]]:
    """The levels of all lists stand behind them, one after another."""
    data = file.part(LISTS)
    if len(data) < 2:
        return {}
    count = int.from_bytes(data[:2], "little")
    place = struct.unpack_from("<II", file.head, 154 + 8 * LISTS)
    at = sum(place)
    shapes: dict[int, dict[int, Level]] = {}
    for number in range(count):
        entry = data[2 + 28 * number : 30 + 28 * number]
        if len(entry) < 28:
            break
        levels: dict[int, Level] = {}
        for level in range(1 if entry[26] & 1 else DEEPEST + 1):
            if at + 28 > len(file.table):
                break
            levels[level], at = _level(file.table, at)
        shapes[int.from_bytes(entry[:4], "little")] = levels
    return shapes


def _level(table: bytes, at: int) -> tuple[Level, int]:
    start = int.from_bytes(table[at : at + 4], "little", signed=True)
    shape = table[at + 4]
    at += 28 + table[at + 24] + table[at + 25]
    length = int.from_bytes(table[at : at + 2], "little")
    text = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    text = PLACE.sub(lambda place: f"%{ord(place.group()) + 1}", text)
    level = Level(
        KINDS.get(shape, "1"), "" if shape == NO_NUMBER else text, min(max(start, 0), 9999)
    )
    return level, at + 2 + 2 * length
