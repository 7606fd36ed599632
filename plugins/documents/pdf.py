"""Names, comments and attached files of a PDF (ISO 32000-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

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
MOST_VERSIONS = 10
LAST_LINE = re.compile(rb"%%EOF\s*")
LINEARIZED_WITHIN = 1024
MOST_XMP = 2_000_000  # bytes


def read_pdf(file: BytesIO) -> Iterator[Trace]:
    """Raises UnreadableError where it asks for a password or is damaged."""
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted")
        yield from _traces(reader)
        if not reader.is_encrypted and (older := _older_texts(file.getvalue(), reader)):
            yield Trace("older text", (), older)
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


def _older_texts(data: bytes, reader: PdfReader) -> int:
    """How many versions saved before (7.5.6) drew on a page what the last one does not draw.

    A signature or a new author is such a version too, but leaves the pages as they were.
    """
    ends = [match.end() for match in LAST_LINE.finditer(data)][:-1]
    if not ends or b"/Linearized" in data[:LINEARIZED_WITHIN]:  # that has two such lines (annex F)
        return 0
    drawn = _drawn(reader)
    count = 0
    for end in ends[-MOST_VERSIONS:]:
        try:
            count += not _drawn(PdfReader(BytesIO(data[:end]), strict=True)) <= drawn
        except PDF_DAMAGE:  # the words stand in a text: no version ends here
            continue
    return count


def _drawn(reader: PdfReader) -> set[int]:
    """Something that two equal streams have in common, of each that draws on a page."""
    found: set[int] = set()
    catalog = _dictionary(reader.trailer.get("/Root")) or DictionaryObject()
    for page in _nodes(catalog.get("/Pages"), "/Kids"):
        contents = _resolved(page.get("/Contents"))
        streams = contents if isinstance(contents, ArrayObject) else [contents]
        drawn = (_resolved(stream) for stream in streams[:MOST_NODES])
        found |= {stream.hash_bin() for stream in drawn if isinstance(stream, StreamObject)}
    return found


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
