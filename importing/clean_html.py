"""Any HTML (a portal's, Word's, Google Docs', LibreOffice's) becomes the structure that it shows.

nh3 parses as browsers do: what was never closed is closed, and code and comments are gone. Then one
walk makes blocks of it: bare text becomes paragraphs, two line breaks part two of them, wrappers
vanish, bold and italic that styles say become tags. Looks that have no place are counted.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bs4.element import NavigableString, Tag

from importing.document import Removed, letters
from importing.footnotes import name_footnotes
from importing.html_frames import figure_blocks, is_photo_frame, played_images, table_blocks
from importing.html_inline import (
    BLANKS,
    BLOCKS,
    EMPHASIS,
    STRONG,
    Walk,
    bare,
    inline,
    looks_of,
    note_looks,
    own_marks,
    remove,
    says,
    text_in,
    text_of_node,
)
from importing.page_tree import parse, visible
from plugins.shared.messages import gettext
from plugins.vietnamese.text import nfc

BREAKS = re.compile(r"(?:\s*<br>\s*){2,}")
EDGE_BREAKS = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")


@dataclass
class Cleaned:
    """What a page shows as plain structure, and what was left out; letters_in: of all that it
    shows."""

    html: str
    letters_in: int
    removed: tuple[Removed, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def clean(html: str) -> Cleaned:
    """Raises ValueError as `parse` does."""
    return clean_tag(parse(html))


def clean_tag(root: Tag) -> Cleaned:
    """The same of a part of a page that `parse` gave; it may be changed."""
    walk = Walk()
    for tag in root.find_all(["meta", "title"]):
        tag.decompose()
    for tag in root.find_all(_is_hidden):
        if not tag.decomposed:
            remove(tag, gettext("phần ẩn của trang"), walk)
    total = letters(visible(root)) + sum(letters(each.text) for each in walk.removed)
    walk.removed += name_footnotes(root)
    _join_pieces(root)
    blocks = _blocks(root, walk, ())
    return Cleaned(
        "\n".join(blocks), total, tuple(walk.removed), dict(walk.dropped), tuple(walk.notes)
    )


def _join_pieces(root: Tag) -> None:
    """Word and editors in browsers part a bold phrase anywhere, even at its spaces."""
    for tag in root.find_all([*STRONG, *EMPHASIS]):
        while tag.parent and isinstance(following := tag.next_sibling, Tag):
            if (following.name, following.attrs) != (tag.name, tag.attrs):
                break
            for child in list(following.children):
                tag.append(child.extract())
            following.extract()


def _is_hidden(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").lower()
    return tag.has_attr("hidden") or "display:none" in style or "mso-hide:all" in style


def _blocks(tag: Tag, walk: Walk, marks: tuple[str, ...]) -> list[str]:
    """marks: tags around all text here."""
    found: list[str] = []
    run: list[str] = []
    looks = looks_of(tag)

    def flush() -> None:
        found.extend(f"<p{looks}>{text}</p>" for text in _paragraphs("".join(run), marks))
        run.clear()

    for child in tag.children:
        if isinstance(child, NavigableString):
            run.append(text_of_node(child, walk))
        elif isinstance(child, Tag) and _holds_block(child):
            flush()
            found += _block(child, walk, marks)
        elif isinstance(child, Tag):
            run.append(inline(child, walk))
    flush()
    return found


def _block(tag: Tag, walk: Walk, marks: tuple[str, ...]) -> list[str]:
    note_looks(tag, walk)
    name = tag.name
    if name in ("ul", "ol"):
        return _list(tag, walk, marks)
    if name == "table":
        return table_blocks(tag, walk, marks, _blocks)
    if name == "hr":
        return ["<hr>"]
    if name == "pre":
        return [f"<pre>{entities.escape(nfc(tag.get_text()), quote=False)}</pre>"]
    if name in ("video", "audio"):
        return played_images(tag)
    if name == "figure" or (name == "div" and is_photo_frame(tag)):
        return figure_blocks(tag, walk, _blocks)
    if re.fullmatch("h[1-6]", name):
        return _heading(tag, walk)
    if name == "blockquote":
        inside = _blocks(tag, walk, marks)
        return [f"<blockquote>{''.join(inside)}</blockquote>"] if inside else []
    if name == "dl":
        return _definitions(tag, walk)
    if name == "aside" and tag.has_attr("data-note"):
        inside = _blocks(tag, walk, ())
        return [f'<aside data-note="{tag["data-note"]}">{"".join(inside)}</aside>']
    return _blocks(tag, walk, (*marks, *own_marks(tag, marks)))


def _paragraphs(run: str, marks: tuple[str, ...]) -> Iterator[str]:
    for part in BREAKS.split(run):
        text = _tidy(part)
        if not says(text):
            continue
        opening = "".join(f"<{mark}>" for mark in marks)
        closing = "".join(f"</{mark}>" for mark in reversed(marks))
        yield f"{opening}{text}{closing}" if text_in(text) else text


def _tidy(html: str) -> str:
    return EDGE_BREAKS.sub("", re.sub(r" *<br> *", "<br>", BLANKS.sub(" ", html)))


def _list(tag: Tag, walk: Walk, marks: tuple[str, ...]) -> list[str]:
    items: list[str] = []
    for child in tag.children:
        if not isinstance(child, Tag):
            if text := text_of_node(child, walk).strip():
                items.append(text)
        elif child.name == "li":
            if (item := _item(child, walk, marks)) is not None:
                items.append(item)
        else:  # Word and Google Docs put the inner list beside its item, not into it
            inside = "".join(_blocks_of(child, walk, marks))
            if inside and items:
                items[-1] += inside
            elif inside:
                items.append(inside)
    attributes = ""
    if tag.name == "ol":
        start, kind = str(tag.get("start") or ""), str(tag.get("type") or "")
        attributes += (
            f' start="{int(start)}"'
            if start.isascii() and start.isdecimal() and start != "1"
            else ""
        )
        attributes += f' type="{kind}"' if kind in ("a", "A", "i", "I") else ""
    inside = "".join(f"<li>{item}</li>" for item in items)
    return [f"<{tag.name}{attributes}>{inside}</{tag.name}>"] if items else []


def _blocks_of(child: Tag, walk: Walk, marks: tuple[str, ...]) -> list[str]:
    return _block(child, walk, marks) if _holds_block(child) else [inline(child, walk)]


def _item(tag: Tag, walk: Walk, marks: tuple[str, ...]) -> str | None:
    note_looks(tag, walk)
    blocks = _blocks(tag, walk, marks)
    has_paragraphs = any(isinstance(child, Tag) and child.name == "p" for child in tag.children)
    if not has_paragraphs and blocks and blocks[0].startswith("<p"):
        blocks[0] = bare(blocks[0])
    return "".join(blocks) or None


def _definitions(tag: Tag, walk: Walk) -> list[str]:
    parts = []
    for child in tag.find_all(["dt", "dd"]):
        if isinstance(child, Tag) and child.find_parent("dl") is tag:
            has_paragraphs = child.find("p", recursive=False) is not None
            blocks = _blocks(child, walk, ())
            if not has_paragraphs and len(blocks) == 1:
                blocks = [bare(blocks[0])]
            parts.append(f"<{child.name}>{''.join(blocks)}</{child.name}>")
    return [f"<dl>{''.join(parts)}</dl>"] if parts else []


def _heading(tag: Tag, walk: Walk) -> list[str]:
    blocks = _blocks(tag, walk, ())
    pictures = [block for block in blocks if not text_in(block)]
    said = [bare(block) for block in blocks if text_in(block)]
    text = " ".join(said).replace("<br>", " ")
    return [*([f"<{tag.name}>{text}</{tag.name}>"] if text else []), *pictures]


def _holds_block(tag: Tag) -> bool:
    return tag.name in BLOCKS or tag.find(list(BLOCKS)) is not None
