"""What a file is called in content/, whatever somebody's program sent as its name."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.photos.names import free_names, shown_name, stem_for
from plugins.shared.file_names import windows_fault
from plugins.vietnamese.slugs import SLUG


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("..\\..\\x.jpg", "x.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Lan\\Ảnh họp.JPG", "Ảnh họp.JPG"),
        ("CON.jpg", "_CON.jpg"),
        ("a\0b.jpg", "ab.jpg"),
        ("anh\u202egpj.exe", "anhgpj.exe"),
        ("...", "anh"),
        ("", "anh"),
        ("a.jpg.", "a.jpg"),
    ],
)
def test_a_name_says_what_it_seems_to_and_leads_nowhere(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown


@given(st.text(max_size=400))
def test_any_name_can_be_that_of_a_file_anywhere(sent: str) -> None:
    name = shown_name(sent)
    assert 0 < len(name) <= 81
    assert not set(name) & set('/\\:*?"<>|\0\n\r\u202e')
    assert not windows_fault(name)
    assert name not in (".", "..")
    first = next(free_names(stem_for(name, "tin-tuc/le-hoi.md"), ".jpg"))
    assert SLUG.fullmatch(first.removesuffix(".jpg"))
    assert not windows_fault(first)


def test_a_long_name_keeps_its_kind() -> None:
    assert shown_name("á" * 300 + ".jpeg").endswith("….jpeg")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Hội nghị xã Phủ Thông.jpg", "hoi-nghi-xa-phu-thong"),
        ("Hội nghị (2).jpg", "hoi-nghi"),
        ("Hội nghị - Copy (3).jpg", "hoi-nghi"),
        ("DSC_0012.JPG", "le-hoi-"),
        ("IMG_20251130_080102.heic", "le-hoi-"),
        ("image.png", "le-hoi-"),
        ("z5012345678901_3ab9f0.jpg", "le-hoi-"),
        ("6f1c2f9e-7a52-4b5e-9d2c-aa.jpg", "le-hoi-"),
        ("nul.jpg", "anh-nul"),
    ],
)
def test_a_camera_s_number_is_no_name(name: str, stem: str) -> None:
    assert stem_for(name, "tin-tuc/le-hoi.md") == stem


def test_what_is_nameless_altogether_has_a_name() -> None:
    assert stem_for("DSC_1.JPG", "") == "anh-"
    assert stem_for("1.pdf", "", "tep") == "tep-"


def test_names_that_are_taken_are_followed_by_others() -> None:
    assert [*islice(free_names("a", ".jpg"), 3)] == ["a.jpg", "a-2.jpg", "a-3.jpg"]
    assert [*islice(free_names("a-", ".jpg"), 2)] == ["a-1.jpg", "a-2.jpg"]
