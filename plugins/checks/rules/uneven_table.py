"""A table loses no cell: each row has as many as the header, and its ruling line is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.captions.caption import LABELS
from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.blocks import SEPARATOR, Block, Line, cells
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

ROW = re.compile(r"[ \t]*\|.*\|[ \t]*\Z")


def check(article: ParsedArticle) -> Iterator[Problem]:
    if "|" not in article.prose:
        return
    for block in article.blocks:
        if block.kind == "table":
            yield from _rows(article, block.lines)
        elif block.kind in ("text", "bullets", "numbers"):
            yield from _lost(article, block)


def _rows(article: ParsedArticle, lines: tuple[Line, ...]) -> Iterator[Problem]:
    header = lines[0].prose
    wanted = cells(header, header)
    for line in lines[2:]:
        if "|" not in line.prose:
            if LABELS["table"].match(line.text.lstrip("*_ ")):
                return  # the table's title below it
            yield article.at(
                line.offset,
                f"dòng {quoted(line.text)} nằm ngay dưới bảng nên thành một hàng của bảng.",
                "thêm một dòng trống trước dòng này.",
            )
            return
        found = cells(line.prose, header)
        if found != wanted:
            lost = ", các ô thừa sẽ mất" if found > wanted else ""
            yield article.at(
                line.offset,
                f"hàng {quoted(line.text)} có {found} ô, còn hàng đầu bảng có {wanted} ô{lost}.",
                f"sửa cho đủ {wanted} ô; ô trống thì viết: |  |; dấu | trong chữ thì viết: \\|",
            )


def _lost(article: ParsedArticle, block: Block) -> Iterator[Problem]:
    """Rows that Markdown shows as they were typed, because no table begins there."""
    lines = block.lines
    first = next((place for place, line in enumerate(lines) if ROW.match(line.prose)), None)
    if first is None:
        return
    header, below = lines[first], lines[first + 1 : first + 2]
    separator = f"|{'---|' * cells(header.prose, header.prose)}"
    if below and SEPARATOR.match(below[0].text):
        wanted, found = (cells(row, header.prose) for row in (header.prose, below[0].text))
        if wanted != found:
            yield article.at(
                below[0].offset,
                f"dòng kẻ {quoted(below[0].text)} có {found} ô, còn hàng đầu bảng có {wanted} ô.",
                f"thay bằng: {separator}",
            )
        elif first > 1 or not LABELS["table"].match(lines[0].text.lstrip("*_ ")):
            yield article.at(
                header.offset,
                f"bảng từ dòng {quoted(header.text)} dính vào dòng ở trên nên không thành bảng.",
                "thêm một dòng trống trước dòng này.",
            )
    elif SEPARATOR.match(header.text) and first and "|" in lines[first - 1].prose:
        above = lines[first - 1]
        yield article.at(
            above.offset,
            f"hàng đầu bảng {quoted(above.text)} không có dấu | ở hai đầu như dòng kẻ ở dưới.",
            "thêm dấu | vào đầu và cuối hàng này.",
        )
    elif SEPARATOR.match(header.text):
        yield article.at(
            header.offset,
            f"dòng kẻ {quoted(header.text)} không có hàng đầu bảng ngay ở trên.",
            "bỏ dòng trống giữa các hàng của bảng.",
        )
    elif below and ROW.match(below[0].prose):
        yield article.at(
            header.offset,
            f"các hàng từ {quoted(header.text)} không thành bảng vì thiếu dòng kẻ dưới hàng đầu.",
            f"thêm dưới hàng đầu dòng này: {separator}",
        )
