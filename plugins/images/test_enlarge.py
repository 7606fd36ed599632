"""A photo grows on a tap, for fingers, keyboards and screen readers, and gives the place back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import PageMaker, served
from plugins.images.test_pictures_in_articles import photo
from tests.support.whole_site import build_articles

ARTICLE = (
    "Tiêu đề: Bài\nNgày: 11/12/2023\n\n"
    '![Đồi núi](anh/to.jpg "Đồi núi mùa thu. Ảnh: An")\n\nChữ.\n\n![Hai](anh/anh.svg)\n\n'
    '![Ba](anh/anh.svg "Ảnh ba")\n![Bốn](anh/to.jpg "Ảnh bốn")\n'
)
ADDRESS = "/tin-tuc/2023/12/a/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("enlarge")
    files: dict[str, str | bytes] = {"anh/to.jpg": photo(1000, 500), "tin-tuc/a.md": ARTICLE}
    with served(build_articles(folder, files)) as address:
        yield address


@pytest.fixture
def page(page_of: PageMaker, address: str) -> Page:
    page = page_of(width=412, base_url=address)
    page.goto(ADDRESS)
    return page


def test_a_tap_shows_the_photo_with_alt_text_and_caption(page: Page) -> None:
    page.locator("figure a").first.click()
    dialog = page.get_by_role("dialog", name="Đồi núi")
    expect(dialog.get_by_role("img", name="Đồi núi")).to_be_visible()
    assert "Đồi núi mùa thu. Ảnh: An" in dialog.inner_text()
    box = dialog.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 412, "height": 900}
    photo = dialog.get_by_role("img")
    within = photo.bounding_box()
    assert within
    assert within["width"] == 412  # wider than in the article, never narrower
    photo.click()
    near = photo.bounding_box()
    assert near
    assert near["width"] > 1000
    button = dialog.get_by_role("button", name="Đóng ảnh").bounding_box()
    assert button
    assert button["height"] >= 44


def test_the_keyboard_opens_and_closes_it_and_returns_to_the_photo(page: Page) -> None:
    link = page.locator("figure a").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Đóng ảnh"
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert link.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").count() == 0
    assert link.evaluate("link => link === document.activeElement")


def test_a_second_photo_opens_after_the_first(page: Page) -> None:
    for number in (0, 1):
        page.locator("figure a").nth(number).click()
        page.get_by_role("button", name="Đóng ảnh").click()
    assert page.get_by_role("dialog").count() == 0


def test_a_gallery_is_walked_through_and_ends_at_its_ends(page: Page) -> None:
    page.locator(".gallery a").first.click()
    dialog = page.get_by_role("dialog")
    earlier = dialog.get_by_role("button", name="Ảnh trước")
    later = dialog.get_by_role("button", name="Ảnh sau")
    assert earlier.get_attribute("aria-disabled") == "true"
    later.click()
    expect(page.get_by_role("dialog", name="Bốn")).to_be_visible()
    assert "Ảnh bốn" in dialog.inner_text()
    assert later.get_attribute("aria-disabled") == "true"
    assert later.evaluate("button => button === document.activeElement")
    later.click(force=True)  # says that it is disabled, and keeps the focus
    expect(page.get_by_role("dialog", name="Bốn")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("dialog", name="Ba")).to_be_visible()


def test_a_single_photo_has_no_neighbours(page: Page) -> None:
    page.locator("figure a").first.click()
    assert page.get_by_role("dialog").get_by_role("button").count() == 1


def test_without_scripts_the_link_opens_the_file(page_of: PageMaker, address: str) -> None:
    page = page_of(js=False, base_url=address, expected=("favicon.ico",))
    page.goto(ADDRESS)
    page.locator("figure a").first.click()
    assert page.url.endswith("-1000.jpg")
