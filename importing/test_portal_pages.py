"""Pages as five portals write them, with all that stands around an article; texts of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from importing.document import SourceDocument, letters
from importing.page_heads import date_in
from importing.portal_pages import read_page
from importing.profiles import chosen, read_profile, read_profiles
from importing.to_markdown import to_markdown
from plugins.shared.settings import SettingError

PROFILES = read_profiles()
LEAD = "Bài minh hoạ: người dân trong xã góp ngày công làm đường, con đường xong trước mùa mưa."
TEXT = (
    "Con đường dài hơn một cây số, nối hai thôn với đường tỉnh, "
    "xe chở nông sản đi lại được quanh năm."
)
AROUND = "<nav><a href='/'>Trang chủ</a></nav>{}<footer>Bản quyền thuộc về cổng</footer>"
PAGES = {
    "NukeViet": f"""<meta name="generator" content="NukeViet v4.5"><h1 class="title">Làm đường</h1>
        <span class="h5">Thứ hai - 15/05/2017 16:23</span><div class="hometext">{LEAD}</div>
        <figure class="article"><img src="/uploads/duong.jpg" alt="Đường"><em>Đường mới</em>
</figure>
        <div id="news-bodyhtml"><p>{TEXT}</p><p>Ảnh dưới.</p></div>
        <p class="h5"><strong>Tác giả:</strong> Tổ biên tập</p>""",
    "SharePoint": f"""<form id="aspnetForm"><meta name="GENERATOR" content="Microsoft SharePoint">
        <div class="article-title">Làm đường</div><div class="date-line">15/05/2017 4:23 CH</div>
        <div class="sapo">{LEAD}</div><div class="captioned-image"><div class="image">
<img src="/duong.jpg" alt=""></div>
        <div class="caption">Đường mới</div></div><div class="by-line">Tổ biên tập</div>
        <div class="article-content"><div class="ms-rtestate-field">{TEXT}<br><br>Ảnh dưới.</div>
</div></form>""",
    "mojoPortal": f"""<form><div class="blogwrapper"><h2 class="blogtitle">Làm đường</h2>
        <span class="blogdate">15/05/2017 16:23</span><div class="blogexcerpt">{LEAD}</div>
        <span class="blogauthor">Tổ biên tập</span><div class="blogtext"><figure>
<img src="/duong.jpg">
        <figcaption>Đường mới</figcaption></figure><p>{TEXT}<p>Ảnh dưới.</div></div></form>""",
    "Liferay": f"""<div class="portlet-asset-publisher"><h3 class="asset-title">Làm đường</h3>
        <span class="metadata-publish-date">15/05/2017 16:23</span>
<span class="metadata-author">Tổ biên tập</span>
        <div class="asset-summary">{LEAD}</div><div class="journal-content-article"><p>{LEAD}</p>
        <figure><img data-src="/duong.jpg" src="/blank.gif"><figcaption>Đường mới</figcaption>
</figure>
        <p>{TEXT}</p><p>Ảnh dưới.</p></div></div>""",
    "WordPress": f"""<meta name="generator" content="WordPress 6.5"><article>
<h1 class="entry-title">Làm đường</h1>
        <time class="entry-date" datetime="2017-05-15T16:23:00+07:00">15 Tháng Năm</time>
        <span class="byline"><span class="author">Tổ biên tập</span></span>
<div class="entry-summary">{LEAD}</div>
        <div class="entry-content"><div class="wp-caption"><img src="/duong.jpg">
