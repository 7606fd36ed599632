"""A page shows the title and the lead from the head: the text does not begin with them again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.text_edits import FIX, TextEdit, without_lines
from plugins.frontmatter.keys import known_key
from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.blocks import Line
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted
from plugins.vietnamese.text import fold, tone_key

WORD = re.compile(r"[^\W_]+")
# What may stand above it: the date and the buttons of an old portal.
FIRST_LINES = 8
# A title that Word or a portal broke.
PIECES = 3
# How much longer a line may be by marks: `## **…**`.
MARKS = 14
PICTURE = "!["


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Texts that begin with the title or the lead again."""
    if found := _title_again(article):
        first, _ = found
        yield article.at(
            first.offset,
            gettext("dòng {text} là tiêu đề của bài viết lại lần nữa.", text=quoted(first.text)),
            gettext("chạy: {fix}, hoặc xóa dòng này: trang tự hiện tiêu đề ở đầu bài.", fix=FIX),
            "warning",
        )
    if lead := _again(article, "summary"):
        yield article.at(
            lead[0].offset,
            gettext("đoạn {text} là phần tóm tắt viết lại lần nữa.", text=quoted(lead[0].text)),
            gettext("xóa đoạn này: trang tự hiện tóm tắt ở đầu bài, bằng chữ đậm."),
            "warning",
        )


def text_edits(article: ParsedArticle) -> list[TextEdit]:
    """Without the title's line."""
    found = _title_again(article)
    return without_lines(article.body, [found] if found else [])


def _title_again(article: ParsedArticle) -> tuple[Line, Line] | None:
    return _again(article, "title")


def _again(article: ParsedArticle, key: str) -> tuple[Line, Line] | None:
    """The first and last line that repeat the value of `key`, word for word."""
    value = _value(article, key)
    left = FIRST_LINES
    for block in article.blocks if value else ():
        # What stands below a photo is its caption.
        is_text = block.kind in ("text", "heading") and PICTURE not in block.lines[0].text
        for start, first in enumerate(block.lines[:left] if is_text else ()):
            for line in block.lines[start : start + PIECES]:
                end = line.offset + len(line.text)
                longer = end - first.offset - len(value)
                if longer > MARKS:
                    break
                if longer >= -MARKS and _are_same(article.body[first.offset : end], value):
                    is_underlined = block.kind == "heading" and len(block.lines) > 1
                    return first, block.lines[-1] if is_underlined else line
        left -= len(block.lines)
        if left <= 0:
            return None
    return None


def _value(article: ParsedArticle, key: str) -> str:
    fields = article.fields
    values = (field.value for field in fields if known_key(field.key) == key)
    return next((value for value in values if isinstance(value, str)), "")


def _are_same(piece: str, value: str) -> bool:
    first, wanted = WORD.search(piece), WORD.search(value)
    # Most lines begin otherwise, and this is ten times as quick.
    if not first or not wanted or fold(first[0][0]) != fold(wanted[0][0]):
        return False
    return _words(piece) == _words(value)


def _words(text: str) -> str:
    """Equal for two that differ in marks, case and where the tone stands only."""
    return " ".join(WORD.findall(tone_key(text)))
