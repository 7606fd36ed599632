"""A headline that only repeats a rumour spreads it to all who read no further."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.frontmatter.kinds import VERDICTS
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.vietnamese.text import tone_key

WORD = re.compile(r"[^\W_]+")
# Fewer words in common say nothing.
ENOUGH = 5


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Titles that repeat a false claim and do not say that it is false."""
    head = article.head
    if head is None or head.claim is None or head.claim.verdict == "dung":
        return
    title, claim = _words(head.title), _words(head.claim.text)
    verdict = VERDICTS[head.claim.verdict]
    same = f" {claim} " in f" {title} " or f" {title} " in f" {claim} "
    long = min(len(title.split()), len(claim.split())) >= ENOUGH
    if same and long and not f"{title} ".startswith(f"{verdict} "):
        yield article.problem(
            article.field_line("title"),
            1,
            gettext("tiêu đề nhắc lại tin đồn mà không nói kết luận: ai chỉ đọc tiêu đề sẽ tin."),
            gettext(
                "đặt kết luận lên trước: Tiêu đề: {verdict}: {title}",
                verdict=verdict.capitalize(),
                title=head.title,
            ),
            "warning",
        )


def _words(text: str) -> str:
    return " ".join(WORD.findall(tone_key(text)))
