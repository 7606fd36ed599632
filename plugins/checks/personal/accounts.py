"""Bank accounts of persons: those of offices and funds are published on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.personal.found import Found
from plugins.checks.personal.labels import label_before
from plugins.checks.personal.standing import digits_of, has_unit, in_thousands, stands_alone

# A letter among the digits of one bank: `711A12345678`.
NUMBER = re.compile(r"(?:\d{3}A)?\d{2,19}(?:[ .-]\d{1,10}){0,6}")
FEWEST, MOST = 8, 19
# How far the word may be, in characters; of what may be an amount it is the very next one.
NEAR, CLOSE = 60, 8
DATE = re.compile(
    r"\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d.*|(?:19|20)\d\d[ .-]+(?:19|20)\d\d.*"
    r"|(?:19|20)\d\d[.-]\d\d[.-]\d\d.*"
)
BANK_AFTER = re.compile(
    r"\s{0,3}[,(–-]?\s{0,3}(?:(?:tại|mở tại|của|thuộc|ở)\s)?(?:ngân hàng|kho bạc|[a-z]{0,12}bank\b|bidv|vcb\b)",
    re.I,
)
# Written so at the head of an office's or a fund's name.
OFFICE = re.compile(
    r"\b(?:Mặt trận|MTTQ|MTTQVN|UBMTTQ|UBND|HĐND|Ủy ban|Uỷ ban|Quỹ|quỹ|Kho bạc|kho bạc|Ban|Hội|Sở"
    r"|Công ty|Trường|Bệnh viện|Báo|báo|Tòa soạn|Cục|Chi cục|Liên đoàn|Công đoàn|Đoàn|Tỉnh đoàn"
    r"|Huyện đoàn|Đảng ủy|Huyện ủy|Tỉnh ủy|Văn phòng|Trung tâm|Công an|Bộ|Phòng|Trạm|Hợp tác xã"
    r"|HTX|Chùa|cơ quan|nhà trường|QUY|QUỸ|MAT TRAN|MẶT TRẬN|ỦY BAN|UY BAN|HỘI|BAN)\b"
)
OWNER = re.compile(r"(?:chủ|tên)\s+(?:tài khoản|tk)|đứng tên|người nhận|chủ thẻ", re.I)
BEFORE, AFTER = 160, 160
OTHER_NUMBER = re.compile(r"\d[\d .-]{6,}\d")
WHAT = "số tài khoản ngân hàng của cá nhân"
REMEDY = (
    "tài khoản của cơ quan, của quỹ thì ghi tên chủ tài khoản ngay cạnh số; "
    "tài khoản của một người thì xóa nếu người đó chưa đồng ý công khai."
)


def find_accounts(text: str, start: int, end: int) -> Iterator[Found]:
    """Of those that begin between start and end. One of an office comes with an empty `what`."""
    for found in NUMBER.finditer(text, max(0, start - 4), end):
        first, behind = found.span()
        if not FEWEST <= len(digits_of(found[0])) <= MOST or DATE.fullmatch(found[0]):
            continue
        far = CLOSE if in_thousands(text, first, behind) else NEAR
        named = label_before(text, first, behind, far) == "account"
        if not (named or BANK_AFTER.match(text, behind)) or has_unit(text, behind):
            continue
        if stands_alone(text, first, behind):
            yield Found(first, behind, "" if _is_office(text, first, behind) else WHAT, REMEDY)


def _is_office(text: str, start: int, end: int) -> bool:
    """Whether what stands next to it, up to the next numbers, names an office or a fund."""
    before = OTHER_NUMBER.split(_paragraphs(text[max(0, start - BEFORE) : start], -1))[-1]
    after = OTHER_NUMBER.split(_paragraphs(text[end : end + AFTER], 0))[0]
    for part in (after, before):
        if owner := OWNER.search(part):
            return bool(OFFICE.search(part, owner.end(), owner.end() + 50))
    return bool(OFFICE.search(after) or OFFICE.search(before))


def _paragraphs(text: str, side: int) -> str:
    """Only the list or paragraph in which it stands: a list's items may be apart."""
    parts = re.split(r"\n\s*\n(?!\s*[-*+])", text)
    return parts[side]
