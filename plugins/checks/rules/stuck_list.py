"""A list is shown as a list: without an empty line before it, it runs on in its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.blocks import BULLET, NUMBER, Block, Line
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

# What a line says before a list, rather than being broken in the middle of a sentence.
ANNOUNCES = re.compile(r"[:.;!?…”][*_ ]*\Z")
EMPHASISED = re.compile(r"\s*(\*\*|__).*\1\s*\Z")
HIGHEST = 99
# Who breaks lines by hand breaks them later than this.
WRAPPED = 50


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Lists without an empty line before them."""
    for block in article.blocks:
        if block.kind not in ("text", "bullets", "numbers"):
            continue
        stuck = _first_stuck(block)
        if stuck is not None:
            inside = block.kind != "text"
            yield article.at(
                stuck.offset,
                gettext(
                    "danh sách từ dòng {line} dính vào mục ở trên nên không thành danh sách.",
                    line=quoted(stuck.text),
                )
                if inside
                else gettext(
                    "danh sách từ dòng {line} dính vào đoạn ở trên nên không thành danh sách.",
                    line=quoted(stuck.text),
                ),
                gettext("thêm một dòng trống trước dòng này, hoặc thụt dòng này vào 4 dấu cách.")
                if inside
                else gettext("thêm một dòng trống trước dòng này."),
            )


def _first_stuck(block: Block) -> Line | None:
    """The first item of a list that Markdown will not see in this block."""
    lines = block.lines
    own = {"bullets": BULLET, "numbers": NUMBER}.get(block.kind)
    for place in range(1, len(lines)):
        for marker in (BULLET, NUMBER):
            if marker is own or not marker.match(lines[place].text):
                continue
            below_item = own is not None and own.match(lines[place - 1].text) is not None
            if _begins_list(lines, place, marker, below_item):
                return lines[place]
    return None


def _begins_list(
    lines: Sequence[Line], place: int, marker: re.Pattern[str], below_item: bool
) -> bool:
    """Not a sentence broken before a dash or a number (`năm⏎2023. Từ`).

    below_item: right below an item of the other kind, where a line seldom goes on.
    """
    items = [found for line in lines[place:] if (found := marker.match(line.text))]
    before = lines[place - 1].text
    if marker is NUMBER:
        numbers = [int(item[1]) for item in items if len(item[1]) < 3]
        if not numbers or numbers[0] > HIGHEST:
            return False
        if len(numbers) > 1:
            return numbers[1] == numbers[0] + 1 or numbers[0] == numbers[1] == 1
        return numbers[0] == 1 and (below_item or _announces(before))
    short = below_item and len(before) < WRAPPED
    return len(items) > 1 or short or _announces(before)


def _announces(line: str) -> bool:
    return ANNOUNCES.search(line) is not None or EMPHASISED.match(line) is not None
