"""Neither a lost connection nor strange input leaves a reader without an answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from conftest import PageMaker
from tests.support.searched_site import ADDRESS, DU_LUAN, QUYT, QUYT_CU, ask


def test_a_lost_connection_is_said(page_of: PageMaker, address: str) -> None:
    page = page_of(base_url=address, expected=["ERR_FAILED"])
    page.route("**/*.txt", lambda route: route.abort())
    page.goto(f"{ADDRESS}?q=quýt")
    status = page.locator("main [role=status]")
    expect(status).to_contain_text("Không tải được")
    page.unroute("**/*.txt")
    page.press("#tu", "Enter")
    expect(status).to_contain_text("2 bài")


def test_offline_what_was_asked_is_still_answered(page_of: PageMaker, address: str) -> None:
    page = page_of(base_url=address, expected=["ERR_INTERNET_DISCONNECTED"])
    assert ask(page, "mùa quýt ") == [QUYT, QUYT_CU]
    page.context.set_offline(True)
    status = page.locator("main [role=status]")
    for query, said in [("hoà giải", "Không tải được"), ("MÙA QUÝT ", "2 bài")]:
        page.fill("#tu", query)
        page.press("#tu", "Enter")
        expect(status).to_contain_text(said)
    page.context.set_offline(False)
    page.fill("#tu", "hoà giải")
    page.press("#tu", "Enter")
    expect(status).to_contain_text("1 bài")


def test_an_article_that_was_taken_away_since_is_left_out(page_of: PageMaker, address: str) -> None:
    page = page_of(base_url=address, expected=["404"])
    taken: list[str] = []

    def take_away(route: Route) -> None:
        answer = route.fetch()
        if QUYT_CU in answer.text():
            taken.append(route.request.url)
            route.fulfill(status=404)
        else:
            route.fulfill(response=answer)

    page.route("**/bai-*.txt", take_away)
    assert ask(page, "mùa quýt") == [QUYT]
    assert len(taken) == 1


def test_sending_twice_answers_once(page: Page) -> None:
    ask(page, "quýt")
    length = page.evaluate("history.length")
    page.evaluate("form = document.querySelector('form.search'); form.elements.q.value = 'tin giả'")
    page.evaluate("form.requestSubmit(); form.requestSubmit()")
    expect(page.locator("main [role=status]")).to_contain_text("1 bài cho “tin giả”")
    assert page.evaluate("history.length") == length + 1
    assert page.locator("main .list h2").count() == 1


@pytest.mark.parametrize("query", ["", "   ", "?!…", "“”", '"', "-", "😀", "a", "-quýt", "\u0301"])
def test_what_has_no_words_is_no_search(page: Page, query: str) -> None:
    page.goto(ADDRESS)
    page.fill("#tu", "quýt")
    expect(page.locator("main .list h2")).to_have_count(2)
    page.fill("#tu", query)
    page.press("#tu", "Enter")
    expect(page.locator("main .list h2")).to_have_count(0)
    said = "Gõ ít nhất hai chữ cái." if query.strip() else ""
    expect(page.locator("main [role=status]")).to_have_text(said)
    assert page.locator(".nothing").is_hidden()


def test_words_are_found_among_signs_and_in_very_long_input(page: Page) -> None:
    assert ask(page, "😀 quýt 🍊!") == [QUYT, QUYT_CU]
    page.goto(f"{ADDRESS}?q={'du+luan+xa+hoi+' * 1000}")
    expect(page.locator("main .list h2").first).to_have_text(DU_LUAN)


@pytest.mark.parametrize(
    ("page_number", "shown"),
    [("0", 1), ("-3", 1), ("x", 1), ("2", 2), ("2.5", 2), ("99", 2), ("1e9", 2)],
)
def test_a_page_that_is_not_there_is_the_nearest_one(
    page: Page, page_number: str, shown: int
) -> None:
    page.goto(f"{ADDRESS}?q=tiếp+công+dân&trang={page_number}")
    expect(page.locator("main [role=status]")).to_contain_text(f"Trang {shown}, từ bài")
    assert page.locator("main .list h2").count() == (10 if shown == 1 else 2)
