"""Every way in ends here: HTML of structure (document.py says which) becomes our Markdown.

What is written survives Python-Markdown: lists in lists by four spaces, breaks by two. Where
Markdown would read a sign as its own, the sign is escaped; where it has no way to say a thing that
our pages keep (merged cells, `sub`, lettered lists), HTML says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from importing.escaping import (
    at_line_start,
    escaped,
    in_address,
    picture,
    pipe_table,
    table_caption,
)
from importing.inline import inline, text_of
from importing.tables import is_plain, raw_table, rows_of, sides

INDENT = " " * 4
BLOCKS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "hr", "figure"),
    *("pre", "dl", "aside"),
}
LETTERED = ("a", "A", "i", "I")
FENCE = re.compile("`{3,}")


def to_markdown(html: str) -> str:
    """html: as document.py says."""
    soup = BeautifulSoup(html, "html.parser", multi_valued_attributes=None)
    notes = [aside.extract() for aside in soup.find_all("aside")]
    blocks = [*_blocks(soup)]
    for aside in notes:
        blocks += _note(aside)
    text = "\n\n".join(block for block in blocks if block.strip())
    return f"{text}\n" if text else ""


def _blocks(tag: Tag) -> Iterator[str]:
    """Each block's lines; bare text and inline tags between blocks are a paragraph."""
    run: list[NavigableString | Tag] = []
    previous = ""
    for child in [*tag.children, None]:
        if (isinstance(child, Tag) and child.name in BLOCKS) or child is None:
            if paragraph := _paragraph(run):
                yield paragraph
                previous = "p"
            run = []
        if isinstance(child, Tag) and child.name in BLOCKS:
            made = _block(child)
            if child.name in ("ul", "ol") and previous == child.name and made.strip():
                # Two lists of a kind that touch would be one.
                yield "<!-- -->" if not made.startswith("<") else ""
            if made.strip():
                yield made
                previous = child.name
        elif isinstance(child, NavigableString | Tag):
            run.append(child)


def _block(tag: Tag) -> str:
    name = tag.name
    if name == "p":
        return _paragraph(list(_children(tag)))
    if name[0] == "h" and name != "hr":
        text = _one_line(tag)
        return f"{'#' * int(name[1])} {_closing_hashes(text)}" if text else ""
    if name == "hr":
        return "---"
    if name in ("ul", "ol"):
        return _raw_list(tag) if _is_lettered(tag) else _list(tag)
    if name == "blockquote":
        inside = "\n\n".join(_blocks(tag))
        return "\n".join(f"> {line}" if line.strip() else ">" for line in inside.split("\n"))
    if name == "pre":
        return _listing(tag.get_text())
    if name == "dl":
        return _definitions(tag)
    if name == "table":
        return _table(tag)
    if name == "figure":
        return _figure(tag)
    return "\n\n".join(_blocks(tag))


def _children(tag: Tag) -> Iterator[NavigableString | Tag]:
    for child in tag.children:
        if isinstance(child, NavigableString | Tag):
            yield child


def _paragraph(nodes: list[NavigableString | Tag]) -> str:
    """Its lines; a break is two spaces. A photo among words becomes a paragraph of its own."""
    if not any(_says(node) for node in nodes):
        return ""
    images = [node for node in nodes if _picture_in(node)]
    if images and len(images) == len([node for node in nodes if _says(node)]):
        return "\n".join(_photo(found, "") for node in images for found in _pictures(node))
    return lines_of(inline(nodes))


def lines_of(text: str) -> str:
    """Lines that stay lines in Markdown, none of them read as a mark."""
    lines = [at_line_start(line.strip(" ")) for line in text.strip("\n ").split("\n")]
    return "  \n".join(line or "&nbsp;" for line in lines)


def _says(node: NavigableString | Tag) -> bool:
    if isinstance(node, Tag):
        return (
            bool(node.get_text().strip())
            or node.name == "img"
            or node.find("img") is not None
            or node.has_attr("data-note")
        )
    return bool(str(node).strip())


def _picture_in(node: NavigableString | Tag) -> bool:
    """Whether it is nothing but pictures, perhaps in a link or emphasis."""
    if not isinstance(node, Tag):
        return False
    return node.name == "img" or (bool(node.find("img")) and not node.get_text().strip())


def _pictures(node: NavigableString | Tag) -> list[Tag]:
    if not isinstance(node, Tag):
        return []
    return [node] if node.name == "img" else list(node.find_all("img"))


def _one_line(tag: Tag) -> str:
    return " ".join(inline(list(_children(tag))).replace("\n", " ").split())


def _closing_hashes(text: str) -> str:
    return re.sub(r"(#+)$", lambda found: "\\#" * len(found[1]), text)


# -- lists -------------------------------------------------------------------------------------


