"""A wide table scrolls inside its own frame on a phone, and can be scrolled by keyboard."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from .caption import bare
from .media import Shot, read_media
from .nodes import Node, blank, content, fill, nodes_of, squeezed, strip, text_of

ALIGN = re.compile(r"text-align:\s*(left|right|center)\s*;?")
ALIGN_CLASSES = {"right": "right", "center": "centre"}
REGION_ID = "bang-{n}-chu-thich"


def frame_table(figure: Element) -> list[Node]:
    """Put the figure's table into a scrolling region; what its `caption` said, if it had one."""
    holder = next((part for part in figure.iter() if part.find("table") is not None), None)
    if holder is None:
        return []
    table = next(part for part in holder if part.tag == "table")
    caption = table.find("caption")
    said: list[Node] = []
    if caption is not None:
        said = strip(nodes_of(caption))
        table.remove(caption)
    if "scroll" not in holder.get("class", "").split():
        place = list(holder).index(table)
        holder[place] = fill(Element("div", {"class": "scroll"}), [table])
    return said


def number_tables(root: Element, region: str) -> None:
    """Each region has a name of its own: its caption, or else its number in the article."""
    figures = [part for part in root.iter("figure") if "table" in part.get("class", "").split()]
    for number, figure in enumerate(figures, start=1):
        scroll = next((part for part in figure.iter("div") if part.get("class") == "scroll"), None)
        if scroll is None:
            continue
        scroll.attrib.pop("aria-label", None)
        scroll.attrib.pop("aria-labelledby", None)
        scroll.attrib.update(tabindex="0", role="group")
        caption = figure.find("figcaption")
        if caption is None:
            scroll.set("aria-label", region.format(n=number))
        else:
            caption.set("id", REGION_ID.format(n=number))
            scroll.set("aria-labelledby", REGION_ID.format(n=number))


def align_cells(root: Element) -> None:
    """The alignment that Markdown writes as a style, which the site forbids, becomes a class."""
    for cell in root.iter():
        if cell.tag in {"td", "th"}:
            found = ALIGN.search(cell.get("style", ""))
            side = found.group(1) if found else cell.get("align", "")
            cell.attrib.pop("align", None)
            if found:
                del cell.attrib["style"]
            if side in ALIGN_CLASSES:
                cell.set("class", ALIGN_CLASSES[side])


def shots_of_layout(table: Element) -> list[Shot] | None:
    """The photos of a table that old portals drew around a photo and the caption below it.

    One column, photos and texts in turn; None for a table of facts.
    """
    shots: list[Shot] = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        if len(cells) != 1:
            return None
        found = _shots_of_cell(cells[0])
        if found is not None:
            shots += found
        elif shots and not shots[-1].caption and not any(cells[0].iter("table")):
            shots[-1].caption = _line(cells[0])
        elif not blank(text_of(cells[0])):
            return None
    return shots or None


def _shots_of_cell(cell: Element) -> list[Shot] | None:
    read = read_media(_only_line(cell))
    if read is None:
        return None
    shots, shared = read
    shots[-1].caption = shots[-1].caption or shared
    return shots


def _line(cell: Element) -> list[Node]:
    """The caption in a cell, its paragraphs joined, without emphasis around the whole."""
    nodes: list[Node] = []
    for node in content(cell):
        if isinstance(node, str):
            nodes.append(node)
        elif node.tag in {"p", "div", "center"}:
            nodes += [" ", *nodes_of(node), " "]
        else:
            nodes.append(" " if node.tag == "br" else squeezed(node))
    nodes = strip(nodes)
    return bare(nodes)


def _only_line(cell: Element) -> Element:
    """The cell, or the one paragraph that fills it."""
    parts = list(cell)
    lone = len(parts) == 1 and parts[0].tag in {"p", "div", "center"}
    return parts[0] if lone and blank(cell.text) and blank(parts[0].tail) else cell
