"""Names, comments and attached files of a PDF (ISO 32000-1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from .markup import events
from .traces import DAMAGE, Trace, UnreadableError, distinct

# Marks of reviewers (12.5.6); text boxes and stamps are part of what a page shows.
COMMENTS = frozenset(
    f"/{kind}"
    for kind in ("Text", "Highlight", "Underline", "StrikeOut", "Squiggly", "Caret", "Ink", "Sound")
)
PDF_DAMAGE: tuple[type[Exception], ...] = (*DAMAGE, PyPdfError)
MOST_NODES = 20_000  # pages, groups of pages and annotations that are looked at
MOST_XMP = 2_000_000  # bytes


def read_pdf(file: BinaryIO) -> Iterator[Trace]:
    """Raises UnreadableError where it asks for a password or is damaged."""
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted")
        yield from _traces(reader)
    except DependencyError as cause:  # a cipher that needs another library
        raise UnreadableError("encrypted") from cause
    except PDF_DAMAGE as cause:
        raise UnreadableError("damaged") from cause


def _traces(reader: PdfReader) -> Iterator[Trace]:
    catalog = _dictionary(reader.trailer.get("/Root"))
    if catalog is None:
        raise UnreadableError("damaged")
    about = _dictionary(reader.trailer.get("/Info")) or DictionaryObject()
    people = distinct([_text(about.get("/Author")), *_creators(catalog)])
    if people:
        yield Trace("people", people)
    comments, authors, files = 0, [], []
    for note in _annotations(catalog):
        kind = note.get("/Subtype")
        if kind in COMMENTS and (note.get("/Contents") or note.get("/T")):
            comments += 1
            authors.append(_text(note.get("/T")))
        if kind == "/FileAttachment":
            files.append(_file_name(note.get("/FS")))
    if comments:
        yield Trace("comments", distinct(authors), comments)
    names = _dictionary(catalog.get("/Names")) or DictionaryObject()
    files += [_file_name(value) for value in _values(names.get("/EmbeddedFiles"))]
    if files:
        yield Trace("embedded", distinct(files), len(files))


def _creators(catalog: DictionaryObject) -> list[str]:
    """dc:creator of the XMP packet (ISO 16684-1); a damaged packet says nothing."""
    packet = _resolved(catalog.get("/Metadata"))
    if not isinstance(packet, StreamObject):
        return []
    found: list[str] = []
    inside = False
    try:
        for event in events(packet.get_data()[:MOST_XMP].strip(b"\0 \r\n\t")):
            if event.name == "creator":
                inside = event.kind == "start"
            elif inside and event.kind == "start":
                found.append("")
            elif inside and event.kind == "text" and found:
                found[-1] += event.text
    except UnreadableError:
        return found
    return found


def _annotations(catalog: DictionaryObject) -> Iterator[DictionaryObject]:
    for page in _nodes(catalog.get("/Pages"), "/Kids"):
        for note in _list(page.get("/Annots"))[:MOST_NODES]:
            if (found := _dictionary(note)) is not None:
                yield found


def _values(names: object) -> Iterator[object]:
    """Of a name tree (7.9.6)."""
    for node in _nodes(names, "/Kids"):
        yield from _list(node.get("/Names"))[1::2]


def _nodes(top: object, children: str) -> Iterator[DictionaryObject]:
    """A tree's dictionaries, each once, however it winds."""
    waiting: list[object] = [top]
    seen: set[int] = set()
    while waiting and len(seen) < MOST_NODES:
        node = _dictionary(waiting.pop())
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        waiting += reversed(_list(node.get(children))[:MOST_NODES])


def _file_name(specification: object) -> str:
    known = _dictionary(specification) or DictionaryObject()
    return _text(known.get("/UF")) or _text(known.get("/F")) or "?"


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _dictionary(value: object) -> DictionaryObject | None:
    found = _resolved(value)
    return found if isinstance(found, DictionaryObject) else None


def _list(value: object) -> list[Any]:
    found = _resolved(value)
    return list(found) if isinstance(found, ArrayObject) else []


def _text(value: object) -> str:
    found = _resolved(value)
    return found if isinstance(found, str) else ""
