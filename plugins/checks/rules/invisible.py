"""Characters that nobody sees, but that searches, screen readers and line breaks stumble over."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.checks.spots import (
    FIX,
    INVISIBLE,
    by_line,
    in_passages,
    invisible_characters,
    legacy_passages,
)
from plugins.problems import Problem

NAMES = {
    "\u00ad": "dấu gạch nối mềm",
    "\u200b": "dấu cách rộng 0",
    "\ufeff": "dấu BOM",
}
AROUND = 40
WORDS = 2
LONGEST = 40


def check(article: Article) -> Iterator[Problem]:
    """One problem a line. The soft hyphen is a letter in text of old fonts."""
    if article.raw is None or article.is_plain:
        return
    text = article.text
    spots = list(invisible_characters(text))
    if not spots:
        return
    passages = list(legacy_passages(text, article.raw))
    kept = (spot for spot in spots if not in_passages(spot, passages))
    for line, column, found in by_line(text, kept):
        char, offset = found[0].before, found[0].offset
        name = f"{NAMES.get(char, 'ký tự điều khiển chữ')} (U+{ord(char):04X})"
        others = f" và {len(found) - 1} ký tự khác" if len(found) > 1 else ""
        near = _near(text, offset)
        sentence = f"có ký tự không nhìn thấy gần “{near}”: {name}{others}."
        remedy = f"chạy: {FIX}, hoặc xóa rồi gõ lại chỗ này."
        yield article.problem(line, column, sentence, remedy, "warning")


def _near(text: str, offset: int) -> str:
    """The words on both sides, without what cannot be seen."""
    before = text[text.rfind("\n", 0, offset) + 1 : offset].split(" ")
    after = text[offset : offset + AROUND].partition("\n")[0].split(" ")
    part = " ".join(before[-WORDS:]) + " ".join(after[:WORDS])
    return INVISIBLE.sub("", part)[-LONGEST:].strip()
