"""A product keeps its stars: `5*3 = 15*2` would lose them and show what is between in italics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.text_edits import FIX, TextEdit
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

ESCAPED = re.compile(r"\\.|!?\[[^\]\n]*\]\([^)\n]*\)|<[^<>\n]*>|https?://\S+", re.S)
# Of one star alone; two are bold text.
BOLD = re.compile(r"\*{2,}")
MARK = re.compile(r"[^\n]")
# On either side of a star that multiplies.
FACTOR = re.compile(r"[\w)%]\Z")
NEXT_FACTOR = re.compile(r"[\w(]")
DIGIT = re.compile(r"\d")
NO_LETTERS = re.compile(r"(?<![\w_\\])(?P<marks>_{1,3})(?P<between>[^\w\s]+)(?P=marks)(?![\w_])")
AROUND = 15


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Stars and underscores that Markdown would take for emphasis."""
    if "*" not in article.body and "_" not in article.body:
        return
    for first, second in _pairs(article) if "*" in article.body else ():
        above = article.body[max(0, first - AROUND) : first].rpartition("\n")[2]
        near = quoted(above + article.body[first : second + AROUND].partition("\n")[0])
        product = _is_product(article.body, first) and _is_product(article.body, second)
        mend = (
            gettext("chạy: {fix}, hoặc viết \\* thay cho *; phép nhân thì viết ×: 5 × 3.", fix=FIX)
            if product
            else gettext("viết \\* thay cho *; phép nhân thì viết ×: 5 × 3.")
        )
        yield article.at(
            first,
            gettext("hai dấu * gần {near} sẽ mất, chữ ở giữa thành chữ nghiêng.", near=near),
            mend,
            "warning",
        )
    for found in NO_LETTERS.finditer(_masked(article.prose)) if "_" in article.body else ():
        yield article.at(
            found.start(),
            gettext("các dấu gạch dưới của {found} sẽ mất.", found=quoted(found[0])),
            gettext("chỗ để trống thì thay bằng dấu chấm: …/…"),
            "warning",
        )


def text_edits(article: ParsedArticle) -> list[TextEdit]:
    """Where both stars multiply, and one of the numbers is written in digits."""
    if "*" not in article.body:
        return []
    found: list[TextEdit] = []
    for pair in _pairs(article):
        if all(_is_product(article.body, star) for star in pair):
            found += (TextEdit(star, "*", "\\*") for star in pair)
    return found


def _pairs(article: ParsedArticle) -> Iterator[tuple[int, int]]:
    """Offsets of the two stars of an emphasis that begins between letters or digits."""
    text = _masked(article.prose)
    for start, end in _pieces(article):
        for first, second in _emphasised(text, start, end):
            before, after = text[first - 1 : first], text[first + 1]
            if first > start and FACTOR.match(before) and NEXT_FACTOR.match(after):
                yield first, second


def _pieces(article: ParsedArticle) -> Iterator[tuple[int, int]]:
    """What no emphasis leaves: a paragraph, an item of a list, a row of a table."""
    for block in article.blocks:
        if block.kind == "text":
            yield block.lines[0].offset, block.lines[-1].offset + len(block.lines[-1].text)
        elif block.kind != "code":
            yield from ((line.offset, line.offset + len(line.text)) for line in block.lines)


def _emphasised(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """As Markdown pairs single stars: one that may close closes the last that is open."""
    opened: list[int] = []
    star = text.find("*", start, end)
    while star >= 0:
        may_close = star > start and not text[star - 1].isspace()
        may_open = star + 1 < end and not text[star + 1].isspace()
        if may_close and opened:
            yield opened.pop(), star
        elif may_open:
            opened.append(star)
        star = text.find("*", star + 1, end)


def _masked(prose: str) -> str:
    """Without the stars that are no emphasis of one star; positions stay."""
    for pattern in (ESCAPED, BOLD):
        prose = pattern.sub(lambda found: MARK.sub(".", found[0]), prose)
    return prose


def _is_product(body: str, star: int) -> bool:
    before, after = body[star - 1 : star], body[star + 1 : star + 2]
    if not (FACTOR.match(before) and NEXT_FACTOR.match(after)):
        return False
    return bool(DIGIT.search(before + after))
