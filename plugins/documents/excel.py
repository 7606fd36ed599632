"""Hidden sheets, rows and columns, comments and logged changes of an Excel file (ECMA-376, 18)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .archive import Archive
from .markup import attributes, events
from .spans import Spans
from .traces import Trace, distinct

BOOK = "xl/workbook.xml"
MAY_HIDE = re.compile(rb"hidden=|(?:ht|width)=[\"']0[\"'.]")
ZERO = re.compile(r"0(\.0+)?")
YES = ("1", "true")
VALUES = ("v", "is", "f")


def read_excel(archive: Archive) -> Iterator[Trace]:
    """Nothing where the file is none of Excel's."""
    if BOOK not in archive:
        return
    sheets = [
        event.attributes.get("name", "")
        for event in events(archive.read(BOOK), ("sheet",))
        if event.attributes.get("state", "visible") != "visible"
    ]
    if sheets:
        yield Trace("hidden sheets", distinct(sheets), len(sheets))
    cells = sum(map(_hidden_cells, map(archive.read, _parts(archive, "xl/worksheets/"))))
    if cells:
        yield Trace("hidden cells", (), cells)
    yield from _comments(archive)
    logs = _parts(archive, "xl/revisions/revisionLog")
    if logs:
        headers = archive.read("xl/revisions/revisionHeaders.xml")
        yield Trace("changes", distinct(attributes(headers, "header", "userName")), len(logs))


def _comments(archive: Archive) -> Iterator[Trace]:
    """A thread of newer versions has a plain comment for older ones, whose author is a number."""
    count = 0
    authors: list[str | None] = []  # None: its text comes next
    for name in _parts(archive, "xl/comments", "xl/comments/"):
        for event in events(archive.read(name)):
            count += event.kind == "start" and event.name == "comment"
            if event.kind == "text" and authors and authors[-1] is None:
                authors[-1] = event.text
            elif event.kind == "start" and event.name == "author":
                authors.append(None)
    for name in _parts(archive, "xl/persons/"):
        authors += attributes(archive.read(name), "person", "displayName")
    if count:
        named = [name for name in authors if name and not name.startswith("tc={")]
        yield Trace("comments", distinct(named), count)


def _hidden_cells(sheet: bytes) -> int:
    """Cells with a value in rows and columns that are hidden, or of no height or width."""
    if not MAY_HIDE.search(sheet):
        return 0
    columns = Spans()
    row_hidden = cell_hidden = False
    count = 0
    for event in events(sheet, ("col", "row", "c", *VALUES)):
        known = event.attributes
        if event.name == "col" and _is_hidden(known, "width"):
            columns.add(_number(known.get("min")), _number(known.get("max")) + 1)
        elif event.name == "row":
            row_hidden = _is_hidden(known, "ht")
        elif event.name == "c":
            cell_hidden = row_hidden or _column(known.get("r", "")) in columns
        elif event.name in VALUES and cell_hidden:
            count, cell_hidden = count + 1, False
    return count


def _is_hidden(known: Mapping[str, str], size: str) -> bool:
    return known.get("hidden") in YES or ZERO.fullmatch(known.get(size, "")) is not None


def _column(reference: str) -> int:
    """3 of `C12`; 0 where nothing is said."""
    number = 0
    for letter in reference[:3].upper():
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _parts(archive: Archive, *starts: str) -> list[str]:
    return archive.below(*starts, suffix=".xml")
