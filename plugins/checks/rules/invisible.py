"""Characters that nobody sees, but that searches, screen readers and line breaks stumble over."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.checks.spots import (
    FIX,
    INVISIBLE,
    by_line,
    in_passages,
    invisible_characters,
    legacy_passages,
    turns,
)
from plugins.problems import Problem

NAMES = {
    "\u00ad": "dấu gạch nối mềm",
    "\u200b": "dấu cách rộng 0",
    "\ufeff": "dấu BOM",
}
ENTITY = re.compile(r"&(?:#\w{1,9}|[A-Za-z]\w{1,30});?")
AROUND = 40
WORDS = 2
LONGEST = 40


def check(article: Article) -> Iterator[Problem]:
    if article.raw is None:
        return
    if "&" in article.body:
        yield from _written_as_entities(article)
    if not article.is_plain:
        yield from _typed(article)


def _written_as_entities(article: Article) -> Iterator[Problem]:
    """Nobody types `&rlm;` unawares: what turns the order of letters is there to deceive."""
    for found in ENTITY.finditer(article.prose):
        char = html.unescape(found.group())
        if len(char) == 1 and unicodedata.category(char) == "Cf":
            yield article.at(
                found.start(),
                f"mã “{found.group()}” là ký tự không nhìn thấy: {_named(char)}.",
                f"xóa “{found.group()}”.",
                "error" if turns(char) else "warning",
            )


def _typed(article: Article) -> Iterator[Problem]:
    """One problem a line. The soft hyphen is a letter in text of old fonts."""
    assert article.raw is not None
    text = article.text
    spots = list(invisible_characters(text))
    if not spots:
        return
    passages = list(legacy_passages(text, article.raw))
    kept = (spot for spot in spots if not in_passages(spot, passages))
    for line, column, found in by_line(text, kept):
        char, offset = found[0].before, found[0].offset
        name = _named(char)
        others = f" và {len(found) - 1} ký tự khác" if len(found) > 1 else ""
        near = _near(text, offset)
        sentence = f"có ký tự không nhìn thấy gần “{near}”: {name}{others}."
        remedy = f"chạy: {FIX}, hoặc xóa rồi gõ lại chỗ này."
        yield article.problem(line, column, sentence, remedy, "warning")


def _named(char: str) -> str:
    return f"{NAMES.get(char, 'ký tự điều khiển chữ')} (U+{ord(char):04X})"


def _near(text: str, offset: int) -> str:
    """The words on both sides, without what cannot be seen."""
    before = text[text.rfind("\n", 0, offset) + 1 : offset].split(" ")
    after = text[offset : offset + AROUND].partition("\n")[0].split(" ")
    part = " ".join(before[-WORDS:]) + " ".join(after[:WORDS])
    return INVISIBLE.sub("", part)[-LONGEST:].strip()
