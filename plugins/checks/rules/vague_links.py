"""A link's words say where it leads, also to a reader who hears only the links of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.frontmatter.samples import LINK_TEXTS
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem

PAGE, _ = LINK_TEXTS
# In lower case, without punctuation.
VAGUE = frozenset(
    {
        "tại đây", "ở đây", "đây", "vào đây", "này", "tại link này", "link này", "đường link này",
        "link", "đường link", "đường dẫn", "đường dẫn này", "liên kết", "liên kết này", "url",
        "xem", "xem thêm", "xem tiếp", "xem tại đây", "xem ở đây", "xem thêm tại đây",
        "chi tiết", "xem chi tiết", "xem chi tiết tại đây", "chi tiết tại đây", "thêm",
        "đọc", "đọc thêm", "đọc tiếp", "đọc tại đây", "đọc thêm tại đây", "tìm hiểu thêm",
        "bấm đây", "bấm vào đây", "bấm tại đây", "ấn vào đây", "nhấn đây", "nhấn vào đây",
        "nhấp vào đây", "kích vào đây", "click", "click here", "click vào đây", "click đây",
        "here", "more", "read more", "tải", "tải về", "tải xuống", "tải tại đây",
        "tải về tại đây", "download", "trang này", "web này", "website này",
    }
)  # fmt: skip
EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Links whose words say nothing of where they lead."""
    for item in article.references:
        if item.kind != "link" or not item.target or len(item.text) > 40:
            continue
        words = EDGES.sub("", " ".join(item.text.lower().split()))
        if words in VAGUE:
            yield article.at(
                item.start,
                gettext(
                    "chữ của liên kết “{words}” không nói dẫn tới đâu.", words=item.text.strip()
                ),
                gettext(
                    "ghi tên trang hoặc tên bài: [{page}]({target})", page=PAGE, target=item.target
                ),
                "warning",
            )
