"""The text of a Word 97–2003 file as paragraphs and tables."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .doc_file import DocFile, Properties, Range
from .doc_pictures import picture_at
from .doc_styles import DocLooks, DocStyles, Style, looks_of
from .grids import borders_of, columns_of
from .lists import Lists
from .pictures import Pictures
from .rich_text import (
    Align,
    Block,
    Inline,
    Item,
    NoteMark,
    Paragraph,
    Picture,
    Run,
    TableCell,
    merged,
)
from .symbols import table_of

# Properties of paragraphs and of rows of tables, [MS-DOC] 2.6.2 and 2.6.3.
ALIGN, OLD_ALIGN, IN_TABLE, ROW_END, DEPTH = 0x2461, 0x2403, 0x2416, 0x2417, 0x6649
INNER_CELL, INNER_ROW, LEVEL, LIST, COLUMNS = 0x244B, 0x244C, 0x260A, 0x460B, 0xD608
ALIGNS: dict[int, Align] = {1: "center", 2: "right"}
PARAGRAPH_END = re.compile("[\r\x07\x0c]")
PICTURE, NOTE, DRAWN, CODE, RESULT, FIELD_END = "\1\2\x08\x13\x14\x15"
INSTEAD = {
    **{"\x1e": "-", "\x1f": "\u00ad", "\x0b": "\n", "\x0e": " ", "\0": "", "\t": "\t"},
    **{"\x03": "", "\x04": "", "\x05": ""},
}
SPECIAL = re.compile("([\0-\x1f])")
LINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
TITLE = 62  # number of the built-in style


class Line(NamedTuple):
    """A paragraph, what its mark says, and text boxes that hang on it."""

    paragraph: Paragraph
    properties: Properties
    cell_end: bool
    boxes: tuple[Block, ...]


@dataclass
class Reading:
    """What is known of the file, and what was met so far. boxes: text of drawings, as (start, end),
    by the character that they hang on."""

    file: DocFile
    styles: DocStyles
    lists: Lists
    pictures: Pictures
    characters: list[Range]
    paragraphs: list[Range]
    boxes: Mapping[int, list[tuple[int, int]]] = field(default_factory=dict)
    note_marks: Mapping[int, int] = field(default_factory=dict)  # number by character
    deleted: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    changes: int = 0
    drawings: int = 0
    fields: list[str | None] = field(default_factory=list)  # code so far, None in the result
    links: list[str] = field(default_factory=list)


def blocks_of(reading: Reading, start: int, end: int) -> Iterator[Block]:
    """start, end: characters of the whole text."""
    table: list[Line] = []
    for line in _lines(reading, start, end):
        if _in_table(line.properties):
            table.append(line)
            continue
        if table:
            yield from _table(table)
            table = []
        yield line.paragraph
        yield from line.boxes
    if table:
        yield from _table(table)


def _in_table(properties: Properties) -> bool:
    return properties.get(IN_TABLE, b"")[:1] == b"\1" or bool(_number(properties.get(DEPTH)))


def _number(operand: bytes | None) -> int:
    return int.from_bytes(operand, "little") if operand else 0


def _lines(reading: Reading, start: int, end: int) -> Iterator[Line]:
    text = reading.file.text
    at, end = start, min(end, len(text))
    while at < end:
        found = PARAGRAPH_END.search(text, at, end)
        mark = found.start() if found else end - 1
        last = mark if found else end
        shape = _range(reading.paragraphs, reading.file.place_of(mark))
        properties = reading.styles.paragraph(shape.style) if shape else {}
        properties.update(shape.properties if shape else {})
        content = list(_inlines(reading, at, last, shape.style if shape else 0))
        boxes = tuple(
            block
            for place in sorted(reading.boxes)
            if at <= place <= mark
            for box in reading.boxes[place]
            for block in blocks_of(reading, *box)
        )
        yield Line(
            _paragraph(content, shape.style if shape else 0, properties, reading),
            properties,
            bool(found) and text[mark] == "\x07",
            boxes,
        )
        at = mark + 1


def _range(ranges: list[Range], place: int) -> Range | None:
    number = bisect_right(ranges, place, key=lambda each: each.start) - 1
    if number >= 0 and ranges[number].start <= place < ranges[number].end:
        return ranges[number]
    return None


def _paragraph(
    content: list[Inline], number: int, properties: Properties, reading: Reading
) -> Paragraph:
    style = reading.styles.known.get(number, Style(0, "", 0, {}, {}))
    item: Item | None = None
    says = any(isinstance(part, Run) and part.text.strip() for part in content)
    heading = style.number if 1 <= style.number <= 9 else 0
    if (listed := _number(properties.get(LIST))) and says:
        item, prefix = reading.lists.item(
            str(listed), min(_number(properties.get(LEVEL)), 8), 0, is_heading=bool(heading)
        )
        if prefix:
            first = next(part for part in content if isinstance(part, Run))
            content.insert(0, replace(first, text=prefix, script="", link="", font=""))
    align = ALIGNS.get(_number(properties.get(ALIGN) or properties.get(OLD_ALIGN)), "")
    name = "title" if style.number == TITLE else style.name.lower()
    return Paragraph(tuple(content), align, heading, name, item)


def _inlines(reading: Reading, start: int, end: int, style: int) -> Iterator[Inline]:
    at = start
    while at < end:
        place = reading.file.place_of(at)
        shape = _range(reading.characters, place)
        last = _end_of(reading, at, end, place, shape)
        looks = looks_of(
            shape.properties if shape else {}, style, reading.styles, reading.file.fonts
        )
        for part in SPECIAL.split(reading.file.text[at:last]):
            if part:
                yield from _part(part, at, looks, reading)
                at += len(part)
        at = last  # also where the text ends before the file says so


def _end_of(reading: Reading, at: int, end: int, place: int, shape: Range | None) -> int:
    """Of the characters from `at` on that look alike and stand together in the file."""
    pieces = reading.file.pieces
    piece = pieces[max(0, bisect_right(pieces, at, key=lambda each: each.first) - 1)]
    last = min(end, max(piece.last, at + 1))
    if shape:
        last = min(last, at + max(1, (shape.end - place) // piece.width))
    else:
        number = bisect_right(reading.characters, place, key=lambda each: each.start)
        if number < len(reading.characters):
            begins = reading.characters[number].start
            last = min(last, at + max(1, (begins - place) // piece.width))
    return last


def _part(part: str, at: int, looks: DocLooks, reading: Reading) -> Iterator[Inline]:
    if looks.deleted:
        reading.deleted.append(part)
        reading.changes += 1
    elif part in (CODE, RESULT, FIELD_END):
        _field(part, reading)
    elif reading.fields and reading.fields[-1] is not None:
        reading.fields[-1] += part
        reading.codes.append(part)
    elif at in reading.note_marks:
        yield NoteMark(reading.note_marks[at])
    elif part == PICTURE:
        yield from _picture(looks, reading)
    elif part == DRAWN:
        reading.drawings += at not in reading.boxes
    elif looks.symbol:
        font, code = struct.unpack("<HH", looks.symbol[:4].ljust(4, b"\0"))
        fonts = reading.file.fonts
        table = table_of(fonts[font] if font < len(fonts) else "")
        yield Run(table.get(code & 0xFF, ""))
    else:
        reading.changes += looks.inserted
        text = INSTEAD.get(part, "" if part < " " else part)
        symbols = table_of(looks.font)
        if symbols:
            text = "".join(symbols.get(ord(letter) & 0xFF, letter) for letter in text)
        yield looks.run(text, next((link for link in reversed(reading.links) if link), ""))


def _picture(looks: DocLooks, reading: Reading) -> Iterator[Picture]:
    if looks.is_object or looks.picture < 0 or not looks.special:
        return
    if photo := picture_at(reading.file.data, looks.picture):
        yield Picture(reading.pictures.add(photo))
    elif len(reading.file.data) > looks.picture + 68:
        reading.drawings += 1


def _field(mark: str, reading: Reading) -> None:
    if mark == CODE:
        reading.fields.append("")
        reading.links.append("")
    elif reading.fields and mark == RESULT:
        found = LINK.search(reading.fields[-1] or "")
        reading.links[-1] = found[1] if found else ""
        reading.fields[-1] = None
    elif reading.fields:
        reading.fields.pop()
        reading.links.pop()


def _table(lines: list[Line]) -> Iterator[Block]:
    """One, whose cells may hold paragraphs of a table inside it, one after another."""
    rows: list[tuple[list[tuple[Block, ...]], Properties]] = []
    cells: list[tuple[Block, ...]] = []
    cell: list[Block] = []
    for line in lines:
        is_row_end = line.properties.get(ROW_END, b"")[:1] == b"\1"
        if is_row_end:
            rows.append((cells, line.properties))
            cells = []
            continue
        if line.properties.get(INNER_ROW, b"")[:1] == b"\1":
            continue
        cell += [line.paragraph, *line.boxes]
        if line.cell_end:
            cells.append(tuple(cell))
            cell = []
    if cell:
        cells.append(tuple(cell))
    if cells:  # cut off before its last mark
        rows.append((cells, {}))
    borders = borders_of(_places(properties) for _, properties in rows)
    yield merged(_row(cells, properties, borders) for cells, properties in rows)


def _places(properties: Properties) -> tuple[int, ...]:
    """[MS-DOC] 2.9.324: of the borders of a row's cells."""
    operand = properties.get(COLUMNS, b"")
    count = operand[0] if operand else 0
    if len(operand) < 1 + 2 * (count + 1):
        return ()
    return struct.unpack_from(f"<{count + 1}h", operand, 1)


def _row(
    cells: list[tuple[Block, ...]], properties: Properties, borders: list[int]
) -> list[TableCell]:
    places = _places(properties)
    columns = columns_of(places, borders)
    described = 1 + 2 * len(places)
    found: list[TableCell] = []
    for number, blocks in enumerate(cells):
        flags = _number(properties.get(COLUMNS, b"")[described + 20 * number :][:2])
        column, width = columns[number] if number < len(columns) else (number, 1)
        if flags & 2 and found and not flags & 1:  # merged with the one on its left
            found[-1].columns += width
            found[-1].blocks += blocks
            continue
        above = flags >> 5 & 3 == 1
        found.append(TableCell(column, width, blocks, above))
    return found
