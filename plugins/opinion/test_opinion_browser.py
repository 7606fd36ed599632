"""Readers narrow the list with and without scripts, by mouse or keyboard, and can go back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import PageMaker, served
from plugins.opinion.test_opinion_site import ARTICLES, SECTION, VNEID
from plugins.search.test_search_page import BREAK_POLICY, send_strict_policy
from tests.support.barriers import barriers, too_wide
from tests.support.plugin_problems import ALONE
from tests.support.whole_site import build_articles

LANDING, FALSE = f"/{SECTION}/", f"/{SECTION}/loc/sai/"
# A mark that a page loaded anew does not have.
MARK, MARKED = "window.stayed = true", "window.stayed === true"
# What a phone's browser shares.
CANONICAL = "document.querySelector('link[rel=canonical]').href"
VOICE = """Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => [{lang: "vi-VN", name: "v"}], cancel() {}, speaking: true,
  speak(utterance) { (window.spoken ??= []).push(utterance.text); setTimeout(utterance.onend) },
}});
window.SpeechSynthesisUtterance = function (text) { this.text = text };"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("opinion")
    with served(build_articles(folder, ARTICLES, PLUGINS=ALONE, LISTINGS={"per_page": 3})) as at:
        yield at


@pytest.fixture
def page(page_of: PageMaker, address: str) -> Page:
    return page_of(base_url=address)


def path(page: Page) -> str:
    return str(page.evaluate("location.pathname"))


def choose(page: Page, name: str) -> None:
    page.locator(".filters").get_by_role("link", name=name, exact=True).click()


def test_a_choice_exchanges_the_list_in_place(page: Page) -> None:
    page.goto(LANDING)
    page.evaluate(MARK)
    choose(page, "Sai")
    expect(page.locator("h1")).to_have_text("Kiểm chứng: sai")
    assert page.evaluate(MARKED)
    assert path(page) == FALSE
    assert page.locator("header [aria-current]").get_attribute("aria-current") == "true"
    assert page.title().startswith("Kiểm chứng: sai")
    assert page.locator(".list h2").all_inner_texts() == ["Sai: “Điều 0 là thật”"]
    choose(page, "2026")
    expect(page.locator("h1")).to_have_text("Kiểm chứng: sai, năm 2026")
    assert path(page) == f"{FALSE}2026/"
    assert page.evaluate(MARKED)


def test_what_is_shown_in_place_is_what_its_address_shows(page: Page) -> None:
    page.goto(LANDING)
    choose(page, "Kiểm chứng")
    expect(page.locator("h1")).to_have_text("Kiểm chứng")
    text, canonical = page.locator("main").inner_text(), page.evaluate(CANONICAL)
    page.reload()
    assert page.locator("main").inner_text() == text
    assert page.evaluate(CANONICAL) == canonical


def test_going_back_shows_what_was_there_before(page: Page) -> None:
    page.goto(LANDING)
    page.evaluate(MARK)
    choose(page, "Sai")
    expect(page.locator("h1")).to_have_text("Kiểm chứng: sai")
    choose(page, VNEID)
    expect(page.locator("h1")).to_have_text(f"Kiểm chứng: sai – {VNEID}")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Kiểm chứng: sai")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Định hướng dư luận xã hội")
    assert path(page) == LANDING
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Kiểm chứng: sai")
    assert page.evaluate(MARKED)


def test_a_choice_is_lifted_alone(page: Page) -> None:
    page.goto(f"{FALSE}2026/")
    page.get_by_role("link", name="Bỏ chọn: 2026").click()
    expect(page.locator("h1")).to_have_text("Kiểm chứng: sai")
    page.get_by_role("link", name="Bỏ chọn: Sai").click()
    expect(page.locator("h1")).to_have_text("Định hướng dư luận xã hội")
    assert path(page) == LANDING


