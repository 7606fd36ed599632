"""A page's blocks as somebody who looks at it sees them, for telling title, captions and names."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from plugins.shared.messages import gettext

from .document import Finding, Hints, Removed, letters

LINES = frozenset(("br", "p", "td", "th", "li", "h2", "h3", "h4", "figcaption"))
MOSTLY = 0.9  # of the letters


class Look(NamedTuple):
    """text: lines by "\\n". size: points, 0 where nobody says. style: name in lower case."""

    text: str
    bold: bool
    italic: bool
    align: str
    size: float
    style: str
    pictures: int

    @property
    def line(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass
class Page:
    """soup: its children are the blocks."""

    soup: BeautifulSoup
    hints: Hints
    removed: list[Removed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    typed_title: str = ""

    def blocks(self) -> list[Tag]:
        """The blocks of the page, whatever they hold, in order."""
        return [child for child in self.soup.children if isinstance(child, Tag)]

    def texts(self) -> list[Tag]:
        """Those in which somebody reads text or sees a photo; footnotes are none of them."""
        return [block for block in self.blocks() if block.name != "aside"]

    def remove(self, block: Tag, what: str) -> None:
        """Out of the article, into the report."""
        if letters(text := " ".join(block.get_text(" ").split())):
            self.removed.append(Removed(what, text))
        block.decompose()

    def label(self, text: str) -> None:
        """What stood around a value: `Bài, ảnh:`."""
        if letters(text):
            self.removed.append(
                Removed(gettext("chữ dẫn quanh tên, nguồn, ngày"), " ".join(text.split()))
            )

    def know(self, **found: Finding | tuple[Finding, ...]) -> None:
        """Adds to what is known of the head."""
        self.hints = replace(self.hints, **found)  # type: ignore[arg-type]


def parsed(markup: str) -> BeautifulSoup:
    """Text between the blocks stands in paragraphs of its own."""
    soup = BeautifulSoup(markup, "html.parser", multi_valued_attributes=None)
    for child in list(soup.children):
        if isinstance(child, NavigableString):
            if child.strip():
                child.wrap(soup.new_tag("p"))
            else:
                child.extract()
    return soup


def look(tag: Tag) -> Look:
    """What somebody sees of a block: its text, size, weight, and how many photos it has."""
    seen = _Seen()
    _walk(tag, tag.name in ("h2", "h3", "h4"), False, seen)
    text = _lines(seen.text)
    count = letters(text)
    first = tag if tag.name in ("p", "td") else tag.find("p")
    source = first if isinstance(first, Tag) else tag
    size = str(source.get("data-size") or "")
    return Look(
        text,
        bool(count) and letters("".join(seen.bold)) >= MOSTLY * count,
        bool(count) and letters("".join(seen.italic)) >= MOSTLY * count,
        str(source.get("data-align") or ""),
        float(size) if re.fullmatch(r"\d{1,3}(\.\d)?", size) else 0.0,
        str(source.get("data-style") or ""),
        seen.pictures,
    )


@dataclass
class _Seen:
    """Pieces of text: all, those in bold, those in italics."""

    text: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    italic: list[str] = field(default_factory=list)
    pictures: int = 0


def _walk(tag: Tag, bold: bool, italic: bool, seen: _Seen) -> None:
    if tag.name in LINES:
        seen.text.append("\n")
    elif tag.name == "img":
        seen.pictures += 1
    bold, italic = bold or tag.name == "strong", italic or tag.name == "em"
    for child in tag.children:
        if isinstance(child, Tag):
            _walk(child, bold, italic, seen)
        elif isinstance(child, NavigableString):
            seen.text.append(child)
            if bold:
                seen.bold.append(child)
            if italic:
                seen.italic.append(child)


def _lines(parts: list[str]) -> str:
    """Blanks at their ends are gone."""
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def made(markup: str) -> list[Tag]:
    """Tags of the HTML, of no page."""
    soup = BeautifulSoup(markup, "html.parser", multi_valued_attributes=None)
    return [child.extract() for child in list(soup.children) if isinstance(child, Tag)]


def escaped(text: str) -> str:
    """Text as HTML; quotation marks stay."""
    return html.escape(text, quote=False)


def inside_of(tag: Tag) -> str:
    """The HTML between its own tags."""
    return "".join(map(str, tag.contents))


def same_text(one: str, other: str) -> bool:
    """But for signs and capitals."""

    def bare(text: str) -> str:
        return "".join(filter(str.isalnum, text)).casefold()

    return bool(bare(one)) and bare(one) == bare(other)
