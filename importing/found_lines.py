"""Lines around an article that say only when, by whom and from where it is."""

from __future__ import annotations

import re
from contextlib import suppress

from bs4.element import Tag

from plugins.shared.messages import gettext
from plugins.vietnamese.dates import DateError, parse_date

from .document import Finding
from .found_blocks import Look, Page, inside_of, look, made
from .found_people import signature, source
from .found_photos import credit_in

MOST_OF_BYLINE = 16
LAST_LINES = 3  # that may name author and source
DAY = re.compile(
    r"(?:[^,\d|]{2,30},\s*(?=ngày))?"
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s*,?\s*)?(?:ngày(?: đăng)?\s*:?\s*)?"
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
    r"(?:\s*[,|–-]?\s*(?:lúc\s*)?(?P<hour>\d{1,2})\s*(?::|h|giờ)\s*(?P<minute>\d{2})?)?"
    r"(?:\s*\(?GMT\s*\+7\)?)?",
    re.IGNORECASE,
)
LONG_DAY = re.compile(
    r"(?:[^,\d]{2,30},\s*)?ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})",
    re.IGNORECASE,
)


def take_bylines(page: Page) -> None:
    """Names, days and sources on lines of their own right below the title or the lead."""
    if not (page.hints.title or page.hints.lead):
        return
    for block in page.texts()[:3]:
        seen = look(block)
        if block.name != "p" or seen.pictures or not seen.text or seen.words > MOST_OF_BYLINE:
            return
        if not _take_line(page, block, seen, gettext("dòng dưới tên bài")):
            return


def _take_line(page: Page, block: Tag, seen: Look, where: str) -> bool:
    """Whether the line was only a day, an author or a source, and is in the head now."""
    if day := day_in(seen.line):
        if not page.hints.date:
            page.know(date=Finding(day, f"{where} “{seen.line}”", "likely"))
        page.label(seen.line)
        block.decompose()
        return True
    if found := source(seen.line):
        if not page.hints.source:
            page.know(source=Finding(found, f"{where} “{seen.line}”", "likely"))
            page.label(_without(seen.line, found))
            block.decompose()
            return True
        return False
    stands_out = seen.align == "right" or seen.bold or seen.italic
    if signed := signature(seen.line, stands_out):
        known = {author.value.casefold() for author in page.hints.authors}
        if known and not {name.casefold() for name in signed.names} <= known:
            return False
        if known:
            page.remove(block, gettext("tên tác giả lặp lại"))
            return True
        page.know(
            authors=tuple(
                Finding(name, f"{where} “{seen.line}”", signed.sure) for name in signed.names
            )
        )
        page.label(_without(seen.line, *signed.names))
        if "ảnh" in signed.label.lower():
            page.notes.append(
                gettext(
                    "Tệp ghi “{line}”: nếu ảnh do người này chụp, thêm “Ảnh: …” vào chú thích.",
                    line=seen.line,
                )
            )
        block.decompose()
        return True
    return False


def take_last_lines(page: Page) -> None:
    """Takes author, source and day out of the article's last lines."""
    _part_last_line(page)
    for _ in range(LAST_LINES):
        blocks = page.texts()
        while blocks and not look(blocks[-1]).text and not look(blocks[-1]).pictures:
            blocks.pop().decompose()
        if len(blocks) < 2 or blocks[-1].name != "p":
            return
        seen = look(blocks[-1])
        after_photo = bool(blocks[-2].find("img"))
        if seen.pictures or seen.words > MOST_OF_BYLINE or (after_photo and credit_in(seen.line)):
            return
        if not _take_line(page, blocks[-1], seen, gettext("dòng cuối")):
            return


def _part_last_line(page: Page) -> None:
    """A name after a break at the end of the last paragraph is a line of its own."""
    blocks = page.texts()
    if not blocks or blocks[-1].name != "p" or "<br" not in str(blocks[-1]):
        return
    inside, _, last = inside_of(blocks[-1]).rpartition("<br/>")
    tags = made(f"<p>{last}</p>")
    if len(tags) != 1 or str(tags[0]) != f"<p>{last}</p>":
        return
    line = look(tags[0]).line
    if not (signature(line, stands_out=False) or source(line)):
        return
    rest = made(f"<p>{inside}</p>")
    if len(rest) == 1 and str(rest[0]) == f"<p>{inside}</p>":
        blocks[-1].insert_after(tags[0])
        blocks[-1].insert_after(rest[0])
        blocks[-1].decompose()


def day_in(line: str) -> str:
    """`2017-05-15` or `2017-05-15 16:23` of a line that says nothing else, else ""."""
    found = DAY.fullmatch(line.strip(" ()|.")) or LONG_DAY.fullmatch(line.strip(" ()|."))
    if not found:
        return ""
    parts = found.groupdict()
    day = f"{parts['year']}-{int(parts['month']):02}-{int(parts['day']):02}"
    hour = parts.get("hour")
    text = f"{day} {int(hour):02}:{parts.get('minute') or '00'}" if hour else day
    with suppress(DateError):
        parse_date(text)
        return text
    return ""


def _without(line: str, *values: str) -> str:
    for value in values:
        line = line.replace(value, "", 1)
    return line
