"""A hashtag at a line's start stays a hashtag: Markdown takes `#BachThong` for a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

# Also behind the mark of a list item or a quotation.
HASH = re.compile(r"(?:[ ]{0,3}(?:[*+-]|\d+\.|>)[ \t]+)?(?P<marks>#{1,6})(?P<text>[^#\s\\].*)")


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Hashtags that would become headings."""
    if "#" not in article.body:
        return
    for block in article.blocks:
        if block.kind not in ("heading", "bullets", "numbers"):
            continue
        for line in block.lines:
            found = HASH.match(line.text)
            if found is None:
                continue
            offset, word = line.offset + found.start("marks"), found["text"].split()[0]
            if found["marks"] == "#":
                yield article.at(
                    offset,
                    gettext("{found} thành đề mục lớn nhất của trang.", found=quoted(found[0])),
                    gettext(
                        "hashtag thì viết: \\#{word}; đề mục thì thay “#” bằng “## ”.", word=word
                    ),
                )
            else:
                yield article.at(
                    offset,
                    gettext(
                        "{found} thành đề mục, dù sau dấu # không có dấu cách.",
                        found=quoted(found[0]),
                    ),
                    gettext("thêm một dấu cách: {marks} {word}", marks=found["marks"], word=word),
                    "warning",
                )
