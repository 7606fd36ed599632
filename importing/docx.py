"""A Word file (.docx): text boxes where they stand, tracked changes as accepted.

Read by hand from ECMA-376 part 1, section 17: libraries that were tried drop text boxes and fail
on merged cells, and none gives the font of a run, without which old Vietnamese text is not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from plugins.documents.archive import Archive
from plugins.documents.markup import events, tree
from plugins.shared.messages import gettext, gettext_noop

from .document import Removed, SourceDocument, letters
from .docx_blocks import GONE, Reading, blocks_of
from .docx_lists import read_lists
from .docx_styles import read_styles
from .old_fonts import decoded_text
from .pictures import Pictures
from .rich_source import CHANGES, source_document
from .rich_text import (
    Note,
)

KIND = "Word (.docx)"
DOCUMENT = "word/document.xml"
# Drawings whose text stands in files of their own.
DRAWN = {
    "word/diagrams/data": gettext_noop("chữ trong sơ đồ SmartArt"),
    "word/charts/chart": gettext_noop("chữ trong biểu đồ"),
}


def read_docx(archive: Archive, name: str) -> SourceDocument:
    """Raises plugins.documents' NotAnArticleError where the archive is damaged or too large."""
    targets, outside = _relations(archive, "word/_rels/document.xml.rels")
    reading = Reading(
        read_styles(archive.read("word/styles.xml")),
        read_lists(archive.read("word/numbering.xml")),
        targets,
        outside,
        Pictures(archive),
    )
    data = archive.read(DOCUMENT)
    body = tree(data).find("body")
    found = list(blocks_of(body, reading)) if body is not None else []
    found += _notes(archive, reading)
    shown = _shown_letters(data) + sum(
        _shown_letters(archive.read(f"word/{kind}s.xml")) for kind in ("footnote", "endnote")
    )
    return source_document(
        name,
        KIND,
        found,
        reading.pictures,
        _removed(archive),
        reading.dropped,
        _said(archive, data),
        shown,
    )


def _relations(archive: Archive, part: str) -> tuple[dict[str, str], frozenset[str]]:
    targets: dict[str, str] = {}
    outside: set[str] = set()
    for event in events(archive.read(part), ("Relationship",)):
        known = event.attributes
        number, target = known.get("Id", ""), known.get("Target", "")
        if known.get("TargetMode") == "External":
            outside.add(number)
            targets[number] = target
        else:
            targets[number] = target[1:] if target.startswith("/") else f"word/{target}"
    return targets, frozenset(outside)


def _shown_letters(data: bytes) -> int:
    """Of all text that is neither deleted nor said twice, counted without regard to structure."""
    count = left_out = 0
    in_text = False
    for event in events(data):
        if event.kind == "text":
            count += letters(event.text) if in_text and not left_out else 0
            continue
        step = 1 if event.kind == "start" else -1
        if event.name in GONE or event.name == "Fallback":
            left_out += step
        elif event.name == "t":
            in_text = step > 0
    return count


def _removed(archive: Archive) -> Iterator[Removed]:
    for part, what in (("header", gettext("đầu trang")), ("footer", gettext("chân trang"))):
        lines = [_text(archive.read(name)) for name in archive.below(f"word/{part}", suffix=".xml")]
        for text in dict.fromkeys(filter(letters, lines)):
            yield Removed(what, text)
    for comment in tree(archive.read("word/comments.xml")).iter("comment"):
        if text := _joined(comment):
            yield Removed(gettext("nhận xét của Word"), decoded_text(text))
    for folder, what in DRAWN.items():
        for name in archive.below(folder, suffix=".xml"):
            words = [part.text.strip() for part in tree(archive.read(name)).iter("t") if part.text]
            if letters(text := " ".join(words)):
                yield Removed(what, decoded_text(text))


def _text(data: bytes) -> str:
    return decoded_text(_joined(tree(data)))


def _joined(element: Element) -> str:
    lines = ["".join(t.text or "" for t in p.iter("t")).strip() for p in element.iter("p")]
    return " ".join(dict.fromkeys(filter(None, lines)))


def _said(archive: Archive, data: bytes) -> Iterator[str]:
    kinds = Counter(
        event.name for event in events(data, ("ins", "del", "moveTo", "chart", "altChunk"))
    )
    if kinds["ins"] + kinds["del"] + kinds["moveTo"]:
        yield CHANGES
    if kinds["chart"]:
        yield gettext(
            "{chart} biểu đồ không đưa vào được: chụp lại thành ảnh nếu bài cần.",
            chart=kinds["chart"],
        )
    if archive.below("word/diagrams/data"):
        yield gettext("Sơ đồ SmartArt không đưa vào được: chụp lại thành ảnh nếu bài cần.")
    if embedded := archive.below("word/embeddings/"):
        yield gettext(
            "{count} tệp nhúng (Excel, PDF…) trong tệp Word không đưa vào được.",
            count=len(embedded),
        )
    if kinds["altChunk"]:
        yield (
            gettext(
                "Tệp có phần nhúng từ tệp khác, không đọc được: mở bằng Word, lưu lại "
                "rồi nhập lần nữa."
            )
        )


def _notes(archive: Archive, reading: Reading) -> Iterator[Note]:
    """Those that the text leads to, in its order."""
    known: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        for element in tree(archive.read(f"word/{kind}s.xml")).iter(kind):
            known[kind, element.get("id", "")] = element
    for place, number in list(reading.notes.items()):
        if place in known:
            yield Note(number, tuple(blocks_of(known[place], reading)))
    for place, element in known.items():
        if place not in reading.notes and element.get("type") is None:
            number = reading.notes[place] = len(reading.notes) + 1
            yield Note(number, tuple(blocks_of(element, reading)))
