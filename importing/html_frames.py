"""Photos with what is said of them, and tables: of facts, or frames that hold a page's parts."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4.element import Tag

from importing.html_inline import Walk, bare, img, note_looks, picture, remove, text_in
from importing.page_tree import style_of
from plugins.shared.messages import gettext

# (tag, walk, marks around all text) → HTML of its blocks.
Blocks = Callable[[Tag, Walk, tuple[str, ...]], list[str]]


def is_photo_frame(tag: Tag) -> bool:
    """Whether it is WordPress's frame of a photo and its caption."""
    return "wp-caption" in str(tag.get("class") or "").split()


def figure_blocks(tag: Tag, walk: Walk, blocks: Blocks) -> list[str]:
    """A photo or several, and what is said of them; a table's; else what it holds."""
    captions = tag.find_all("figcaption") or tag.find_all(class_="wp-caption-text")
    inner = [part for part in tag.find_all("figure") if isinstance(part, Tag)]
    if inner:
        shared = "".join(
            caption_of(part, walk, blocks) for part in captions if part.find_parent("figure") is tag
        )
        for part in captions:
            if part.find_parent("figure") is tag:
                part.decompose()
        figures = "".join("".join(figure_blocks(part, walk, blocks)) for part in inner)
        return [f"<figure>{figures}{shared}</figure>"]
    said = [caption_of(part, walk, blocks) for part in captions if isinstance(part, Tag)]
    for part in captions:
        part.decompose()
    caption = "".join(said)
    table = tag.find("table")
    if isinstance(table, Tag):
        tables = table_blocks(table, walk, (), blocks)
        return [f'<figure class="table">{caption}{"".join(tables)}</figure>']
    played = tag.find(["video", "audio"])
    pictures = played_images(played) if isinstance(played, Tag) else _pictures(tag)
    if not pictures:
        return [*blocks(tag, walk, ()), *([f"<p>{text_in(caption)}</p>"] if caption else [])]
    for part in tag.find_all(["img", "video", "audio"]):
        part.decompose()
    rest = blocks(tag, walk, ())
    return [f"<figure>{''.join(pictures)}{caption}</figure>", *rest]


def caption_of(tag: Tag, walk: Walk, blocks: Blocks) -> str:
    """The figcaption of a label or table caption, "" where it says nothing."""
    for label in tag.find_all(class_="hidden"):
        remove(label, gettext("nhãn ẩn của chú thích"), walk)
    inside = blocks(tag, walk, ())
    text = " ".join(" ".join(text_in(block.replace("<br>", " ")) for block in inside).split())
    return f"<figcaption>{text}</figcaption>" if text else ""


def _pictures(tag: Tag) -> list[str]:
    return [made for part in tag.find_all("img") if (made := picture(part))]


def played_images(tag: Tag) -> list[str]:
    """A video or sound as an image whose address is the file's; [] where it names none."""
    source = tag if tag.get("src") else tag.find("source")
    address = str(source.get("src") or "") if isinstance(source, Tag) else ""
    if not address:
        return []
    return [img(address, str(tag.get("aria-label") or ""))]


def table_blocks(tag: Tag, walk: Walk, marks: tuple[str, ...], blocks: Blocks) -> list[str]:
    """A table of facts as one block, a table of layout as the blocks in its cells."""
    rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
    caption = tag.find("caption")
    said = caption_of(caption, walk, blocks) if isinstance(caption, Tag) else ""
    made: list[list[tuple[Tag, str]]] = []
    for row in rows:
        note_looks(row, walk)
        cells = [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row]
        made.append([(cell, _cell(cell, walk, marks, blocks)) for cell in cells])
    made = [row for row in made if row]
    if not any(inside for row in made for _, inside in row):
        return []
    if _is_layout(tag, made):
        return [
            block for row in made for cell, inside in row if inside for block in _opened(inside)
        ]
    lines = [
        "<tr>"
        + "".join(f"<{cell.name}{_spans(cell)}>{inside}</{cell.name}>" for cell, inside in row)
        + "</tr>"
        for row in made
    ]
    whole = f"<table>{''.join(lines)}</table>"
    return [f'<figure class="table">{said}{whole}</figure>' if said else whole]


def _opened(inside: str) -> list[str]:
    return (
        [inside]
        if inside.startswith("<") and not re.match("<(?:strong|em|img|a|br|su[bp])", inside)
        else [f"<p>{inside}</p>"]
    )


def _cell(cell: Tag, walk: Walk, marks: tuple[str, ...], blocks: Blocks) -> str:
    note_looks(cell, walk)
    inside = blocks(cell, walk, marks)
    if len(inside) == 1 and re.match(r"<p[ >]", inside[0]):
        if looks := re.match(r"<p( [^>]*)>", inside[0]):
            cell["data-looks"] = looks[1]
        return bare(inside[0])
    return "".join(inside)


def _spans(cell: Tag) -> str:
    said = ""
    for name in ("colspan", "rowspan"):
        value = str(cell.get(name) or "")
        if value.isascii() and value.isdecimal() and 1 < int(value) < 1000:
            said += f' {name}="{int(value)}"'
    looks = str(cell.get("data-looks") or "")
    if "data-align" not in looks:
        side = {"right": "right", "centre": "centre"}.get(str(cell.get("class") or ""), "")
        side = side or style_of(cell).get("text-align") or str(cell.get("align") or "").lower()
        said += f' class="{side}"' if side in ("right", "centre") else ""
    return said + looks


def _is_layout(tag: Tag, rows: list[list[tuple[Tag, str]]]) -> bool:
    """A frame that holds a page's parts: one cell, or cells with blocks that no table of facts has.

    A table with a photo stays: whoever looks for captions reads it.
    """
    filled = [inside for row in rows for _, inside in row if inside]
    if any("<img" in inside for inside in filled) and "<table" not in "".join(filled):
        return False
    if len(filled) == 1:
        return True
    return any(re.search(r"<(?:table|h[1-6]|figure|blockquote)\b", inside) for inside in filled)
