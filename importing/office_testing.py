"""Small files of offices, written by hand for tests, and what is read of them."""

from __future__ import annotations

import html
import io
import re
import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plugins.documents import testing
from plugins.documents.archive import MOST_OF_ALL, Archive, Budget

from .doc import read_doc
from .document import FoundArticle, SourceDocument, letters
from .docx import read_docx
from .odt import read_odt

RELATIONS = "word/_rels/document.xml.rels"
TEXT_AT, PAGE = 0x800, 512
FONT, BOLD, IN_TABLE, ROW_END, LIST, LEVEL = 0x4A4F, 0x0835, 0x2416, 0x2417, 0x460B, 0x260A


def run(text: str, properties: str = "") -> str:
    return (
        f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>'
    )


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def paragraph(inside: str, properties: str = "") -> str:
    """inside: runs, or a text."""
    inside = inside if "<" in inside or not inside else run(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def listed(text: str, number: int, level: int = 0) -> str:
    own = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, own)


def picture(number: str = "rId9") -> str:
    return f'<w:r><w:drawing><a:blip r:embed="{number}" xmlns:a="a" xmlns:r="r"/></w:drawing></w:r>'


def relations(**targets: str) -> dict[str, str]:
    """By number; an address with `://` or a drive is outside of the file."""
    lines = "".join(
        f'<Relationship Id="{number}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for number, target in targets.items()
    )
    return {RELATIONS: f"<Relationships>{lines}</Relationships>"}


def docx(body: str, files: Mapping[str, str | bytes] | None = None) -> SourceDocument:
    known = {
        name: f'<w:x xmlns:w="{testing.WORD}">{data}</w:x>'
        if isinstance(data, str) and name.startswith("word/") and not name.endswith(".rels")
        else data
        for name, data in (files or {}).items()
    }
    return read_docx(archive(testing.docx(body, known)), "a.docx")


def odt(
    body: str, styles: str = "", files: Mapping[str, str | bytes] | None = None
) -> SourceDocument:
    whole = f"<office:text>{body}</office:text>"
    return read_odt(archive(testing.opendocument(whole, styles, files)), "a.odt")


def archive(data: bytes) -> Archive:
    return Archive(io.BytesIO(data), Budget(MOST_OF_ALL))


class Piece(NamedTuple):
    """Of a paragraph of a Word 97 file. font: its place in `fonts`."""

    text: str
    font: int = 0
    properties: bytes = b""


class Line(NamedTuple):
    pieces: Sequence[Piece]
    properties: bytes = b""
    mark: str = "\r"


def prop(number: int, operand: int, size: int = 1) -> bytes:
    return struct.pack("<H", number) + operand.to_bytes(size, "little")


def word97(
    lines: Sequence[Line],
    fonts: Sequence[str] = ("Times New Roman",),
    encoding: str = "utf-16-le",
    rest: Mapping[int, bytes] | None = None,
    lengths: Mapping[int, int] | None = None,
    data: bytes = b"",
) -> bytes:
    """rest: further parts of the table stream by their number. lengths: of the parts of the text
    after the first, by their place."""
    width = 2 if encoding == "utf-16-le" else 1
    text, at = "", TEXT_AT
    characters: list[tuple[int, bytes]] = []
    paragraphs: list[tuple[int, bytes]] = []
    for line in lines:
        for piece in line.pieces:
            text += piece.text
            at += len(piece.text) * width
            characters.append((at, prop(FONT, piece.font, 2) + piece.properties))
        text += line.mark
        at += width
        characters.append((at, b""))
        paragraphs.append((at, b"\0\0" + line.properties))
    raw = text.encode(encoding)
    raw = raw.ljust(-(-len(raw) // PAGE) * PAGE, b"\0")
    page = (TEXT_AT + len(raw)) // PAGE
    body = raw + _page(characters, 1) + _page(paragraphs, 13)
    place = TEXT_AT if width == 2 else TEXT_AT * 2 | 0x4000_0000
    pieces = struct.pack("<IIHIH", 0, len(text), 0, place, 0)
    parts = {
        33: b"\2" + struct.pack("<I", len(pieces)) + pieces,
        15: struct.pack("<HH", len(fonts), 0) + b"".join(map(_font, fonts)),
        12: struct.pack("<III", TEXT_AT, at, page),
        13: struct.pack("<III", TEXT_AT, at, page + 1),
        **(rest or {}),
    }
    head = bytearray(TEXT_AT)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", head, 10, 0x0200)
    rest_of_text = sum((lengths or {}).values())
    struct.pack_into("<I", head, 0x4C, len(text) - rest_of_text)
    for number, length in (lengths or {}).items():
        struct.pack_into("<I", head, 0x4C + 4 * number, length)
    table = b""
    for number, part in parts.items():
        struct.pack_into("<II", head, 154 + 8 * number, len(table), len(part))
        table += part
    streams = {"WordDocument": bytes(head) + body, "1Table": table, "Data": data}
    return testing.compound(streams)


def _page(entries: Sequence[tuple[int, bytes]], size: int) -> bytes:
    """Of properties: where each ends, and what it says ([MS-DOC] 2.9.33 and 2.9.175)."""
    page = bytearray(PAGE)
    struct.pack_into(f"<{len(entries) + 1}I", page, 0, TEXT_AT, *(end for end, _ in entries))
    at = PAGE - 2
    for number, (_, properties) in enumerate(entries):
        if size == 1:
            written = bytes([len(properties)]) + properties
        elif len(properties) % 2:
            written = bytes([(len(properties) + 1) // 2]) + properties
        else:
            written = bytes([0, len(properties) // 2]) + properties
        at = (at - len(written)) // 2 * 2
        page[at : at + len(written)] = written
        page[4 * (len(entries) + 1) + size * number] = at // 2
    page[-1] = len(entries)
    assert 4 * (len(entries) + 1) + size * len(entries) <= at, "one page holds all"
    return bytes(page)


def _font(name: str) -> bytes:
    entry = bytes(39) + name.encode("utf-16-le") + b"\0\0"
    return bytes([len(entry)]) + entry


def doc(lines: Sequence[Line], **more: object) -> SourceDocument:
    return read_doc(io.BytesIO(word97(lines, **more)), "a.doc")  # type: ignore[arg-type]


def plain(markup: str) -> str:
    """Text of HTML, its blocks apart."""
    apart = re.sub(r"</?(?:p|li|td|th|h\d|figcaption|aside)\b[^>]*>|<br ?/?>", "\n", markup)
    text = html.unescape(re.sub("<[^>]*>", "", apart))
    return "\n".join(filter(None, (line.strip() for line in text.split("\n"))))


def bare(markup: str) -> str:
    """HTML without what only says how it looked, for comparing."""
    return re.sub(r' data-(?:align|size|style)="[^"]*"', "", markup).replace("\n", "")


def letters_out(document: SourceDocument | FoundArticle) -> int:
    """Of all that is left in the text, in the head and in the report."""
    hints = document.hints
    found = [hints.title, hints.lead, hints.source, *hints.authors]
    return (
        letters(plain(document.html))
        + sum(letters(each.text) for each in document.removed)
        + sum(letters(each.value) for each in found if each)
    )
