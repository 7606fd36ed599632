"""A text in the parts that are merged: lines of its head by key, paragraphs of its body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from desk.article.body_text import lines_of
from desk.article.head_text import read_fields
from plugins.frontmatter.keys import known_key

# Beside the keys of fields: what stands before the first one, and behind the last.
OPENING, CLOSING = "", "---"


class Part(NamedTuple):
    """A paragraph, or a line of a table of data; gap: its line end and the blank lines below."""

    text: str
    gap: str


@dataclass(frozen=True)
class Parts:
    """All of `head` and all of `body`, joined, are the text. head: by key, in order."""

    head: Mapping[str, str]
    body: tuple[Part, ...]


def parts_of(text: str, by_line: bool = False) -> Parts:
    """text: with `\\n` line ends; by_line: it has no head and no paragraphs."""
    if by_line:
        return Parts({}, tuple(Part(line.rstrip("\n"), "\n") for line in _lines(text)))
    raw = read_fields(text)
    lines = _lines(text)
    rows = raw.body_line - 1 if raw.fields and not raw.problems else 0
    while rows < len(lines) and not lines[rows].strip():
        rows += 1
    head = {OPENING: "".join(lines[:rows]), CLOSING: ""}
    if raw.fields and not raw.problems:
        first = raw.fields[0].line - 1
        head = {OPENING: "".join(lines[:first])}
        done = first
        for field in raw.fields:
            key = _unused(known_key(field.key) or field.key, head)
            head[key] = "".join(lines[done : field.last_line])
            done = field.last_line
        head[CLOSING] = "".join(lines[done:rows])
    return Parts(head, _paragraphs(lines[rows:]))


def _lines(text: str) -> list[str]:
    return [line for line in lines_of(text) if line]


def _unused(key: str, head: Mapping[str, str]) -> str:
    """A head may say something twice, which is refused later, and not lost here."""
    while key in head:
        key += "+"
    return key


def _paragraphs(lines: list[str]) -> tuple[Part, ...]:
    found: list[Part] = []
    begun: list[str] = []
    blank: list[str] = []
    for line in [*lines, None]:
        if line is not None and not line.strip():
            blank.append(line)
            continue
        if begun and (blank or line is None):
            text = "".join(begun)
            said = text.rstrip("\n")
            found.append(Part(said, text[len(said) :] + "".join(blank)))
            begun, blank = [], []
        if line is not None:
            begun.append(line)
    return tuple(found)
