"""The text of a Word file as paragraphs and tables (ECMA-376 part 1, section 17)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from plugins.shared.messages import gettext

from .docx_styles import DocxStyles, Style, value_of
from .lists import Lists
from .pictures import Pictures
from .rich_text import (
    Align,
    Block,
    Inline,
    Item,
    Looks,
    Note,
    NoteMark,
    Paragraph,
    Picture,
    Run,
    Table,
    TableCell,
    merged,
    says,
)
from .symbols import symbol

# What stands around blocks and runs without a meaning for them.
THROUGH = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "Choice", "dir", "bdo", "fld")
)
GONE = frozenset(("del", "moveFrom"))
DEEPEST = 60  # tables and text boxes inside each other
LINK = re.compile(r'HYPERLINK\s+(?:\\l\s+\S+\s*)?"([^"]+)"')
ALIGNS: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}
INSTEAD = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


@dataclass
class Reading:
    """What is known of the file, and what was met so far."""

    styles: DocxStyles
    lists: Lists
    targets: dict[str, str]  # by relationship id: a part of the zip, or an address
    outside: frozenset[str]  # relationship ids that lead out of the file
    pictures: Pictures
    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    # Of complex fields that are open: the text of their code, None once their result has begun.
    fields: list[str | None] = field(default_factory=list)
    link: list[str] = field(default_factory=list)


def blocks_of(parent: Element, reading: Reading, deep: int = 0) -> Iterator[Block]:
    """Paragraphs and tables in `parent`, in order; deep: of nested tables, which end at DEEPEST."""
    if deep > DEEPEST:
        return
    for element in parent:
        if element.tag == "p":
            yield from _paragraph(element, reading, deep)
        elif element.tag == "tbl":
            yield _table(element, reading, deep)
        elif element.tag == "AlternateContent":
            yield from blocks_of(_chosen(element), reading, deep + 1)
        elif element.tag in THROUGH:
            yield from blocks_of(element, reading, deep + 1)


def _chosen(alternate: Element) -> Element:
    """What a program of today shows; the rest says the same for older ones."""
    for name in ("Choice", "Fallback"):
        if (found := alternate.find(name)) is not None:
            return found
    return alternate


def _table(element: Element, reading: Reading, deep: int) -> Table:
    return merged(
        _row(row, reading, deep) for row in _inside(element, "tr") if row.find("trPr/del") is None
    )


def _inside(parent: Element, name: str, deep: int = 0) -> Iterator[Element]:
    """Children of that name, also where something without a meaning stands around them."""
    for element in parent:
        if element.tag == name:
            yield element
        elif element.tag in THROUGH and deep < DEEPEST:
            yield from _inside(element, name, deep + 1)


def _row(row: Element, reading: Reading, deep: int) -> list[TableCell]:
    column = _number(row.find("trPr/gridBefore"), 0)
    is_heading = row.find("trPr/tblHeader") is not None
    cells = []
    for cell in _inside(row, "tc"):
        columns = max(1, _number(cell.find("tcPr/gridSpan"), 1))
        merge = cell.find("tcPr/vMerge")
        above = merge is not None and merge.get("val", "continue") == "continue"
        blocks = tuple(blocks_of(cell, reading, deep + 1))
        cells.append(TableCell(column, columns, blocks, above, is_heading))
        column += columns
    return cells


def _number(element: Element | None, otherwise: int) -> int:
    value = element.get("val", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 4 else otherwise


def _paragraph(element: Element, reading: Reading, deep: int) -> Iterator[Block]:
    """Text boxes that hang on the paragraph stand before it if nothing was said yet, else after."""
    properties = element.find("pPr")
    style = reading.styles.of_paragraph(properties)
    content: list[Inline] = []
    before: list[Block] = []
    after: list[Block] = []
    for part in _inlines(element, reading, style, deep):
        if isinstance(part, Paragraph | Table | Note):
            (after if says(content) else before).append(part)
        else:
            content.append(part)
    aligned = properties.find("jc") if properties is not None else None
    item, prefix = _item(properties, style, reading)
    if prefix and any(isinstance(each, Run) and each.text.strip() for each in content):
        first = next(each for each in content if isinstance(each, Run))
        content.insert(0, replace(first, text=prefix, script="", link=""))
    yield from before
    yield Paragraph(
        tuple(content),
        align=ALIGNS.get(aligned.get("val", "") if aligned is not None else style.align, ""),
        heading=style.heading,
        style=style.name,
        item=item,
    )
    yield from after


def _item(properties: Element | None, style: Style, reading: Reading) -> tuple[Item | None, str]:
    """Its place in a list, or the number as text where no list of HTML counts so (`Điều 1.`)."""
    own = properties.find("numPr") if properties is not None else None
    number, level = style.list, style.level
    if own is not None:
        number = value_of(own.find("numId")) or number
        level = _number(own.find("ilvl"), level)
    if not number or number == "0":
        return None, ""
    return reading.lists.item(number, level, style.list_depth, is_heading=bool(style.heading))


def _inlines(
    parent: Element, reading: Reading, style: Style, deep: int
) -> Iterator[Inline | Block]:
    if deep > DEEPEST:
        return
    for element in parent:
        if element.tag == "r":
            yield from _run(element, reading, style, deep)
        elif element.tag == "hyperlink":
            target = reading.targets.get(element.get("id", ""), "")
            reading.link.append(target if element.get("id") in reading.outside else "")
            yield from _inlines(element, reading, style, deep + 1)
            reading.link.pop()
        elif element.tag == "fldSimple":
            found = LINK.search(element.get("instr", ""))
            reading.link.append(found[1] if found else "")
            yield from _inlines(element, reading, style, deep + 1)
            reading.link.pop()
        elif element.tag == "AlternateContent":
            yield from _inlines(_chosen(element), reading, style, deep + 1)
        elif element.tag not in GONE and not element.tag.endswith("Pr"):
            # Equations too, whose runs are called as Word's own.
            yield from _inlines(element, reading, style, deep + 1)


def _run(element: Element, reading: Reading, style: Style, deep: int) -> Iterator[Inline | Block]:
    looks = reading.styles.of_run(element.find("rPr"), style)
    for part in element:
        tag = part.tag
        if tag == "rPr":
            continue
        if tag == "fldChar":
            _field(part, reading)
        elif tag == "instrText":
            if reading.fields and reading.fields[-1] is not None:
                reading.fields[-1] += part.text or ""
        elif tag in ("footnoteReference", "endnoteReference"):
            place = (tag.removesuffix("Reference"), part.get("id", ""))
            yield NoteMark(reading.notes.setdefault(place, len(reading.notes) + 1))
        elif tag in ("drawing", "pict", "object", "AlternateContent"):
            yield from _drawing(part, reading, style, looks, deep + 1)
        elif text := _text_of(part):
            yield _with_looks(text, looks, style, reading)


def _text_of(part: Element) -> str:
    if part.tag == "t":
        return part.text or ""
    if part.tag == "sym":
        return symbol(part.get("font", ""), part.get("char", ""))
    if part.tag == "br":
        return "\n" if part.get("type") in (None, "textWrapping") else " "
    return INSTEAD.get(part.tag, "")


def _with_looks(text: str, looks: Looks, style: Style, reading: Reading) -> Run:
    if looks.colour:
        reading.dropped[gettext("màu chữ")] += 1
    if looks.underlined:
        reading.dropped[gettext("gạch chân")] += 1
    link = next((link for link in reversed(reading.link) if link), "")
    return replace(looks, bold=looks.bold and not style.heading).run(text, link)


def _field(part: Element, reading: Reading) -> None:
    kind = part.get("fldCharType")
    if kind == "begin":
        reading.fields.append("")
        reading.link.append("")
    elif kind == "separate" and reading.fields and reading.fields[-1] is not None:
        if found := LINK.search(reading.fields[-1]):
            reading.link[-1] = found[1]
        reading.fields[-1] = None
    elif kind == "end" and reading.fields:
        reading.fields.pop()
        reading.link.pop()


def _drawing(
    part: Element, reading: Reading, style: Style, looks: Looks, deep: int
) -> Iterator[Inline | Block]:
    """Pictures and text boxes of a drawing, in the order in which they stand in it."""
    if deep > DEEPEST:
        return
    if part.tag == "AlternateContent":
        yield from _drawing(_chosen(part), reading, style, looks, deep + 1)
        return
    for element in part:
        if element.tag == "txbxContent":
            yield from blocks_of(element, reading, deep + 1)
        elif element.tag == "blip":
            yield from _picture(element.get("embed"), element.get("link"), reading)
        elif element.tag == "imagedata":
            yield from _picture(element.get("id"), element.get("href"), reading)
        elif element.tag == "t" and element.text:
            yield _with_looks(element.text, looks, style, reading)
        else:
            if element.tag == "srcRect" and element.attrib:
                reading.dropped[gettext("phần cắt của ảnh")] += 1
            yield from _drawing(element, reading, style, looks, deep + 1)


def _picture(embedded: str | None, linked: str | None, reading: Reading) -> Iterator[Picture]:
    number = embedded or linked or ""
    if target := reading.targets.get(number):
        is_outside = number in reading.outside
        key = reading.pictures.linked(target) if is_outside else reading.pictures.inside(target)
        yield Picture(key)
