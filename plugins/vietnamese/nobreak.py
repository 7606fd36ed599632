"""A line never ends between a number and what it counts, or between `Đ/c` and a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

NO_BREAK = "\u00a0"
EDGE = "\0"
# number + one of these: 100 m, 85 %, 2,5 triệu (đồng), 8 giờ
UNITS = (
    "%", "‰", "°C", "m", "m2", "m²", "m3", "m³", "mm", "cm", "dm", "km", "km/h", "km2", "km²",
    "g", "gam", "kg", "tạ", "tấn", "yến", "lít", "ml", "ha", "héc-ta", "hécta", "sào", "mẫu",
    "mét", "ki-lô-mét", "V", "kV", "W", "kW", "kWh", "MW", "byte", "kB", "KB", "MB", "GB", "px",
    "đ", "đồng", "VNĐ", "VND", "USD", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ",
    "giây", "phút", "giờ", "ngày", "đêm", "tuần", "tháng", "quý", "năm", "tuổi", "thế kỷ",
    "lần", "lượt", "độ", "điểm", "phần trăm",
)  # fmt: skip
# number + the first syllable of what offices count: 1.300 báo cáo, 17 đồng chí, 120 hộ
COUNTED = (
    "báo cáo", "bài", "ban", "bản", "buổi", "ca", "cán bộ", "cây", "chi bộ", "chỉ tiêu",
    "chiếc", "chương trình", "công trình", "con", "cơ quan", "cơ sở", "cộng tác viên", "cuộc",
    "cuốn", "dự án", "đại biểu", "đảng bộ", "đảng viên", "đề án", "điểm cầu", "đoàn viên",
    "đồng chí", "đ/c", "đơn vị", "em", "gia đình", "giải", "hội nghị", "hội viên", "hộ",
    "học sinh", "hợp tác xã", "HTX", "huyện", "khẩu", "lao động", "lớp", "mô hình", "người",
    "ngôi", "nhà", "nhiệm vụ", "nội dung", "phường", "phụ nữ", "suất", "sản phẩm", "thành viên",
    "thanh niên", "thị trấn", "thôn", "tỉnh", "tin", "tổ", "tổ chức", "trang", "trẻ", "trường",
    "văn bản", "vụ", "xã", "xe", "ý kiến",
)  # fmt: skip
# one of these + number: ngày 11/12, tháng 12, năm 2023, số 10, Điều 7
BEFORE_NUMBER = (
    "ngày", "mùng", "mồng", "tháng", "quý", "năm", "thứ", "lúc", "số", "điều", "khoản", "điểm",
    "chương", "mục", "phần", "phụ lục", "trang", "tập", "kỳ", "khóa", "khoá", "lần", "phiên",
    "nhiệm kỳ", "giai đoạn", "thế kỷ", "bảng", "hình", "ảnh", "quốc lộ", "tỉnh lộ", "QL", "km",
    "lớp", "tổ", "khu", "quận", "phường",
)  # fmt: skip
# one of these + a capital: Đ/c Nguyễn, TP. Thái Nguyên, ThS. Hà
BEFORE_NAME = (
    "Đ/c", "đ/c", "TP.", "Tp.", "TP", "TX.", "Tx.", "TT.", "P.", "Q.", "H.", "X.", "T.",
    "GS.", "PGS.", "TS.", "ThS.", "Ths.", "BS.", "Bs.", "KS.", "CN.", "NSND.", "NSƯT.",
)  # fmt: skip
# A month or year after a day belongs to the next pair: "11 tháng 12" may break before "tháng".
DATE_WORDS = ("tháng", "năm")
KEPT_ELEMENTS = ("a", "code", "pre", "script", "style", "kbd", "samp", "textarea")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_FIRST_WORDS = {word.split()[0] for word in (*UNITS, *COUNTED)} - set(DATE_WORDS)
_LAST_WORDS = {word.split()[-1].lower() for word in BEFORE_NUMBER}
# Every pattern begins with what is rare in a text, so that looking for it is quick; what stands
# before that is looked at only there.
_NUMBER = r"\d(?<![\w.,/:-]\d)\d*(?:[.,]\d+)*(?:[-–]\d+(?:[.,]\d+)*)?"
NUMBER_AND_UNIT = re.compile(
    rf"({_NUMBER}) (?=(?:(?:{_any_of(_FIRST_WORDS)})(?![\w/])"
    rf"|(?:{_any_of(DATE_WORDS)})(?!\w|[ {NO_BREAK}]\d)))"
)
BEFORE_DIGIT = re.compile(r" (?=\d)")
WORD = re.compile(r"(?<![\w/-])\w+\Z")
# What every BEFORE_NAME ends with.
AFTER_TITLE = re.compile(r"[./P](?:(?<=[PpXxTQHSsND]\.)|(?<=/)c|(?<=TP)) (?=[^\W_])")
TITLE = re.compile(rf"(?<![\w/])(?:{_any_of(BEFORE_NAME)})\Z")
# One letter more than any of the words and titles has.
LOOK_BACK = 1 + max(map(len, (*_LAST_WORDS, *BEFORE_NAME)))
DIGIT = re.compile(r"\d")
MARKUP = re.compile(
    r"(<!--.*?-->"
    r"|<(?P<raw>script|style|textarea)\b.*?</(?P=raw)\s*>"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>"
    r"|<[!?][^>]*>)",
    re.IGNORECASE | re.DOTALL,
)


def bind(text: str) -> str:
    """Plain `text` with U+00A0 for the spaces that must not end a line; nothing else changes."""
    if " " not in text:
        return text
    if DIGIT.search(text):
        text = NUMBER_AND_UNIT.sub(rf"\1{NO_BREAK}", text)
        text = BEFORE_DIGIT.sub(_after_word, text)
    return AFTER_TITLE.sub(_after_title, text)


def bind_html(html: str) -> str:
    """`bind` for the text of HTML; tags, attributes, links and code stay byte for byte."""
    parts = MARKUP.split(html)  # text, markup, its three groups, text …
    texts, markups = parts[::5], [*parts[1::5], ""]
    kept = 0
    for n, (end, name) in enumerate(zip(parts[3::5], parts[4::5], strict=True)):
        if name and name.lower() in KEPT_ELEMENTS:
            kept = max(0, kept - 1) if end else kept + 1
        if kept:
            markups[n] += texts[n + 1]
            texts[n + 1] = ""
    # All texts at once, whose lengths stay: no rule reaches over EDGE.
    joined = EDGE.join(texts)
    bound = bind(joined)
    if bound == joined:
        return html
    written: list[str] = []
    at = 0
    for text, markup in zip(texts, markups, strict=True):
        written += [bound[at : at + len(text)], markup]
        at += len(text) + len(EDGE)
    return "".join(written)


def _after_word(space: re.Match[str]) -> str:
    word = WORD.search(_before(space.string, space.start()))
    return NO_BREAK if word and word.group().lower() in _LAST_WORDS else " "


def _after_title(found: re.Match[str]) -> str:
    text, end = found.string, found.end()
    is_title = not text[end].islower() and TITLE.search(_before(text, end - 1))
    return found.group()[:-1] + NO_BREAK if is_title else found.group()


def _before(text: str, end: int) -> str:
    return text[max(0, end - LOOK_BACK) : end]
