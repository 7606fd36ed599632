"""A passage pasted from a file with old fonts would be published as gibberish: it is refused."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.text_edits import FIX, LegacyEdit, legacy_passages
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext, gettext_noop, ngettext
from plugins.shared.problems import Problem

NAMES = {
    "tcvn3": gettext_noop("TCVN3 (phông .VnTime)"),
    "vni": gettext_noop("VNI (phông VNI-Times)"),
}
SHOWN = 60
# A whole article in an old font is told once.
SINGLY = 3


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Passages in the codes of old fonts."""
    if not article.text:
        return
    text = article.unmended
    found = list(legacy_passages(text, article.fields))
    if len(found) > SINGLY:
        last = text.count("\n", 0, found[-1].offset) + 1
        yield _problem(article, text, found[0], len(found) - 1, last)
        return
    for edit in found:
        yield _problem(article, text, edit)


def _problem(
    article: ParsedArticle, text: str, edit: LegacyEdit, more: int = 0, last: int = 0
) -> Problem:
    """more: passages behind this one, until the line `last`."""
    line = text.count("\n", 0, edit.offset) + 1
    column = edit.offset - text.rfind("\n", 0, edit.offset)
    read, meant = _short(edit.before), _short(edit.after)
    font = gettext(NAMES[edit.encoding])
    sentence = gettext(
        "“{read}” là chữ {font}, đọc ra là “{meant}”.", read=read, font=font, meant=meant
    )
    if more:
        sentence = ngettext(
            "“{read}” là chữ {font}, đọc ra là “{meant}”; còn {count} đoạn nữa đến dòng {last}.",
            more,
            read=read,
            font=font,
            meant=meant,
            last=last,
        )
    remedy = gettext(
        "chạy: {fix}, hoặc chuyển mã sang Unicode bằng UniKey (Ctrl+Shift+F6) rồi dán lại.", fix=FIX
    )
    return article.problem(line, column, sentence, remedy)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " …"
