"""Persons' names are known as such; places, offices and what is named after people are not."""

from __future__ import annotations

import pytest

from plugins.vietnamese.names import person_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Văn A", "Nguyễn Văn A"), ("Nông Thị Thử, xã Phủ Thông", "Nông Thị Thử"),
        ("xã Phủ Thông - Bàn Văn Mẫu", "Bàn Văn Mẫu"), ("Phòng Nội vụ (Hà Thử Mẫu)", "Hà Thử Mẫu"),
        ("NGUYỄN VĂN THỬ", "NGUYỄN VĂN THỬ"), ("nguyễn thị mẫu", "nguyễn thị mẫu"),
        ("Trần Thử", "Trần Thử"), ("Bạn đọc Lý Thử Mẫu", "Lý Thử Mẫu"),
        ("trưởng thôn Đàm Văn Thử", "Đàm Văn Thử"), ("Đoàn Văn Thử", "Đoàn Văn Thử"),
    ],
)  # fmt: skip
def test_a_name_is_found_without_a_title(text: str, name: str) -> None:
    assert person_in(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "xã Phủ Thông", "Phủ Thông", "Vũ Muộn", "Cao Sơn", "Vi Hương", "Dương Phong", "Hà Nội",
        "Hồ Chí Minh", "TP. Hồ Chí Minh", "phường Nguyễn Trãi", "đường Trần Hưng Đạo, phường 2",
        "Trường THPT Lê Hồng Phong", "Trường Tiểu học Nguyễn Thị Minh Khai", "Công an xã",
        "Ủy ban nhân dân xã Phủ Thông", "UBND xã Nguyễn Phích", "Đoàn Thanh niên huyện",
        "Đoàn Thanh Niên", "Hội Nông dân", "Hội Phụ nữ xã", "Bạn đọc ở xã Phủ Thông",
        "bạn đọc ở Vũ Muộn", "Chủ tịch UBND xã", "thôn Nà Ông", "Bảo hiểm xã hội huyện",
        "họp thôn Trần Phú", "Ban Quản lý dự án", "Sở Nông nghiệp và Môi trường", "",
    ],
)  # fmt: skip
def test_a_place_or_an_office_is_no_person(text: str) -> None:
    assert person_in(text) == ""
