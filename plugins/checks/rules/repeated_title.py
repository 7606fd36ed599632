"""A page shows the title and the lead from the head: the text does not begin with them again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.checks.blocks import Line
from plugins.checks.quoting import quoted
from plugins.checks.spots import FIX, Spot, without_lines
from plugins.frontmatter.keys import known_key
from plugins.problems import Problem
from plugins.vietnamese.text import tone_key

WORD = re.compile(r"[^\W_]+")
# What may stand above it: the date and the buttons of an old portal.
FIRST_LINES = 8
# A title that Word or a portal broke.
PIECES = 3
# How much longer a line may be by marks: `## **…**`.
MARKS = 14
PICTURE = "!["


def check(article: Article) -> Iterator[Problem]:
    if found := _title_again(article):
        first, _ = found
        yield article.at(
            first.offset,
            f"dòng {quoted(first.text)} là tiêu đề của bài viết lại lần nữa.",
            f"chạy: {FIX}, hoặc xóa dòng này: trang tự hiện tiêu đề ở đầu bài.",
            "warning",
        )
    if lead := _again(article, "summary"):
        yield article.at(
            lead[0].offset,
            f"đoạn {quoted(lead[0].text)} là phần tóm tắt viết lại lần nữa.",
            "xóa đoạn này: trang tự hiện tóm tắt ở đầu bài, bằng chữ đậm.",
            "warning",
        )


def spots(article: Article) -> list[Spot]:
    found = _title_again(article)
    return without_lines(article.body, [found] if found else [])


def _title_again(article: Article) -> tuple[Line, Line] | None:
    return _again(article, "title")


def _again(article: Article, key: str) -> tuple[Line, Line] | None:
    """The first and last line that repeat the value of `key`, word for word."""
    value = _value(article, key)
    wanted = _words(value)
    left = FIRST_LINES
    for block in article.blocks if wanted else ():
        if PICTURE in block.lines[0].text and key == "title":
            left -= len(block.lines)  # what stands below it is its caption
            continue
        for start, first in enumerate(block.lines[:left]):
            text = ""
            for line in block.lines[start : start + PIECES]:
                text = f"{text} {line.text}".strip()
                is_near = abs(len(text) - len(value)) <= MARKS
                if is_near and block.kind in ("text", "heading") and _words(text) == wanted:
                    is_underlined = block.kind == "heading" and len(block.lines) > 1
                    return first, block.lines[-1] if is_underlined else line
        left -= len(block.lines)
        if left <= 0:
            return None
    return None


def _value(article: Article, key: str) -> str:
    fields = article.raw.fields if article.raw else ()
    values = (field.value for field in fields if known_key(field.key) == key)
    return next((value for value in values if isinstance(value, str)), "")


def _words(text: str) -> str:
    """Equal for two that differ in marks, case and where the tone stands only."""
    return " ".join(WORD.findall(tone_key(text)))
