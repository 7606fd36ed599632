"""A body as pieces, whose raws joined are the body byte for byte."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import msgspec

from desk.article.media_text import read_caption, read_file, read_photos, with_caption
from desk.article.pieces import Kind, Piece
from desk.article.table_text import read_table, read_table_caption
from plugins.frontmatter.limits import beyond_limits
from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.blocks import BLANK, Line, without_html

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
LINE_END = re.compile(r"\r\n|\r|\n")


class Run(NamedTuple):
    """Rows of the body, from 0, the last one not among them. piece: without its raw."""

    first: int
    end: int
    piece: Piece


def lines_of(text: str) -> list[str]:
    """With their line ends; joined they are `text`."""
    return LINE.findall(text)


def read_pieces(article: ParsedArticle, lines: Sequence[str]) -> tuple[Piece, ...]:
    """lines: of the body, as they stand in the file. A body without a word is one empty text."""
    body = article.body.split("\n")
    too_much = beyond_limits(article.text, article.path)
    objects = [] if too_much else [*_html(article, body), *_objects(article, body)]
    runs = sorted(objects, key=lambda run: run.first)
    text = Piece("text", "")
    starts: list[tuple[int, Piece]] = []
    before = 0
    for run in [*runs, Run(len(body), len(body), text)]:
        row = _next_row(body, before)
        starts += [(row, text)] if row < run.first else []
        starts += [(run.first, run.piece)] if run.first < len(body) else []
        before = run.end
    firsts = [0, *(row for row, _ in starts[1:])]
    pieces = [piece for _, piece in starts] or [text]
    ends = [*firsts[1:], len(lines)]
    return tuple(
        _with_raw(piece, "".join(lines[first:end]))
        for piece, first, end in zip(pieces, firsts, ends, strict=True)
    )


def _with_raw(piece: Piece, raw: str) -> Piece:
    text = LINE_END.sub("\n", around(raw)[1]) if piece.kind == "text" else ""
    return msgspec.structs.replace(piece, raw=raw, text=text)


def around(raw: str) -> tuple[str, str, str]:
    """Blank lines above, what is said, line end and blank lines below."""
    lines = lines_of(raw)
    said = [row for row, line in enumerate(lines) if line.strip(" \t\r\n")]
    if not said:
        return raw, "", ""
    above, below = "".join(lines[: said[0]]), "".join(lines[said[-1] + 1 :])
    text = "".join(lines[said[0] : said[-1] + 1])
    words = text.rstrip("\r\n")
    return above, words, text[len(words) :] + below


def _html(article: ParsedArticle, body: Sequence[str]) -> Iterator[Run]:
    """Blocks of raw HTML; those that only blank lines part are one."""
    if "<" not in article.prose:
        return
    masked = without_html(article.prose).split("\n")
    prose = article.prose.split("\n")
    rows = [row for row, line in enumerate(prose) if line != masked[row]]
    firsts = [
        row
        for before, row in pairwise([-1, *rows])
        if before < 0 or not all(map(BLANK.match, body[before + 1 : row]))
    ]
    for first, following in pairwise([*firsts, len(body)]):
        last = max(row for row in rows if row < following)
        yield Run(first, last + 1, Piece("html", ""))


class Paragraph(NamedTuple):
    """A paragraph, or the rows of a table, that begins at the margin; rows as of Run."""

    first: int
    end: int
    lines: tuple[Line, ...]
    text: str
    is_table: bool


def _objects(article: ParsedArticle, body: Sequence[str]) -> Iterator[Run]:
    """Photos, files and tables, each in a paragraph of its own, with their captions."""
    paragraphs = list(_paragraphs(article, body))
    by_first = {each.first: each for each in paragraphs}
    by_end = {each.end: each for each in paragraphs}
    for each in paragraphs:
        if each.is_table:
            above = by_end.get(_row_after_last(body, each.first))
            run = _table(each, above)
        else:
            below = by_first.get(_next_row(body, each.end))
            run = _media(each, below)
        if run:
            yield run


def _paragraphs(article: ParsedArticle, body: Sequence[str]) -> Iterator[Paragraph]:
    starts = list(accumulate((len(line) + 1 for line in body), initial=0))
    for kind, lines in article.blocks:
        row = bisect.bisect_right(starts, lines[0].offset) - 1
        rows = starts[row : row + len(lines)]
        if kind not in ("text", "table") or [line.offset for line in lines] != rows:
            continue
        text = "\n".join(line.text for line in lines)
        if kind == "table" or text == "\n".join(line.prose for line in lines):
            end = row + len(lines)
            yield Paragraph(row, end, lines, text.strip(), kind == "table")


def _media(here: Paragraph, below: Paragraph | None) -> Run | None:
    """below: the next paragraph, which may be their caption."""
    if read := read_photos(here.text):
        photos, caption = read
        end = here.end
        said = read_caption(below.text) if below and not (caption or below.is_table) else None
        if below and said and (both := with_caption(photos, said)):
            photos, caption = both
            end = below.end
        kind: Kind = "gallery" if len(photos) > 1 else "photo"
        return Run(here.first, end, Piece(kind, "", photos=photos, caption=caption))
    if file := read_file(here.text):
        path, name = file
        return Run(here.first, here.end, Piece("file", "", path=path, name=name))
    return None


def _table(here: Paragraph, above: Paragraph | None) -> Run | None:
    """above: the paragraph before, which may be its caption."""
    read = read_table(here.lines)
    if not read:
        return None
    rows, align = read
    said = read_table_caption(above.text) if above and not above.is_table else None
    first = above.first if above and said else here.first
    return Run(first, here.end, Piece("table", "", rows=rows, align=align, caption=said or ""))


def _next_row(body: Sequence[str], row: int) -> int:
    return next((at for at in range(row, len(body)) if not BLANK.match(body[at])), len(body))


def _row_after_last(body: Sequence[str], row: int) -> int:
    return next((at + 1 for at in range(row - 1, -1, -1) if not BLANK.match(body[at])), 0)
