"""Traces in files of LibreOffice: .odt, .ods, .odp (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .archive import Archive
from .markup import Event, attributes, events, texts
from .photos import read_photos
from .spans import Spans
from .traces import Trace, UnreadableError, distinct
from .word import shortened

CHANGED = ("changed-region", "cell-content-change", "insertion", "deletion", "movement")
# Properties that hide what has the style: element, attribute, value.
HIDING = {
    ("text-properties", "display"): "none",
    ("table-properties", "display"): "false",
    ("drawing-page-properties", "visibility"): "hidden",
}
HIDDEN_TEXT = ("hidden-text", "hidden-paragraph")
COLLAPSED = ("collapse", "filter")
CELLS = ("table-cell", "covered-table-cell")
MOST_REPEATED = 1 << 20


@dataclass
class _Found:
    """What was met so far. hidden: names of styles; open: names of the open elements."""

    hidden: set[str] = field(default_factory=set)
    style: str = ""
    open: list[str] = field(default_factory=list)
    secret_at: int = 0  # how deep the hidden element is whose text is being read
    changes: int = 0
    comments: int = 0
    authors: dict[str, list[str]] = field(default_factory=lambda: {"change": [], "comment": []})
    secrets: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    slides: int = 0

    def take(self, event: Event) -> None:
        if event.kind == "start":
            self._start(event.name, event)
            self.open.append(event.name)
        elif event.kind == "end":
            self.open.pop()
            if len(self.open) < self.secret_at:
                self.secret_at = 0
        else:
            self._text(event.text)

    def _start(self, name: str, event: Event) -> None:
        known = event.attributes
        if name in ("style", "default-style"):
            self.style = known.get("name", "")
        for (element, attribute), value in HIDING.items():
            if name == element and known.get(attribute) == value:
                self.hidden.add(self.style)
        is_hidden = known.get("style-name", "") in self.hidden
        if name == "creator" and "annotation" in self.open:
            self.authors["comment"].append("")
        elif name == "creator" and "change-info" in self.open:
            self.authors["change"].append("")
        elif name == "annotation":
            self.comments += 1
        elif self.open[-1:] == ["tracked-changes"] and name in CHANGED:
            self.changes += 1
        elif name == "table" and is_hidden:
            self.sheets.append(known.get("name", ""))
        elif name == "page" and is_hidden:
            self.slides += 1
        elif name == "notes":
            self.notes.append("")
        elif not self.secret_at and (
            (name in ("span", "p", "h") and is_hidden)
            or (name == "section" and known.get("display") == "none")
        ):
            self.secrets.append("")
            self.secret_at = len(self.open) + 1
        elif name in HIDDEN_TEXT:
            self.secrets.append(known.get("string-value", ""))

    def _text(self, text: str) -> None:
        last = self.open[-1:]
        if last == ["creator"]:
            for owner, around in (("comment", "annotation"), ("change", "change-info")):
                if around in self.open:
                    self.authors[owner][-1] += text
                    break
        elif "notes" in self.open and last != ["page-number"]:
            self.notes[-1] += text
        elif self.secret_at:
            self.secrets[-1] += text
        elif last[0] in HIDDEN_TEXT:
            self.secrets[-1] = self.secrets[-1] or text


def read_opendocument(archive: Archive) -> Iterator[Trace]:
    """Raises UnreadableError where it is locked or damaged."""
    manifest = archive.read("META-INF/manifest.xml")
    if manifest and attributes(manifest, "encryption-data", "checksum"):
        raise UnreadableError("encrypted")
    if "content.xml" not in archive:
        raise UnreadableError("damaged")
    if macros := [name for name in archive.names if _is_macro(name)]:
        yield Trace("macros", tuple(macros))
    if meta := archive.read("meta.xml"):
        people = distinct(texts(meta, "initial-creator", "creator", "printed-by"))
        if people:
            yield Trace("people", people)
    found = _Found()
    for name in ("styles.xml", "content.xml"):
        found.open, found.secret_at = [], 0
        for event in events(archive.read(name)):
            found.take(event)
    yield from _told(found)
    if cells := _hidden_cells(archive.read("content.xml")):
        yield Trace("hidden cells", (), cells)
    older = archive.below("Versions/")
    if older:
        yield Trace("older text", (), len(older))
    objects = [name for name in archive.below("Object ") if name.count("/") == 0]
    if objects:
        yield Trace("embedded", tuple(objects), len(objects))
    yield from read_photos(archive, "Pictures/")


def _told(found: _Found) -> Iterator[Trace]:
    if found.comments:
        yield Trace("comments", distinct(found.authors["comment"]), found.comments)
    if found.changes:
        yield Trace("changes", distinct(found.authors["change"]), found.changes)
    if secrets := [text for text in found.secrets if text.strip()]:
        yield Trace("hidden text", (shortened(secrets[0]),), len(secrets))
    if found.sheets:
        yield Trace("hidden sheets", distinct(found.sheets), len(found.sheets))
    if found.slides:
        yield Trace("hidden slides", (), found.slides)
    if notes := [text for text in found.notes if text.strip()]:
        yield Trace("notes", (shortened(notes[0]),), len(notes))


def _hidden_cells(content: bytes) -> int:
    """Cells with a value in rows and columns that are hidden."""
    if b"visibility" not in content:
        return 0
    columns = Spans()
    last = column = count = 0
    row_hidden = False
    for event in events(content, ("table", "table-column", "table-row", *CELLS)):
        known = event.attributes
        is_hidden = known.get("visibility") in COLLAPSED
        if event.name == "table":
            columns, last = Spans(), 0
        elif event.name == "table-column":
            first, last = last, last + _repeated(known.get("number-columns-repeated"))
            if is_hidden:
                columns.add(first, last)
        elif event.name == "table-row":
            row_hidden, column = is_hidden, 0
        elif event.name in CELLS:
            if "value-type" in known and (row_hidden or column in columns):
                count += 1
            column += _repeated(known.get("number-columns-repeated"))
    return count


def _repeated(text: str | None) -> int:
    return min(int(text), MOST_REPEATED) if text and text.isdecimal() and len(text) < 10 else 1


def _is_macro(name: str) -> bool:
    """Libraries that hold something: `Basic/Standard/Module1.xml`, `Scripts/python/a.py`."""
    is_list = name.endswith(("script-lb.xml", "script-lc.xml", "dialog-lb.xml", "dialog-lc.xml"))
    return name.startswith(("Basic/", "Scripts/")) and not is_list