def test_the_keyboard_stays_where_the_reader_was_and_the_list_is_announced(page: Page) -> None:
    page.goto(LANDING)
    page.locator(".filters").get_by_role("link", name="Sai", exact=True).focus()
    page.keyboard.press("Enter")
    lift = page.get_by_role("link", name="Bỏ chọn: Sai")
    expect(lift).to_be_focused()
    expect(page.locator("[role=status]")).to_have_text("Kiểm chứng: sai. Có 1 bài.")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Định hướng dư luận xã hội")
    focused = page.evaluate("document.activeElement.closest('main') !== null")
    assert focused


def test_a_numbered_page_comes_in_place_with_its_heading_in_focus(page: Page) -> None:
    page.goto(f"/{SECTION}/loc/kiem-chung/")
    page.evaluate(MARK)
    page.locator(".pager a").click()
    expect(page.locator("h1 small")).to_have_text("Trang 1")
    expect(page.locator("h1")).to_be_focused()
    assert page.evaluate(MARKED)
    assert path(page) == f"/{SECTION}/loc/kiem-chung/trang/1/"


def test_a_list_that_cannot_be_fetched_is_opened_as_a_page(
    page_of: PageMaker, address: str
) -> None:
    page = page_of(base_url=address, expected=["Failed to load resource", "ERR_FAILED"])
    page.goto(LANDING)
    page.evaluate(MARK)
    page.route(
        f"**{FALSE}",
        lambda route: (
            route.abort() if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    choose(page, "Sai")
    expect(page.locator("h1")).to_have_text("Kiểm chứng: sai")
    assert not page.evaluate(MARKED)
    assert path(page) == FALSE


def test_a_strict_content_policy_does_not_hinder_it(page_of: PageMaker, address: str) -> None:
    page = page_of(base_url=address, expected=["Content Security Policy"])
    send_strict_policy(page, f"**{LANDING}")
    page.goto(LANDING)
    choose(page, "Sai")
    expect(page.locator("h1")).to_have_text("Kiểm chứng: sai")
    assert page.evaluate("refused") == []
    assert page.evaluate(BREAK_POLICY) == "style-src-elem"


def test_other_apps_get_the_verdict_with_the_link(page: Page) -> None:
    page.add_init_script("navigator.share = async data => { window.shared = data }")
    page.goto(f"/{SECTION}/2026/03/tin-don-0/")
    page.locator(".toolbar summary").click()
    page.locator(".send").click()
    assert page.evaluate("shared.title").startswith("Sai: “Điều 0 là thật”")


def test_a_jump_inside_the_page_loads_nothing(page: Page) -> None:
    page.goto(LANDING)
    page.evaluate(MARK)
    heading = page.locator("h1").element_handle()
    page.evaluate("location.hash = 'gui-cau-hoi'")
    page.go_back()
    assert heading is not None
    assert heading.evaluate("e => e.isConnected")
    assert page.evaluate("document.activeElement === document.body")


def test_filters_work_without_scripts(page_of: PageMaker, address: str) -> None:
    page = page_of(base_url=address, js=False, width=412)
    page.goto(LANDING)
    page.locator(".filters summary").click()
    choose(page, "Sai")
    assert page.locator("h1").inner_text() == "Kiểm chứng: sai"
    page.locator(".filters summary").click()
    choose(page, "2026")
    assert page.locator("h1").inner_text() == "Kiểm chứng: sai, năm 2026"
    page.get_by_role("link", name="Bỏ chọn: Sai").click()
    assert page.locator("h1").inner_text() == "Mọi loại bài, năm 2026"


def test_the_open_panel_stays_open_on_a_phone(page_of: PageMaker, address: str) -> None:
    page = page_of(base_url=address, width=412)
    page.goto(LANDING)
    page.locator(".filters summary").click()
    choose(page, "Sai")
    expect(page.locator("h1")).to_have_text("Kiểm chứng: sai")
    assert page.locator(".filters nav").is_visible()


@pytest.mark.parametrize("width", [320, 412])
def test_an_open_panel_has_no_barrier(page_of: PageMaker, address: str, width: int) -> None:
    page = page_of(base_url=address, width=width)
    for place in (LANDING, f"{FALSE}2026/"):
        page.goto(place)
        page.locator(".filters summary").click()
        assert barriers(page) == []
        assert too_wide(page) == 0
        small = page.locator(".filters a, .chosen a, .states a").evaluate_all(
            "list => list.filter(e => e.getBoundingClientRect().height < 36).length"
        )
        assert small == 0


def test_on_a_wide_screen_the_panel_is_there_without_a_click(page: Page) -> None:
    page.goto(LANDING)
    assert page.locator(".filters nav").is_visible()
    assert not page.locator(".filters summary").is_visible()


def test_every_state_has_a_sign_of_its_own_in_forced_colours(
    page_of: PageMaker, address: str
) -> None:
    page = page_of(base_url=address, forced_colors="active")
    page.goto(f"/{SECTION}/cach-lam/")
    signs = page.locator("dt .answer").evaluate_all(
        """list => list.map(e => { const s = getComputedStyle(e, "::before");
        return s.content + s.borderStyle + s.borderRadius })"""
    )
    # Answered and true are both a tick: a question has no verdict.
    assert len(set(signs)) == len(signs) - 1


def test_a_timeline_reads_from_the_newest_on_and_pages_on(page: Page) -> None:
    page.goto(f"/{SECTION}/chu-de/dinh-danh-dien-tu-vneid/")
    assert page.locator(".timeline li").count() == 3
    first = page.locator(".timeline h3").first
    assert first.inner_text() == "Chưa đủ căn cứ: “Điều 4 là thật”"
    page.get_by_role("link", name="Bài cũ hơn").click()
    page.wait_for_load_state()
    days = page.locator(".timeline time").evaluate_all("list => list.map(e => e.dateTime)")
    assert days == sorted(days, reverse=True)
    first_title = page.locator(".timeline h3 a").first.inner_text()
    page.locator(".timeline h3 a").first.click()
    expect(page).to_have_title(re.compile(re.escape(first_title)))


def spoken(page: Page, place: str) -> str:
    page.add_init_script(VOICE)
    page.goto(place)
    page.locator(".listen").click()
    page.wait_for_function("document.querySelector('.listen').textContent === 'Nghe bài viết'")
    return " | ".join(page.evaluate("window.spoken"))


def test_a_checked_claim_is_read_aloud_verdict_before_claim_evidence_last(page: Page) -> None:
    said = spoken(page, f"/{SECTION}/2026/03/tin-don-0/")
    parts = [
        "Bài 0 nói ngược lại",
        "Kết luận: Sai",
        "Điều 0 là thật",
        "Vì sao.",
        "| Căn cứ |",
        "Báo A & B",
    ]
    places = [said.index(part) for part in parts]
    assert places == sorted(places), said


def test_a_question_is_read_aloud_before_its_answer(page: Page) -> None:
    said = spoken(page, f"/{SECTION}/2025/02/hoi-2/")
    parts = [
        "Câu hỏi 2",
        "Hỏi điều 2",
        "Đã trả lời",
        "Nơi trả lời: Ủy ban nhân dân xã",
        "| Trả lời |",
        "Trả lời điều 2",
    ]
    places = [said.index(part) for part in parts]
    assert places == sorted(places), said


def test_a_correction_is_read_aloud_before_the_text(page: Page) -> None:
    said = spoken(page, "/tin-tuc/2025/01/sai/")
    assert said.index("Có 5 xã") < said.index("Có 6 xã") < said.index("Chữ.")


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (f"{SECTION}/2026/03/tin-don-0/", [".verdict", ".box blockquote", ".evidence li"]),
        (f"{SECTION}/2025/02/hoi-2/", [".box blockquote", ".answer", "#tra-loi"]),
        ("tin-tuc/2025/01/sai/", [".corrected p"]),
        (f"{SECTION}/cach-lam/", ["dt", "dd"]),
    ],
)
def test_print_keeps_what_makes_the_kind(page: Page, place: str, shown: list[str]) -> None:
    page.goto(f"/{place}")
    page.emulate_media(media="print")
    for each in shown:
        assert page.locator(each).first.is_visible(), each
