"""What the words before a number say that it is: a telephone, an account, an identity card …"""

from __future__ import annotations

import re

from plugins.checks.personal.standing import digits_of, has_unit, in_thousands
from plugins.vietnamese.text import fold

FAR, CLOSE = 80, 8
# Characters of a table's row and of a table, that no text takes long to read.
WIDEST, HIGHEST = 2_000, 20_000
# Without marks: a file's name has none.
KINDS = {
    "account": r"(?<!chu )(?<!ten )tai khoan|stk|tk|account|iban",
    "identity": r"cmnd|cmtnd|cmt|cccd|can cuoc|chung minh|dinh danh|gttt|giay to tuy than",
    "passport": r"ho chieu|passport|thong hanh",
    "insurance": r"bhxh|bhyt|bao hiem|the bh",
    "phone": r"dien thoai|d[td]|sdt|di dong|zalo|viber|whatsapp|lien he|lien lac|goi|nhan tin|tel"
    r"|sms|phone|mobile|so may|hotline|duong day nong|tong dai|fax",
    "profile": r"facebook|fb|tiktok|youtube|instagram|game",
}
LABEL = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in KINDS.items())
    + r")(?![^\W\d_])"
)
# Of firms and papers, just before the number: a tax code may look like a telephone's.
CODE = re.compile(
    r"(?<![^\W_])(?:ma so thue|mst|ma so doanh nghiep|ma doanh nghiep|dang ky kinh doanh|dkkd"
    r"|ma ho so|hoa don|bien lai|seri|serial|so hieu|so khung|van don|ma vach|toa do)"
    r"(?![^\W\d_])[^\d.;\n]{0,30}\Z"
)
BREAK = re.compile(r"[.!?;]\s|\n")
NUMBER = re.compile(r"\d[\d .-]{4,}\d")
JOINED = re.compile(r"\s*(?:[,/-]|\+|và|hoặc|va|hoac)?\s*")


def label_before(text: str, start: int, end: int, far: int = FAR) -> str:
    """One of KINDS, of the number at start to end; "" where no word says it.

    The nearest word of the same sentence counts, if no other number stands between, or one as long
    that is named with this. In a table it is the column's heading.
    """
    before = text[max(0, start - FAR) : start]
    sentence = BREAK.split(before)[-1]
    words = re.sub("[_-]", " ", fold(sentence))
    last = None
    for last in LABEL.finditer(words):  # noqa: B007  (the last one is wanted)
        pass
    if last is None:
        return _heading(text, start)
    gap = words[last.end() :]
    numbers = list(NUMBER.finditer(gap))
    if numbers:
        same = len(digits_of(numbers[-1][0])) == len(digits_of(text[start:end]))
        if not (same and JOINED.fullmatch(gap, numbers[-1].end())):
            return ""
    elif len(gap) > far:
        return ""
    return last.lastgroup or ""


def is_code(text: str, start: int) -> bool:
    """Whether the words just before say that it is no person's."""
    return CODE.search(fold(text[max(0, start - FAR) : start])) is not None


def is_named(kind: str, text: str, start: int, end: int, far: int) -> bool:
    """Whether `kind` is said of what is no amount: with thousands parted, by the very last word."""
    far = CLOSE if in_thousands(text, start, end) else far
    return label_before(text, start, end, far) == kind and not has_unit(text, end)


def _heading(text: str, start: int) -> str:
    """What the heading of a table's column says of the numbers below."""
    row = text.rfind("\n", max(0, start - WIDEST), start) + 1
    if not text.startswith("|", row):
        return ""
    gap = text.rfind("\n\n", max(0, row - HIGHEST), row)
    head = gap + 2 if gap >= 0 else 0
    cells = text[head : text.find("\n", head)].split("|")
    column = text.count("|", row, start)
    found = LABEL.search(fold(cells[column])) if column < len(cells) else None
    return found.lastgroup or "" if found else ""
