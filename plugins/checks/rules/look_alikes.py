"""A word with another language's letter in place of Đ is named: searches would miss it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.text_edits import (
    FIX,
    TextEdit,
    by_line,
    in_passages,
    legacy_passages,
    look_alikes,
)
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.vietnamese.look_alikes import LETTER


def check(article: ParsedArticle) -> Iterator[Problem]:
    """One problem a line."""
    if not article.text:
        return
    edits = list(look_alikes(article.unmended))
    if not edits:
        return
    passages = list(legacy_passages(article.unmended, article.fields))
    kept = (edit for edit in edits if not in_passages(edit, passages))
    for line, column, found in by_line(article.unmended, kept):
        read, meant = _shown(found, "before"), _shown(found, "after")
        sentence = gettext(
            "{read} viết bằng chữ “{letters}” của tiếng khác, chỉ trông như “Đ”.",
            read=read,
            letters=_letters(found),
        )
        remedy = gettext("gõ lại: {meant}; hoặc chạy: {fix}", meant=meant, fix=FIX)
        yield article.problem(line, column, sentence, remedy, "warning")


def _shown(edits: list[TextEdit], side: str) -> str:
    words = list(dict.fromkeys(getattr(edit, side) for edit in edits))
    return ", ".join(f"“{word}”" for word in words)


def _letters(edits: list[TextEdit]) -> str:
    return "".join(dict.fromkeys("".join(LETTER.findall("".join(s.before for s in edits)))))
