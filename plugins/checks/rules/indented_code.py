"""A paragraph indented as in Word stays a paragraph: Markdown takes four spaces for code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.rules.list_signs import begins_item
from plugins.checks.text_edits import FIX, TextEdit
from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.blocks import INDENT, Block
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

# Moved out, it would be a heading, a quotation, a table, a list from its middle.
READ_OTHERWISE = re.compile(r"[#>|=]|\d{2,}\.\s")
# Nobody writes a program so.
VIETNAMESE = re.compile("[À-ỹ]")


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Indented paragraphs that would become code."""
    for block in article.blocks:
        if block.kind == "code":
            line = block.lines[0]
            yield article.at(
                line.offset,
                gettext(
                    "{text} thụt vào bằng phím Tab hay 4 dấu cách nên thành khối mã.",
                    text=quoted(line.text),
                ),
                gettext(
                    "chạy: {fix}, hoặc xóa khoảng trắng ở đầu dòng này và các dòng sau của đoạn.",
                    fix=FIX,
                )
                if _is_paragraph(article, block)
                else gettext("xóa khoảng trắng ở đầu dòng này và các dòng sau của đoạn."),
            )


def text_edits(article: ParsedArticle) -> Iterator[TextEdit]:
    """A line with a Tab begins a paragraph, unless it begins an item of a list."""
    for block in article.blocks:
        if block.kind != "code" or not _is_paragraph(article, block):
            continue
        for row, line in enumerate(block.lines):
            indent = _indent(line.text)
            is_first = row == 0 or "\t" not in indent or begins_item(line.text)
            yield TextEdit(line.offset, indent, "" if is_first else "\n")


def _is_paragraph(article: ParsedArticle, block: Block) -> bool:
    """Text whose first line was moved in by a Tab, outside of quotations."""
    first = block.lines[0]
    is_quoted = article.body[: first.offset].rpartition("\n")[2] != ""
    is_text = any(VIETNAMESE.search(line.text) for line in block.lines)
    is_other = any(READ_OTHERWISE.match(line.text.lstrip()) for line in block.lines)
    return "\t" in _indent(first.text) and is_text and not (is_quoted or is_other)


def _indent(text: str) -> str:
    found = INDENT.match(text)
    return found[0] if found else ""
