"""Who has a site of Pelican's installs one wheel, and readers enlarge, share, print and listen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import PageMaker, served
from plugins.toolbar.test_listen import SAY_ALL, VOICE
from tests.support.bare_site import BareSite, quickstart

ARTICLE = (
    "Title: Hills & <em>lakes</em>\nDate: 2023-12-11\n\nOne sentence. Two sentences.\n\nMore.\n"
)
LETTERS = "parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"
ADDRESS = "https://example.org"

pytestmark = pytest.mark.long


def fill(site: BareSite) -> BareSite:
    site.set(f"SITEURL = {ADDRESS!r}\nRELATIVE_URLS = True")
    site.write("hills.md", ARTICLE)
    site.write("pages/about.md", "Title: About\n\nWords.\n")
    return site


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_letters_grow_and_stay_so_on_every_page(
    tmp_path: Path, parts_python: Path, page_of: PageMaker, theme: str
) -> None:
    site = fill(quickstart(tmp_path / "site", parts_python, theme=theme))
    site.build()
    with served(site.output) as address:
        page = page_of(base_url=address, width=412)
        page.goto("/hills-lakes.html")
        before = page.evaluate(LETTERS)
        page.get_by_role("button", name="Larger text").click()
        expect(page.get_by_role("status")).to_have_text("Text size 112.5%")
        for _ in range(2):
            page.get_by_role("button", name="Larger text").click()
        assert page.evaluate(LETTERS) == pytest.approx(before * 1.5, abs=0.2)
        expect(page.get_by_role("status")).to_have_text("Text size 150%")
        page.goto("/pages/about.html")
        assert page.evaluate("document.documentElement.dataset.size") == "150"
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 412 or theme != "simple"


def test_the_links_to_share_need_no_script(bare_site: BareSite, page_of: PageMaker) -> None:
    fill(bare_site).build()
    with served(bare_site.output) as address:
        page = page_of(base_url=address, js=False)
        page.goto("/hills-lakes.html")
        shown = page.locator(".toolbar :is(button, select, summary):visible")
        assert shown.all_inner_texts() == ["Share"]
        page.locator(".toolbar summary").click()
        facebook, mail = page.locator(".toolbar a:visible").all()
        assert "u=https://example.org/hills-lakes.html" in (facebook.get_attribute("href") or "")
        assert "subject=Hills%20%26%20lakes&" in (mail.get_attribute("href") or "")


def test_an_article_is_read_aloud_by_a_voice_of_its_language(
    bare_site: BareSite, page_of: PageMaker
) -> None:
    fill(bare_site).build()
    with served(bare_site.output) as address:
        page = page_of(base_url=address)
        page.add_init_script(VOICE)
        page.goto("/hills-lakes.html")
        page.get_by_role("button", name="Listen to the article").click()
        assert page.evaluate(SAY_ALL) == [
            "Hills & lakes",
            "One sentence.",
            "Two sentences.",
            "More.",
        ]


def test_the_own_address_is_copied_not_that_by_which_a_reader_came(
    bare_site: BareSite, page_of: PageMaker
) -> None:
    fill(bare_site).build()
    with served(bare_site.output) as address:
        page = page_of(base_url=address, permissions=["clipboard-read", "clipboard-write"])
        page.goto("/hills-lakes.html?from=mail#end")
        page.locator(".toolbar summary").click()
        page.get_by_role("button", name="Copy link").click()
        expect(page.get_by_role("status")).to_have_text("Link copied")
        assert page.evaluate("navigator.clipboard.readText()") == f"{ADDRESS}/hills-lakes.html"


def test_feeds_and_lists_carry_no_toolbar(bare_site: BareSite) -> None:
    bare_site.set('FEED_ALL_ATOM = "all.atom.xml"')
    fill(bare_site).build()
    assert 'class="toolbar' in bare_site.page("hills-lakes.html")
    for name in ("index.html", "all.atom.xml", "pages/about.html"):
        assert 'class="toolbar' not in bare_site.page(name)


def test_a_theme_says_where_the_toolbar_stands(bare_site: BareSite) -> None:
    bare_site.set('THEME_TEMPLATES_OVERRIDES = ["templates"]')
    folder = bare_site.folder / "templates"
    folder.mkdir()
    template = (
        "{% extends '!simple/article.html' %}{% block footer %}<!-- toolbar -->{% endblock %}"
    )
    (folder / "article.html").write_text(template, "utf-8")
    fill(bare_site).build()
    html = bare_site.page("hills-lakes.html")
    assert html.count('class="toolbar') == 1
    assert html.index('class="toolbar') > html.index("Two sentences")


def test_nothing_is_inline(bare_site: BareSite) -> None:
    fill(bare_site).build()
    html = bare_site.page("hills-lakes.html")
    assert " style=" not in html
    assert "<style" not in html
    assert html.count("<script") == html.count("<script src=") == 2


def test_a_wrong_place_to_share_at_is_a_sentence(bare_site: BareSite) -> None:
    bare_site.set('TOOLBAR = {"share": ["zalo", "fax"]}')
    told = fill(bare_site).tried()
    assert told.returncode == 1
    assert "TOOLBAR.share: there is no “fax”; there are: zalo, facebook, email." in told.stdout
