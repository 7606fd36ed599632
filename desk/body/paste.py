"""What Word, a browser or a mail program puts on the clipboard becomes our Markdown, by the
importer's converter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup

from desk.article.body_text import lines_of, read_pieces
from desk.article.pieces import Piece
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from importing import page_tree
from importing.article import DATA, level_headings
from importing.document import Removed, SourceDocument
from importing.found import find_in_part
from importing.portal_pages import office_page
from importing.to_markdown import to_markdown
from importing.word_html import MARKERS, with_styles
from plugins.frontmatter.parsed import parse_text
from plugins.shared.messages import gettext

HEAD = "---\n---\n"
SHOWN = 60  # letters of a text that was left out


@dataclass(frozen=True)
class Picture:
    """type: `image/png`; data: base64."""

    type: str
    data: str


@dataclass(frozen=True)
class Pasted:
    """markdown: without a blank line at its ends; pieces: the same with its tables and raw HTML
    apart, as the page shows them. dropped: sentences for the editor."""

    markdown: str
    pieces: tuple[Piece, ...]
    dropped: tuple[str, ...]
    pictures: tuple[Picture, ...]


def paste(html: str) -> Pasted:
    """Raises DeskError (413) for a page too long or too deep."""
    try:
        document = office_page("", "", page_tree.parse(with_styles(html)))
    except (ValueError, RecursionError):
        raise DeskError(413, WORDS.body.too_much, WORDS.body.too_much_remedy) from None
    content, removed = find_in_part(document.html)
    soup = BeautifulSoup(content, "html.parser", multi_valued_attributes=None)
    level_headings(soup)
    pictures, lost = _take_pictures(soup)
    markdown = to_markdown(str(soup)).strip("\n")
    told = tuple(_sentences(document, (*document.removed, *removed), lost))
    return Pasted(markdown, _pieces(markdown), told, pictures)


def _pieces(markdown: str) -> tuple[Piece, ...]:
    text = f"{markdown}\n"
    return read_pieces(parse_text(HEAD + text), lines_of(text))


def _take_pictures(soup: BeautifulSoup) -> tuple[tuple[Picture, ...], int]:
    """Those that came along, and how many lie elsewhere: Word names files of its own machine, and
    what a page of the web shows is not fetched."""
    pictures: list[Picture] = []
    lost = 0
    for tag in soup.find_all("img"):
        source = str(tag.get("src") or "")
        if embedded := DATA.match(source):
            data = re.sub(r"\s", "", source[embedded.end() :])
            pictures.append(Picture(embedded[1] or "image/png", data))
        else:
            lost += 1
        tag.decompose()
    return tuple(pictures), lost


def _sentences(document: SourceDocument, removed: tuple[Removed, ...], lost: int) -> Iterator[str]:
    if document.dropped:
        counted = [
            WORDS.body.dropped_count.format(what=gettext(what), n=n)
            for what, n in document.dropped.items()
        ]
        yield WORDS.body.dropped.format(what=", ".join(counted))
    for what in dict.fromkeys(each.what for each in removed if each.what != MARKERS):
        said = " … ".join(each.text for each in removed if each.what == what)
        cut = said if len(said) <= SHOWN else f"{said[:SHOWN].rstrip()}…"
        yield WORDS.body.dropped_text.format(what=gettext(what), said=cut)
    if lost:
        yield WORDS.body.pictures_lost.format(n=lost)
    yield from map(gettext, document.notes)
