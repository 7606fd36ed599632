"""Words that stood in for the text until it was written are not published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.checks.quoting import quoted
from plugins.frontmatter.keys import known_key
from plugins.frontmatter.samples import SAMPLES
from plugins.problems import Problem

# Whole lines that the new article's file and the guide's model carry.
OWN = {"Viết nội dung bài ở đây.", "Một đoạn mở đầu (sapo)."}
WORDS = re.compile(
    r"\b[Ll]orem [Ii]psum\b"
    r"|(?<![\w#/.-])(?:TODO|FIXME|TBD)(?![\w/-])"
    r"|(?<![\w.-])X{4,}(?![\w.-])"  # XXX is thirty: kỳ họp thứ XXX
)
FILL_IN = "viết nội dung thật của bài vào dòng này."
# One of these is in each of the above: most articles need no closer look.
SIGNS = ("TODO", "FIXME", "TBD", "XXXX", "orem ")
# No link, picture or footnote.
BLANK = re.compile(
    r"\[(?:(?:[Tt]ên|[Cc]hèn|[Đđ]iền)\s[^\]\n]{1,60}|(?:[Ảả]nh|[Hh]ình)(?:\s+\d{1,2})?)\](?![(\[:])"
)
OWN_LINE = re.compile(rf"^[ \t]*({'|'.join(map(re.escape, sorted(OWN)))})[ \t]*$", re.M)


def check(article: Article) -> Iterator[Problem]:
    if article.head is not None and article.head.status == "draft":
        return
    if article.head is not None and article.head.summary in OWN:
        line = article.key_line("summary", "tóm tắt", "tom tat", "sapo", "description")
        sentence = f"{quoted(article.head.summary)} là chữ của bài mẫu."
        yield article.problem(line, 1, sentence, "viết tóm tắt của bài, hoặc xóa dòng này.")
    yield from _own_values(article)
    yield from _own_lines(article)
    found = [*BLANK.finditer(article.prose)]
    if any(sign in article.prose for sign in SIGNS):
        found += WORDS.finditer(article.prose)
    for place in found:
        sentence = f"{quoted(place[0])} có vẻ là chỗ còn để trống."
        yield article.at(place.start(), sentence, "điền cho đủ, hoặc xóa đi.", "warning")


def _own_values(article: Article) -> Iterator[Problem]:
    for field in article.raw.fields if article.raw and article.head else ():
        own = SAMPLES.get(known_key(field.key))
        if own and own in field.typed:
            line = field.value_line
            yield article.problem(line, 1, f"{quoted(own)} là chữ của bài mẫu.", FILL_IN)


def _own_lines(article: Article) -> Iterator[Problem]:
    if not any(own in article.prose for own in OWN):
        return
    for own in OWN_LINE.finditer(article.prose):
        sentence = f"{quoted(own[1])} là chữ của bài mẫu."
        yield article.at(own.start(1), sentence, "thay bằng nội dung của bài, hoặc xóa dòng này.")
