"""A paragraph indented as in Word stays a paragraph: Markdown takes four spaces for code."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.checks.quoting import quoted
from plugins.problems import Problem


def check(article: Article) -> Iterator[Problem]:
    for block in article.blocks:
        if block.kind == "code":
            line = block.lines[0]
            yield article.at(
                line.offset,
                f"{quoted(line.text)} thụt vào bằng phím Tab hay 4 dấu cách nên thành khối mã.",
                "xóa khoảng trắng ở đầu dòng này và các dòng sau của đoạn.",
            )
