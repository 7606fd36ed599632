"""A figure takes the caption lines that stand around it, and its caption gets its parts."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .caption import LABELS, MediaKind, figcaption, is_credit, read_caption, split_credit
from .media import kind_of_figure, take_title
from .nodes import Node, blank, content, fill, nodes_of, text_of
from .tables import frame_table, shots_of_layout
from .words import CaptionWords

CONTAINERS = {"div", "article", "section", "main", "blockquote", "li", "dd", "center", "details"}
LISTS = {"ul", "ol", "dl"}
LINES = {"p", "div", "center"}
BLOCKS = (
    CONTAINERS
    | LISTS
    | LINES
    | {
        *("aside", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "nav", "pre", "summary", "table"),
    }
)
LABELLED: set[MediaKind] = {"table", "video", "audio"}


def complete(container: Element, index: int, words: CaptionWords) -> int:
    """Give the figure at `index` the caption lines around it; its index afterwards."""
    figure = container[index]
    kind = kind_of_figure(figure) or "photo"
    classes = figure.get("class", "").split()
    if kind not in classes:
        figure.set("class", " ".join([*classes, kind]))
    for inner in figure:
        if inner.tag == "figure":
            finish(inner, words)
    said = frame_table(figure) if kind == "table" else []
    written = figure.find("figcaption")
    if written is None:
        if not said and kind in {"photo", "video", "audio"}:
            media = next(part for part in figure.iter() if part.tag in {"img", "video", "audio"})
            said = take_title(media)
        written = raw(said)
        # A table's title stands above it, as in printed documents; other captions below.
        figure.insert(0 if kind == "table" else len(figure), written)
    elif _is_finished(written):
        return index
    elif said:
        fill(written, [" ", *said])
    said = nodes_of(written)
    if not said and kind in LABELLED and index and blank(container[index - 1].tail):
        before = _line(container[index - 1], kind)
        if before and _is_labelled(before, kind):
            said = before
            container.remove(container[index - 1])
            index -= 1
    after = _line_after(container, index, kind)
    if after and (not said or (is_credit(after) and not split_credit(said)[1])):
        said = joined(said, after)
        figure.tail = container[index + 1].tail
        container.remove(container[index + 1])
    written.clear()
    fill(written, said)
    finish(figure, words)
    return index


def _line_after(container: Element, index: int, kind: MediaKind) -> list[Node] | None:
    """The caption line after a figure, unless it stands directly before the table it belongs to."""
    following = container[index + 1 : index + 4]
    if not following or not blank(container[index].tail):
        return None
    line = _line(following[0], kind)
    if not line or not _is_labelled(line, kind) or len(following) < 2:
        return line
    is_table = following[1].tag == "table" and shots_of_layout(following[1]) is None
    next_is_same = (is_table and kind == "table") or kind_of_figure(following[1]) == kind
    has_own = following[1].find("figcaption") is not None or (
        len(following) > 2 and _line(following[2], kind)
    )
    return line if not next_is_same or has_own else None


def _is_labelled(line: list[Node], kind: MediaKind) -> bool:
    label = LABELS.get(kind)
    return label is not None and label.match("".join(text_of(node) for node in line)) is not None


def _line(element: Element, kind: MediaKind) -> list[Node] | None:
    if element.tag not in LINES or any(part.tag in BLOCKS for part in element):
        return None
    return read_caption(nodes_of(element), kind)


def finish(figure: Element, words: CaptionWords) -> None:
    """The raw caption of a figure gets its hidden name and its credit; an empty one goes."""
    written = figure.find("figcaption")
    if written is None or _is_finished(written):
        return
    finished = figcaption(nodes_of(written), kind_of_figure(figure) or "photo", words)
    tail, attributes = written.tail, dict(written.attrib)
    if finished is None:
        figure.remove(written)
        return
    written.clear()
    written.attrib.update(attributes)
    written.tail = tail
    fill(written, content(finished))


def _is_finished(caption: Element) -> bool:
    return len(caption) > 0 and caption[0].get("class") == "hidden"


def raw(nodes: list[Node]) -> Element:
    """A figcaption whose parts are not told apart yet."""
    return fill(Element("figcaption"), nodes)


def joined(first: list[Node], second: list[Node]) -> list[Node]:
    """With a blank between where both say something."""
    return [*first, " ", *second] if first and second else [*first, *second]
