"""A photo, gallery, table, video or audio in an article becomes a figure with its caption."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .completing import BLOCKS, CONTAINERS, LINES, LISTS, complete, finish, joined, raw
from .media import is_media, kind_of, kind_of_figure, play, read_media, take_title
from .nodes import Node, content, fill
from .tables import align_cells, number_tables, shots_of_layout
from .words import CaptionWords


def frame(root: Element, words: CaptionWords) -> None:
    """Change the tree in place; a tree that was framed before stays as it is."""
    play(root)
    align_cells(root)
    _frame_container(root, words)
    number_tables(root, words.table_region)


def _frame_container(container: Element, words: CaptionWords) -> None:
    _wrap_bare_media(container)
    index = 0
    while index < len(container):
        child = container[index]
        tail = child.tail
        figure = _figure_of(child, words)
        if figure is not None:
            figure.tail = tail
            container[index] = figure
            index = complete(container, index, words)
        elif child.tag in CONTAINERS:
            _frame_container(child, words)
        elif child.tag in LISTS:
            for item in child:
                if item.tag in CONTAINERS:
                    _frame_container(item, words)
        index += 1


def _wrap_bare_media(container: Element) -> None:
    """Photos between blocks, in no paragraph of their own, get one."""
    if not any(is_media(part) or part.tag not in BLOCKS for part in container):
        return
    nodes: list[Node] = []
    run: list[Node] = []
    for node in content(container):
        if not isinstance(node, str) and node.tag in BLOCKS:
            nodes += [*_paragraph(run), node]
            run = []
        else:
            run.append(node)
    nodes += _paragraph(run)
    for child in list(container):
        container.remove(child)
    container.text = None
    fill(container, nodes)


def _paragraph(run: list[Node]) -> list[Node]:
    paragraph = fill(Element("p"), run)
    return run if read_media(paragraph) is None else [paragraph, "\n"]


def _figure_of(child: Element, words: CaptionWords) -> Element | None:
    """The figure that `child` is or becomes, own captions in it; None for all other things."""
    if child.tag == "figure":
        return child if kind_of_figure(child) else None
    shared: list[Node] = []
    if child.tag == "table":
        shots = shots_of_layout(child)
        if shots is None:
            return fill(Element("figure"), [child])
    elif child.tag in LINES and not any(part.tag in BLOCKS for part in child):
        read = read_media(child)
        if read is None:
            return None
        shots, shared = read
    else:
        return None
    figures = []
    for shot in shots:
        kind = kind_of(shot.media)
        figure = fill(Element("figure", {"class": kind}), [shot.media])
        said = joined(take_title(shot.media), shot.caption)
        figures.append(fill(figure, [raw(said)] if said else []))
    if len(figures) == 1:
        return figures[0]
    for figure in figures:
        finish(figure, words)
    gallery = fill(Element("figure", {"class": "gallery"}), list(figures))
    return fill(gallery, [raw(shared)] if shared else [])