def _list(tag: Tag) -> str:
    number = int(str(tag.get("start") or 1))
    made = []
    for item in tag.find_all("li", recursive=False):
        mark = f"{number}. " if tag.name == "ol" else "- "
        lines = _item(item).split("\n")
        first, *rest = lines
        # An item's further blocks stand four spaces in, whatever its mark takes.
        text = "\n".join([mark + first, *(INDENT + line if line.strip() else "" for line in rest)])
        made.append((text.rstrip(" "), _is_loose(item)))
        number += 1
    joined = ""
    for place, (text, loose) in enumerate(made):
        # A blank line makes a paragraph of the item below it, and of the one above.
        above = made[place - 1][0] if place else ""
        gap = "\n\n" if loose or "\n\n" in above else "\n"
        joined += (gap if place else "") + text
    return joined


def _is_loose(item: Tag) -> bool:
    return any(
        isinstance(child, Tag) and child.name in BLOCKS - {"ul", "ol"} for child in item.children
    )


def _item(item: Tag) -> str:
    """The text first, then blocks below it, with a blank line where the item has paragraphs."""
    blocks = [block for block in _blocks(item) if block.strip()]
    if not blocks:
        return "&nbsp;"
    if _begins_block(item):
        blocks.insert(0, "&nbsp;")
    return ("\n\n" if _is_loose(item) else "\n").join(blocks)


def _begins_block(item: Tag) -> bool:
    """A list right after the mark would be read otherwise."""
    first = next((child for child in _children(item) if _says(child)), None)
    return isinstance(first, Tag) and first.name in BLOCKS - {"p"}


def _is_lettered(tag: Tag) -> bool:
    lists = [tag, *tag.find_all("ol")]
    return any(each.name == "ol" and each.get("type") in LETTERED for each in lists)


def _raw_list(tag: Tag) -> str:
    """`a.`, `b.`: Markdown has only numbers, and texts refer to the letters."""
    for each in tag.find_all(["p", "strong", "em"]):
        if each.name == "p":
            each.insert_after(" ")
            each.unwrap()
    return re.sub(
        r"\s*\n\s*",
        "\n",
        str(tag).replace("<li>", "\n<li>").replace("</ol>", "\n</ol>").replace("</ul>", "\n</ul>"),
    )


def _definitions(tag: Tag) -> str:
    blocks: list[str] = []
    for part in tag.find_all(["dt", "dd"], recursive=False):
        if part.name == "dt":
            blocks.append(("\n" if blocks else "") + lines_of(_one_line(part)))
            continue
        loose = part.find("p", recursive=False) is not None
        inside = "\n\n".join(_blocks(part))
        lines = inside.split("\n")
        text = "\n".join(
            [f":   {lines[0]}", *(INDENT + line if line else "" for line in lines[1:])]
        )
        blocks.append(("\n" if loose else "") + text)
    return "\n".join(blocks)


def _listing(code: str) -> str:
    longest = max((len(found) for found in FENCE.findall(code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{code.strip(chr(10))}\n{fence}"


# -- tables and photos -------------------------------------------------------------------------


def _table(tag: Tag) -> str:
    rows = rows_of(tag)
    if not is_plain(rows):
        return raw_table(rows)
    return pipe_table([[_cell_text(cell) for cell in row] for row in rows], sides(rows))


def _cell_text(cell: Tag) -> str:
    return " ".join(inline(list(_children(cell)), cell=True).replace("\n", "<br>").split())


def _figure(tag: Tag) -> str:
    inner = tag.find_all("figure", recursive=False)
    caption = tag.find("figcaption", recursive=False)
    said = " ".join(text_of(caption).split()) if isinstance(caption, Tag) else ""
    table = tag.find("table")
    if isinstance(table, Tag):
        return f"{table_caption(said)}\n\n{_table(table)}" if said else _table(table)
    if inner:
        photos = [line for part in inner for line in _photos(part)]
        return "\n".join([*photos, *([f"*{escaped(said)}*"] if said else [])])
    pictures = tag.find_all("img")
    if len(pictures) > 1:
        photos = [_photo(picture, "") for picture in pictures]
        return "\n".join([*photos, *([f"*{escaped(said)}*"] if said else [])])
    if pictures:
        return _photo(pictures[0], said)
    rest = "\n\n".join(_blocks(tag))
    return rest or (lines_of(escaped(said)) if said else "")


def _photos(figure: Tag) -> list[str]:
    caption = figure.find("figcaption")
    said = " ".join(text_of(caption).split()) if isinstance(caption, Tag) else ""
    return [_photo(picture, said) for picture in figure.find_all("img")]


def _photo(tag: Tag, caption: str) -> str:
    address, alt = str(tag.get("src") or ""), " ".join(str(tag.get("alt") or "").split())
    link = tag.parent if tag.parent is not None and tag.parent.name == "a" else None
    image = picture(address, alt, caption)
    target = str(link.get("href") or "") if link is not None else ""
    return f"[{image}]({in_address(target)})" if target and target != address else image


def _note(aside: Tag) -> list[str]:
    mark = str(aside.get("data-note") or "")
    inside = "\n\n".join(_blocks(aside))
    if not inside:
        return []
    lines = inside.split("\n")
    return [
        "\n".join(
            [f"[^{mark}]: {lines[0]}", *(INDENT + line if line else "" for line in lines[1:])]
        )
    ]
