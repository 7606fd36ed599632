"""A text of LibreOffice (.odt, OpenDocument 1.3 part 3): text boxes, lists, tables, photos."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from plugins.documents.archive import Archive
from plugins.documents.markup import events, tree
from plugins.documents.traces import UnreadableError
from plugins.shared.messages import gettext

from .document import Removed, SourceDocument, letters
from .lists import DEEPEST as DEEPEST_LIST
from .odt_styles import OdtStyles, read_styles
from .old_fonts import decoded_text
from .pictures import Pictures
from .rich_source import CHANGES, source_document
from .rich_text import (
    Block,
    Cell,
    Inline,
    Item,
    Looks,
    Note,
    NoteMark,
    Paragraph,
    Picture,
    Run,
    Table,
    paragraphs,
    says,
)

KIND = "LibreOffice (.odt)"
BLOCKS = frozenset(("p", "h", "list", "table"))
# Said elsewhere, or by nobody who reads the page.
UNSEEN = frozenset(
    """tracked-changes annotation note-citation title desc sequence-decls variable-decls forms
    user-field-decls script event-listeners binary-data object object-ole meta
    index-source table-of-content-source index-title-template""".split()  # noqa: SIM905
)
DEEPEST = 60  # sections, tables and text boxes inside each other
MOST_COLUMNS = 64
BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass
class _Reading:
    styles: OdtStyles
    pictures: Pictures
    notes: list[Element] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    lists: int = 0


def read_odt(archive: Archive, name: str) -> SourceDocument:
    """Raises plugins.documents' UnreadableError where it is damaged, locked or too large."""
    manifest = archive.read("META-INF/manifest.xml")
    if any(event.name == "encryption-data" for event in events(manifest, ("encryption-data",))):
        raise UnreadableError("encrypted")
    content, styles = tree(archive.read("content.xml")), tree(archive.read("styles.xml"))
    reading = _Reading(read_styles(styles, content), Pictures(archive))
    body = content.find("body/text")
    found = list(_blocks(body, reading)) if body is not None else []
    number = 0
    while number < len(reading.notes):  # a note may have one of its own
        inside = reading.notes[number].find("note-body")
        number += 1
        if inside is not None:
            found.append(Note(number, tuple(_blocks(inside, reading))))
    return source_document(
        name,
        KIND,
        found,
        reading.pictures,
        _removed(content, styles),
        reading.dropped,
        _said(content),
        _shown_letters(body) if body is not None else 0,
    )


def _shown_letters(element: Element) -> int:
    """Without regard to structure."""
    count = 0
    waiting = [element]
    while waiting:
        each = waiting.pop()
        count += letters(each.text or "") + sum(letters(child.tail or "") for child in each)
        waiting += [child for child in each if child.tag not in UNSEEN]
    return count


def _removed(content: Element, styles: Element) -> Iterator[Removed]:
    for part, what in (("header", gettext("đầu trang")), ("footer", gettext("chân trang"))):
        texts = [_text(element) for element in styles.iter(part)]
        for text in dict.fromkeys(text for text in texts if letters(text)):
            yield Removed(what, decoded_text(text))
    for comment in content.iter("annotation"):
        lines = (_text(part) for part in comment if part.tag in ("p", "list"))
        if text := " ".join(filter(None, lines)):
            yield Removed(gettext("nhận xét của LibreOffice"), decoded_text(text))


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _said(content: Element) -> Iterator[str]:
    if content.find(".//changed-region") is not None:
        yield CHANGES
    if objects := sum(1 for _ in content.iter("object")):
        yield gettext(
            "{objects} biểu đồ, công thức không đưa vào được: chụp lại thành ảnh nếu bài cần.",
            objects=objects,
        )


def _blocks(parent: Element, reading: _Reading, deep: int = 0) -> Iterator[Block]:
    if deep > DEEPEST:
        return
    for element in parent:
        if element.tag in ("p", "h"):
            yield from _paragraph(element, reading, deep)
        elif element.tag == "list":
            yield from _list(element, reading, 0, "", deep)
        elif element.tag == "table":
            yield _table(element, reading, deep)
        elif element.tag in ("frame", "custom-shape", "rect", "g"):
            yield from _paragraph(_around(element), reading, deep)
        elif element.tag not in UNSEEN:
            yield from _blocks(element, reading, deep + 1)


def _around(element: Element) -> Element:
    """A drawing that hangs on the page stands in a paragraph of its own."""
    paragraph = Element("p")
    paragraph.append(element)
    return paragraph


def _paragraph(
    element: Element, reading: _Reading, deep: int, item: Item | None = None
) -> Iterator[Block]:
    style = reading.styles.of_paragraph(element.get("style-name", ""))
    level = element.get("outline-level", "") if element.tag == "h" else ""
    content: list[Inline] = []
    before: list[Block] = []
    after: list[Block] = []
    for part in _inlines(element, reading, style.looks, "", deep):
        if isinstance(part, Paragraph | Table | Note):
            (after if says(content) else before).append(part)
        else:
            content.append(part)
    yield from before
    yield Paragraph(
        tuple(_collapsed(content)),
        align=style.align,
        heading=int(level) if level.isdecimal() and len(level) == 1 else style.heading,
        style=style.name,
        item=item,
    )
    yield from after


