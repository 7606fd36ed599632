"""How characters and paragraphs of a Word 97–2003 file look, by themselves and by their styles."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from .doc_file import STYLES, DocFile, Properties, split
from .rich_text import Looks, Script

DELETED, MARKED_NEW, BOLD, ITALIC, CAPITALS, HIDDEN = 0x0800, 0x0801, 0x0835, 0x0836, 0x083B, 0x083C
SPECIAL, FIELD_HIDDEN, SCRIPT, SIZE, COLOUR, UNDERLINE = (
    0x0855,
    0x0802,
    0x2A48,
    0x4A43,
    0x2A42,
    0x2A3E,
)
FONT, OTHER_FONT, CHARACTER_STYLE, SYMBOL, PICTURE, OBJECT = (
    *(0x4A4F, 0x4A51, 0x4A30, 0x6A09, 0x6A03, 0x0856),
)
SCRIPTS: Mapping[int, Script] = {0: "", 1: "sup", 2: "sub"}
DEEPEST = 40  # styles based on each other


@dataclass(frozen=True)
class Style:
    """number: of the built-in one that it is ([MS-DOC] 2.9.271): 1 to 9 for headings."""

    number: int
    name: str
    base: int
    paragraph: Properties
    characters: Properties


@dataclass(frozen=True)
class DocStyles:
    """The styles of a file, by number; font: where no style names one."""

    known: Mapping[int, Style] = field(default_factory=dict)
    font: int = 0  # where no style names one

    def characters(self, number: int) -> dict[int, bytes]:
        """Properties of characters that the style and those it is based on set, by operation."""
        merged: dict[int, bytes] = {}
        for style in self._chain(number):
            merged.update(style.characters)
        return merged

    def paragraph(self, number: int) -> dict[int, bytes]:
        """As `characters`, of paragraphs."""
        merged: dict[int, bytes] = {}
        for style in self._chain(number):
            merged.update(style.paragraph)
        return merged

    def _chain(self, number: int) -> list[Style]:
        chain: list[Style] = []
        while number in self.known and len(chain) < DEEPEST:
            chain.append(self.known[number])
            number = self.known[number].base
        return chain[::-1]


@dataclass(frozen=True)
class DocLooks(Looks):
    """symbol: font and code of a sign; picture: its place in the data stream, -1 for none."""

    deleted: bool = False
    inserted: bool = False
    special: bool = False
    is_object: bool = False
    symbol: bytes = b""
    picture: int = -1


def read_styles(file: DocFile) -> DocStyles:
    """[MS-DOC] 2.9.271, 2.9.259 and 2.9.338."""
    data = file.part(STYLES)
    if len(data) < 20:
        return DocStyles()
    size = int.from_bytes(data[:2], "little")
    count, base_size = struct.unpack_from("<HH", data, 2)
    font = int.from_bytes(data[14:16], "little")
    known: dict[int, Style] = {}
    at = 2 + size
    for number in range(count):
        length = int.from_bytes(data[at : at + 2], "little")
        body = data[at + 2 : at + 2 + length]
        if len(body) > base_size + 2:
            known[number] = _style(body, base_size)
        at += 2 + length
    return DocStyles(known, font)


def _style(body: bytes, base_size: int) -> Style:
    built_in, kind_and_base, counts = struct.unpack_from("<HHH", body)
    kind, count = kind_and_base & 0xF, counts & 0xF
    letters = int.from_bytes(body[base_size : base_size + 2], "little")
    at = base_size + 2 + 2 * letters + 2
    name = body[base_size + 2 : at - 2].decode("utf-16-le", "replace")
    parts = []
    for _ in range(count):
        length = int.from_bytes(body[at : at + 2], "little")
        parts.append(body[at + 2 : at + 2 + length])
        at += 2 + length + length % 2
    is_paragraph = kind == 1
    paragraph = parts[0][2:] if is_paragraph and parts else b""
    characters = parts[int(is_paragraph)] if len(parts) > int(is_paragraph) else b""
    return Style(
        built_in & 0xFFF,
        name,
        kind_and_base >> 4,
        dict(split(paragraph)),
        dict(split(characters)) if kind in (1, 2) else {},
    )


def looks_of(own: Properties, style: int, styles: DocStyles, fonts: tuple[str, ...]) -> DocLooks:
    """How characters look: their own properties before those of styles. [MS-DOC] 2.4.6."""
    inherited = styles.characters(style)
    if named := own.get(CHARACTER_STYLE):
        inherited.update(styles.characters(int.from_bytes(named, "little")))

    def switched(number: int) -> bool:
        """2.4.6.2: 128 and 129 are as the style has it, and the opposite."""
        below = inherited.get(number, b"\0")[:1] == b"\1"
        value = own.get(number, b"\x80")[:1]
        return {b"\x80": below, b"\x81": not below}.get(value, value == b"\1")

    def number_of(number: int, otherwise: int) -> int:
        found = own.get(number) or inherited.get(number)
        return int.from_bytes(found, "little") if found else otherwise

    font = number_of(OTHER_FONT, number_of(FONT, styles.font))
    return DocLooks(
        font=fonts[font] if font < len(fonts) else "",
        size=number_of(SIZE, 20) / 2,
        bold=switched(BOLD),
        italic=switched(ITALIC),
        hidden=switched(HIDDEN),
        deleted=switched(DELETED),
        inserted=switched(MARKED_NEW),
        capitals=switched(CAPITALS),
        special=own.get(SPECIAL, b"")[:1] == b"\1",
        is_object=own.get(OBJECT, b"")[:1] == b"\1",
        script=SCRIPTS.get(number_of(SCRIPT, 0), ""),
        symbol=own.get(SYMBOL, b""),
        picture=number_of(PICTURE, -1),
    )
