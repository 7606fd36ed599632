"""What a reader took from a file becomes an article: its head is told from its body by its looks.

No style is relied on: most files of offices have none. Every value says where it stood and how sure
that is; whatever is left out of the body is kept for the report.
"""

from __future__ import annotations

import re

from .document import FoundArticle, Hints, Removed, SourceDocument
from .found_blocks import Page, inside_of, look, made, parsed
from .found_head import take_lead, take_title
from .found_lines import take_bylines, take_last_lines
from .found_lists import demote_headings, make_headings, make_lists
from .found_office import take_office
from .found_photos import place_photos

END_MARK = re.compile(r"(?:\.?/\.|\./\.?)\s*$")
LOOKS = ("data-align", "data-size", "data-style")


def find(document: SourceDocument) -> FoundArticle:
    """What `document.hints` knows already is not looked for, only left out of the body."""
    page = Page(parsed(document.html), document.hints, list(document.removed), list(document.notes))
    _open_frames(page)
    take_office(page)
    take_title(page)
    demote_headings(page)
    take_bylines(page)
    take_lead(page)
    take_bylines(page)
    take_last_lines(page)
    place_photos(page)
    make_lists(page)
    make_headings(page)
    text = "\n".join(look(block).text for block in page.texts())
    _clean(page)
    return FoundArticle(
        hints=page.hints,
        html="\n".join(map(str, page.blocks())),
        removed=tuple(page.removed),
        notes=tuple(page.notes),
        end_mark=bool(END_MARK.search(text)),
        typed_title=page.typed_title,
    )


def find_in_part(html: str) -> tuple[str, tuple[Removed, ...]]:
    """A part of a document has no head to be told: its blocks, and what was left out of them."""
    page = Page(parsed(html), Hints())
    _open_frames(page)
    make_lists(page)
    _clean(page)
    return "\n".join(map(str, page.blocks())), tuple(page.removed)


def _open_frames(page: Page) -> None:
    """A table of one cell is a frame around paragraphs."""
    for table in page.soup.find_all("table"):
        cells = table.find_all(["td", "th"]) if table.parent is page.soup else []
        if len(cells) == 1 and not table.find("img"):
            inside = inside_of(cells[0])
            blocks = made(
                inside if re.match(r"<(?:p|h\d|ul|ol|table)\b", inside) else f"<p>{inside}</p>"
            )
            if blocks:
                table.insert_before(*blocks)
            table.decompose()


def _clean(page: Page) -> None:
    for tag in page.soup.find_all(True):
        for name in LOOKS:
            if tag.has_attr(name):
                del tag[name]
    for block in page.blocks():
        if block.name == "p" and not block.get_text().strip() and not block.find(["img", "sup"]):
            block.decompose()
