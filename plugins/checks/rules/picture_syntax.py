"""A photo whose signs stand apart shows as its own signs; bare words below it are no caption."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

# `! [alt](path)` and `![alt] (path)`: one space too many. A photo has not more words than that,
# and each `![` would be followed to the end of a long line.
APART = re.compile(
    r"!(?P<first>[ \t]*+)\[(?P<alt>[^\]\n]{0,1000}+)\]"
    r"(?P<second>[ \t]*)\((?P<rest>[^)\n]{1,1000}+)\)"
)
FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|mp4|webm|mp3|ogg|m4a)\b", re.IGNORECASE)
# A line that is one photo, and a line of plain words right below it.
PHOTO_AND_WORDS = re.compile(
    r"^[ ]{0,3}!\[[^\]\n]*\]\([^)\n]*\)[ \t]*\n(?P<line>[^\n]+)$", re.MULTILINE
)
# What may stand below a photo: another photo, an italic caption, markup of its own.
NOT_WORDS = re.compile(r"[ \t]*(?:$|!\[|\*|_|<|\||[-+>#`~:]|\d+[.)]\s)")
LABELLED = re.compile(r"[ \t]*(?:Ảnh|Nguồn ảnh|Bảng|Video|Âm thanh)\s*(?:\d+\s*)?:", re.IGNORECASE)


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Photos whose signs do not belong together."""
    if "!" not in article.prose:
        return
    for match in APART.finditer(article.prose):
        if (match["first"] or match["second"]) and FILE.search(match["rest"]):
            yield article.at(
                match.start(),
                gettext("ảnh viết rời nên không hiện: có dấu cách thừa trong “![…](…)”."),
                gettext("viết liền: ![{alt}]({path})", alt=match["alt"], path=match["rest"]),
            )
    for match in PHOTO_AND_WORDS.finditer(article.prose):
        line = match["line"].strip()
        if NOT_WORDS.match(match["line"]) or LABELLED.match(match["line"]):
            continue
        yield article.at(
            match.start("line"),
            gettext("dòng {line} ngay dưới ảnh chưa thành chú thích.", line=quoted(line)),
            gettext(
                "là chú thích thì viết giữa hai dấu sao: *{line}*; không phải thì thêm một dòng "
                "trống ở trên.",
                line=line,
            ),
            "warning",
        )
