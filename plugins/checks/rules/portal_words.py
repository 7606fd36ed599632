"""Buttons and counters that were copied along from an old portal are no text of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.text_edits import FIX, TextEdit, without_lines
from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.blocks import Block, Line
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

# Nobody writes these as a line of an article.
BUTTONS = (
    r"(?:tăng|giảm|xem|thay đổi|đổi|phóng to|thu nhỏ)\s+cỡ\s+chữ|cỡ\s+chữ(?:\s*:)?"
    r"|(?:số\s+)?lượt\s+(?:xem|đọc|truy cập)(?:\s*:)?(?:\s*\d[\d.,]*)?"
    r"|in\s+(?:trang|bài|ấn)(?:\s+(?:này|viết|viết\s+này))?"
    r"|gửi\s+(?:e-?mail|mail|bài(?:\s+viết)?|cho\s+bạn\s+bè)"
    r"|(?:về|lên)\s+đầu\s+trang|publishingportal\s+-\s+block_\w+"
)
# These may be a heading of an editor's own, above links that are wanted.
OTHERS = (
    r"chia\s+sẻ(?:\s+bài\s+viết)?|quay\s+lại|trở\s+(?:lại|về)|(?:đọc|xem)\s+(?:thêm|tiếp)"
    r"|(?:các\s+)?(?:tin|bài)(?:\s+(?:tức|viết|đăng))?\s+"
    r"(?:khác|liên\s+quan|mới\s+hơn|cũ\s+hơn|cùng\s+chuyên\s+mục|đã\s+đưa)"
    r"|bình\s+luận|facebook|zalo|twitter|email|print|share|tweet|in"
)
SURE = re.compile(rf"(?<!\w)(?:{BUTTONS})(?!\w)", re.IGNORECASE)
ANY = re.compile(rf"(?<!\w)(?:{BUTTONS}|{OTHERS})(?!\w)", re.IGNORECASE)
# `A- A A+` beside the words about the size of letters.
LETTER = re.compile(r"(?<!\w)A(?!\w)")
SEPARATORS = re.compile(r"[\s|•·,;/»«<>.…+−–*_-]*")
LONGEST = 120
LINKS = re.compile(r"\]\(|<a\b|https?:")


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Words of an old portal's buttons and counters."""
    for line, is_sure in _found(article):
        mend = (
            gettext("chạy: {fix}, hoặc xóa dòng này. Trang này tự có các nút ấy.", fix=FIX)
            if is_sure
            else gettext("xóa dòng này. Trang này tự có các nút ấy.")
        )
        yield article.at(
            line.offset,
            gettext(
                "dòng {text} là nút bấm, ô đếm của trang cũ được chép theo vào bài.",
                text=quoted(line.text),
            ),
            mend,
            "warning",
        )


def text_edits(article: ParsedArticle) -> list[TextEdit]:
    """What is surely a portal's, where an article is left without it."""
    sure = [(line, line) for line, is_sure in _found(article) if is_sure]
    return without_lines(article.body, sure)


def _found(article: ParsedArticle) -> Iterator[tuple[Line, bool]]:
    """(line, whether it is surely none of the article's)."""
    blocks = article.blocks
    for place, block in enumerate(blocks):
        if block.kind != "text":
            continue
        found = [line for line in block.lines if _is_portal_line(line)]
        alone = len(found) == len(block.lines) and not _has_links(blocks[place + 1 : place + 2])
        for line in found:
            if is_sure := SURE.search(line.prose) is not None:
                yield line, is_sure
            elif alone:
                yield line, False


def _is_portal_line(line: Line) -> bool:
    text = line.prose
    rest = ANY.sub("", text) if len(text) < LONGEST else text
    if rest == text:
        return False
    if SURE.search(text):
        rest = LETTER.sub("", rest)
    return SEPARATORS.fullmatch(rest) is not None


def _has_links(blocks: tuple[Block, ...]) -> bool:
    return any(LINKS.search(line.text) for block in blocks for line in block.lines)
