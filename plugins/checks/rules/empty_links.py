"""A link that leads nowhere, or that shows no word to press, helps no reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.frontmatter.samples import LINK_TEXTS
from plugins.markup.references import Reference
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem

_, PAGE = LINK_TEXTS
PICTURE = re.compile(r"!\[|<img\b", re.I)


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Links without an address, or without words."""
    for item in article.references:
        text = " ".join(item.text.split())
        if not item.target.strip():
            if item.kind == "link":
                yield article.at(
                    item.start,
                    gettext("liên kết “{text}” chưa có địa chỉ.", text=text),
                    gettext(
                        "ghi địa chỉ vào giữa hai ngoặc: [{text}](địa-chỉ), hoặc chỉ để lại chữ: "
                        "{text}",
                        text=text or gettext("chữ"),
                    ),
                )
            else:
                yield article.at(
                    item.start,
                    gettext("ảnh “{text}” chưa có đường dẫn tới tệp.", text=text),
                    gettext(
                        "ghi tên tệp vào giữa hai ngoặc: ![{text}](anh/<năm>/ten-tep.jpg)",
                        text=text,
                    ),
                )
        elif item.kind == "link" and not text and not _holds_picture(article, item):
            yield article.at(
                item.start,
                gettext("liên kết tới “{target}” không có chữ nào để bấm.", target=item.target),
                gettext("ghi nó dẫn tới đâu: [{page}]({target})", page=PAGE, target=item.target),
            )


def _holds_picture(article: ParsedArticle, item: Reference) -> bool:
    """HTML's text is kept without its tags, so a picture is looked for in the article."""
    end = article.prose.lower().find("</a>", item.start)
    return PICTURE.search(article.prose, item.start, max(end, item.start)) is not None
