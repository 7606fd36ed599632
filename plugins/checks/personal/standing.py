"""A number is taken whole: none is cut out of a longer one, an amount or a document's code."""

from __future__ import annotations

import re

# Part of a word, an address or a longer number. A slash joins numbers too: `0912345678/0987654321`.
GLUED_BEFORE = re.compile(r"(?:[^\W_]|[=&?#%@]|\d[.,:]|[^\d\s)]/)\Z")
# A word that says what comes may stand close to it.
CLOSE_WORD = re.compile(r"(?:đt|sđt|tel|phone|zalo|stk|tk|cmnd|cccd)\Z", re.I)
# What is written in groups may also be the last of more groups.
GROUP_BEFORE = re.compile(r"\d[ –-]\Z")
# Another telephone number begins.
NEXT = r"(?!\(?0\d{9}(?!\d)|\(?0\d{1,3}[ .)-]{1,2}\d{2}|\(?\+84)"
GLUED_AFTER = re.compile(
    rf"[^\W_]|[=%@]|[.,:]{NEXT}\d|-{NEXT}\d|/(?:\d{{4}}/)?[A-ZĐ]{{2}}|/{NEXT}\d{{1,4}}(?!\d)"
)
GROUP_AFTER = re.compile(rf" {NEXT}\d{{2}}")
UNIT = re.compile(
    r"\s?(?:(?:đồng|đ|vnđ|vnd|usd|đô|triệu|tỷ|tỉ|nghìn|ngàn|người|hộ|ha|m2|m3|m²|m³|km|kg|tấn|lượt"
    r"|trường hợp|cổ phiếu|phiếu|bài|cây|con)(?!\w)|[%₫$€])",
    re.I,
)
# `09.12.2023 10`, `03.2019-12.2020`, `2010 - 2015`, `2023-12-09`
DATE = re.compile(
    r"(?:\d\d?[ .-])?(?:0?[1-9]|1[0-2])[ .-](?:19|20)\d\d(?!\d|\.\d)"
    r"|(?:19|20)\d\d(?:[ .–-]{1,3}(?:19|20)\d\d|[.-]\d\d[.-]\d\d)(?!\d)"
)
AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")


def stands_alone(text: str, start: int, end: int, last: int = -9) -> bool:
    """last: where the number before ended that was taken."""
    before = text[max(0, start - 4) : start]
    grouped = not text[start:end].strip("(+").isdigit()
    if start - last > 3:
        if GLUED_BEFORE.search(before) and not CLOSE_WORD.search(before):
            return False
        if grouped and GROUP_BEFORE.search(before):
            return False
    return not (GLUED_AFTER.match(text, end) or (grouped and GROUP_AFTER.match(text, end)))


def has_unit(text: str, end: int) -> bool:
    """A number of things or of money."""
    return UNIT.match(text, end) is not None


def in_thousands(text: str, start: int, end: int) -> bool:
    """Whether the digits are an amount (`1.300.000`)."""
    return AMOUNT.fullmatch(text, start, end) is not None


def digits_of(number: str) -> str:
    """Its digits; a letter `o` among them was meant for a zero."""
    return "".join(char for char in number.replace("o", "0").replace("O", "0") if char.isdigit())
