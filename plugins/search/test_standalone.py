"""Readers of a bare site of Pelican's find what they look for, however they type it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from conftest import PageMaker, served
from tests.support.bare_site import BareSite

PLUGIN = 'PLUGINS = ["portal_search"]\n'
SIMPLE = f'{PLUGIN}THEME = "simple"\n'
ARTICLES = {
    "dan-toc.md": "Title: Ngày hội văn hóa\nDate: 2024-03-02\nCategory: Văn hóa\n\n"
    "Mười hai dân tộc anh em gặp nhau ở Phủ Thông.\n",
    "harvest.md": "Title: The tangerine harvest\nDate: 2023-11-05\nCategory: Farming\n"
    "Tags: fruit\n\nTerraces above the river were full of pickers.\n",
    "late.md": "Title: A late frost\nDate: 2023-02-01\nCategory: Farming\n\n"
    "It spared the terraces.\n",
    "draft.md": "Title: Draft of terraces\nDate: 2024-01-01\nStatus: draft\n\nTerraces.\n",
    "pages/about.md": "Title: About us\n\nWe write of the district.\n",
}
# A theme that has nothing in common with Pelican's own.
STRANGE = "<!DOCTYPE html><html><head><title>{{ SITENAME }}</title></head><body>Odd</body></html>"

pytestmark = pytest.mark.long

Opener = Callable[..., Page]


def fill(site: BareSite, settings: str = SIMPLE) -> BareSite:
    site.set(settings)
    for name, text in ARTICLES.items():
        site.write(name, text)
    site.build()
    return site


@contextmanager
def opened(site: BareSite, page_of: PageMaker, path: str, **options: object) -> Iterator[Page]:
    with served(site.output) as address:
        page = page_of(base_url=address, **options)  # type: ignore[arg-type]
        page.goto(path)
        yield page


def titles(page: Page) -> list[str]:
    return page.locator(".site-search .card h2").all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dan toc", "Ngày hội văn hóa"),
        ("dân tộc", "Ngày hội văn hóa"),
        ("dan to", "Ngày hội văn hóa"),
        ("tanger", "The tangerine harvest"),
        ("pickers", "The tangerine harvest"),
        ("tangerine harvset", "The tangerine harvest"),
        ("fruit", "The tangerine harvest"),
        ("district", "About us"),
    ],
)
def test_words_are_found_without_marks_half_typed_and_with_a_slip(
    bare_site: BareSite, page_of: PageMaker, typed: str, found: str
) -> None:
    with opened(fill(bare_site), page_of, "/search/") as page:
        page.get_by_role("searchbox").fill(typed)
        page.keyboard.press("Enter")
        expect(page.locator(".card h2").first).to_have_text(found)
        page.locator(".card a").first.click()
        expect(page.locator("main")).to_contain_text(found)


def test_what_a_reader_sees_of_an_answer(bare_site: BareSite, page_of: PageMaker) -> None:
    with opened(fill(bare_site), page_of, "/search/?q=terraces") as page:
        expect(page.get_by_role("status")).to_have_text("Articles for “terraces”: 2.")
        assert sorted(titles(page)) == ["A late frost", "The tangerine harvest"]
        assert "2023-11-05 · Farming" in page.locator(".list").inner_text()
        assert page.locator(".card mark").first.inner_text().lower() == "terraces"
        page.locator("summary").click()
        page.get_by_label("Category").select_option("Văn hóa")
        expect(page.locator(".nothing")).to_be_visible()
        page.get_by_label("Category").select_option("Farming")
        expect(page.locator(".card")).to_have_count(2)
        page.get_by_label("Year").select_option("2024")
        expect(page.locator(".card")).to_have_count(0)


@pytest.mark.parametrize("relative", [False, True])
def test_it_fits_a_phone_in_either_kind_of_addresses(
    bare_site: BareSite, page_of: PageMaker, relative: bool
) -> None:
    settings = f'{SIMPLE}SEARCH = {{"address": "a/find/"}}\nRELATIVE_URLS = {relative}\n'
    site = fill(bare_site, settings)
    with opened(site, page_of, "/a/find/?q=dan%20toc", width=320) as page:
        expect(page.locator(".card h2")).to_have_text("Ngày hội văn hóa")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.locator(".card a").click()
        page.wait_for_url("**/ngay-hoi-van-hoa.html")


def test_words_are_of_the_sites_language(bare_site: BareSite, page_of: PageMaker) -> None:
    site = fill(bare_site, f"{SIMPLE}DEFAULT_LANG = 'vi'\n")
    with opened(site, page_of, "/search/?q=daan%20toojc") as page:
        expect(page.get_by_role("status")).to_contain_text("Đã hiểu là: “dân tộc”")
        assert "02/03/2024 · Văn hóa" in page.locator(".list").inner_text()


def test_keys_of_telex_are_letters_in_an_english_site(
    bare_site: BareSite, page_of: PageMaker
) -> None:
    with opened(fill(bare_site), page_of, "/search/?q=daan%20toojc") as page:
        expect(page.get_by_role("status")).to_have_text("No articles found for “daan toojc”.")


def test_the_default_theme_shows_the_page_in_its_frame(
    bare_site: BareSite, page_of: PageMaker
) -> None:
    site = fill(bare_site, f"{PLUGIN}THEME = 'notmyidea'\n")
    assert 'id="banner"' in site.page("search/index.html")
    with opened(site, page_of, "/search/?q=dan%20toc") as page:
        expect(page.locator(".card h2")).to_have_text("Ngày hội văn hóa")


def test_a_theme_without_room_gets_a_page_of_its_own(
    bare_site: BareSite, page_of: PageMaker
) -> None:
    overrides = bare_site.folder / "overrides"
    overrides.mkdir()
    (overrides / "base.html").write_text(STRANGE, "utf-8")
    site = fill(bare_site, f"{SIMPLE}THEME_TEMPLATES_OVERRIDES = ['overrides']\n")
    with opened(site, page_of, "/search/?q=dan%20toc") as page:
        expect(page.locator(".card h2")).to_have_text("Ngày hội văn hóa")
        assert page.title() == "dan toc – Search – Site"


def test_a_theme_may_place_a_box_anywhere(bare_site: BareSite, page_of: PageMaker) -> None:
    overrides = bare_site.folder / "overrides"
    overrides.mkdir()
    nav = '{% extends "!simple/base.html" %}{% block nav %}{{ search_box() }}{% endblock %}'
    (overrides / "base.html").write_text(nav, "utf-8")
    site = fill(bare_site, f"{SIMPLE}THEME_TEMPLATES_OVERRIDES = ['overrides']\n")
    with opened(site, page_of, "/a-late-frost.html") as page:
        page.get_by_role("searchbox", name="Search").fill("dan toc")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=dan+toc")
        expect(page.locator(".card h2")).to_have_text("Ngày hội văn hóa")


def test_no_script_or_style_is_inline_and_other_pages_get_none(bare_site: BareSite) -> None:
    site = fill(bare_site)
    page = site.page("search/index.html")
    assert "<style" not in page
    assert page.count("<script") == 1
    assert "/theme/search/search.js" in page
    assert "search.js" not in site.page("a-late-frost.html")
    assert "draft-of-terraces" not in "".join(
        file.read_text("utf-8") for file in (site.output / "search").glob("*.txt")
    )
    before = {file.name: file.read_bytes() for file in (site.output / "search").iterdir()}
    site.build()
    assert {file.name: file.read_bytes() for file in (site.output / "search").iterdir()} == before


def test_wrong_settings_are_sentences(bare_site: BareSite) -> None:
    bare_site.set(f'{SIMPLE}SEARCH = {{"adress": "find/"}}')
    assert (
        "SEARCH: there is no setting “adress”. Do you mean “address”?" in bare_site.tried().stdout
    )
    bare_site.set('SEARCH = {"address": "/find"}')
    told = bare_site.tried()
    assert told.returncode == 1
    assert "SEARCH.address: “/find” where a folder is needed" in told.stdout
