"""How a run of a Word file looks, by itself and by the styles that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from plugins.documents.markup import tree

from .rich_text import PLAIN, Looks, Script

OFF = ("0", "false", "off", "none")
SCRIPTS: Mapping[str, Script] = {"superscript": "sup", "subscript": "sub", "baseline": ""}
HEADING = re.compile(r"heading (\d)")
LIST = re.compile(r"list (?:bullet|number|paragraph)? ?(\d)")
DEEPEST = 40  # styles based on each other


@dataclass(frozen=True)
class Style:
    """heading: 1 for the highest, 0 for none. list: a list's number, list_depth: how deep its name
    says that it stands (`List Bullet 2`)."""

    name: str = ""
    heading: int = 0
    align: str = ""
    list: str = ""
    level: int = 0
    list_depth: int = 0
    looks: Looks = PLAIN


@dataclass(frozen=True)
class DocxStyles:
    """The styles of a file, by id; default: of paragraphs; base: looks where no style says any."""

    known: Mapping[str, Element] = field(default_factory=dict)
    default: str = ""  # of paragraphs
    base: Looks = PLAIN

    def of_paragraph(self, properties: Element | None) -> Style:
        """The style that `w:pPr` names, with the outline level that it sets itself."""
        named = properties.find("pStyle") if properties is not None else None
        style = self._style(value_of(named) or self.default)
        if properties is not None and (outline := properties.find("outlineLvl")) is not None:
            level = value_of(outline)
            style = replace(style, heading=int(level) + 1 if level in list("012345678") else 0)
        return style

    def of_run(self, properties: Element | None, style: Style) -> Looks:
        """How a run looks: the paragraph's style, then the run's, then its own `w:rPr`."""
        if properties is None:
            return style.looks
        looks = style.looks
        if named := value_of(properties.find("rStyle")):
            for element in self._chain(named):
                looks = _changed(looks, element.find("rPr"))
        return _changed(looks, properties)

    def _chain(self, number: str) -> list[Element]:
        """The styles that it is based on, the furthest first."""
        chain: list[Element] = []
        while number in self.known and len(chain) < DEEPEST:
            chain.append(self.known[number])
            number = value_of(self.known[number].find("basedOn"))
        return chain[::-1]

    def _style(self, number: str) -> Style:
        style = Style(looks=self.base)
        for element in self._chain(number):
            style = _derived(style, element)
        return style


def read_styles(data: bytes) -> DocxStyles:
    """The styles of `word/styles.xml`."""
    root = tree(data)
    known = {element.get("styleId", ""): element for element in root.findall("style")}
    default = next(
        (
            number
            for number, element in known.items()
            if element.get("type") == "paragraph" and element.get("default") in ("1", "true")
        ),
        "",
    )
    return DocxStyles(known, default, _changed(Looks(), root.find("docDefaults/rPrDefault/rPr")))


def value_of(element: Element | None) -> str:
    """The attribute `val`, "" where there is none."""
    return element.get("val", "") if element is not None else ""


def _derived(style: Style, element: Element) -> Style:
    name = value_of(element.find("name")).lower()
    numbered = HEADING.fullmatch(name)
    outline = value_of(element.find("pPr/outlineLvl"))
    heading = int(numbered[1]) if numbered else style.heading
    if outline:
        heading = int(outline) + 1 if outline in list("012345678") else 0
    listed = LIST.fullmatch(name)
    number = element.find("pPr/numPr/numId")
    level = value_of(element.find("pPr/numPr/ilvl"))
    return Style(
        name=name,
        heading=heading,
        align=value_of(element.find("pPr/jc")) or style.align,
        list=value_of(number) if number is not None else style.list,
        level=int(level) if level in list("012345678") else style.level,
        list_depth=int(listed[1]) - 1 if listed and listed[1] in "23456789" else 0,
        looks=_changed(style.looks, element.find("rPr")),
    )


def _changed(looks: Looks, properties: Element | None) -> Looks:
    if properties is None:
        return looks
    fonts = properties.find("rFonts")
    size = value_of(properties.find("sz"))
    colour = value_of(properties.find("color"))
    underline = properties.find("u")
    script = value_of(properties.find("vertAlign"))
    return Looks(
        font=_font(fonts, looks.font) if fonts is not None else looks.font,
        size=int(size) / 2 if size.isdecimal() and len(size) < 5 else looks.size,
        bold=_switched(properties, "b", looks.bold),
        italic=_switched(properties, "i", looks.italic),
        hidden=_switched(properties, "vanish", looks.hidden),
        capitals=_switched(properties, "caps", looks.capitals),
        colour=colour not in ("auto", "000000") if colour else looks.colour,
        underlined=value_of(underline) != "none" if underline is not None else looks.underlined,
        script=SCRIPTS.get(script, looks.script),
    )


def _font(fonts: Element, otherwise: str) -> str:
    """The one for codes beyond ASCII; a theme's font is of Unicode."""
    if fonts.get("hAnsiTheme") or fonts.get("asciiTheme"):
        return ""
    return fonts.get("hAnsi") or fonts.get("ascii") or otherwise


def _switched(properties: Element, name: str, otherwise: bool) -> bool:
    element = properties.find(name)
    return otherwise if element is None else element.get("val", "1") not in OFF
