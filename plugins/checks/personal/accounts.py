"""Bank accounts of persons: those of offices and funds are published on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.personal.found import Found
from plugins.checks.personal.labels import is_named
from plugins.checks.personal.standing import DATE, digits_of, in_thousands, stands_alone
from plugins.shared.messages import gettext, gettext_noop

# A letter among the digits of one bank: `711A12345678`.
NUMBER = re.compile(r"(?:\d{3}A)?\d{2,19}(?:[ .-]\d{1,10}){0,6}")
FEWEST, MOST = 8, 19
NEAR = 60  # characters between the word and the number
DECIMAL = re.compile(r"\d{1,3}\.\d{5,}")
BANK = r"(?:ngân hàng|kho bạc|[a-z]{0,12}bank\b|bidv\b|vcb\b)"
BANK_AFTER = re.compile(rf"\s{{0,3}}[,(–-]?\s{{0,3}}(?:(?:tại|mở tại|của|thuộc|ở)\s)?{BANK}", re.I)
BANK_BEFORE = re.compile(rf"{BANK}[\s:(–-]{{0,3}}(?:số\s)?\Z", re.I)
# What stands beside a bank's name is its telephone, too.
LANDLINE = re.compile(r"02\d{9}|1[89]00\d{4,6}")
# Written so at the head of an office's or a fund's name.
OFFICE = re.compile(
    r"\b(?:Mặt trận|MTTQ|MTTQVN|UBMTTQ|UBND|HĐND|Ủy ban|Uỷ ban|Quỹ|quỹ|Kho bạc|kho bạc|Ban|Hội|Sở"
    r"|Công ty|Trường|Bệnh viện|Báo|báo|Tòa soạn|Cục|Chi cục|Liên đoàn|Công đoàn|Đoàn|Tỉnh đoàn"
    r"|Huyện đoàn|Đảng ủy|Huyện ủy|Tỉnh ủy|Văn phòng|Trung tâm|Công an|Bộ|Phòng|Trạm|Hợp tác xã"
    r"|HTX|Chùa|cơ quan|nhà trường|QUY|QUỸ|MAT TRAN|MẶT TRẬN|ỦY BAN|UY BAN|HỘI|BAN)\b"
)
OWNER = re.compile(r"(?:chủ|tên)\s+(?:tài khoản|tk)|đứng tên|người nhận|chủ thẻ", re.I)
PERSON = re.compile(r"\b(?:ông|bà|anh|chị|em|cô|chú|bác|cụ|cháu|thầy|đồng chí)\s+[^\W\d_]", re.I)
# None but offices have accounts there.
TREASURY = re.compile("kho bạc", re.I)
NEXT_TO = 160
SENTENCE = re.compile(r"[.;!?]\s")
# Items of a list may be apart.
PARAGRAPH = re.compile(r"\n\s*\n(?!\s*[-*+])")
# Where what is said of one account ends.
ANOTHER = re.compile(r"[.;]\s|\n|số tài khoản|stk", re.I)
OTHER_NUMBER = re.compile(r"\d[\d .-]{6,}\d")
WHAT = gettext_noop("số tài khoản ngân hàng của cá nhân")
REMEDY = gettext_noop(
    "tài khoản của cơ quan, của quỹ thì ghi tên chủ tài khoản ngay cạnh số; tài "
    "khoản của một người thì xóa nếu người đó chưa đồng ý công khai."
)


def find_accounts(text: str, start: int, end: int) -> Iterator[Found]:
    """Of those that begin between start and end. One of an office comes with an empty `what`."""
    for found in NUMBER.finditer(text, max(0, start - 4), end):
        first, behind = found.span()
        if not FEWEST <= len(digits_of(found[0])) <= MOST or _is_measure(found[0]):
            continue
        if not stands_alone(text, first, behind):
            continue
        if is_named("account", text, first, behind, NEAR) or _is_at_bank(text, first, behind):
            yield Found(
                first,
                behind,
                "" if _is_office(text, first, behind) else gettext(WHAT),
                gettext(REMEDY),
            )


def _is_at_bank(text: str, start: int, end: int) -> bool:
    """No word says it, but a bank's name stands just before or behind."""
    if in_thousands(text, start, end) or LANDLINE.fullmatch(digits_of(text[start:end])):
        return False
    before = text[max(0, start - 20) : start]
    return bool(BANK_AFTER.match(text, end) or BANK_BEFORE.search(before))


def _is_measure(number: str) -> bool:
    return bool(DATE.match(number) or DECIMAL.fullmatch(number))


def _is_office(text: str, start: int, end: int) -> bool:
    """Whether what stands next to it, up to the next numbers, names an office or a fund."""
    before = OTHER_NUMBER.split(PARAGRAPH.split(text[max(0, start - NEXT_TO) : start])[-1])[-1]
    after = OTHER_NUMBER.split(PARAGRAPH.split(text[end : end + NEXT_TO])[0])[0]
    for part in (after, before):
        if owner := OWNER.search(part):
            return bool(OFFICE.search(part, owner.end(), owner.end() + 50))
    sentence = SENTENCE.split(before)[-1]
    person = max((found.end() for found in PERSON.finditer(sentence)), default=-1)
    office = max((found.end() for found in OFFICE.finditer(sentence)), default=-1)
    if person > office:
        return False
    same_line = ANOTHER.split(after)[0]
    return bool(OFFICE.search(before) or OFFICE.search(same_line) or TREASURY.search(after))
