"""The parts of a Word 97–2003 file that text is read from ([MS-DOC]): pieces and properties."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import olefile

from plugins.documents.traces import UnreadableError

# Places of (offset, length) pairs in the file's head, [MS-DOC] 2.5.6, by their number.
STYLES, FOOTNOTE_MARKS, FOOTNOTES, CHARACTERS, PARAGRAPHS, FONTS, PIECES = 1, 2, 3, 12, 13, 15, 33
ENDNOTE_MARKS, ENDNOTES, LISTS, LIST_OVERRIDES = 46, 47, 73, 74
PAIRS = 154  # where they begin
WORD, OLD_WORD = 0xA5EC, 0xA5DC
FIRST_OF_WORD_97 = 0xC1
SAVED_IN_HASTE, LOCKED, SECOND_TABLE = 0x0004, 0x0100, 0x0200
PAGE = 512
MOST_LETTERS = 20_000_000
# Lengths of the operands of properties by the upper bits of their number; 6 says it itself.
OPERANDS = (1, 1, 2, 4, 2, 2, -1, 3)
LONG_TABLE, CHANGED_TABS = 0xD608, 0xC615

Properties = Mapping[int, bytes]


class Range(NamedTuple):
    """Of the file: bytes from start to end look so."""

    start: int
    end: int
    style: int
    properties: Properties


class Piece(NamedTuple):
    """Characters from `first` to `last` of the text stand at `place` of the file."""

    first: int
    last: int
    place: int
    width: int  # bytes of a character


@dataclass(frozen=True)
class DocFile:
    """text: main text, then footnotes, headers, comments, endnotes, text boxes, as in `lengths`."""

    head: bytes
    table: bytes
    data: bytes
    text: str
    pieces: tuple[Piece, ...]
    lengths: tuple[int, ...]
    fonts: tuple[str, ...]

    def part(self, number: int) -> bytes:
        """Of the table stream, by its number in the file's head; b"" where there is none."""
        place = PAIRS + 8 * number
        if place + 8 > len(self.head):
            return b""
        start, length = struct.unpack_from("<II", self.head, place)
        return self.table[start : start + length]

    def place_of(self, character: int) -> int:
        """Where in the file a character of the text stands."""
        piece = self.pieces[
            max(0, bisect_right(self.pieces, character, key=lambda piece: piece.first) - 1)
        ]
        return piece.place + (character - piece.first) * piece.width


def read_file(compound: olefile.OleFileIO) -> DocFile:
    """Raises UnreadableError where it is locked, too large or not of these versions, and what
    parsers raise where it is damaged."""
    head = _stream(compound, "WordDocument")
    if len(head) < PAIRS:
        raise UnreadableError("damaged")
    mark, version = struct.unpack_from("<HH", head)
    flags = int.from_bytes(head[10:12], "little")
    if flags & LOCKED:
        raise UnreadableError("encrypted")
    if mark == OLD_WORD or (mark == WORD and version < FIRST_OF_WORD_97):
        if flags & SAVED_IN_HASTE:
            raise UnreadableError("damaged")
        return _old(head)
    if mark != WORD:
        raise UnreadableError("damaged")
    table = _stream(compound, "1Table" if flags & SECOND_TABLE else "0Table")
    data = _stream(compound, "Data") if compound.exists("Data") else b""
    lengths = struct.unpack_from("<8I", head, 0x4C)
    bare = DocFile(head, table, data, "", (), lengths, ())
    text, pieces = _text(head, bare.part(PIECES), sum(lengths))
    return DocFile(head, table, data, text, pieces, lengths, tuple(_fonts(bare.part(FONTS))))


def _stream(compound: olefile.OleFileIO, name: str) -> bytes:
    with compound.openstream(name) as stream:
        data: bytes = stream.read()
    return data


def _old(head: bytes) -> DocFile:
    """Word 6 and 95: the text alone, which stands in one piece."""
    start, length = struct.unpack_from("<I", head, 0x18)[0], struct.unpack_from("<I", head, 0x34)[0]
    text = head[start : start + length].decode("cp1252", "replace")
    pieces = (Piece(0, len(text), start, 1),)
    return DocFile(head[:PAIRS], b"", b"", text, pieces, (len(text),), ())


