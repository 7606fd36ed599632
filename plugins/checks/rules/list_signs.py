"""A list that Word dotted or counted is one for readers too: Markdown knows only `- ` and `1. `."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from plugins.checks.text_edits import FIX, TextEdit
from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.blocks import Line
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

# Bullets of Word and of portals; those of the fonts Symbol and Wingdings are of no alphabet.
BULLET = re.compile(r"\s*(?P<sign>[•●▪■◦○◆❖➢➤►✓✔·‣⁃\uf000-\uf0ff])\s*(?=\S)")
# Word's bullet of the second level.
SECOND = re.compile(r"\s*(?P<sign>o)(?:[ \t]{2,}|\t|[ ])(?=[^\W_])")
DASH = re.compile(r"\s*(?P<sign>[–—−]|[-+*](?=[^\W_]))\s*(?=[^\s*–—−-])")
COUNTED = re.compile(
    r"\s*(?P<sign>(?:\d{1,2}|[a-zđ]|[ivx]{1,5})[)/]|(?:[a-zđ]|[ivx]{2,5}|[IVX]{1,5})\.)\s+(?=\S)"
)
# Speech is no list.
SPEECH = re.compile(
    r"[?!“”\"]|\b(?:nói|hỏi|đáp|kể|bảo|thưa|reo|kêu|trả lời|chia sẻ|cho biết)\b", re.IGNORECASE
)
ITALIC = re.compile(r"\s*\*[^*]+\*")
# At the beginning of an item it would be a heading, a quotation, a list in the list.
READ_OTHERWISE = re.compile(r"[#>+*-]|\d+\.\s|\t| {4}")
SENTENCE_END = re.compile(r"[.;:…!?][*_”\"')]*\s*\Z")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
# With and without đ.
ORDERS = (tuple("abcdđeghiklmnopqrstuvxy"), tuple("abcdefghijklmnopqrstuvwxyz"), ROMAN)
NESTED = " " * 4

Sort = Literal["bullet", "dash", "count"]


class Item(NamedTuple):
    """row: of its line in the block; end: of the sign and the space behind it, in the line."""

    row: int
    sort: Sort
    sign: str
    end: int


class Listed(NamedTuple):
    """lines: of a block; items: all of one sort; is_sure: whether nothing else can be meant;
    is_below: whether they are below an item that Markdown knows."""

    lines: tuple[Line, ...]
    items: tuple[Item, ...]
    is_sure: bool
    is_below: bool


def check(article: ParsedArticle) -> Iterator[Problem]:
    """One problem a block."""
    for listed in _lists(article):
        first = listed.items[0]
        line = listed.lines[first.row]
        yield article.at(line.offset, *_said(listed, line, first), "warning")


def text_edits(article: ParsedArticle) -> list[TextEdit]:
    """Markdown's own marks where it surely is a list."""
    found: list[TextEdit] = []
    for listed in _lists(article):
        if listed.is_sure:
            found += _parted(listed) if listed.items[0].sort == "count" else _mended(listed)
    return found


def begins_item(text: str) -> bool:
    """Whether a line looks like the beginning of a list item."""
    return any(pattern.match(text) for pattern in (BULLET, SECOND, DASH, COUNTED))


def _said(listed: Listed, line: Line, first: Item) -> tuple[str, str]:
    if first.sort == "count" or listed.is_below:
        sentence = gettext("các mục từ dòng {text} dính thành một đoạn.", text=quoted(line.text))
        if listed.is_below:
            return (
                sentence,
                gettext(
                    "mục con thì đặt 4 dấu cách ở đầu dòng rồi viết “- ” hoặc “1. ”; mục ngang "
                    "hàng thì viết như mục ở trên."
                ),
            )
        return (
            sentence,
            gettext(
                "chạy: {fix}, hoặc thêm một dòng trống trước mỗi mục, dấu “{sign}” để nguyên; "
                "muốn thành danh sách đánh số thì viết “1. ”, “2. ”.",
                fix=FIX,
                sign=first.sign,
            ),
        )
    sign = (
        gettext("dấu đầu dòng của Word")
        if "\uf000" <= first.sign <= "\uf0ff"
        else f"“{first.sign}”"
    )
    sentence = gettext(
        "{sign} trước {text} không làm thành danh sách.",
        sign=sign,
        text=quoted(line.text[first.end :]),
    )
    if listed.is_sure:
        return sentence, gettext(
            "chạy: {fix}, hoặc thay bằng “- ” và thêm một dòng trống trước danh sách.", fix=FIX
        )
    return (
        sentence,
        gettext(
            "danh sách thì thay bằng “- ” (gạch nối, dấu cách) và thêm một dòng trống ở "
            "trước; lời đối thoại thì thêm một dòng trống giữa hai lời."
        ),
    )


