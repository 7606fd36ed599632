"""The search is used as any page is: by keyboard, by its address, with the way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from conftest import PageMaker
from tests.support.searched_site import ADDRESS, DU_LUAN, QUYT, QUYT_CU, ask


def test_choosing_a_filter_is_a_step_of_the_history(page: Page) -> None:
    ask(page, "quýt")
    page.select_option("#nam", "2022")
    expect(page.locator("main .list h2")).to_have_text([QUYT_CU])
    assert "nam=2022" in page.url
    page.go_back()
    expect(page.locator("main .list h2")).to_have_count(2)
    assert page.input_value("#nam") == ""


def test_the_address_carries_the_query_and_back_returns_to_it(page: Page) -> None:
    page.goto(f"{ADDRESS}?q=du+luan")
    results = page.locator("main .list h2")
    expect(results).to_have_text([DU_LUAN, QUYT])
    assert page.input_value("#tu") == "du luan"
    page.fill("#tu", "tin giả")
    page.press("#tu", "Enter")
    expect(results.first).to_contain_text("Nhận biết tin giả")
    page.go_back()
    expect(results).to_have_text([DU_LUAN, QUYT])
    results.first.locator("a").click()
    page.wait_for_url("**/2023/12/du-luan/")
    page.go_back()
    expect(results).to_have_text([DU_LUAN, QUYT])


@pytest.mark.parametrize("sends", ["Enter", "button"])
def test_the_box_in_every_header_leads_here(page: Page, sends: str) -> None:
    page.goto("/tin-tuc/2023/12/du-luan/")
    page.fill("header input[name=q]", "mùa quýt")
    if sends == "Enter":
        page.press("header input[name=q]", sends)
    else:
        page.get_by_role("banner").get_by_role("button", name="Tìm").click()
    page.wait_for_url(f"**{ADDRESS}?q=*")
    expect(page.locator("main .list h2")).to_have_text([QUYT, QUYT_CU])


def test_count_and_paging_are_announced_and_reached_by_keyboard(page: Page) -> None:
    page.goto(f"{ADDRESS}?q=tiếp+công+dân")
    status = page.locator("main [role=status]")
    expect(status).to_contain_text("12 bài")
    expect(status).to_contain_text("từ bài 1 đến bài 10")
    page.focus(".pager [rel=next]")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Trang 2, từ bài 11 đến bài 12")
    expect(status).to_be_focused()
    assert page.locator("main .list h2").count() == 2
    assert "trang=2" in page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.card') !== null")
    page.go_back()
    expect(status).to_contain_text("từ bài 1 đến bài 10")


def test_results_say_when_and_where_and_mark_the_words(page: Page) -> None:
    ask(page, "tin gia ")
    card = page.locator("main .list article").first
    assert card.locator("time").get_attribute("datetime") == "2024-09-10"
    expect(card.locator(".meta")).to_have_text("10/09/2024 · Nhận biết tin giả")
    assert card.locator("h2 mark").all_text_contents() == ["tin", "giả"]
    expect(card).to_contain_text("Cách kiểm tra tin")


def test_on_a_phone_too_the_lead_shows_why_an_article_is_here(
    page_of: PageMaker, address: str
) -> None:
    page = page_of(base_url=address, width=412)
    ask(page, "kiểm tra tin ")
    marks = page.locator("main .list article").first.locator("p:last-child mark")
    expect(marks).to_have_text(["kiểm", "tra", "tin"])
    expect(marks.first).to_be_visible()


@pytest.mark.parametrize(("width", "shown"), [(320, False), (412, False), (1350, True)])
def test_filters_are_folded_on_phones_alone(
    page_of: PageMaker, address: str, width: int, shown: bool
) -> None:
    page = page_of(base_url=address, width=width)
    ask(page, "quýt")
    assert page.locator("#nam").is_visible() is shown
    if not shown:
        page.locator(".filters summary").click()
        page.select_option("#nam", "2022")
        expect(page.locator("main .list h2")).to_have_text([QUYT_CU])


def test_nothing_found_helps_on(page: Page) -> None:
    assert ask(page, "zzzz qqqq") == []
    expect(page.locator("main [role=status]")).to_contain_text("Không tìm thấy")
    assert page.locator(".nothing a[href='/luu-tru/']").is_visible()
    ask(page, "quýt")
    assert page.locator(".nothing").is_hidden()


def test_the_same_words_ask_the_network_once(page: Page) -> None:
    ask(page, "mùa quýt")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for query in ("mua quyt", "mùa quýt"):
        page.fill("#tu", query)
        page.press("#tu", "Enter")
        expect(page.locator("main [role=status]")).to_contain_text(query)
    assert [url for url in asked if not url.endswith("/favicon.svg")] == []


def test_typing_alone_searches_without_filling_the_history(page: Page) -> None:
    page.goto(ADDRESS)
    length = page.evaluate("history.length")
    page.locator("#tu").press_sequentially("mùa quýt", delay=30)
    expect(page.locator("main .list h2")).to_have_text([QUYT, QUYT_CU])
    assert page.evaluate("history.length") == length


def test_a_key_shows_what_answers_and_a_pause_what_was_meant(page: Page) -> None:
    page.goto(ADDRESS)
    titles = page.locator("main .list h2")
    page.locator("#tu").press_sequentially("nương thơm", delay=30)
    expect(titles.first).to_be_visible()
    below = page.locator("main .list article").first.locator("p:last-child mark")
    expect(below).to_have_text(["nương", "thơm"])
    page.fill("#tu", "mùa quýtt")
    expect(titles).to_have_text([QUYT, QUYT_CU])
    expect(page.locator("main [role=status]")).to_contain_text("gần nhất với “mùa quýtt”")


def test_what_answered_stays_until_a_pause_tells_that_nothing_answers(page: Page) -> None:
    ask(page, "mùa quýt")
    page.evaluate(
        """() => {
          const list = document.querySelector("main .list");
          window.emptied = [];  // whether the typing had paused then
          const note = () => list.firstChild || emptied.push(location.search.includes("zzzz"));
          new MutationObserver(note).observe(list, { childList: true });
        }"""
    )
    page.locator("#tu").press_sequentially("ttt zzzz", delay=30)
    expect(page.locator("main [role=status]")).to_contain_text("Không tìm thấy")
    assert page.evaluate("emptied") == [True]
    assert page.locator(".nothing").is_visible()


def test_what_was_typed_comes_into_the_address_when_typing_pauses_or_leads_on(page: Page) -> None:
    page.goto(f"{ADDRESS}?q=tiếp+công+dân&trang=2")
    page.fill("#tu", "quýt")
    page.wait_for_url("**?q=qu%C3%BDt")
    page.fill("#tu", "mùa quýt")
    page.locator("main .list a").first.click()
    page.go_back()
    expect(page.locator("#tu")).to_have_value("mùa quýt")
    expect(page.locator("main .list h2")).to_have_text([QUYT, QUYT_CU])


def test_results_that_stay_are_not_drawn_again(page: Page) -> None:
    ask(page, "quýt")
    page.evaluate("first = document.querySelector('main .list article')")
    for query in ("mùa quýt", "quyt o bach"):
        page.fill("#tu", query)
        page.press("#tu", "Enter")
        expect(page.locator("main [role=status]")).to_contain_text(query)
        assert page.evaluate("first === document.querySelector('main .list article')")
    assert page.locator("main .list h2").first.locator("mark").all_text_contents() == [
        "quýt",
        "ở",
        "Bạch",
    ]
