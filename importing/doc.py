"""A Word 97–2003 file (.doc): text with the fonts of its runs, tables, lists, notes, photos."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

import olefile

from plugins.documents.traces import DAMAGE, UnreadableError
from plugins.shared.messages import gettext, gettext_noop

from . import doc_file
from .doc_blocks import Reading, blocks_of
from .doc_file import DocFile
from .doc_lists import read_lists
from .doc_styles import read_styles
from .document import Removed, SourceDocument, letters
from .old_fonts import decoded
from .pictures import Pictures
from .rich_source import CHANGES, source_document
from .rich_text import Block, Note, paragraphs

KIND = "Word 97–2003 (.doc)"
# Parts of the table stream: where drawings hang, and their text, with the length of an entry.
ANCHORS, BOXES = (40, 26), (56, 22)
PAGE_EDGES = gettext_noop("đầu trang, chân trang")

Span = tuple[int, int]


def read_doc(opened: BinaryIO, name: str) -> SourceDocument:
    """Raises plugins.documents' UnreadableError where it is damaged, locked or too large."""
    try:
        with olefile.OleFileIO(opened) as compound:
            if compound.exists("EncryptedPackage"):
                raise UnreadableError("encrypted")
            if not compound.exists("WordDocument"):
                raise UnreadableError("other kind")
            return _read(doc_file.read_file(compound), name)
    except DAMAGE as cause:
        raise UnreadableError("damaged") from cause


def _read(file: DocFile, name: str) -> SourceDocument:
    ends = [sum(file.lengths[: number + 1]) for number in range(len(file.lengths))]
    spans = [*zip([0, *ends], ends, strict=False), *[(0, 0)] * 7]
    main, footnotes, headers, _, comments, endnotes, boxes, header_boxes = spans[:8]
    marks = [
        *_marks(file, doc_file.FOOTNOTE_MARKS, main[1]),
        *_marks(file, doc_file.ENDNOTE_MARKS, main[1]),
    ]
    hanging = _hanging(file, boxes)
    reading = Reading(
        file,
        read_styles(file),
        read_lists(file),
        Pictures(),
        doc_file.ranges(file, doc_file.CHARACTERS),
        doc_file.ranges(file, doc_file.PARAGRAPHS),
        hanging,
        {place: number for number, place in enumerate(marks, 1)},
    )
    found: list[Block] = list(blocks_of(reading, *main))
    placed = {box for there in hanging.values() for box in there}
    for box in _texts(file, *BOXES, boxes):
        if box not in placed:
            found += blocks_of(reading, *box)
    notes = [
        *_texts(file, doc_file.FOOTNOTES, 0, footnotes),
        *_texts(file, doc_file.ENDNOTES, 0, endnotes),
    ]
    found += [Note(n, tuple(blocks_of(reading, *span))) for n, span in enumerate(notes, 1)]
    removed = [
        *_removed(reading, PAGE_EDGES, headers),
        *_removed(reading, gettext("nhận xét của Word"), comments),
        *_removed(reading, PAGE_EDGES, header_boxes),
    ]
    shown = sum(letters(file.text[a:b]) for a, b in (main, footnotes, endnotes, boxes))
    shown -= sum(map(letters, (*reading.deleted, *reading.codes)))
    return source_document(
        name, KIND, found, reading.pictures, removed, reading.dropped, _said(reading), shown
    )


def _places(file: DocFile, part: int, size: int) -> tuple[tuple[int, ...], bytes]:
    """The characters that a table of the file names, and what it says of each."""
    data = file.part(part)
    count = max(0, (len(data) - 4) // (4 + size))
    if len(data) < 4:
        return (), b""
    return struct.unpack_from(f"<{count + 1}I", data), data[4 * (count + 1) :]


def _marks(file: DocFile, part: int, end: int) -> list[int]:
    places, _ = _places(file, part, 2)
    return [place for place in places[:-1] if place < end]


def _texts(file: DocFile, part: int, size: int, within: Span) -> Iterator[Span]:
    """Notes or text boxes, one after another; the last entry of the table ends the one before."""
    places, _ = _places(file, part, size)
    start, end = within
    for first, last in pairwise(places):
        if start + first < min(start + last, end):
            yield start + first, min(start + last, end)


def _hanging(file: DocFile, within: Span) -> dict[int, list[Span]]:
    """Text boxes by the character that they hang on ([MS-DOC] 2.8.37 and 2.8.32)."""
    places, entries = _places(file, *ANCHORS)
    anchors: dict[bytes, int] = {}
    for number, place in enumerate(places[:-1]):
        anchors[entries[26 * number : 26 * number + 4]] = place
    found: dict[int, list[Span]] = {}
    starts, boxes = _places(file, *BOXES)
    for number, (first, last) in enumerate(pairwise(starts)):
        hangs_on = anchors.get(boxes[22 * number + 14 : 22 * number + 18])
        span = (within[0] + first, min(within[0] + last, within[1]))
        if hangs_on is not None and span[0] < span[1]:
            found.setdefault(hangs_on, []).append(span)
    return found


def _removed(reading: Reading, what: str, span: Span) -> Iterator[Removed]:
    if span[0] < span[1]:
        text = " ".join(
            each.text.strip() for each in paragraphs(decoded(blocks_of(reading, *span)))
        )
        if letters(text):
            yield Removed(what, " ".join(text.split()))


def _said(reading: Reading) -> Iterator[str]:
    if reading.changes:
        yield CHANGES
    if reading.drawings:
        yield (
            gettext(
                "{drawings} hình vẽ hoặc ảnh nổi trong tệp không lấy ra được: mở bằng "
                "Word, lưu lại ở dạng .docx rồi nhập lần nữa, hoặc thêm ảnh vào bài.",
                drawings=reading.drawings,
            )
        )
