"""How a run of an OpenDocument text looks, by the styles that it and its paragraph name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from .lists import Level
from .rich_text import PLAIN, Align, Looks, Numbering, Script

ALIGNS: Mapping[str, Align] = {"center": "center", "end": "right", "right": "right"}
KINDS: Mapping[str, Numbering] = {"1": "1", "a": "a", "A": "A", "i": "i", "I": "I"}
HEADING = re.compile(r"heading_20_(\d)")
POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)pt")
DEEPEST = 40  # styles based on each other


@dataclass(frozen=True)
class ParagraphStyle:
    """name: in lower case; heading: its level, 0 of none."""

    name: str = ""
    heading: int = 0
    align: Align = ""
    looks: Looks = PLAIN


@dataclass(frozen=True)
class OdtStyles:
    """known: by family and name; fonts: the families' names by those of the file."""

    known: Mapping[tuple[str, str], Element]
    fonts: Mapping[str, str]
    lists: Mapping[str, Element]

    def of_paragraph(self, name: str) -> ParagraphStyle:
        """The style of that name with what it is based on."""
        style = ParagraphStyle()
        default = self.known.get(("paragraph", ""))
        chain = [default] if default is not None else []
        for element in [*chain, *self._chain("paragraph", name)]:
            shown = element.get("name", "").lower()
            numbered = HEADING.fullmatch(shown)
            properties = element.find("paragraph-properties")
            align = properties.get("text-align") if properties is not None else None
            automatic = re.fullmatch(r"p\d+|", shown)
            style = ParagraphStyle(
                style.name if automatic else shown.replace("_20_", " "),
                int(numbered[1]) if numbered else style.heading,
                ALIGNS.get(align, "") if align else style.align,
                self._changed(style.looks, element),
            )
        return style

    def of_span(self, name: str, looks: Looks) -> Looks:
        """`looks`, changed by the style of that name."""
        for element in self._chain("text", name):
            looks = self._changed(looks, element)
        return looks

    def list_level(self, name: str, level: int) -> Level:
        """How items of that level are marked; level: from 0."""
        style = self.lists.get(name)
        for shape in style if style is not None else ():
            if shape.get("level") == str(level + 1):
                start = shape.get("start-value", "1")
                number = int(start) if start.isdecimal() and len(start) < 6 else 1
                if shape.tag == "list-level-style-number" and shape.get("num-format"):
                    return Level(KINDS.get(shape.get("num-format", ""), "1"), "%1.", number)
                return Level("", "")
        return Level("", "")

    def _chain(self, family: str, name: str) -> list[Element]:
        chain: list[Element] = []
        while name and (family, name) in self.known and len(chain) < DEEPEST:
            chain.append(self.known[family, name])
            name = chain[-1].get("parent-style-name", "")
        return chain[::-1]

    def _changed(self, looks: Looks, element: Element) -> Looks:
        found = element.find("text-properties")
        if found is None:
            return looks
        known = found.attrib
        if font := known.get("font-name") or known.get("font-family"):
            looks = replace(looks, font=self.fonts.get(font, font))
        if size := POINTS.fullmatch(known.get("font-size", "")):
            looks = replace(looks, size=float(size[1]))
        if weight := known.get("font-weight"):
            looks = replace(looks, bold=weight == "bold" or weight in ("600", "700", "800", "900"))
        if slant := known.get("font-style"):
            looks = replace(looks, italic=slant in ("italic", "oblique"))
        if position := known.get("text-position"):
            looks = replace(looks, script=_script(position))
        if display := known.get("display"):
            looks = replace(looks, hidden=display == "none")
        if case := known.get("text-transform"):
            looks = replace(looks, capitals=case == "uppercase")
        if colour := known.get("color"):
            looks = replace(looks, colour=colour != "#000000")
        return looks


def read_styles(*roots: Element) -> OdtStyles:
    """roots: of styles.xml and content.xml; what the later says holds."""
    known: dict[tuple[str, str], Element] = {}
    fonts: dict[str, str] = {}
    lists: dict[str, Element] = {}
    for root in roots:
        for element in root.iter():
            name = element.get("name", "")
            if element.tag == "style":
                known[element.get("family", ""), name] = element
            elif element.tag == "default-style":
                known[element.get("family", ""), ""] = element
            elif element.tag == "font-face":
                fonts[name] = element.get("font-family", name).strip("'\"")
            elif element.tag == "list-style":
                lists[name] = element
    return OdtStyles(known, fonts, lists)


def _script(position: str) -> Script:
    """`super 58%`, `sub 58%`, `33% 80%`, `-33% 58%`."""
    first = position.split()[0]
    if first in ("super", "sub"):
        return "sup" if first == "super" else "sub"
    share = first.rstrip("%").lstrip("-").replace(".", "", 1)
    if not share.isdecimal() or not share.strip("0"):
        return ""
    return "sub" if first.startswith("-") else "sup"
