"""Articles that came as HTML, from Word or the old portal, get the same figures as Markdown's."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, tostring

from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag

from .figures import frame
from .nodes import Node, fill
from .words import CaptionWords

# Names outside this list could not be written back as they were read.
ATTRIBUTE = re.compile(r"[A-Za-z_:@][-\w:.@]*", re.ASCII)
LISTINGS = {"pre", "textarea"}


def caption_html(html: str, words: CaptionWords) -> str:
    """The article's HTML, media framed, comments left out; applied again, it changes nothing."""
    soup = BeautifulSoup(html, "html.parser", multi_valued_attributes=None)
    for hidden in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        hidden.extract()
    soup.smooth()
    root = fill(Element("div"), _nodes(soup))
    frame(root, words)
    written = tostring(root, encoding="unicode", method="html", short_empty_elements=False)
    return written.removeprefix("<div>").removesuffix("</div>")


def _nodes(tag: Tag, listing: bool = False) -> list[Node]:
    nodes: list[Node] = []
    listing = listing or tag.name in LISTINGS
    for child in tag.children:
        if isinstance(child, Tag):
            nodes.append(fill(Element(child.name, _attributes(child)), _nodes(child, listing)))
        else:
            nodes.append(str(child) if listing else _one_line_end(str(child)))
    return nodes


def _one_line_end(text: str) -> str:
    # The parser would do so on a second reading, and the result must not change then.
    return text if text.strip() else ("\n" if "\n" in text else " ")


def _attributes(tag: Tag) -> dict[str, str]:
    return {
        name: str(value or "") for name, value in tag.attrs.items() if ATTRIBUTE.fullmatch(name)
    }
