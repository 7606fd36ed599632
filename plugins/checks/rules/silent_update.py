"""A date of change without a word about what changed leaves the reader guessing."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.frontmatter.schema import Head
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.vietnamese.dates import show_short


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Dates of change without a word about the change."""
    head = article.head
    if head is None or head.modified is None or not head.section or _is_told(head):
        return
    day = show_short(head.modified)
    yield article.problem(
        article.field_line("modified"),
        1,
        gettext("bài cập nhật ngày {day} mà không nói đã sửa gì.", day=day),
        gettext(
            "sửa điều sai thì thêm dòng: Đính chính: {day} | điều đã viết sai | điều đúng\n"
            "chỉ sửa lỗi gõ, thêm ý nhỏ thì thêm dòng: Sửa nhỏ: có",
            day=day,
        ),
        "warning",
    )


def _is_told(head: Head) -> bool:
    """By a correction of that day or a later one, or by the answer that came that day."""
    if head.minor or head.modified is None:
        return True
    day = head.modified.date()
    answered = head.question.answered_on if head.question else None
    told = [correction.day for correction in head.corrections] + ([answered] if answered else [])
    return any(moment.date() >= day for moment in told)
