"""A word typed with separate marks is found and compared like any other: it is named and mended."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.text_edits import FIX, letters_apart
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext, ngettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted
from plugins.vietnamese.text import nfc


def check(article: ParsedArticle) -> Iterator[Problem]:
    """One problem a file: such a text seldom comes as a single letter."""
    if not article.text:
        return
    edits = list(letters_apart(article.typed))
    if not edits:
        return
    offset = edits[0].offset
    line = article.typed.count("\n", 0, offset) + 1
    column = offset - article.typed.rfind("\n", 0, offset)
    last = article.typed.count("\n", 0, edits[-1].offset) + 1
    word = quoted(nfc(_word_at(article.typed, offset)))
    many = ngettext("{count} chữ", len(edits))
    if last > line:
        sentence = gettext(
            "chữ gõ bằng Unicode tổ hợp, dấu rời khỏi chữ: {word} ({many}, dòng {line}–{last}).",
            word=word,
            many=many,
            line=line,
            last=last,
        )
    else:
        sentence = gettext(
            "chữ gõ bằng Unicode tổ hợp, dấu rời khỏi chữ: {word} ({many}).", word=word, many=many
        )
    remedy = gettext(
        "chạy: {fix}; lần sau chọn bảng mã “Unicode” (dựng sẵn) trong UniKey.", fix=FIX
    )
    yield article.problem(line, column, sentence, remedy, "warning")


def _word_at(text: str, offset: int) -> str:
    start = end = offset
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end].strip("“”\"'(),.;:!?*_")
