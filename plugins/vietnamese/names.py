"""A person's name is told from a place's or an office's, so that nobody is named by mistake."""

from __future__ import annotations

import re

# Families' names that most people bear, in Bắc Kạn and in the whole country.
FAMILIES = frozenset(
    {
        "Âu", "Bế", "Bùi", "Cấn", "Chu", "Cung", "Đàm", "Đặng", "Đinh", "Đoàn", "Đỗ", "Đồng",
        "Giàng", "Hầu", "Hoàng", "Hồ", "Hứa", "Huỳnh", "Khổng", "Kiều", "La", "Lăng", "Lâm", "Lê",
        "Lèng", "Liêu", "Lò", "Lộc", "Lục", "Lương", "Lường", "Lưu", "Lý", "Ma", "Mạc", "Mai",
        "Mông", "Nghiêm", "Ngô", "Ngọc", "Nguyễn", "Nhữ", "Ninh", "Nông", "Phạm", "Phan", "Phùng",
        "Phương", "Quách", "Quan", "Sầm", "Sằm", "Sùng", "Tạ", "Thạch", "Thái", "Thào", "Tô",
        "Tống", "Trang", "Trần", "Triệu", "Trịnh", "Trương", "Từ", "Vàng", "Vi", "Võ", "Vũ", "Vừ",
        "Vương", "Bàn", "Cao", "Hà", "Đào", "Dương", "Đới", "Tăng",
    }
)  # fmt: skip
# Before one syllable the others begin the names of places as well: `Vũ Muộn`, `Dương Phong`.
SURE_FAMILIES = ("Nguyễn", "Trần", "Phạm", "Đặng", "Bùi", "Đỗ", "Huỳnh", "Trịnh", "Nông")
MIDDLE = ("Văn", "Thị")
# Places and what is named after people, as it is written without its rank.
NO_PERSONS = frozenset(
    {
        *("Hồ Chí Minh", "Bà Rịa Vũng Tàu", "Thừa Thiên Huế", "Trần Đề", "Phan Rang Tháp Chàm"),
        *("Hà Đông", "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Cao Bằng", "Lý Nhân", "Lâm Đồng"),
        *("Đỗ Động", "Bùi Chu", "Nông Cống", "Nông Sơn", "Nông Thịnh", "Nông Hạ", "Nông Thượng"),
        *("Đặng Xá", "Phạm Xá", "Nguyễn Xá", "Trần Xá", "Đoàn Thanh Niên", "Hội Nông Dân"),
    }
)
SYLLABLE = re.compile(r"[^\W\d_]{1,7}")
PARTS = re.compile(r"[,;()–—/]|\s-\s|(?<=\w)\.\s")
# How a person is introduced without the words that `ông`, `bà` are.
CALLED = re.compile(
    r"\b(?:bạn đọc|bạn|độc giả|cử tri|công dân|người dân|người hỏi|hội viên|đảng viên|học sinh"
    r"|đồng chí|đ/c|thầy|cô|bác|chú|dì|cậu|luật sư|bác sĩ|trưởng thôn|trưởng bản|tổ trưởng"
    r"|bí thư chi bộ|chủ tịch|phó chủ tịch|giám đốc|trưởng phòng|cán bộ)\s+"
    r"(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){1,3})",
    re.IGNORECASE,
)


def person_in(text: str) -> str:
    """The first part of `text` that is a person's name and nothing else, as typed, or "".

    A family's name with one to three syllables behind it, each with a capital; `NGUYỄN VĂN AN` and
    `nguyễn văn an` too. A place with its rank (`xã Vũ Muộn`, `đường Nguyễn Du`) is none.
    """
    for part in PARTS.split(text):
        called = CALLED.search(part)
        name = _name(called["name"]) if called else ""
        if name or (name := _name(part)):
            return name
    return ""


def _name(text: str) -> str:
    words = text.split()
    plain = text.isupper() or text.islower()
    named = [word.capitalize() for word in words] if plain else words
    if not 2 <= len(words) <= 4 or not all(SYLLABLE.fullmatch(word) for word in words):
        return ""
    if not all(word[0].isupper() and word[1:] == word[1:].lower() for word in named):
        return ""
    first, second, *rest = named
    if first not in FAMILIES or " ".join(named) in NO_PERSONS:
        return ""
    if text.islower() and not (rest and second in MIDDLE):
        return ""
    return " ".join(words) if rest or first in SURE_FAMILIES else ""
