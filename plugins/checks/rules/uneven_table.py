"""A table loses no cell: each row has as many as the header, and its ruling line is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.captions.caption import LABELS
from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.blocks import SEPARATOR, Block, Line, cells
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

ROW = re.compile(r"[ \t]*\|.*\|[ \t]*\Z")


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Rows with more or fewer cells than their table's head."""
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
                gettext(
                    "dòng {text} nằm ngay dưới bảng nên thành một hàng của bảng.",
                    text=quoted(line.text),
                ),
                gettext("thêm một dòng trống trước dòng này."),
            )
            return
        found = cells(line.prose, header)
        if found != wanted:
            too_many = gettext(
                "hàng {text} có {found} ô, còn hàng đầu bảng có {wanted} ô, các ô thừa sẽ mất.",
                text=quoted(line.text),
                found=found,
                wanted=wanted,
            )
            yield article.at(
                line.offset,
                too_many
                if found > wanted
                else gettext(
                    "hàng {text} có {found} ô, còn hàng đầu bảng có {wanted} ô.",
                    text=quoted(line.text),
                    found=found,
                    wanted=wanted,
                ),
                gettext(
                    "sửa cho đủ {wanted} ô; ô trống thì viết: |  |; dấu | trong chữ thì viết: \\|",
                    wanted=wanted,
                ),
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
                gettext(
                    "dòng kẻ {text} có {found} ô, còn hàng đầu bảng có {wanted} ô.",
                    text=quoted(below[0].text),
                    found=found,
                    wanted=wanted,
                ),
                gettext("thay bằng: {separator}", separator=separator),
            )
        elif first > 1 or not LABELS["table"].match(lines[0].text.lstrip("*_ ")):
            yield article.at(
                header.offset,
                gettext(
                    "bảng từ dòng {text} dính vào dòng ở trên nên không thành bảng.",
                    text=quoted(header.text),
                ),
                gettext("thêm một dòng trống trước dòng này."),
            )
    elif SEPARATOR.match(header.text) and first and "|" in lines[first - 1].prose:
        above = lines[first - 1]
        yield article.at(
            above.offset,
            gettext(
                "hàng đầu bảng {text} không có dấu | ở hai đầu như dòng kẻ ở dưới.",
                text=quoted(above.text),
            ),
            gettext("thêm dấu | vào đầu và cuối hàng này."),
        )
    elif SEPARATOR.match(header.text):
        yield article.at(
            header.offset,
            gettext("dòng kẻ {text} không có hàng đầu bảng ngay ở trên.", text=quoted(header.text)),
            gettext("bỏ dòng trống giữa các hàng của bảng."),
        )
    elif below and ROW.match(below[0].prose):
        yield article.at(
            header.offset,
            gettext(
                "các hàng từ {text} không thành bảng vì thiếu dòng kẻ dưới hàng đầu.",
                text=quoted(header.text),
            ),
            gettext("thêm dưới hàng đầu dòng này: {separator}", separator=separator),
        )
