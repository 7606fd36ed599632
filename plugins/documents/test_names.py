"""An editor hears of a person's name in a document, not of an office's or a computer's."""

from __future__ import annotations

import pytest

from plugins.documents.names import is_person


@pytest.mark.parametrize(
    "name",
    [
        *("Nguyễn Văn A", "nguyen van a", "NGUYEN VAN A", "longnv", "Phong", "Đoàn Thị B", "Az"),
        *("nguoi.mot@example.vn", "Văn A - TCKH", "Lê Quang Bản", "Hà Thị Tổ", "Ánh"),
    ],
)
def test_a_person_is_one(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "1", "a", "Microsoft", "Microsoft Office User", "User", "user1", "Admin", "HP"),
        *("ADMIN-PC", "Administrator", "MyPC", "UBND xã X", "Văn phòng HĐND và UBND", "Sở Y tế"),
        *("Phòng Văn hóa", "phong DKKD", "Uỷ ban nhân dân", "ỦY BAN", "UY BAN NHAN DAN", "VPCP"),
        *("Công ty Y", "python-docx", "BTH - BTC", "TP. X", "Tác giả", "Van phong", "Canva"),
    ],
)
def test_an_office_or_a_computer_is_no_person(name: str) -> None:
    assert not is_person(name)


def test_the_site_and_its_publisher_are_no_persons() -> None:
    assert is_person("Trang Núi Xanh")
    assert not is_person("trang núi  xanh", ["Trang Núi Xanh"])
