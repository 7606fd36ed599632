"""Who has a site of Pelican's installs one wheel, and photos become figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import PageMaker, served
from tests.support.bare_site import BareSite, quickstart
from tests.support.whole_site import PICTURE

ARTICLE = (
    "Title: Hills\nDate: 2023-12-11\n\n"
    '![A hill]({static}/images/hill.svg "Evening. Photo: Ann")\n\nWords.\n\n'
    '<table><tr><td><img src="{static}/images/hill.svg" alt="Same"></td></tr>'
    "<tr><td>Morning</td></tr></table>\n\n"
    "Table: Heights\n\n| Hill | m |\n|---|---:|\n| One | 300 |\n"
)
PLAIN = "Title: Plain\nDate: 2023-12-12\n\nNo figure.\n"
SHEET = "/theme/captions/captions.css"

pytestmark = pytest.mark.long


def fill(site: BareSite) -> BareSite:
    site.write("images/hill.svg", PICTURE)
    site.write("hills.md", ARTICLE)
    site.write("plain.md", PLAIN)
    return site


def test_photos_of_a_bare_site_are_figures_in_the_browser(
    bare_site: BareSite, page_of: PageMaker
) -> None:
    fill(bare_site).build()
    with served(bare_site.output) as address:
        page = page_of(base_url=address)
        page.goto("/hills.html")
        assert page.locator("figure.photo").count() == 2
        assert page.locator("figcaption .credit").inner_text() == "Photo: Ann"
        assert page.get_by_role("group", name="Table: Heights").locator("td").count() == 2
        assert page.locator("figure.photo img").first.evaluate("img => img.naturalWidth") > 0
        style = page.locator("td.right").evaluate("cell => getComputedStyle(cell).textAlign")
        assert style == "end"
    assert SHEET not in bare_site.page("plain.html")


def test_hidden_words_are_of_the_sites_language(tmp_path: Path, parts_python: Path) -> None:
    said = {}
    for language in ("en", "vi", "de"):
        site = fill(quickstart(tmp_path / language, parts_python, language))
        site.build()
        said[language] = "Chú thích ảnh: " in site.page("hills.html")
        assert ("Photo caption: " in site.page("hills.html")) is not said[language]
    assert said == {"en": False, "vi": True, "de": False}


def test_other_readers_photos_are_figures_too(bare_site: BareSite) -> None:
    bare_site.set('PLUGINS = ["portal_captions"]')
    bare_site.write("images/hill.svg", PICTURE)
    bare_site.write(
        "a.html",
        '<html><head><title>A</title><meta name="date" content="2023-12-11"></head>'
        '<body><p><img src="{static}/images/hill.svg" alt="A" title="B"></p></body></html>',
    )
    bare_site.build()
    assert '<figure class="photo"><img src="/images/hill.svg" alt="A">' in bare_site.page("a.html")


def test_a_theme_may_bring_its_own_styles(bare_site: BareSite) -> None:
    bare_site.set('CAPTIONS = {"styles": False}')
    fill(bare_site).build()
    assert "<figure" in bare_site.page("hills.html")
    assert SHEET not in bare_site.page("hills.html")


def test_a_wrong_setting_is_a_sentence(bare_site: BareSite) -> None:
    bare_site.set('CAPTIONS = {"style": False}')
    told = fill(bare_site).tried()
    assert told.returncode == 1
    assert "CAPTIONS: there is no setting “style”. Do you mean “styles”?" in told.stdout
    assert not (bare_site.output / "hills.html").exists()
