"""What can be mended without asking: where it stands, as it is, and as it will be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.checks.blocks import Line
from plugins.command import COMMAND
from plugins.frontmatter.head import RawHead
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
class Spot:
    """offset in the text; before: what stands there; after: what belongs there, may be empty."""

    offset: int
    before: str
    after: str


@dataclass(frozen=True)
class LegacySpot(Spot):
    encoding: Encoding


def letters_apart(text: str) -> Iterator[Spot]:
    """Letters typed as a base and marks where Unicode has one letter, in text before NFC."""
    if unicodedata.is_normalized("NFC", text):
        return
    for found in APART.finditer(text):
        letter = nfc(found.group())
        if letter != found.group() and not COMBINING.search(letter):
            yield Spot(found.start(), found.group(), letter)


def misordered_marks(text: str) -> Iterator[Spot]:
    """Letters of NFC `text` that are one letter once hat and tone change places."""
    for found in APART.finditer(text):
        letter = mended_letter(found.group())
        if len(letter) == 1:
            yield Spot(found.start(), found.group(), letter)


def invisible_characters(text: str) -> Iterator[Spot]:
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
            yield Spot(at, found.group(), "")


def turns(char: str) -> bool:
    """Whether it makes the text about it be shown in another order than it is read."""
    return TURNING.fullmatch(char) is not None


def look_alikes(text: str) -> Iterator[Spot]:
    for offset, word in find_look_alikes(text):
        yield Spot(offset, word, mended(word))


def legacy_passages(text: str, raw: RawHead) -> Iterator[LegacySpot]:
    """Passages of old fonts in NFC `text` whose head and body are `raw`; values without keys."""
    if not STRANGE.search(text):
        return
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for field in raw.fields:
        key = lines[field.line - 1].find(field.key) + len(field.key) + 1
        lines[field.line - 1] = " " * key + lines[field.line - 1][key:]
    for number, column, encoding, passage in find_legacy("\n".join(lines)):
        after = to_unicode(passage, encoding)
        if after != passage:
            yield LegacySpot(starts[number - 1] + column - 1, passage, after, encoding)


def in_passages(spot: Spot, passages: Iterable[Spot]) -> bool:
    return any(0 <= spot.offset - found.offset < len(found.before) for found in passages)


def by_line(text: str, spots: Iterable[Spot]) -> Iterator[tuple[int, int, list[Spot]]]:
    """(line, column of the first, all of that line) of spots that are in order; from 1."""
    line, end = 1, 0
    found: list[Spot] = []
    column = 1
    for spot in spots:
        passed = text.count("\n", end, spot.offset)
        if found and passed:
            yield line, column, found
            found = []
        if not found:
            column = spot.offset - text.rfind("\n", 0, spot.offset)
        line, end = line + passed, spot.offset
        found.append(spot)
    if found:
        yield line, column, found


def mend(text: str, spots: Iterable[Spot]) -> str:
    """`text` with every one of `spots`, which are in order and do not overlap, mended."""
    parts, end = [], 0
    for spot in spots:
        parts += [text[end : spot.offset], spot.after]
        end = spot.offset + len(spot.before)
    return "".join([*parts, text[end:]])


def without_lines(body: str, ranges: Iterable[tuple[Line, Line]]) -> list[Spot]:
    """Takes lines away, from the first to the last of each range, and the gap below that they
    leave; nothing where no other text would be left."""
    found: list[Spot] = []
    for first, last in ranges:
        start, end = first.offset, last.offset + len(last.text) + 1
        # In a quotation; or above a line that would be code as a paragraph's first one.
        if body[:start].rpartition("\n")[2] or body[end : end + 1] in (" ", "\t"):
            continue
        if not body[:start].strip() or body[:start].endswith("\n\n"):
            gap = BLANK_LINES.match(body, min(end, len(body)))
            end = gap.end() if gap else end
        found.append(Spot(start, body[start:end], ""))
    return found if mend(body, found).strip() else []


def _joins_pictures(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or not after:
        return False
    return unicodedata.category(before) in PICTURES and unicodedata.category(after) in PICTURES
