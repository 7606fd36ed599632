"""A sentence that begins with a year keeps it: Markdown takes `2023. Năm qua` for a list."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.blocks import NUMBER
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

# A list of this many items seldom begins in the middle; a sentence may begin with 1 to 9 too,
# but then nobody can tell it from a list that goes on after a paragraph.
SUSPICIOUS = 10
YEARS = range(1000, 2200)


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Years that Markdown would take for the number of a list item."""
    seen: set[int] = set()
    for block in article.blocks:
        if block.kind not in ("numbers", "continued"):
            continue
        for line in block.lines:
            item = NUMBER.match(line.text.lstrip() if block.kind == "continued" else line.text)
            if item is None or len(item[1]) > 9:
                continue
            number = int(item[1])
            if block.kind == "numbers" and number >= SUSPICIOUS and number - 1 not in seen:
                yield article.at(
                    line.offset + item.start(1),
                    gettext(
                        "{line} thành một mục của danh sách, số {number} không còn là chữ trong "
                        "câu.",
                        line=quoted(line.text),
                        number=number,
                    ),
                    gettext(
                        "thay “{typed}.” bằng “Năm {number}” hoặc “{typed}\\.”",
                        typed=item[1],
                        number=number,
                    )
                    if number in YEARS
                    else gettext("thay “{typed}.” bằng “{typed}\\.”", typed=item[1]),
                )
            seen.add(number)