def _collapsed(content: list[Inline]) -> Iterator[Inline]:
    """One blank of several, none at the beginning (6.1.2); `text:s` are tabs until here."""
    last = " "
    for part in content:
        if isinstance(part, Run):
            text = BLANKS.sub(" ", part.text) if part.text != "\n" else "\n"
            text = text[1:] if last == " " and text.startswith(" ") else text
            last = text[-1:] or last
            yield replace(part, text=text.replace("\x1f", " "))
        else:
            last = ""
            yield part


def _inlines(
    parent: Element, reading: _Reading, looks: Looks, link: str, deep: int
) -> Iterator[Inline | Block]:
    if deep > DEEPEST:
        return
    yield from _run(parent.text, looks, link, reading)
    for element in parent:
        tag = element.tag
        if tag == "span":
            own = reading.styles.of_span(element.get("style-name", ""), looks)
            yield from _inlines(element, reading, own, link, deep + 1)
        elif tag == "a":
            yield from _inlines(element, reading, looks, element.get("href", ""), deep + 1)
        elif tag in ("s", "tab"):
            count = element.get("c", "1")
            blanks = min(int(count), 100) if count.isdecimal() and len(count) < 6 else 1
            yield from _run("\x1f" * blanks, looks, link, reading)
        elif tag == "line-break":
            yield from _run("\n", looks, link, reading, as_it_is=True)
        elif tag == "note":
            reading.notes.append(element)
            yield NoteMark(len(reading.notes))
        elif tag == "image":
            address = element.get("href", "")
            if address and "://" not in address and not address.startswith("../"):
                yield Picture(reading.pictures.inside(address.removeprefix("./")))
            elif address:
                yield Picture(reading.pictures.linked(address))
            # A second image of the frame shows the same for other programs.
            yield from _run(element.tail, looks, link, reading)
            if parent.tag == "frame":
                return
            continue
        elif tag in BLOCKS:
            yield from _blocks(_holding(element), reading, deep + 1)
        elif tag not in UNSEEN:
            yield from _inlines(element, reading, looks, link, deep + 1)
        yield from _run(element.tail, looks, link, reading)


def _holding(element: Element) -> Element:
    holder = Element("section")
    holder.append(element)
    return holder


def _run(
    text: str | None, looks: Looks, link: str, reading: _Reading, as_it_is: bool = False
) -> Iterator[Run]:
    if not text:
        return
    text = text if as_it_is else text.replace("\n", " ")
    if looks.colour and text.strip():
        reading.dropped[gettext("màu chữ")] += 1
    yield looks.run(text, link)


def _list(
    element: Element, reading: _Reading, level: int, style: str, deep: int
) -> Iterator[Block]:
    if deep > DEEPEST:
        return
    style = element.get("style-name") or style
    known = reading.styles.list_level(style, min(level, DEEPEST_LIST))
    continued = element.get("continue-numbering") == "true" or element.get("continue-list")
    if not continued and not level:
        reading.lists += 1
    place = f"{style}/{reading.lists}"
    for entry in element:
        is_item = entry.tag == "list-item"
        for number, part in enumerate(entry):
            if part.tag == "list":
                yield from _list(part, reading, level + 1, style, deep + 1)
            elif part.tag in ("p", "h") and is_item and not number:
                item = Item(place, min(level, DEEPEST_LIST), known.kind, known.start)
                yield from _paragraph(part, reading, deep, item if part.tag == "p" else None)
            else:
                yield from _blocks(_holding(part), reading, deep + 1)


def _table(element: Element, reading: _Reading, deep: int) -> Table:
    rows = []
    for row, heading in _rows(element, False, 0):
        cells = []
        for cell in row:
            if cell.tag != "table-cell":
                continue
            columns = _count(cell.get("number-columns-spanned"))
            blocks = tuple(_blocks(cell, reading, deep + 1))
            made = Cell(blocks, columns, _count(cell.get("number-rows-spanned")), heading)
            says = any(each.content for each in paragraphs(blocks))
            cells += [made] * (1 if says else _count(cell.get("number-columns-repeated")))
        rows.append(tuple(cells[:MOST_COLUMNS]))
    return Table(tuple(rows))


def _rows(element: Element, heading: bool, deep: int) -> Iterator[tuple[Element, bool]]:
    for part in element:
        if part.tag == "table-row":
            yield part, heading
        elif part.tag in ("table-header-rows", "table-rows", "table-row-group") and deep < DEEPEST:
            yield from _rows(part, part.tag == "table-header-rows", deep + 1)


def _count(text: str | None) -> int:
    return (
        min(max(int(text), 1), MOST_COLUMNS) if text and text.isdecimal() and len(text) < 6 else 1
    )
