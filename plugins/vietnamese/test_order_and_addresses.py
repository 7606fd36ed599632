"""Addresses, sorting and numbers as a Vietnamese reader expects them."""

from __future__ import annotations

import random
import re
import unicodedata
from decimal import Decimal

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.vietnamese.numbers import show_number, show_size
from plugins.vietnamese.slugs import heading_slug, slugify
from plugins.vietnamese.sorting import sort_key


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Định hướng dư luận xã hội", "dinh-huong-du-luan-xa-hoi"),
        ("Kết luận 100-KL/TW", "ket-luan-100-kl-tw"),
        ("GD&ĐT", "gd-dt"),
        ("Văn hóa - Xã hội", "van-hoa-xa-hoi"),
        ("“Nóng”…/.", "nong"),
        ("Ð̣ảng", "dang"),
        ("zero\u200bwidth", "zerowidth"),
        ("Москва", "moskva"),
        ("…", ""),
    ],
)
def test_an_address_keeps_each_word_apart_and_readable(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_address_is_cut_at_a_word() -> None:
    title = "Nâng cao chất lượng công tác nắm bắt và định hướng dư luận xã hội trên địa bàn huyện"
    slug = slugify(title)
    assert len(slug) <= 80
    assert slug == "nang-cao-chat-luong-cong-tac-nam-bat-va-dinh-huong-du-luan-xa-hoi-tren-dia-ban"
    assert slugify("a" * 100) == "a" * 80


@settings(deadline=None)
@given(st.text())
def test_an_address_is_always_plain_and_empty_only_without_letters(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= 80
    assert slug or not any(char.isalnum() for char in text)
    assert slugify(slug) == slug


@settings(deadline=None)
@given(st.text(st.sampled_from("aăđêơưạếộỹĐỄ -/&")))
def test_an_address_does_not_depend_on_the_normal_form(text: str) -> None:
    assert slugify(unicodedata.normalize("NFD", text)) == slugify(text)


def test_a_heading_id_keeps_its_first_letter() -> None:
    html = markdown.markdown(
        "## Định hướng\n\n## Định hướng\n\n## …",
        extensions=["toc"],
        extension_configs={"toc": {"slugify": heading_slug}},
    )
    assert re.findall('id="(.*?)"', html) == ["dinh-huong", "dinh-huong_1", "muc"]


@pytest.mark.parametrize(
    "ordered",
    [
        ["an", "ăn", "ân", "Bắc", "cao", "dân", "Đảng", "em", "êm", "giáo", "ơn", "ưng", "xã"],
        ["ba", "bà", "bả", "bã", "bá", "bạ"],
        ["bàn tay", "bán nhà", "bạn đọc"],
        ["hoa", "hoà", "hòa", "hoạt"],
        ["Đất và người", "Kinh tế", "Văn hóa - Xã hội", "Xây dựng Đảng"],
        ["Phạm An", "Phạm Ân", "Phan An"],
        ["Thôn 2", "Thôn 10", "thôn Bản"],
        ["dân", "Dân"],
        ["an", "an ninh", "anh"],
        ["f", "g", "i", "j", "k", "v", "w", "x", "y", "z"],
    ],
)
def test_names_stand_in_the_order_of_the_alphabet_then_of_the_tones(ordered: list[str]) -> None:
    shuffled = random.Random(1).sample(ordered, len(ordered))
    assert sorted(shuffled, key=sort_key) == ordered


@settings(deadline=None)
@given(st.text(), st.text())
def test_two_texts_never_have_one_key(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)
    assert (sort_key(one) < sort_key(other)) or (sort_key(other) <= sort_key(one))


def test_numbers_are_written_with_vietnamese_points() -> None:
    assert show_number(1300) == "1.300"
    assert show_number(545.62) == "545,62"
    assert show_number(Decimal("1234567.5")) == "1.234.567,5"


def test_file_sizes_are_short_and_stay_with_their_unit() -> None:
    sizes = {
        7: "7 byte",
        345_200: "345 kB",
        999_999: "1 MB",
        1_234_567: "1,2 MB",
        2 * 10**12: "2.000 GB",
    }
    assert {size: show_size(size).replace("\u00a0", " ") for size in sizes} == sizes
    assert " " not in show_size(1_234_567)
