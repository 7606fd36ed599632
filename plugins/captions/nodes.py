"""Captions are cut and joined as plain lists of text and elements; trees are made of them last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

Node = str | Element

# Not \s: a no-break space inside a caption was put there on purpose.
BLANKS = re.compile(r"[ \t\r\n\f]+")


def squeeze(text: str | None) -> str:
    """Blanks in a row as one."""
    return BLANKS.sub(" ", text or "")


def text_of(node: Node) -> str:
    """What a reader reads of it."""
    if isinstance(node, str):
        return node
    inside = "".join(text_of(child) + (child.tail or "") for child in node)
    return (node.text or "") + inside if isinstance(node.tag, str) else ""


def nodes_of(element: Element) -> list[Node]:
    """The content of `element` in order, blanks squeezed, line breaks as spaces, no comments."""
    nodes: list[Node] = [squeeze(element.text)]
    for child in element:
        if child.tag == "br":
            nodes.append(" ")
        elif isinstance(child.tag, str):
            nodes.append(squeezed(child))
        nodes.append(squeeze(child.tail))
    return merge(nodes)


def content(element: Element) -> list[Node]:
    """The children of `element` themselves, and the text between them as it is."""
    nodes: list[Node] = [element.text or ""]
    for child in element:
        nodes += [child, child.tail or ""]
    return nodes


def merge(nodes: Iterable[Node]) -> list[Node]:
    """Neighbouring texts become one; empty ones go."""
    merged: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and merged and isinstance(merged[-1], str):
            merged[-1] = squeeze(merged[-1] + node)
        elif not isinstance(node, str) or node:
            merged.append(node)
    return merged


def strip(nodes: list[Node]) -> list[Node]:
    """Without blanks at either end."""
    nodes = merge(nodes)
    if nodes and isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip(" ")
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip(" ")
    return merge(nodes)


def fill(element: Element, nodes: Iterable[Node]) -> Element:
    """Append `nodes` to `element`."""
    for node in nodes:
        if not isinstance(node, str):
            node.tail = None
            element.append(node)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + node
        else:
            element.text = (element.text or "") + node
    return element


def blank(text: str | None) -> bool:
    """Whether it shows nothing."""
    return not (text or "").strip()


def squeezed(element: Element) -> Element:
    """A copy without tail, its blanks squeezed except in code."""
    if element.tag == "code":
        copy = Element("code", element.attrib)
        copy.text = element.text
        return copy
    return fill(Element(element.tag, element.attrib), nodes_of(element))
