"""The lists that a Word file defines (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from plugins.documents.markup import tree

from .docx_styles import value_of
from .lists import DEEPEST, Level, Lists
from .rich_text import Numbering

KINDS: Mapping[str, Numbering] = {
    "bullet": "",
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}


def read_lists(data: bytes) -> Lists:
    """The list definitions of `word/numbering.xml`."""
    root = tree(data)
    shapes = {
        value: _levels(element)
        for element in root.findall("abstractNum")
        if (value := element.get("abstractNumId"))
    }
    by_style = {
        value_of(element.find("styleLink")): element.get("abstractNumId", "")
        for element in root.findall("abstractNum")
    }
    linked = {
        element.get("abstractNumId", ""): by_style.get(value_of(element.find("numStyleLink")), "")
        for element in root.findall("abstractNum")
        if element.find("numStyleLink") is not None
    }
    known: dict[str, Mapping[int, Level]] = {}
    definition: dict[str, str] = {}
    for element in root.findall("num"):
        number = element.get("numId", "")
        shape = value_of(element.find("abstractNumId"))
        shape = linked.get(shape) or shape
        levels = dict(shapes.get(shape, {}))
        restarts = False
        for override in element.findall("lvlOverride"):
            at = _digit(override.get("ilvl", ""))
            restarts = restarts or override.find("startOverride") is not None
            if (own := override.find("lvl")) is not None:
                levels[at] = _level(own)
        known[number] = levels
        definition[number] = f"{shape}/{number}" if restarts else shape
    return Lists(known, definition)


def _levels(element: Element) -> dict[int, Level]:
    return {_digit(level.get("ilvl", "")): _level(level) for level in element.findall("lvl")}


def _level(element: Element) -> Level:
    shape = value_of(element.find("numFmt")) or "decimal"
    text = value_of(element.find("lvlText"))
    start = value_of(element.find("start"))
    return Level(
        kind=KINDS.get(shape, "1"),
        text=text if shape != "none" else "",
        start=int(start) if start.isdecimal() and len(start) < 6 else 1,
    )


def _digit(text: str) -> int:
    return min(int(text), DEEPEST) if text.isdecimal() and len(text) < 4 else 0
