"""Characters that nobody sees, but that searches, screen readers and line breaks stumble over."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from plugins.checks.text_edits import (
    FIX,
    INVISIBLE,
    by_line,
    in_passages,
    invisible_characters,
    legacy_passages,
    turns,
)
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext, gettext_noop, ngettext
from plugins.shared.problems import Problem

NAMES = {
    "\u00ad": gettext_noop("dấu gạch nối mềm"),
    "\u200b": gettext_noop("dấu cách rộng 0"),
    "\ufeff": gettext_noop("dấu BOM"),
}
OTHER = gettext_noop("ký tự điều khiển chữ")
ENTITY = re.compile(r"&(?:#\w{1,9}|[A-Za-z]\w{1,30});?")
AROUND = 40
WORDS = 2
LONGEST = 40


def check(article: ParsedArticle) -> Iterator[Problem]:
    if not article.text:
        return
    if "&" in article.body:
        yield from _written_as_entities(article)
    if not article.is_plain:
        yield from _typed(article)


def _written_as_entities(article: ParsedArticle) -> Iterator[Problem]:
    """Nobody types `&rlm;` unawares: what turns the order of letters is there to deceive."""
    for found in ENTITY.finditer(article.prose):
        char = html.unescape(found.group())
        if len(char) == 1 and unicodedata.category(char) == "Cf":
            yield article.at(
                found.start(),
                gettext(
                    "mã “{code}” là ký tự không nhìn thấy: {name}.",
                    code=found.group(),
                    name=_named(char),
                ),
                gettext("xóa “{code}”.", code=found.group()),
                "error" if turns(char) else "warning",
            )


def _typed(article: ParsedArticle) -> Iterator[Problem]:
    """One problem a line. The soft hyphen is a letter in text of old fonts."""
    text = article.text
    edits = list(invisible_characters(text))
    if not edits:
        return
    passages = list(legacy_passages(text, article.fields))
    kept = (edit for edit in edits if not in_passages(edit, passages))
    for line, column, found in by_line(text, kept):
        char, offset = found[0].before, found[0].offset
        name = _named(char)
        near = _near(text, offset)
        if len(found) > 1:
            sentence = ngettext(
                "có ký tự không nhìn thấy gần “{near}”: {name} và {count} ký tự khác.",
                len(found) - 1,
                near=near,
                name=name,
            )
        else:
            sentence = gettext(
                "có ký tự không nhìn thấy gần “{near}”: {name}.", near=near, name=name
            )
        remedy = gettext("chạy: {fix}, hoặc xóa rồi gõ lại chỗ này.", fix=FIX)
        yield article.problem(line, column, sentence, remedy, "warning")


def _named(char: str) -> str:
    return f"{gettext(NAMES.get(char, OTHER))} (U+{ord(char):04X})"


def _near(text: str, offset: int) -> str:
    """The words on both sides, without what cannot be seen."""
    before = text[text.rfind("\n", 0, offset) + 1 : offset].split(" ")
    after = text[offset : offset + AROUND].partition("\n")[0].split(" ")
    part = " ".join(before[-WORDS:]) + " ".join(after[:WORDS])
    return INVISIBLE.sub("", part)[-LONGEST:].strip()
