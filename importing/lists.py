"""Which list of HTML a numbered paragraph stands in, or its number as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .rich_text import Item, Numbering

# `%1.`, `%2)`, `(%1)`: a list of HTML says the same; all else is said by text.
SIMPLE = re.compile(r"\(?%\d[.)]?")
PLACE = re.compile(r"%(\d)")
DEEPEST = 8


@dataclass(frozen=True)
class Level:
    """text: of its numbers, with `%1` for that of the first level. start: its first number."""

    kind: Numbering
    text: str
    start: int = 1

    @property
    def is_list(self) -> bool:
        """A list of HTML shows it as its program does."""
        return not self.kind or bool(SIMPLE.fullmatch(self.text.strip()))


@dataclass
class Lists:
    """known: levels of each list's number. counted: how far each definition has come by level."""

    known: Mapping[str, Mapping[int, Level]]
    definition: Mapping[str, str]
    counted: dict[str, list[int]] = field(default_factory=dict)

    def item(
        self, number: str, level: int, depth: int, is_heading: bool
    ) -> tuple[Item | None, str]:
        """depth: how deep the style's name says that it stands."""
        known = self.known.get(number, {})
        shape = known.get(level)
        if shape is None:
            return None, ""
        place = self.definition.get(number, number)
        counts = self.counted.setdefault(place, [0] * (DEEPEST + 1))
        counts[level] = counts[level] + 1 if counts[level] else shape.start
        counts[level + 1 :] = [0] * (DEEPEST - level)
        if shape.is_list and not is_heading:
            return Item(place, max(level, depth), shape.kind, shape.start), ""
        if not shape.kind:
            return None, ""

        def said(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = known.get(at, shape)
            return _written(counts[at] if at <= DEEPEST and counts[at] else other.start, other.kind)

        text = PLACE.sub(said, shape.text).strip()
        return None, f"{text} " if text else ""


def _written(number: int, kind: Numbering) -> str:
    if kind in ("a", "A"):
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif kind in ("i", "I"):
        text = _roman(number)
    else:
        return str(number)
    return text.upper() if kind.isupper() else text


def _roman(number: int) -> str:
    signs = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = "c" * (number // 100 % 10)
    rest = number % 100
    if rest >= 90:
        text, rest = text + "xc", rest - 90
    if rest >= 50:
        text, rest = text + "l", rest - 50
    if rest >= 40:
        text, rest = text + "xl", rest - 40
    for value, sign in signs:
        while rest >= value:
            text, rest = text + sign, rest - value
    return text
