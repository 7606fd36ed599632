"""A question that is marked as answered has its answer in the article."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.explaining import syllables
from plugins.frontmatter.kinds import QUESTION_STATES
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem

# `Không. Địa chỉ được cập nhật tự động.` is an answer; `Xem văn bản kèm theo.` is none.
ENOUGH = 8


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Questions marked as answered whose article holds no answer."""
    head = article.head
    if head is None or head.question is None or head.is_draft:
        return
    answered = head.question.state == "da-tra-loi" and article.prose.strip()
    if answered and syllables(article) < ENOUGH:
        yield article.problem(
            article.body_line,
            1,
            gettext(
                "câu hỏi ghi “{state}” mà thân bài chưa có câu trả lời.",
                state=QUESTION_STATES["da-tra-loi"],
            ),
            gettext(
                "viết câu trả lời vào thân bài, hoặc ghi: Tình trạng: {state}",
                state=QUESTION_STATES["dang-xu-ly"],
            ),
        )
