"""What counts as a photo, video or audio, and how a paragraph that holds only such things reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from plugins.shared.file_kinds import SOUND, VIDEO

from .caption import MediaKind, read_caption
from .nodes import Node, content, squeeze, strip

KINDS: dict[str, MediaKind] = {"img": "photo", "video": "video", "audio": "audio"}
PLAYED = {
    tag: re.compile(rf"\.(?:{'|'.join(kinds)})(?:[?#].*)?$", re.I)
    for tag, kinds in (("video", VIDEO), ("audio", SOUND))
}
TRANSPARENT = {"span", "font", "strong", "b", "u", "center", "small"}


@dataclass
class Shot:
    """One photo, video or audio (`img`, `video`, `audio`, or a link around one) and its caption."""

    media: Element
    caption: list[Node] = field(default_factory=list)


def play(root: Element) -> None:
    """Image syntax with a video's or audio's path plays it; nothing loads unasked."""
    for element in root.iter():
        if element.tag == "img":
            source = element.get("src", "")
            for tag, path in PLAYED.items():
                if path.search(source):
                    _become(element, tag)
        if element.tag in {"video", "audio"}:
            element.attrib.pop("autoplay", None)
            element.set("controls", "controls")
            element.attrib.setdefault("preload", "none")


def read_media(paragraph: Element) -> tuple[list[Shot], list[Node]] | None:
    """The shots of a paragraph and their shared caption; None when it holds ordinary text.

    An italic line after a photo is that photo's caption; after the last of several photos
    without captions of their own lines it belongs to all.
    """
    if not any(part.tag in KINDS for part in paragraph.iter()):
        return None
    shots: list[Shot] = []
    line: list[Node] = []
    separate = False
    for node in _flat(paragraph):
        if not isinstance(node, str) and is_media(node):
            if line:
                caption = read_caption(line, kind_of(shots[-1].media))
                if caption is None:
                    return None
                shots[-1].caption, line, separate = caption, [], True
            shots.append(Shot(node))
        elif line or not (isinstance(node, str) and not node.strip()):
            if not shots:
                return None
            line.append(node)
    if not shots:
        return None
    if not line:
        return shots, []
    caption = read_caption(line, kind_of(shots[-1].media))
    if caption is None:
        return None
    if len(shots) > 1 and not separate:
        return shots, caption
    shots[-1].caption = caption
    return shots, []


def is_media(element: Element) -> bool:
    """Whether it is a photo, video or audio, a linked photo too."""
    if element.tag == "a":
        inside = list(element)
        texts = [element.text, *(child.tail for child in inside)]
        lone = len(inside) == 1 and inside[0].tag == "img"
        return lone and not any((text or "").strip() for text in texts)
    return element.tag in KINDS


def kind_of(media: Element) -> MediaKind:
    """Of an element that `is_media`."""
    return KINDS[_inner(media).tag]


def kind_of_figure(figure: Element) -> MediaKind | None:
    """None for a figure of something else, such as a quotation or a listing."""
    tags = [part.tag for part in figure.iter()][1:]
    if "table" in tags:
        return "table"
    if "figure" in tags or sum(tag in KINDS for tag in tags) > 1:
        return "gallery"
    return next((KINDS[tag] for tag in ("video", "audio", "img") if tag in tags), None)


def take_title(media: Element) -> list[Node]:
    """The title, which leaves the element: a caption is not said a second time as a tooltip."""
    media = _inner(media)
    if "alt" in media.attrib:
        media.set("alt", squeeze(media.get("alt")).strip())
    return strip([squeeze(media.attrib.pop("title", ""))])


def _inner(media: Element) -> Element:
    return media[0] if media.tag == "a" else media


def _become(image: Element, tag: str) -> None:
    image.tag = tag
    alt = squeeze(image.attrib.pop("alt", "")).strip()
    if alt:
        image.set("aria-label", alt)


def _flat(paragraph: Element) -> Iterator[Node]:
    """The content, with the wrappers that Word puts around pictures opened."""
    for node in content(paragraph):
        if isinstance(node, str):
            yield squeeze(node)
        elif node.tag == "br":
            yield " "
        elif node.tag in TRANSPARENT and any(part.tag in KINDS for part in node.iter()):
            yield from _flat(node)
        elif isinstance(node.tag, str):
            yield node
