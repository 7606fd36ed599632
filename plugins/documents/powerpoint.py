"""Hidden slides, speaker's notes and comments of a PowerPoint file (ECMA-376, 19)."""

from __future__ import annotations

from collections.abc import Iterator

from .archive import Archive
from .markup import attributes, events
from .traces import Trace, distinct
from .word import shortened


def read_powerpoint(archive: Archive) -> Iterator[Trace]:
    """Nothing where the file is none of PowerPoint's."""
    slides = archive.below("ppt/slides/slide", suffix=".xml")
    hidden = sum(
        attributes(archive.read(name), "sld", "show")[:1] in (["0"], ["false"]) for name in slides
    )
    if hidden:
        yield Trace("hidden slides", (), hidden)
    notes = [_note(archive.read(name)) for name in archive.below("ppt/notesSlides/", suffix=".xml")]
    if written := [note for note in notes if note]:
        yield Trace("notes", (shortened(written[0]),), len(written))
    comments = [
        name
        for part in archive.below("ppt/comments/", suffix=".xml")
        for name in attributes(archive.read(part), "cm", "id")
    ]
    if comments:
        authors = [
            *attributes(archive.read("ppt/commentAuthors.xml"), "cmAuthor", "name"),
            *attributes(archive.read("ppt/authors.xml"), "author", "name"),
        ]
        yield Trace("comments", distinct(authors), len(comments))


def _note(data: bytes) -> str:
    """Without the slide's number, which is a field."""
    found: list[str] = []
    in_field = in_text = False
    for event in events(data):
        if event.name == "fld":
            in_field = event.kind == "start"
        elif event.name == "t":
            in_text = event.kind == "start" and not in_field
        elif event.kind == "text" and in_text:
            found.append(event.text)
    return " ".join("".join(found).split())
