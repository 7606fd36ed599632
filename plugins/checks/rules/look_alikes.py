"""A word with another language's letter in place of Đ is named: searches would miss it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.checks.spots import FIX, Spot, by_line, in_passages, legacy_passages, look_alikes
from plugins.problems import Problem
from plugins.vietnamese.look_alikes import LETTER


def check(article: Article) -> Iterator[Problem]:
    """One problem a line."""
    if article.raw is None:
        return
    spots = list(look_alikes(article.unmended))
    if not spots:
        return
    passages = list(legacy_passages(article.unmended, article.raw))
    kept = (spot for spot in spots if not in_passages(spot, passages))
    for line, column, found in by_line(article.unmended, kept):
        read, meant = _shown(found, "before"), _shown(found, "after")
        sentence = f"{read} viết bằng chữ “{_letters(found)}” của tiếng khác, chỉ trông như “Đ”."
        remedy = f"gõ lại: {meant}; hoặc chạy: {FIX}"
        yield article.problem(line, column, sentence, remedy, "warning")


def _shown(spots: list[Spot], side: str) -> str:
    words = list(dict.fromkeys(getattr(spot, side) for spot in spots))
    return ", ".join(f"“{word}”" for word in words)


def _letters(spots: list[Spot]) -> str:
    return "".join(dict.fromkeys("".join(LETTER.findall("".join(s.before for s in spots)))))
