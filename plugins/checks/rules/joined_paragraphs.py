"""Paragraphs pasted from Word stay paragraphs: one line break between them makes a single one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plugins.captions.caption import LABELS
from plugins.checks.text_edits import FIX, TextEdit
from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.blocks import Block, Line
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

# Who breaks lines by hand breaks them before this.
WIDEST = 120
# Verses, addresses, signatures and the lines of a form are shorter.
LONG = 60
# With the closing marks of what is bold, quoted or in brackets.
ENDS = re.compile(r"[.…!?:][*_”\"’')\]]*\s*\Z")
# `2023. Năm qua` would be a list behind a blank line.
BEGINS = re.compile(r"[*_“\"‘'(\[]*(?!\d+\.\s)(?:[^\W\d_]|\d)")
# Of a line that is broken on purpose.
HARD_BREAK = re.compile(r"(?:  +|\\|<br\s*/?>\s*)\Z", re.IGNORECASE)
ITALIC = re.compile(r"\s*([*_])(?![*_]).*\1\s*\Z")
CREDIT = re.compile(r"\s*\(?(?:Nguồn ảnh|Ảnh|Nguồn|Photos?|Credit|Source)\s*\d*\s*:", re.IGNORECASE)


def check(article: ParsedArticle) -> Iterator[Problem]:
    """One problem a block."""
    for found in _joined(article):
        first = found[0].line
        mend = (
            gettext("chạy: {fix}, hoặc thêm một dòng trống giữa hai đoạn.", fix=FIX)
            if any(start.is_sure for start in found)
            else gettext("thêm một dòng trống giữa hai đoạn.")
        )
        yield article.at(
            first.offset,
            gettext(
                "{count} đoạn dính thành một: trước dòng {text} không có dòng trống.",
                count=len(found) + 1,
                text=quoted(first.text),
            ),
            mend,
            "warning",
        )


def text_edits(article: ParsedArticle) -> list[TextEdit]:
    """Empty lines between those that surely are two."""
    starts = (start for found in _joined(article) for start in found)
    return [
        TextEdit(start.line.offset, _indent(start.line.text), "\n")
        for start in starts
        if start.is_sure
    ]


def _indent(text: str) -> str:
    """Behind a blank line it would make code of a paragraph."""
    return text[: len(text) - len(text.lstrip(" \t"))]


class Start(NamedTuple):
    """The first line of a paragraph; is_sure: whether the one above ends like a paragraph."""

    line: Line
    is_sure: bool


def _joined(article: ParsedArticle) -> Iterator[list[Start]]:
    """Of each block the lines that begin a paragraph of their own, the first one left out."""
    texts = [block for block in article.blocks if block.kind == "text" and len(block.lines) > 1]
    is_wrapped = any(_is_wrapped(block) for block in texts)
    for block in texts:
        widest = max(len(line.text) for line in block.lines)
        is_indented = any(line.text.startswith("\t") for line in block.lines)
        is_narrow = widest <= WIDEST and not is_indented
        if is_narrow and (is_wrapped or not _are_all_paragraphs(block.lines)):
            continue
        pairs = zip(block.lines, block.lines[1:], strict=False)
        found = [
            Start(below, ENDS.search(above.text) is not None)
            for above, below in pairs
            if _part(article, above, below)
        ]
        if found:
            yield found


def _is_wrapped(block: Block) -> bool:
    """Whether somebody broke its lines by hand: they are short and end amid a sentence."""
    lines = block.lines[:-1]
    return any(LONG <= len(line.text) <= WIDEST and not ENDS.search(line.text) for line in lines)


def _are_all_paragraphs(lines: Sequence[Line]) -> bool:
    return all(ENDS.search(line.text) for line in lines[:-1]) and all(map(_begins, lines))


def _part(article: ParsedArticle, above: Line, below: Line) -> bool:
    """Whether one paragraph ends with `above`, and another begins with `below`."""
    if HARD_BREAK.search(above.text) or not _begins(below):
        return False
    if any(map(_is_caption, (above, below))):
        return False
    if below.offset > 0 and article.body[below.offset - 1] != "\n":
        return False  # in a quotation
    if not ENDS.search(above.text):  # a heading, a date, words below a photo
        return len(below.text) > WIDEST
    return "\t" in _indent(below.text) or min(len(above.text), len(below.text)) >= LONG


def _begins(line: Line) -> bool:
    """With a capital or a number."""
    found = BEGINS.match(line.prose.lstrip())
    return found is not None and not found[0][-1].islower()


def _is_caption(line: Line) -> bool:
    text = line.text.lstrip("*_ ")
    labelled = any(label.match(text) for label in LABELS.values())
    return labelled or bool(ITALIC.match(line.text) or CREDIT.match(text)) or "![" in text
