"""A line never ends between a number and what it counts, or between `Đ/c` and a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

NO_BREAK = "\u00a0"
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
_NUMBER = r"(?<![\w.,/:-])\d+(?:[.,]\d+)*(?:[-–]\d+(?:[.,]\d+)*)?"
NUMBER_AND_UNIT = re.compile(
    rf"({_NUMBER}) (?=(?:(?:{_any_of(_FIRST_WORDS)})(?![\w/])"
    rf"|(?:{_any_of(DATE_WORDS)})(?!\w|[ {NO_BREAK}]\d)))"
)
WORD_AND_NUMBER = re.compile(r"(?<![\w/-])(\w+) (?=\d)")
TITLE_AND_NAME = re.compile(rf"(?<![\w/])({_any_of(BEFORE_NAME)}) (?=[^\W_])")
# What every BEFORE_NAME ends with: most texts have no such thing, and looking for it is quick.
MAYBE_TITLE = re.compile(r"[PpXxTQHSsND]\. |/c |TP ")
DIGIT = re.compile(r"\d")
MARKUP = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style|textarea)\b.*?</(?P=raw)\s*>"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>"
    r"|<[!?][^>]*>",
    re.IGNORECASE | re.DOTALL,
)


def bind(text: str) -> str:
    """Plain `text` with U+00A0 for the spaces that must not end a line; nothing else changes."""
    if " " not in text:
        return text
    if DIGIT.search(text):
        text = NUMBER_AND_UNIT.sub(rf"\1{NO_BREAK}", text)
        text = WORD_AND_NUMBER.sub(_if_before_number, text)
    return TITLE_AND_NAME.sub(_unless_lower_case, text) if MAYBE_TITLE.search(text) else text


def bind_html(html: str) -> str:
    """`bind` for the text of HTML; tags, attributes, links and code stay byte for byte."""
    written: list[str] = []
    kept = 0
    at = 0
    for markup in MARKUP.finditer(html):
        text = html[at : markup.start()]
        written += [text if kept else bind(text), markup.group()]
        at = markup.end()
        if (markup["name"] or "").lower() in KEPT_ELEMENTS:
            kept = max(0, kept - 1) if markup["end"] else kept + 1
    text = html[at:]
    return "".join([*written, text if kept else bind(text)])


def _if_before_number(found: re.Match[str]) -> str:
    return f"{found[1]}{NO_BREAK}" if found[1].lower() in _LAST_WORDS else found.group()


def _unless_lower_case(found: re.Match[str]) -> str:
    return found.group() if found.string[found.end()].islower() else f"{found[1]}{NO_BREAK}"
