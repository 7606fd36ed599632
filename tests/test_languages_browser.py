"""What a reader of an English page does in the browser is answered in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from conftest import PageMaker, served
from tests.support.barriers import barriers, too_wide
from tests.support.english_site import build_english
from tests.support.whole_site import build_articles
from tests.test_translations import FILES, NEWS_AT, PAGE_AT


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(build_english(tmp_path_factory.mktemp("english"), LISTINGS={"per_page": 9})) as at:
        yield at


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(build_articles(tmp_path_factory.mktemp("translated"), FILES)) as at:
        yield at


@pytest.fixture
def page(page_of: PageMaker, english: str) -> Page:
    return page_of(base_url=english)


def test_the_search_answers_in_english(page: Page) -> None:
    page.goto("/search/?q=harvest")
    expect(page.locator("main [role=status]")).to_have_text("Articles for “harvest”: 3.")
    assert page.locator(".list time").all_text_contents()[0] == "13 January 2024"
    assert page.title() == "harvest – Search | Phu Thong"
    assert page.url.endswith("/search/?q=harvest")


def test_a_filtered_list_comes_in_place_and_says_its_count(page: Page) -> None:
    page.goto("/answers/")
    page.evaluate("window.stayed = true")
    page.locator(".filters").get_by_role("link", name="False", exact=True).click()
    expect(page.locator("h1")).to_have_text("Fact checks: false")
    assert page.evaluate("window.stayed")
    assert page.url.endswith("/answers/filter/false/")
    expect(page.locator("body > [role=status]")).to_have_text(
        "Fact checks: false. Articles found: 1."
    )


@pytest.mark.parametrize(
    "address",
    ["/", "/news/2023/12/one/", "/answers/", "/answers/2024/02/claim/", "/search/", "/site-map/"],
)
def test_english_pages_have_no_barriers(page: Page, address: str) -> None:
    page.goto(address)
    assert barriers(page) == []


@pytest.mark.parametrize("width", [320, 412, 1350])
@pytest.mark.parametrize("address", [f"/en/{NEWS_AT}", f"/en/{PAGE_AT}", f"/{PAGE_AT}"])
def test_a_page_with_a_link_to_its_other_language_has_no_barriers(
    page_of: PageMaker, translated: str, address: str, width: int
) -> None:
    page = page_of(base_url=translated, width=width)
    page.goto(address)
    assert barriers(page) == []
    assert too_wide(page) == 0
    page.locator(".languages a").click()
    page.wait_for_url(re.compile(r"/lien-he/|/mua-quyt/"))
    assert page.locator("html").get_attribute("lang") == ("vi" if "/en/" in address else "en")
