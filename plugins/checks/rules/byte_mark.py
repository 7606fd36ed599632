"""A file is plain UTF-8, as Git, other programs and the next editor expect it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.text_edits import FIX
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Files that begin with a byte order mark, or are UTF-16."""
    if not article.text:
        return
    if article.byte_mark == "utf-8":
        sentence = gettext("tệp có dấu nhận biết UTF-8 (BOM) không nhìn thấy ở đầu.")
        yield article.problem(1, 1, sentence, _remedy("UTF-8 with BOM"), "warning")
    elif article.byte_mark:
        name = article.byte_mark.upper()
        sentence = gettext(
            "tệp được lưu bằng mã {name}, Git và nhiều chương trình không đọc.", name=name
        )
        yield article.problem(1, 1, sentence, _remedy("Unicode"), "warning")


def _remedy(other: str) -> str:
    return gettext(
        "chạy: {fix}; lần sau lưu bằng mã UTF-8, không phải “{other}”.", fix=FIX, other=other
    )
