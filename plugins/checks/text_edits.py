"""What can be mended without asking: where it stands, as it is, and as it will be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.frontmatter.head import Field
from plugins.markup.blocks import Line
from plugins.shared.command import COMMAND
from plugins.vietnamese.legacy import STRANGE, find_legacy, to_unicode
from plugins.vietnamese.legacy_tables import Encoding
from plugins.vietnamese.look_alikes import find_look_alikes, mended
from plugins.vietnamese.text import COMBINING, mended_letter, nfc

FIX = f"{COMMAND} check --fix"

APART = re.compile("[^\u0300-\u036f\n][\u0300-\u036f]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
JOINER = "\u200d"
BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
# Hebrew to Burmese and Khmer need such characters between their letters.
NEEDS_THEM = re.compile("[\u0590-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")
PICTURES = {"So", "Sk", "Sm", "Mn"}
# What makes text be shown in another order than it is read: https://www.unicode.org/reports/tr9/
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class TextEdit:
    """offset in the text; before: what stands there; after: what belongs there, may be empty."""

    offset: int
    before: str
    after: str


@dataclass(frozen=True)
class LegacyEdit(TextEdit):
    """A passage in an old font's codes; encoding: which."""

    encoding: Encoding


def letters_apart(text: str) -> Iterator[TextEdit]:
    """Letters typed as a base and marks where Unicode has one letter, in text before NFC."""
    if unicodedata.is_normalized("NFC", text):
        return
    for found in APART.finditer(text):
        letter = nfc(found.group())
        if letter != found.group() and not COMBINING.search(letter):
            yield TextEdit(found.start(), found.group(), letter)


def misordered_marks(text: str) -> Iterator[TextEdit]:
    """Letters of NFC `text` that are one letter once hat and tone change places."""
    for found in APART.finditer(text):
        letter = mended_letter(found.group())
        if len(letter) == 1:
            yield TextEdit(found.start(), found.group(), letter)


def invisible_characters(text: str) -> Iterator[TextEdit]:
    """Zero-width characters and soft hyphens; not those that emoji or other scripts need."""
    if not INVISIBLE.search(text):
        return
    needed = False
    line_end = -1
    for found in INVISIBLE.finditer(text):
        at = found.start()
        if at > line_end:
            line_end = text.find("\n", at)
            line_end = len(text) if line_end < 0 else line_end
            line = text[text.rfind("\n", 0, at) + 1 : line_end]
            needed = bool(NEEDS_THEM.search(line))
        if not needed and not (found.group() == JOINER and _joins_pictures(text, at)):
            yield TextEdit(at, found.group(), "")


def turns(char: str) -> bool:
    """Whether it makes the text about it be shown in another order than it is read."""
    return TURNING.fullmatch(char) is not None


def look_alikes(text: str) -> Iterator[TextEdit]:
    """Words with letters of another script, as they were meant."""
    for offset, word in find_look_alikes(text):
        yield TextEdit(offset, word, mended(word))


def legacy_passages(text: str, fields: Iterable[Field]) -> Iterator[LegacyEdit]:
    """Passages of old fonts in NFC `text` whose head has `fields`; values without keys."""
    if not STRANGE.search(text):
        return
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for field in fields:
        key = lines[field.line - 1].find(field.key) + len(field.key) + 1
        lines[field.line - 1] = " " * key + lines[field.line - 1][key:]
    for number, column, encoding, passage in find_legacy("\n".join(lines)):
        after = to_unicode(passage, encoding)
        if after != passage:
            yield LegacyEdit(starts[number - 1] + column - 1, passage, after, encoding)


def in_passages(edit: TextEdit, passages: Iterable[TextEdit]) -> bool:
    """Whether the edit lies in one of the passages."""
    return any(0 <= edit.offset - found.offset < len(found.before) for found in passages)


def by_line(text: str, edits: Iterable[TextEdit]) -> Iterator[tuple[int, int, list[TextEdit]]]:
    """(line, column of the first, all of that line) of edits that are in order; from 1."""
    line, end = 1, 0
    found: list[TextEdit] = []
    column = 1
    for edit in edits:
        passed = text.count("\n", end, edit.offset)
        if found and passed:
            yield line, column, found
            found = []
        if not found:
            column = edit.offset - text.rfind("\n", 0, edit.offset)
        line, end = line + passed, edit.offset
        found.append(edit)
    if found:
        yield line, column, found


def apply_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """`text` with every one of `edits`, which are in order and do not overlap, mended."""
    parts, end = [], 0
    for edit in edits:
        parts += [text[end : edit.offset], edit.after]
        end = edit.offset + len(edit.before)
    return "".join([*parts, text[end:]])


def without_lines(body: str, ranges: Iterable[tuple[Line, Line]]) -> list[TextEdit]:
    """Takes lines away, from the first to the last of each range, and the gap below that they
    leave; nothing where no other text would be left."""
    found: list[TextEdit] = []
    for first, last in ranges:
        start, end = first.offset, last.offset + len(last.text) + 1
        # In a quotation; or above a line that would be code as a paragraph's first one.
        if body[:start].rpartition("\n")[2] or body[end : end + 1] in (" ", "\t"):
            continue
        if not body[:start].strip() or body[:start].endswith("\n\n"):
            gap = BLANK_LINES.match(body, min(end, len(body)))
            end = gap.end() if gap else end
        found.append(TextEdit(start, body[start:end], ""))
    return found if apply_edits(body, found).strip() else []


def _joins_pictures(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or not after:
        return False
    return unicodedata.category(before) in PICTURES and unicodedata.category(after) in PICTURES
