"""Comments, tracked changes and hidden text of a Word file (ECMA-376 part 1, section 17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .archive import Archive
from .markup import Event, attributes, events
from .traces import Trace, distinct

STORIES = ("document", "header", "footer", "footnotes", "endnotes")
CHANGES = re.compile(r"ins|del|moveFrom|cell(Ins|Del|Merge)|\w+PrChange|\w+(Grid|Ex|ing)Change")
OFF = ("0", "false", "off")
SHOWN = 60  # letters of hidden text that a message repeats


@dataclass
class _Story:
    """What was met so far. open: names of the open elements; hidden: of each open paragraph and
    run, the outermost first."""

    hidden_styles: frozenset[str]
    changes: int = 0
    authors: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    goes_on: bool = False  # the last text was hidden too

    def take(self, event: Event) -> None:
        if event.kind == "text":
            self._text(event.text)
        elif event.kind == "end":
            self.open.pop()
            if event.name in ("p", "r"):
                self.hidden.pop()
                self.goes_on &= event.name == "r"
        else:
            self._start(event)
            self.open.append(event.name)

    def _start(self, event: Event) -> None:
        name, above = event.name, self.open[-2:]
        if CHANGES.fullmatch(name):
            self.changes += 1
            self.authors.append(event.attributes.get("author", ""))
        elif name in ("p", "r"):
            self.hidden.append(False)
        elif name == "vanish" and above == ["r", "rPr"]:
            self.hidden[-1] |= event.attributes.get("val") not in OFF
        elif name in ("rStyle", "pStyle") and above in (["r", "rPr"], ["p", "pPr"]):
            self.hidden[-1] |= event.attributes.get("val") in self.hidden_styles

    def _text(self, text: str) -> None:
        if self.open[-1:] != ["t"] or not text.strip():
            return
        is_hidden = any(self.hidden[-2:])
        if is_hidden and self.goes_on:
            self.secrets[-1] += text
        elif is_hidden:
            self.secrets.append(text)
        self.goes_on = is_hidden


def read_word(archive: Archive) -> Iterator[Trace]:
    """Nothing where the file is none of Word's."""
    story = _Story(_hidden_styles(archive.read("word/styles.xml")))
    for name in archive.below(*(f"word/{part}" for part in STORIES), suffix=".xml"):
        story.open, story.hidden, story.goes_on = [], [], False
        for event in events(archive.read(name)):
            story.take(event)
    if data := archive.read("word/comments.xml"):
        authors = attributes(data, "comment", "author")
        if authors:
            yield Trace("comments", distinct(authors), len(authors))
    if story.changes:
        yield Trace("changes", distinct(story.authors), story.changes)
    if story.secrets:
        yield Trace("hidden text", (shortened(story.secrets[0]),), len(story.secrets))


def shortened(text: str) -> str:
    """On one line, cut."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _hidden_styles(data: bytes) -> frozenset[str]:
    found: set[str] = set()
    style, open_ = "", [""]
    for event in events(data):
        if event.kind == "start":
            if event.name == "style":
                style = event.attributes.get("styleId", "")
            elif event.name == "vanish" and open_[-2:] == ["style", "rPr"]:
                found |= {style} if event.attributes.get("val") not in OFF else set()
            open_.append(event.name)
        elif event.kind == "end":
            open_.pop()
    return frozenset(found)
