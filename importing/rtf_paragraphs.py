"""Rows of tables and items of lists as RTF tells them."""

from __future__ import annotations

import re

from .grids import columns_of
from .rich_text import (
    Block,
    Item,
    Numbering,
    TableCell,
)
from .rtf_words import ParagraphShape, RowShape

NUMBER = re.compile(r"\(?(?:(\d{1,4})|([a-zđ])|([A-ZĐ])|([ivx]+)|([IVX]+))[.)]?")


def row_of(cells: list[tuple[Block, ...]], row: RowShape, borders: list[int]) -> list[TableCell]:
    """The cells of one row with the columns that they span; borders: of the table, in twips."""
    places = row.borders if len(row.borders) > len(row.flags) else [borders[0], *row.borders]
    columns = columns_of(places, borders)
    found: list[TableCell] = []
    for number, blocks in enumerate(cells):
        flags = row.flags[number] if number < len(row.flags) else frozenset()
        column, width = columns[number] if number < len(columns) else (number, 1)
        if "clmrg" in flags and found:
            found[-1].columns += width
            found[-1].blocks += blocks
        else:
            heading = "trhdr" in flags
            found.append(TableCell(column, width, blocks, "clvmrg" in flags, heading))
    return found


def item_of(number: str, shape: ParagraphShape) -> tuple[Item | None, str]:
    """A list by the number that the program wrote, else the number as text."""
    if not number:
        return None, ""
    if not any(letter.isalnum() for letter in number):
        return Item(f"{shape.list}•", shape.level, ""), ""
    found = NUMBER.fullmatch(number)
    if not found or not found.lastindex:
        return None, number
    kinds: tuple[Numbering, ...] = ("1", "a", "A", "i", "I")
    kind = kinds[found.lastindex - 1]
    start = int(number.strip("().")) if kind == "1" else _place(found[0].strip("().").lower())
    return Item(shape.list, shape.level, kind, max(start, 1)), ""


def _place(letter: str) -> int:
    return ord(letter) - ord("a") + 1 if len(letter) == 1 and "a" <= letter <= "z" else 1
