"""Mobile numbers: those of persons, however they are spelt; landlines and hotlines are public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.personal.found import Found
from plugins.checks.personal.labels import is_code, label_before
from plugins.checks.personal.standing import DATE, digits_of, has_unit, stands_alone
from plugins.shared.messages import gettext, gettext_noop

SEPARATOR = r"[ .()\n–-]{0,4}"
DIGIT = "[0-9oO]"
# An `o` is a zero typed wrong where all around it are digits.
MOBILE = re.compile(
    rf"(?P<trunk>\(?(?:\+ ?84|0084|84)\)?{SEPARATOR}(?:\(?[0oO]\)?{SEPARATOR})?|\([0oO]\) ?"
    rf"|\(?[0oO] ?\(?)(?:[35789]{SEPARATOR}{DIGIT}|1[2689]\d)(?:{SEPARATOR}{DIGIT}){{7}}"
)
# By Circular 22/2014/TT-BTTTT, before the change of prefixes in 2018 (1…) and after.
NATIONAL = re.compile(r"(?:84|0)+(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9]|1[2689]\d)\d{7}")
LETTERS = 2
NEW_LENGTH = 11  # with 84; numbers until 2018 had one more
# A number that an office gives to everybody is named so, with nobody's name between.
HOTLINE = re.compile(r"đường dây nóng|hotline|tổng đài", re.I)
FAR = 100
NO_GAP = re.compile(
    r"[.!?;]\s|\n|,(?!\s*(?:\(?[+\d]|số|theo số|điện thoại|đt))|\b(?:gặp|gọi cho|nhắn|của tôi)\b"
    r"|\b(?:ông|bà|anh|chị|em|cô|chú|bác|cụ|cháu|thầy|đồng chí)\s+[^\W\d_]|\bđ/c\b"
    r"|\b(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Nông|Triệu)\s"
    r"+(?:Văn|Thị|Đức|Hữu|Minh|Ngọc|Quốc|Thanh|Xuân|Đình|Công|Quang)\b"
)
BESIDES = re.compile(r"(?:ngoài|bên cạnh|thay cho|không phải|không gọi)\b[^.\n]{0,20}\Z", re.I)
NAMED_AFTER = re.compile(r"\s{0,3}[(–-]?\s{0,3}(?:là\s)?(?:số\s)?(?:đường dây nóng|hotline)", re.I)
WHAT = gettext_noop("số điện thoại di động của cá nhân")
REMEDY = gettext_noop("xóa số này nếu người có số chưa đồng ý công khai; nên dùng số của cơ quan.")


def find_phones(text: str, start: int, end: int) -> Iterator[Found]:
    """Of those that begin between start and end."""
    last = -9
    for found in MOBILE.finditer(text, max(0, start - 4), end):
        first, behind = found.span()
        if found[0].startswith("(") and found[0].count("(") > found[0].count(")"):
            first += 1
        if not _is_mobile(found) or not stands_alone(text, first, behind, last):
            continue
        loose = _is_loose(found["trunk"], found[0])
        if is_code(text, first) or (loose and label_before(text, first, behind) != "phone"):
            continue
        last = behind
        if not _is_public(text, first, behind):
            yield Found(first, behind, gettext(WHAT), gettext(REMEDY))


def _is_mobile(found: re.Match[str]) -> bool:
    number = found[0]
    letters = sum(char in "oO" for char in number)
    digits = digits_of(number)
    return (
        letters <= LETTERS
        and bool(NATIONAL.fullmatch(digits))
        and not DATE.match(number)
        and not (found["trunk"].startswith("84") and has_unit(found.string, found.end()))
    )


def _is_loose(trunk: str, number: str) -> bool:
    """Might be an amount as well, where no word says that it is a telephone's."""
    if trunk.startswith("84"):
        return bool(re.search(r"[.\n–-]", number)) or len(digits_of(number)) > NEW_LENGTH
    return trunk in ("0 ", "o ", "O ")


def _is_public(text: str, start: int, end: int) -> bool:
    if NAMED_AFTER.match(text, end):
        return True
    last = None
    for last in HOTLINE.finditer(text, max(0, start - FAR), start):  # noqa: B007  (the last one)
        pass
    if last is None:
        return False
    gap = NO_GAP.search(text, last.end(), start + FAR)
    if gap and gap.start() < start:
        return False
    besides = BESIDES.search(text[max(0, last.start() - FAR) : last.start()])
    return not (besides and "," in text[last.end() : start])
