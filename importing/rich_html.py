"""Paragraphs of runs as the HTML between the steps of an import (see `document`)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from .rich_text import (
    Block,
    Inline,
    Item,
    Note,
    NoteMark,
    Paragraph,
    Picture,
    Run,
    Table,
)

HIGHEST, LOWEST = 2, 4  # of headings in an article
PLAIN_STYLES = ("normal", "default", "standard", "body text", "no spacing")
DEEPEST = 9  # levels of a list


def to_html(blocks: Iterable[Block]) -> str:
    """Empty paragraphs are left out; lists that were interrupted go on counting."""
    counted: dict[tuple[str, int], int] = {}
    kept = [block for block in blocks if not _is_empty(block)]
    notes = [block for block in kept if isinstance(block, Note)]
    body = [block for block in kept if not isinstance(block, Note)]
    return "\n".join([*_blocks(body, counted), *(part for note in notes for part in _note(note))])


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and not (
        block.text.strip() or any(not isinstance(part, Run) for part in block.content)
    )


def _blocks(blocks: Iterable[Block], counted: dict[tuple[str, int], int]) -> Iterator[str]:
    kept = (block for block in blocks if not _is_empty(block))
    for is_item, group in groupby(
        kept, lambda block: isinstance(block, Paragraph) and block.item is not None
    ):
        if is_item:
            items = [each for each in group if isinstance(each, Paragraph)]
            yield "".join(_list(items, counted))
            continue
        for block in group:
            if isinstance(block, Paragraph):
                yield _paragraph(block)
            elif isinstance(block, Table):
                yield _table(block, counted)
            else:
                yield from _note(block)


def _paragraph(paragraph: Paragraph) -> str:
    if paragraph.heading and not any(isinstance(part, Picture) for part in paragraph.content):
        level = min(max(paragraph.heading + 1, HIGHEST), LOWEST)
        return f"<h{level}>{_inline(paragraph.content, bold=False)}</h{level}>"
    return f"<p{_looks(paragraph)}>{_inline(paragraph.content)}</p>"


def _looks(paragraph: Paragraph) -> str:
    sizes = [0.0]
    sizes += [
        part.size for part in paragraph.content if isinstance(part, Run) and part.text.strip()
    ]
    looks = {
        "align": paragraph.align,
        "size": f"{max(sizes):g}" if max(sizes) else "",
        "style": paragraph.style if paragraph.style not in PLAIN_STYLES else "",
    }
    return "".join(f' data-{name}="{html.escape(value)}"' for name, value in looks.items() if value)


def _list(items: list[Paragraph], counted: dict[tuple[str, int], int]) -> Iterator[str]:
    """One level after another: an item of a deeper level stands in the item before it."""
    open_: list[Item] = []
    for paragraph in items:
        item = paragraph.item
        assert item
        depth = min(item.level, len(open_), DEEPEST)
        while len(open_) > depth + 1:
            yield "</li>" + _end(open_.pop())
        if len(open_) == depth + 1:
            if (open_[-1].list, open_[-1].kind) == (item.list, item.kind):
                yield "</li>"
            else:
                yield "</li>" + _end(open_.pop())
        if len(open_) == depth:
            open_.append(item)
            yield _start(item, counted.get((item.list, item.level), item.start - 1) + 1)
        place = (item.list, item.level)
        counted[place] = counted.get(place, item.start - 1) + 1
        for deeper in [key for key in counted if key[0] == item.list and key[1] > item.level]:
            del counted[deeper]
        yield f"<li>{_inline(paragraph.content)}"
    while open_:
        yield "</li>" + _end(open_.pop())


def _start(item: Item, number: int) -> str:
    if not item.kind:
        return "<ul>"
    kind = f' type="{item.kind}"' if item.kind != "1" else ""
    return f'<ol start="{number}"{kind}>' if number != 1 else f"<ol{kind}>"


def _end(item: Item) -> str:
    return "</ol>" if item.kind else "</ul>"


def _table(table: Table, counted: dict[tuple[str, int], int]) -> str:
    parts = ["<table>"]
    for row in table.rows:
        parts.append("<tr>")
        for cell in row:
            name = "th" if cell.heading else "td"
            spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            parts.append(
                f"<{name}{spans}>{''.join(_blocks(_plain(cell.blocks), counted))}</{name}>"
            )
        parts.append("</tr>")
    return "".join([*parts, "</table>"])


def _plain(blocks: Iterable[Block]) -> Iterator[Block]:
    """A cell has no headings: they are paragraphs in bold."""
    for block in blocks:
        if isinstance(block, Paragraph) and block.heading:
            content = (
                replace(part, bold=True) if isinstance(part, Run) else part
                for part in block.content
            )
            yield replace(block, heading=0, content=tuple(content))
        else:
            yield block


def _note(note: Note) -> Iterator[str]:
    inside = "".join(_blocks(note.blocks, {}))
    yield f'<aside data-note="{note.number}">{inside}</aside>'


def _inline(content: Iterable[Inline], bold: bool = True) -> str:
    """Runs that look alike are one; spaces at the edges of bold and italic text stand outside."""
    parts: list[str] = []
    for link, linked in groupby(content, lambda part: part.link if isinstance(part, Run) else ""):
        inside = []
        for looks, group in groupby(linked, lambda part: _looks_of(part, bold)):
            if looks is None:
                inside += [_other(part) for part in group]
            else:
                text = "".join(part.text for part in group if isinstance(part, Run))
                inside.append(_marked(text, looks))
        joined = "".join(inside)
        parts.append(f'<a href="{html.escape(link)}">{joined}</a>' if link else joined)
    return "".join(parts).strip()


def _looks_of(part: Inline, bold: bool) -> tuple[str, ...] | None:
    if not isinstance(part, Run):
        return None
    known = [(part.bold and bold, "strong"), (part.italic, "em"), (bool(part.script), part.script)]
    return tuple(name for is_so, name in known if is_so)


def _marked(text: str, looks: tuple[str, ...]) -> str:
    bare = text.strip()
    if not looks or not bare:
        return _escaped(text)
    before, after = text[: text.index(bare)], text[text.index(bare) + len(bare) :]
    opened = "".join(f"<{name}>" for name in looks)
    closed = "".join(f"</{name}>" for name in reversed(looks))
    return f"{_escaped(before)}{opened}{_escaped(bare)}{closed}{_escaped(after)}"


def _escaped(text: str) -> str:
    return html.escape(re.sub(" {2,}", " ", text), quote=False).replace("\n", "<br>")


def _other(part: Inline) -> str:
    if isinstance(part, NoteMark):
        return f'<sup data-note="{part.number}"></sup>'
    if isinstance(part, Picture):
        return f'<img src="{html.escape(part.key)}" alt="">'
    return ""
