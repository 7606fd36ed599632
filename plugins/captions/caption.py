"""A reader sees under a photo, table or video one line: what it shows, then whose work it is."""

from __future__ import annotations

import re
from typing import Literal
from xml.etree.ElementTree import Element

from .nodes import Node, content, fill, merge, strip, text_of
from .words import CaptionWords

MediaKind = Literal["photo", "gallery", "table", "video", "audio"]

# In Vietnamese and in English, whatever the site's language: an article may be in the other one.
OF_PHOTOS = (
    r"(?:(?:Nguồn ảnh|Ảnh|ẢNH|(?:Photos?|Images?)(?: credits?)?|PHOTO|Credits?)\s*:|Photos? by\s)"
)
CREDIT = re.compile(rf"(?:^|(?<=\s))\(?(?:{OF_PHOTOS}|(?:Nguồn|Source)\s*:)")
CREDIT_LINE = re.compile(rf"\s*\(?{OF_PHOTOS}\s*\S.{{0,79}}", re.DOTALL)
CREDIT_LENGTH = 100
# Group 1 is the number that the article's text may refer to (`xem Bảng 2`).
LABELS: dict[MediaKind, re.Pattern[str]] = {
    "table": re.compile(
        r"\s*(?:Bảng|Biểu|Table)(?:(\s+(?:số\s+)?[\dIVX]+(?:\.\d+)*)\s*[:.]|\s*:)\s*", re.I
    ),
    "video": re.compile(r"\s*(?:Video|Clip)(\s+\d+)?\s*:\s*", re.I),
    "audio": re.compile(r"\s*(?:Âm thanh|Audio|Sound)(\s+\d+)?\s*:\s*", re.I),
}
ITALIC = {"em", "i"}
EMPHASIS = ITALIC | {"strong", "b", "span", "font", "u", "small"}


def read_caption(nodes: list[Node], kind: MediaKind) -> list[Node] | None:
    """The caption that a line of an article is; None when the line is ordinary text.

    A caption is wholly italic (a credit may follow in upright letters), or only a credit,
    or begins with the label of its kind (`Bảng: …`, `Video: …`, `Âm thanh: …`).
    """
    nodes = strip(nodes)
    text = "".join(text_of(node) for node in nodes)
    label = LABELS.get(kind)
    if label and label.match(text):
        return bare(nodes)
    if kind == "table" or not text.strip():
        return None
    if CREDIT_LINE.fullmatch(text):
        return bare(nodes)
    rest = list(nodes)
    if isinstance(rest[-1], str) and CREDIT_LINE.fullmatch(rest[-1]):
        rest.pop()
    loose = [node for node in rest if isinstance(node, str) and node.strip()]
    if loose or not any(_is_italic(node) for node in rest):
        return None
    if not all(isinstance(node, str) or _is_italic(node) for node in rest):
        return None
    return strip(_upright(nodes))


def is_credit(nodes: list[Node]) -> bool:
    """Whether these say nothing but whose work it is."""
    return CREDIT_LINE.fullmatch("".join(text_of(node) for node in nodes)) is not None


def figcaption(nodes: list[Node], kind: MediaKind, words: CaptionWords) -> Element | None:
    """The finished element: hidden name of the caption, its text, credit; None when empty."""
    nodes, numbered = _without_label(strip(nodes), kind)
    said, credit = split_credit(nodes)
    if not said and not credit:
        return None
    element = Element("figcaption")
    if not numbered:
        hidden = Element("span", {"class": "hidden"})
        hidden.text = getattr(words, kind)
        fill(element, [hidden])
    fill(element, said)
    if credit:
        fill(element, [" "] if said else [])
        fill(element, [fill(Element("span", {"class": "credit"}), credit)])
    return element


def split_credit(nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    """What is said, and the credit at the end (`Ảnh: X`, `(Ảnh: X)`, `Photo: X`, `Photo by X`)."""
    for index in range(len(nodes) - 1, -1, -1):
        node = nodes[index]
        if isinstance(node, str):
            found = list(CREDIT.finditer(node))
            if not found:
                continue
            start = found[-1].start()
            credit = strip([node[start:], *nodes[index + 1 :]])
            said = strip([*nodes[:index], node[:start]])
        elif node.tag in EMPHASIS and CREDIT.match(text_of(node)):
            credit = strip([*bare([node]), *nodes[index + 1 :]])
            said = strip(nodes[:index])
        else:
            continue
        length = len("".join(text_of(part) for part in credit))
        return (said, _without_brackets(credit)) if length <= CREDIT_LENGTH else (nodes, [])
    return nodes, []


def _without_brackets(nodes: list[Node]) -> list[Node]:
    first = nodes[0]
    if not isinstance(first, str) or not first.startswith("("):
        return nodes
    nodes[0] = first[1:]
    last = nodes[-1]
    if isinstance(last, str):
        nodes[-1] = re.sub(r"\)\.?$", "", last)
    return merge(nodes)


def _without_label(nodes: list[Node], kind: MediaKind) -> tuple[list[Node], bool]:
    """A bare label is said by the hidden name; a numbered one stays for all to see."""
    label = LABELS.get(kind)
    found = label.match("".join(text_of(node) for node in nodes)) if label else None
    if not found:
        return nodes, False
    if found.group(1):
        return nodes, True
    left = found.end()
    rest: list[Node] = []
    for node in nodes:
        length = len(text_of(node))
        if left >= length:
            left -= length
        elif left and isinstance(node, str):
            rest.append(node[left:])
            left = 0
        elif left:
            return nodes, True
        else:
            rest.append(node)
    return strip(rest), False


def _is_italic(node: Node) -> bool:
    if isinstance(node, str) or node.tag not in EMPHASIS:
        return False
    inner = merge(content(node))
    return node.tag in ITALIC or (len(inner) == 1 and _is_italic(inner[0]))


def _upright(nodes: list[Node]) -> list[Node]:
    """Italics that marked the whole line as a caption go: the style sheet styles captions."""
    flat: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or not _is_italic(node):
            flat.append(node)
        elif node.tag in ITALIC:
            flat += content(node)
        else:
            flat += _upright(merge(content(node)))
    return merge(flat)


def bare(nodes: list[Node]) -> list[Node]:
    """Emphasis around a whole line goes; emphasis inside the line stays."""
    while len(nodes) == 1 and not isinstance(nodes[0], str) and nodes[0].tag in EMPHASIS:
        nodes = strip(content(nodes[0]))
    return nodes
