"""A file is plain UTF-8, as Git, other programs and the next editor expect it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.checks.spots import FIX
from plugins.frontmatter.encoding import BYTE_MARKS
from plugins.problems import Problem

UTF_8_MARK = b"\xef\xbb\xbf"


def check(article: Article) -> Iterator[Problem]:
    if not article.text:
        return
    save = f"chạy: {FIX}; lần sau lưu bằng mã UTF-8, không phải"
    if article.data.startswith(UTF_8_MARK):
        sentence = "tệp có dấu nhận biết UTF-8 (BOM) không nhìn thấy ở đầu."
        yield article.problem(1, 1, sentence, f"{save} “UTF-8 with BOM”.", "warning")
        return
    for mark, name in BYTE_MARKS:
        if article.data.startswith(mark):
            sentence = f"tệp được lưu bằng mã {name.upper()}, Git và nhiều chương trình không đọc."
            yield article.problem(1, 1, sentence, f"{save} “Unicode”.", "warning")
            return