def _text(head: bytes, data: bytes, length: int) -> tuple[str, tuple[Piece, ...]]:
    """[MS-DOC] 2.4.1: which bytes of the file are which characters."""
    at = 0
    while data[at : at + 1] == b"\1":
        at += 3 + int.from_bytes(data[at + 1 : at + 3], "little")
    if data[at : at + 1] != b"\2":
        raise UnreadableError("damaged")
    table = data[at + 5 : at + 5 + int.from_bytes(data[at + 1 : at + 5], "little")]
    count = (len(table) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", table)
    if ends[-1] > MOST_LETTERS:
        raise UnreadableError("too large")
    parts, pieces = [], []
    for number in range(count):
        first, last = ends[number], ends[number + 1]
        if last < first:
            raise UnreadableError("damaged")
        place = int.from_bytes(table[4 * (count + 1) + 8 * number + 2 :][:4], "little")
        if place & 0x4000_0000:
            start, width, encoding = (place & 0x3FFF_FFFF) // 2, 1, "cp1252"
        else:
            start, width, encoding = place & 0x3FFF_FFFF, 2, "utf-16-le"
        raw = head[start : start + (last - first) * width]
        pieces.append(Piece(first, last, start, width))
        parts.append(_characters(raw, encoding).ljust(last - first, "\0"))
    return "".join(parts)[: length or None], tuple(pieces)


def _characters(raw: bytes, encoding: str) -> str:
    """One for each unit of the file, so that places can be counted."""
    if encoding == "cp1252":  # the five codes that it lacks are kept
        return "".join(
            character if character != "\ufffd" else chr(code)
            for character, code in zip(raw.decode("cp1252", "replace"), raw, strict=True)
        )
    units = struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])
    return "".join(map(chr, units))


def _fonts(data: bytes) -> Iterator[str]:
    """[MS-DOC] 2.9.286 and 2.9.94."""
    at = 4
    for _ in range(int.from_bytes(data[:2], "little")):
        size = data[at] + 1 if at < len(data) else 1
        yield data[at + 40 : at + size].decode("utf-16-le", "replace").partition("\0")[0]
        at += size


def ranges(file: DocFile, kind: int) -> list[Range]:
    """All of CHARACTERS or PARAGRAPHS, in the order of the file ([MS-DOC] 2.8.5 and 2.8.6)."""
    plc = file.part(kind)
    count = (len(plc) - 4) // 8
    found: list[Range] = []
    for number in range(max(count, 0)):
        page = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * number)[0] & 0x3F_FFFF
        data = file.head[page * PAGE : (page + 1) * PAGE]
        if len(data) == PAGE:
            found += _of_page(data, kind)
    return sorted(found, key=lambda each: each.start)


def _of_page(data: bytes, kind: int) -> Iterator[Range]:
    count = data[PAGE - 1]
    size = 1 if kind == CHARACTERS else 13
    if (count + 1) * 4 + count * size > PAGE:
        raise UnreadableError("damaged")
    bounds = struct.unpack_from(f"<{count + 1}I", data)
    for number in range(count):
        at = 2 * data[4 * (count + 1) + number * size]
        style, properties = 0, b""
        if at and kind == CHARACTERS:
            properties = data[at + 1 : at + 1 + data[at]]
        elif at:
            length, skipped = (data[at] * 2 - 1, 1) if data[at] else (data[at + 1] * 2, 2)
            inside = data[at + skipped : at + skipped + length]
            style, properties = int.from_bytes(inside[:2], "little"), inside[2:]
        yield Range(bounds[number], bounds[number + 1], style, dict(split(properties)))


def split(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Numbers of properties and their operands ([MS-DOC] 2.2.5.1) until they are cut short."""
    at = 0
    while at + 2 < len(data):
        number = int.from_bytes(data[at : at + 2], "little")
        at += 2
        length = OPERANDS[number >> 13]
        if number == LONG_TABLE:
            length = int.from_bytes(data[at : at + 2], "little") - 1
            at += 2
        elif length < 0:
            length = data[at]
            if number == CHANGED_TABS and length == 255 and at + 1 < len(data):
                deleted = data[at + 1]
                added = at + 2 + 4 * deleted
                length = 2 + 4 * deleted + 3 * (data[added] if added < len(data) else 0)
            at += 1
        if length < 0:
            return
        yield number, data[at : at + length]
        at += length
