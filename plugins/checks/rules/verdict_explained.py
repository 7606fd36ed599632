"""A verdict without its reasons asks to be believed, as the rumour did."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.explaining import syllables
from plugins.frontmatter.kinds import VERDICTS
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem

# Two sentences: what the sources say, and what follows from it.
ENOUGH = 40


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Verdicts without reasons in the text."""
    head = article.head
    if head is None or head.claim is None or head.is_draft or not article.prose.strip():
        return
    count = syllables(article)
    if count < ENOUGH:
        sentence = gettext(
            "kết luận “{verdict}” chưa được giải thích: thân bài có {count} tiếng, không "
            "kể đề mục và ảnh.",
            verdict=VERDICTS[head.claim.verdict],
            count=count,
        )
        remedy = gettext(
            "viết căn cứ nói gì và vì sao kết luận như vậy, ít nhất {enough} tiếng.", enough=ENOUGH
        )
        yield article.problem(article.body_line, 1, sentence, remedy)
