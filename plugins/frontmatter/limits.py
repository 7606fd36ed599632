"""An article that no reader could use and no machine could render in time is refused at its line.

The longest of 3,000 real articles has 10 kB. What is counted here takes Python-Markdown a time that
grows with the square of its number, or a frame of Python's stack for each level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem

MOST_BYTES = 200_000
MOST_LEVELS = 12
MOST_ELEMENTS_DEEP = 60
LONGER = gettext_noop("tách bài thành nhiều bài.")


class Limit(NamedTuple):
    """most: matches of `pattern` in an article, each of which has `sign` in it."""

    most: int
    sign: str
    pattern: re.Pattern[str]
    what: str
    remedy: str = LONGER


LIMITS = (
    Limit(10_000, "\n", re.compile(r"\n"), gettext_noop("dòng")),
    Limit(5_000, "\n\n", re.compile(r"\n\n"), gettext_noop("đoạn")),
    Limit(
        5_000,
        "<",
        re.compile(r"<"),
        gettext_noop("dấu < (thẻ HTML)"),
        gettext_noop("dán lại nội dung dưới dạng chữ thường."),
    ),
    Limit(
        200,
        "<",
        re.compile(r"<[a-z/!?](?=[^<>]*(?:<|\Z))", re.I),
        gettext_noop("thẻ HTML thiếu dấu >"),
        gettext_noop("thêm dấu > vào cuối thẻ, hoặc viết &lt; thay cho dấu <."),
    ),
    Limit(
        200,
        "<",
        re.compile(r"<[!?]"),
        gettext_noop("chú thích HTML <!-- -->"),
        gettext_noop("xóa các chú thích <!-- … -->."),
    ),
    Limit(3_000, "[", re.compile(r"\["), gettext_noop("dấu [ (ảnh, liên kết)")),
    Limit(3_000, "\\", re.compile(r"\\"), gettext_noop("dấu \\")),
    Limit(3_000, "`", re.compile(r"`"), gettext_noop("dấu `")),
    Limit(500, "[^", re.compile(r"\[\^"), gettext_noop("chú thích cuối bài [^1]")),
    Limit(1_000, "#", re.compile(r"^#", re.M), gettext_noop("tiêu đề mục (dòng bắt đầu bằng #)")),
    Limit(
        100, "*[", re.compile(r"^\*\[", re.M), gettext_noop("dòng giải thích chữ viết tắt *[…]: …")
    ),
    Limit(300, "```", re.compile(r"^```", re.M), gettext_noop("dòng ```")),
    Limit(300, "~~~", re.compile(r"^~~~", re.M), gettext_noop("dòng ~~~")),
    Limit(
        50,
        "markdown",
        re.compile(r"<[^<>]*\bmarkdown\b"),
        gettext_noop("thẻ HTML có thuộc tính markdown"),
    ),
)
# A list in a list, a quotation in a quotation, or spaces that would make one.
DEEP = re.compile(
    rf"^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d+\.(?=[ \t]))){{{MOST_LEVELS + 1}}}(?![-*_ \t]*$)"
    rf"|^[ \t]{{{4 * MOST_LEVELS},}}(?:[-*+]|\d+\.)[ \t]",
    re.M,
)
# One text of a page: what links and emphasis may reach across.
TEXT_END = re.compile(r"\n(?=[ \t]*(?:$|[-*+|>]|\d+\.))", re.M)
MOST_BRACKETS_OF_TEXT = 500
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*?(/?)>", re.I)
# Elements without an end, or whose end may be left out.
ENDLESS = {"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"}
ENDLESS |= {
    "p",
    "li",
    "dt",
    "dd",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "tfoot",
    "colgroup",
    "option",
}


def too_big(data: bytes, path: str) -> Problem | None:
    """A problem for more than MOST_BYTES, else None."""
    if len(data) <= MOST_BYTES:
        return None
    sentence = gettext(
        "tệp dài {size} kB; một bài chỉ được tới {most} kB.",
        size=len(data) // 1000,
        most=MOST_BYTES // 1000,
    )
    return Problem(path, 1, 1, "error", sentence, gettext(LONGER))


def beyond_limits(text: str, path: str) -> list[Problem]:
    """What there is too much of in `text`, each where it becomes too much."""
    return [
        Problem(
            path,
            text.count("\n", 0, offset) + 1,
            offset - text.rfind("\n", 0, offset),
            "error",
            sentence,
            remedy,
        )
        for offset, sentence, remedy in _found(text)
    ]


def _found(text: str) -> Iterator[tuple[int, str, str]]:
    """Offset, sentence, remedy."""
    for limit in LIMITS:
        if text.count(limit.sign) > limit.most:
            for number, match in enumerate(limit.pattern.finditer(text)):
                if number == limit.most:
                    sentence = gettext(
                        "từ đây bài có hơn {most} {what}, máy không dựng nổi.",
                        most=limit.most,
                        what=gettext(limit.what),
                    )
                    yield match.start(), sentence, gettext(limit.remedy)
                    break
    if deep := DEEP.search(text):
        sentence = gettext("danh sách hay trích dẫn lồng nhau quá {most} mức.", most=MOST_LEVELS)
        yield deep.start(), sentence, gettext("bỏ bớt các mức lồng nhau.")
    if text.count("[") > MOST_BRACKETS_OF_TEXT:
        yield from _crowded(text)
    if text.count("<") > MOST_ELEMENTS_DEEP:
        yield from _deep_html(text)


def _crowded(text: str) -> Iterator[tuple[int, str, str]]:
    start = 0
    for end in [*(match.end() for match in TEXT_END.finditer(text)), len(text)]:
        if text.count("[", start, end) > MOST_BRACKETS_OF_TEXT:
            sentence = gettext(
                "đoạn này có hơn {most} dấu [, máy không dựng nổi.",
                most=MOST_BRACKETS_OF_TEXT,
            )
            first = start + len(text[start:end]) - len(text[start:end].lstrip())
            yield first, sentence, gettext("tách thành nhiều đoạn, cách nhau một dòng trống.")
            return
        start = end


def _deep_html(text: str) -> Iterator[tuple[int, str, str]]:
    depth = 0
    for tag in TAG.finditer(text):
        if tag[3] or tag[2].lower() in ENDLESS:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MOST_ELEMENTS_DEEP:
            sentence = gettext(
                "thẻ HTML lồng nhau quá {most} mức, hoặc thiếu thẻ đóng.",
                most=MOST_ELEMENTS_DEEP,
            )
            yield tag.start(), sentence, gettext("dán lại nội dung dưới dạng chữ thường.")
            return
