"""Words that stood in for the text until it was written are not published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.frontmatter.keys import known_key
from plugins.frontmatter.parsed import ParsedArticle
from plugins.frontmatter.samples import LINES, REFERENCES, sample_in
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

WORDS = re.compile(
    r"\b[Ll]orem [Ii]psum\b"
    r"|(?<![\w#/.-])(?:TODO|FIXME|TBD)(?![\w/-])"
    r"|(?<![\w.-])X{4,}(?![\w.-])"  # XXX is thirty: kỳ họp thứ XXX
)
FILL_IN = gettext_noop("viết nội dung thật của bài vào dòng này.")
# Heads that do without them are right.
OPTIONAL = {
    "summary": gettext_noop("viết tóm tắt của bài, hoặc xóa dòng này."),
    "authors": gettext_noop("viết tên tác giả của bài, hoặc xóa dòng này."),
}
# One of these is in each of the above: most articles need no closer look.
SIGNS = ("TODO", "FIXME", "TBD", "XXXX", "orem ")
# No link, picture or footnote.
BLANK = re.compile(
    r"\[(?:(?:[Tt]ên|[Cc]hèn|[Đđ]iền)\s[^\]\n]{1,60}|(?:[Ảả]nh|[Hh]ình)(?:\s+\d{1,2})?)\](?![(\[:])"
)
OWN_LINE = re.compile(rf"^[ \t]*({'|'.join(map(re.escape, sorted(LINES)))})[ \t]*$", re.M)


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Sample words that nobody replaced."""
    if article.head is not None and article.head.is_draft:
        return
    yield from _own_values(article)
    yield from _own_lines(article)
    yield from _own_references(article)
    found = [*BLANK.finditer(article.prose)]
    if any(sign in article.prose for sign in SIGNS):
        found += WORDS.finditer(article.prose)
    for place in found:
        sentence = gettext("{place} có vẻ là chỗ còn để trống.", place=quoted(place[0]))
        yield article.at(place.start(), sentence, gettext("điền cho đủ, hoặc xóa đi."), "warning")


def _own_values(article: ParsedArticle) -> Iterator[Problem]:
    for field in article.fields if article.head else ():
        key = known_key(field.key)
        values = (field.value,) if isinstance(field.value, str) else field.value
        for number, value in enumerate(values):
            if own := sample_in(key, value):
                line = field.item_lines[number] if field.item_lines else field.value_line
                yield article.problem(line, 1, _sentence(own), gettext(OPTIONAL.get(key, FILL_IN)))


def _own_references(article: ParsedArticle) -> Iterator[Problem]:
    for item in article.references:
        if item.text.strip() in REFERENCES:
            remedy = (
                gettext("trong ngoặc vuông, ghi điều nhìn thấy trong ảnh.")
                if item.kind == "picture"
                else gettext("trong ngoặc vuông, ghi nơi liên kết dẫn tới.")
            )
            yield article.at(item.start, _sentence(item.text), remedy)


def _own_lines(article: ParsedArticle) -> Iterator[Problem]:
    if not any(own in article.prose for own in LINES):
        return
    for own in OWN_LINE.finditer(article.prose):
        remedy = gettext("thay bằng nội dung của bài, hoặc xóa dòng này.")
        yield article.at(own.start(1), _sentence(own[1]), remedy)


def _sentence(own: str) -> str:
    return gettext("{words} là chữ của bài mẫu.", words=quoted(own))
