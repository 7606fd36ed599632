"""What an office puts around a paper (name, number, motto, recipients) goes to the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from bs4.element import Tag

from plugins.shared.messages import gettext, gettext_noop

from .document import Finding
from .found_blocks import Look, Page, look

WITHIN = 12  # blocks from the beginning
MOST_WORDS = 90  # of a table that is only such a head
SHORT = 30  # words of a line below the recipients
HEAD, FOOT = gettext_noop("tiêu đề của cơ quan"), gettext_noop("nơi nhận, chữ ký")
NATION = re.compile(
    r"cộng h[oò][aà] xã hội chủ nghĩa việt nam|độc lập\s*[-–—]?\s*tự do\s*[-–—]?\s*hạnh phúc"
    r"|đảng cộng sản việt nam",
    re.IGNORECASE,
)
BODIES = re.compile(
    r"(?:ĐẢNG BỘ|ĐẢNG [UỦ][YỶ]|HUYỆN [UỦ][YỶ]|TỈNH [UỦ][YỶ]|THÀNH [UỦ][YỶ]|[UỦ][YỶ] BAN|UBND|HĐND"
    r"|HỘI |BAN |SỞ |BỘ |PHÒNG |VĂN PHÒNG|MẶT TRẬN|ĐOÀN |CHI BỘ|TRUNG TÂM|CÔNG AN|CỤC |CHI CỤC"
    r"|TỔNG CỤC|CHÍNH PHỦ|THỦ TƯỚNG|XÃ |HUYỆN |TỈNH |THỊ TRẤN|TRƯỜNG |LIÊN ĐOÀN|TÒA ÁN|VIỆN )"
)
NUMBER = re.compile(r"số\s*:?\s*[\d.…\s]*\s*[-/]\s*[\w\d./ -]{1,40}", re.IGNORECASE)
PLACE_AND_DAY = re.compile(
    r"(?P<place>[^\W\d_][^,\d]{1,40}),?\s*ngày\s*(?P<day>\d{1,2}|[….\s]*)\s*tháng\s*"
    r"(?P<month>\d{1,2}|[….\s]*)\s*năm\s*(?P<year>\d{4}|\d{0,3}[….\s]*)\.?",
    re.IGNORECASE,
)
RULE = re.compile(r"[\s*_\-–—=.oO]+")
RECIPIENTS = re.compile(r"nơi nhận\s*:", re.IGNORECASE)
SIGNING = re.compile(
    r"(?:T/?M|KT|TL|TUQ|T/L|K/T)\b\.?\s*[A-ZĐÀ-Ỹ]"
    r"|(?:Q\. ?)?(?:PHÓ |THỨ )?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC"
    r"|BỘ TRƯỞNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|TRƯỞNG|THỦ TƯỚNG|CHÁNH VĂN PHÒNG|HIỆU TRƯỞNG|CỤC TRƯỞNG)\b"
)
SIGNED_WITHIN = 9  # blocks from the end
FOOT_WITHIN = 0.6  # of the blocks: what stands before is text


def take_office(page: Page) -> None:
    """Its head if there is a sure sign of one, and what stands from `Nơi nhận` on."""
    _take_head(page)
    _take_foot(page)


def _take_head(page: Page) -> None:
    lines: list[tuple[Tag, Look]] = []
    for block in page.texts()[:WITHIN]:
        seen = look(block)
        if seen.pictures or not (_is_head(block, seen) or not seen.text):
            break
        lines.append((block, seen))
    text = "\n".join(seen.text for _, seen in lines)
    if not any(_is_sure(line) for line in text.split("\n")):
        return
    for line in text.split("\n"):
        _note_day(page, line)
    for block, _ in lines:
        page.remove(block, HEAD)


def _is_head(block: Tag, seen: Look) -> bool:
    if block.name == "table":
        return seen.words <= MOST_WORDS and any(_is_sure(line) for line in _lines(block))
    return all(_is_line(line) for line in seen.text.split("\n"))


def _lines(table: Tag) -> Iterator[str]:
    for part in table.find_all(["p", "td", "th"]):
        if part.name == "p" or not part.find("p"):
            yield from look(part).text.split("\n")


def _is_sure(line: str) -> bool:
    line = line.strip(" _-–—=.")
    return bool(NATION.search(line) or PLACE_AND_DAY.fullmatch(line) or NUMBER.fullmatch(line))


def _is_line(line: str) -> bool:
    if RULE.fullmatch(line) or _is_sure(line):
        return True
    return line.upper() == line and bool(BODIES.match(line)) and len(line.split()) <= 14


def _note_day(page: Page, line: str) -> None:
    found = PLACE_AND_DAY.search(line)
    if not found or page.hints.date:
        return
    day, month, year = found["day"], found["month"], found["year"]
    if day.isdecimal() and month.isdecimal() and year.isdecimal() and len(year) == 4:
        with suppress(ValueError):  # no day of a calendar
            value = date(int(year), int(month), int(day)).isoformat()
            page.know(
                date=Finding(
                    value, gettext("dòng ngày ký “{group}”", group=found.group()), "likely"
                )
            )


def _take_foot(page: Page) -> None:
    blocks = page.texts()
    for place, block in enumerate(blocks):
        if place < FOOT_WITHIN * len(blocks) or not _names_recipients(block):
            continue
        below = blocks[place + 1 :]
        page.remove(block, FOOT)
        for other in below:
            seen = look(other)
            if seen.pictures or other.name == "table" or seen.words > SHORT:
                return
            page.remove(other, FOOT)
        break
    _take_signature(page)


def _take_signature(page: Page) -> None:
    """`TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH` and the name below: who signed is not who wrote."""
    last = page.texts()[-SIGNED_WITHIN:]
    for place in range(len(last)):
        below = last[place:]
        seen = [look(each) for each in below]
        if any(each.pictures or each.words > SHORT for each in seen):
            continue
        if SIGNING.match(seen[0].line) and seen[0].line.upper() == seen[0].line:
            for each in below:
                page.remove(each, FOOT)
            return


def _names_recipients(block: Tag) -> bool:
    if block.find("img"):
        return False
    if block.name == "table":
        return any(RECIPIENTS.match(line) for line in _lines(block)) and look(block).words <= 250
    return block.name == "p" and bool(RECIPIENTS.match(look(block).text))
