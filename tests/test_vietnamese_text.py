"""Vietnamese text from file to page: what goes wrong with stock parts, and does not here."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests.support.plugin_problems import ALONE
from tests.support.site_reading import BuiltPage
from tests.support.whole_site import build_articles

HEAD = "---\ntitle: {title}\ndate: {date}\ncategory: Kinh tế\nsummary: Tóm tắt.\n---\n"


def build_one(
    folder: Path, body: str, title: str = "Bài thử", date: str = "11/12/2023", **settings: Any
) -> BuiltPage:
    """The article's page; the file is `bai-thu.md` in tin-tuc."""
    site = build_articles(
        folder, {"tin-tuc/bai-thu.md": HEAD.format(title=title, date=date) + body}, **settings
    )
    (file,) = site.glob("tin-tuc/*/*/bai-thu/index.html")
    return BuiltPage(file, "/" + file.parent.relative_to(site).as_posix() + "/")


def test_a_day_first_date_is_not_swapped(tmp_path: Path) -> None:
    page = build_one(tmp_path, "Nội dung.")
    assert page.address == "/tin-tuc/2023/12/bai-thu/"
    time = page.soup.select_one("main time")
    assert time["datetime"] == "2023-12-11"
    assert time.get_text() == "Thứ Hai, 11/12/2023"


def test_the_hour_is_shown_where_it_is_given(tmp_path: Path) -> None:
    time = build_one(tmp_path, "Nội dung.", date="11/12/2023 08:00").soup.select_one("main time")
    assert time["datetime"] == "2023-12-11T08:00:00+07:00"
    assert time.get_text() == "Thứ Hai, 11/12/2023 08:00"


def test_abbreviations_look_alike(tmp_path: Path) -> None:
    page = build_one(tmp_path, "UBND, HĐND, ĐBQH và NĐ-CP.", title="UBND và HĐND: NĐ-CP")
    assert "UBND, HĐND, ĐBQH và NĐ-CP." in page.html
    assert 'class="caps"' not in page.html
    assert page.soup.h1.get_text() == "UBND và HĐND: NĐ-CP"


def test_straight_quotes_become_vietnamese_ones_and_dates_stay(tmp_path: Path) -> None:
    page = build_one(tmp_path, 'Thông tin "nóng"... đã có “sẵn”, ngày 11/12, 1/2 số xã./.')
    text = page.soup.select_one(".text").get_text().replace("\u00a0", " ")
    assert "Thông tin “nóng”… đã có “sẵn”, ngày 11/12, 1/2 số xã./." in text


def test_text_in_nfd_comes_out_as_nfc(tmp_path: Path) -> None:
    body = unicodedata.normalize("NFD", "Hội nghị ở xã Quang Thuận.")
    page = build_one(tmp_path, body, title=unicodedata.normalize("NFD", "Nắm bắt dư luận"))
    assert unicodedata.is_normalized("NFC", page.html)
    assert "Hội nghị ở xã Quang Thuận." in page.html


def test_heading_ids_keep_the_letter_d(tmp_path: Path) -> None:
    assert build_one(tmp_path, "## Định hướng\n\nNội dung.").soup.find(id="dinh-huong")


def test_numbers_stay_with_their_units_but_headings_break_freely(tmp_path: Path) -> None:
    page = build_one(tmp_path, "Có hơn 1.300 báo cáo của Đ/c Bí thư.\n\n## Hai chữ")
    assert "Đ/c\u00a0Bí" in page.soup.select_one(".text").get_text()
    assert "\u00a0" not in page.soup.select_one(".text h2").get_text()


@pytest.mark.parametrize(
    "title",
    [
        "Bạch Thông: 10 năm nhìn lại",
        "Giá < 5.000 đồng & > 3.000 đồng",
        "A </title><script>alert(1)</script>",
        "{{ article }} và {% if %}",
    ],
)
def test_a_title_is_shown_as_typed_wherever_it_stands(tmp_path: Path, title: str) -> None:
    page = build_one(tmp_path, "Nội dung.", title=title)
    assert page.soup.h1.get_text() == title
    assert page.soup.title.get_text().startswith(title)
    assert page.soup.select_one('meta[property="og:title"]')["content"] == title
    assert "<script>alert" not in page.html


def test_a_quoted_title_keeps_its_quotes(tmp_path: Path) -> None:
    page = build_one(tmp_path, "Nội dung.", title='"Nông thôn mới": kết quả')
    assert page.soup.h1.get_text() == "“Nông thôn mới”: kết quả"


def test_raw_scripts_never_reach_the_page(tmp_path: Path) -> None:
    """Even where nobody checks: plugins.checks refuses such an article before."""
    page = build_one(
        tmp_path,
        '<script>alert(1)</script>\n\n<p onclick="x()">Chữ</p>\n\n[a](javascript:alert(1))\n',
        PLUGINS=ALONE,
    )
    body = str(page.soup.select_one(".text"))
    assert "script" not in body
    assert "onclick" not in body
