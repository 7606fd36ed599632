"""A publisher who describes the site wrongly reads what is wrong before anything is built."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pelicanconf import SECTIONS, SITE
from plugins.shared.outputs import FreshOutputs
from plugins.shared.portal import Portal
from plugins.shared.settings import SettingError
from plugins.shared.slugs import own_slugs
from plugins.site import check_settings
from plugins.site.identity import read_sections
from plugins.site.words import read_words
from tools.places import ROOT


def checked(**changed: Any) -> dict[str, Any]:
    """The settings as the plugin leaves them."""
    settings: dict[str, Any] = {
        "SITE": SITE,
        "SECTIONS": SECTIONS,
        "SITENAME": "Phủ Thông",
        "SITEURL": "https://tinh.example.vn",
        "PATH": "content",
        "THEME": str(ROOT / "theme"),
        "PLUGINS": [],
        "TYPOGRIFY_OMIT_FILTERS": [],
        "DEFAULT_LANG": "vi",
        "THEME_TEMPLATES_OVERRIDES": [],
        "JINJA_GLOBALS": {},
        "JINJA_FILTERS": {},
        "PORTAL": Portal(FreshOutputs(Path("output"))),
        **changed,
    }
    check_settings(SimpleNamespace(settings=settings))
    return settings


@pytest.mark.parametrize(
    ("address", "root"),
    [
        ("https://tinh.example.vn", ""),
        ("http://127.0.0.1:8000", ""),
        ("https://tinh.example.vn/phu-thong", "/phu-thong"),
        ("https://tinh.example.vn/xa/ph%C3%BA", "/xa/ph%C3%BA"),
    ],
)
def test_the_sites_address_may_have_a_path(address: str, root: str) -> None:
    read = checked(SITEURL=address)
    assert read["PORTAL"].root == read["JINJA_GLOBALS"]["root"] == root
    assert read["JINJA_GLOBALS"]["site_address"] == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tinh.example.vn",
        "//tinh.example.vn",
        "https://",
        "https:tinh.example.vn",
        "ftp://tinh.example.vn",
        "https://tinh.example.vn/",
        "https://tinh.example.vn/phu-thong/",
        "https://tinh.example.vn//phu",
        "https://tinh.example.vn?a=1",
        "https://tinh.example.vn/#a",
        "https://tinh.example.vn/phú thông",
        " https://tinh.example.vn",
    ],
)
def test_an_address_that_pages_could_not_use_is_refused(address: str) -> None:
    with pytest.raises(SettingError, match=r"^SITEURL: đọc được .*ví dụ https://"):
        checked(SITEURL=address)


@pytest.mark.parametrize(
    ("site", "named"),
    [
        ({**SITE, "taglien": "x"}, "“taglien”.*“tagline”"),
        ({k: v for k, v in SITE.items() if k != "publisher"}, "thiếu.*publisher"),
        ({**SITE, "desks": "Ban Biên tập"}, r"SITE\.desks"),
        ({**SITE, "contacts": [{"label": "Thư"}]}, r"SITE\.contacts\[0\].*value"),
        ({**SITE, "footer_pages": [{"label": "A", "adress": "a/"}]}, r"\[0\].*“address”"),
        ({}, "tagline, description, publisher"),
    ],
)
def test_a_wrong_identity_is_named(site: Any, named: str) -> None:
    with pytest.raises(SettingError, match=named):
        checked(SITE=site)


def test_a_misspelt_typogrify_filter_is_named() -> None:
    with pytest.raises(SettingError, match="widnot"):
        checked(TYPOGRIFY_OMIT_FILTERS=["amp", "widnot"])


def section(slug: str = "tin-tuc", **values: Any) -> dict[str, Any]:
    return {"slug": slug, "title": slug.title(), **values}


def test_sections_keep_their_order_and_give_their_categories_addresses() -> None:
    first, second = read_sections([section("xa", categories=["Đời sống", "Kinh tế"]), section()])
    assert [item.address for item in first.category_terms] == ["xa/doi-song/", "xa/kinh-te/"]
    assert first.category("Kinh tế") == first.category_terms[1]
    assert (second.address, second.categories) == ("tin-tuc/", ())


@pytest.mark.parametrize(
    ("sections", "named"),
    [
        ([], "ít nhất một mục"),
        ("tin-tuc", "ít nhất một mục"),
        ([section(), section()], "“tin-tuc”"),
        ([section("Tin tức")], "“Tin tức”"),
        ([section("")], "“”"),
        ([{"title": "Tin tức"}], r"SECTIONS\[0\].*slug"),
        ([section(), section("xa", category=["A"])], r"SECTIONS\[1\].*“categories”"),
        ([section(categories=["Bản tin", "Bàn tin"])], "“Bàn tin”.*“ban-tin”.*“Bản tin”"),
        ([section(categories=["2023"])], "“2023”"),
        ([section(categories=["…"])], "“…”"),
        ([section(categories=["Trang"])], "“Trang”"),
        *(([section(slug)], f"“{slug}”") for slug in sorted(own_slugs().of_site)),
    ],
)
def test_sections_whose_addresses_clash_are_refused(sections: Any, named: str) -> None:
    with pytest.raises(SettingError, match=named):
        read_sections(sections)


def test_two_sections_may_have_a_category_of_one_name() -> None:
    both = read_sections([section("a", categories=["Tin"]), section("b", categories=["Tin"])])
    assert [item.category_terms[0].address for item in both] == ["a/tin/", "b/tin/"]


def test_a_missing_word_is_named_with_its_table(tmp_path: Path) -> None:
    file = tmp_path / "strings.vi.toml"
    file.write_text('[page.nav]\nhome = "Trang chủ"\n', "utf-8")
    words = read_words(file)
    assert words.page.nav.home == words["page"]["nav"]["home"] == "Trang chủ"
    with pytest.raises(SettingError, match=r"t\.footer$"):
        _ = words.footer
    with pytest.raises(SettingError, match=r"t\.page\.nav\.hoem$"):
        _ = words.page.nav.hoem


@pytest.mark.parametrize("data", [b'a = "', b'a = "\xe1"', None])
def test_a_file_of_words_that_cannot_be_read_is_named(tmp_path: Path, data: bytes | None) -> None:
    file = tmp_path / "strings.vi.toml"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(SettingError, match=r"strings\.vi\.toml: không đọc được"):
        read_words(file)


@pytest.mark.parametrize("href", ["javascript:x()", "data:text/html,x", "//example.vn", "a.html"])
def test_a_contact_leads_nowhere_that_runs_script(href: str) -> None:
    contacts = [{"label": "Trang", "value": "x", "href": href}]
    with pytest.raises(SettingError, match="Trang"):
        checked(SITE=SITE | {"contacts": contacts})