<p class="wp-caption-text">Đường mới</p></div>
        <p>{TEXT}</p><p>Ảnh dưới.</p></div></article>""",
}


def _read(html: str) -> SourceDocument:
    document = read_page("a.html", f"<!DOCTYPE html><html><body>{html}</body></html>", PROFILES)
    assert document
    hints = document.hints
    head = (hints.title, hints.lead, hints.source, *hints.authors)
    out = letters(BeautifulSoup(document.html, "html.parser").get_text())
    out += sum(letters(each.value) for each in head if each)
    assert document.letters_in == out + sum(letters(each.text) for each in document.removed)
    return document


@pytest.mark.parametrize("portal", PAGES)
def test_the_parts_of_a_portals_page_are_found(portal: str) -> None:
    document = _read(AROUND.format(PAGES[portal]))
    assert document.kind == f"trang {portal}"
    hints = document.hints
    assert hints.title
    assert hints.title.value == "Làm đường"
    assert hints.lead
    assert hints.lead.value == LEAD
    assert hints.date
    assert hints.date.value == "2017-05-15 16:23"
    assert [each.value for each in hints.authors] == ["Tổ biên tập"]
    text = to_markdown(document.html)
    assert text.endswith(f"{TEXT}\n\nẢnh dưới.\n")
    assert 'duong.jpg "Đường mới")' in text
    assert LEAD not in text
    assert "Bản quyền" not in text


def test_any_other_page_is_its_part_with_the_most_text() -> None:
    document = _read(
        "<title>Làm đường - Cổng</title><div><a>Trình đơn</a></div>"
        f"<td><div>{TEXT}<br><br>{TEXT}</div></td>"
    )
    assert document.kind == "trang khác"
    assert document.hints.title
    assert document.hints.title.value == "Làm đường"
    assert to_markdown(document.html) == f"{TEXT}\n\n{TEXT}\n"


def test_the_agency_before_the_lead_is_the_source() -> None:
    page = PAGES["NukeViet"].replace(LEAD, f"(Chinhphu.vn) – {LEAD}")
    document = _read(page)
    assert document.hints.lead
    assert document.hints.lead.value == LEAD
    assert document.hints.source
    assert document.hints.source.value == "Chinhphu.vn"


def test_a_page_without_an_article_is_none() -> None:
    page = '<meta name="generator" content="NukeViet"><ul><li><a href="/a">Tin một</a></li></ul>'
    assert read_page("a.html", page, PROFILES) is None


def test_the_old_address_is_what_the_page_says() -> None:
    page = f'<link rel="canonical" href="https://cu.example.gov.vn/tin/lam-duong-5.html">{PAGES["NukeViet"]}'
    assert _read(page).hints.old_addresses == ("https://cu.example.gov.vn/tin/lam-duong-5.html",)


def test_an_office_adds_its_own_profile(tmp_path: Path) -> None:
    own = tmp_path / "import-profiles"
    own.mkdir()
    (own / "cua-toi.toml").write_text(
        'name = "cổng riêng"\nsigns = ["#rieng"]\nbody = ["#rieng"]\ntitle = ["b"]\n'
    )
    profiles = read_profiles(tmp_path)
    assert profiles[0].name == "cổng riêng"
    document = read_page("a.html", f"<b>Tên</b><div id='rieng'>{TEXT}</div>", profiles)
    assert document
    assert document.kind == "trang cổng riêng"
    assert document.hints.title
    assert document.hints.title.value == "Tên"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("tilte = []", "không có mục “tilte”"),
        ('title = ["["]', "bộ chọn sai"),
        ("title = 1", "danh sách"),
        ("[", "TOML"),
    ],
)
def test_a_wrong_profile_is_a_sentence(tmp_path: Path, said: str, wanted: str) -> None:
    file = tmp_path / "sai.toml"
    file.write_text(said)
    with pytest.raises(SettingError, match=wanted):
        read_profile(file)


def test_an_unknown_profile_is_a_sentence_with_those_that_are() -> None:
    with pytest.raises(SettingError, match="liferay, mojoportal, nukeviet"):
        chosen("joomla", PROFILES)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Thứ hai - 15/05/2017 16:23", "2017-05-15 16:23"),
        ("Ngày đăng: 5/12/2017", "2017-12-05"),
        ("2017-05-15T16:23:00+07:00", "2017-05-15 16:23"),
        ("15/05/2017 4:23 CH", "2017-05-15 16:23"),
        ("31/02/2017", ""),
        ("hôm nay", ""),
    ],
)
def test_dates_of_portals(said: str, wanted: str) -> None:
    assert date_in(said) == wanted