def _lists(article: ParsedArticle) -> Iterator[Listed]:
    above = ""
    for block in article.blocks:
        lines = block.lines
        if block.kind == "text" and (items := _items(lines)):
            sort = items[0].sort
            before = lines[items[0].row - 1].text if items[0].row else above
            is_sure = sort != "dash" or _is_surely_listed(lines, items, before)
            rests = (lines[item.row].text[item.end :] for item in items)
            is_sure &= not any(map(READ_OTHERWISE.match, rests))
            is_quoted = article.body[: lines[0].offset].rpartition("\n")[2] != ""
            yield Listed(lines, items, is_sure and not is_quoted, is_below=False)
        elif block.kind in ("bullets", "numbers"):
            below = [*_found(lines, "bullet", BULLET), *_found(lines, "count", COUNTED)]
            if below:
                yield Listed(lines, tuple(sorted(below)), is_sure=False, is_below=True)
        above = lines[-1].text


def _items(lines: Sequence[Line]) -> tuple[Item, ...]:
    """Of one sort; none where only one line begins so that it might be a sentence's."""
    if bullets := tuple(_found(lines, "bullet", BULLET)):
        second = _found(lines, "bullet", SECOND)
        return tuple(sorted((*bullets, *second)))
    for sort, pattern in SEVERAL:
        items = tuple(_found(lines, sort, pattern))
        if len(items) > 1 and (sort != "count" or _is_counted(items)):
            return items
    return ()


SEVERAL: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    ("bullet", SECOND),
    ("dash", DASH),
    ("count", COUNTED),
)


def _found(lines: Sequence[Line], sort: Sort, pattern: re.Pattern[str]) -> Iterator[Item]:
    for row, line in enumerate(lines):
        found = pattern.match(line.prose)
        if found and not (found["sign"] == "*" and ITALIC.match(line.prose)):
            yield Item(row, sort, found["sign"], found.end())


def _is_counted(items: Sequence[Item]) -> bool:
    """Whether each kind of counting begins at its beginning and leaves nothing out."""
    kinds: dict[str, list[str]] = {}
    for item in items:
        value, after = item.sign[:-1], item.sign[-1]
        kinds.setdefault(f"{'digit' if value.isdecimal() else 'letter'}{after}", []).append(value)
    return all(map(_is_order, kinds.values()))


def _is_order(values: Sequence[str]) -> bool:
    numbers = tuple(str(number) for number in range(1, len(values) + 1))
    said = tuple(value.lower() for value in values)
    return any(said == order[: len(said)] for order in (numbers, *ORDERS))


def _is_surely_listed(lines: Sequence[Line], items: Sequence[Item], before: str) -> bool:
    """Not what people say to each other, each behind a dash."""
    texts = [lines[item.row].text.rstrip() for item in items]
    announced = before.rstrip(" *_").endswith(":") and not SPEECH.search(before)
    enumerated = all(text.endswith(";") for text in texts[:-1])
    return (announced or enumerated) and not any(map(SPEECH.search, texts))


def _mended(listed: Listed) -> Iterator[TextEdit]:
    """`- ` for each sign; several kinds of them are Word's levels, in the order of their coming."""
    levels = {sign: level for level, sign in enumerate(dict.fromkeys(i.sign for i in listed.items))}
    by_row = {item.row: item for item in listed.items}
    first = listed.items[0].row
    for row, line in enumerate(listed.lines):
        gap = "\n" if row and (row == first or (row > first and _ends_list(listed, row))) else ""
        if item := by_row.get(row):
            level = levels[item.sign] if item.sort == "bullet" else 0
            yield TextEdit(line.offset, line.text[: item.end], f"{gap}{NESTED * level}- ")
        elif gap:
            yield TextEdit(line.offset, "", gap)


def _ends_list(listed: Listed, row: int) -> bool:
    """A paragraph below the last item, not its own words that go on."""
    is_last = all(item.row < row for item in listed.items)
    above, own = listed.lines[row - 1].text, listed.lines[row].text.lstrip()
    return is_last and SENTENCE_END.search(above) is not None and own[:1].isupper()


def _parted(listed: Listed) -> Iterator[TextEdit]:
    for item in listed.items:
        if item.row:
            yield TextEdit(listed.lines[item.row].offset, "", "\n")
