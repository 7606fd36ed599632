"""Links are written as the format wants them, and judged before they are in the text."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from desk.body.link import link, problems_of
from desk.body.testing import TEXT, open_body, press, select
from tests.support.opened_desk import Opened

ITEM = {"path": "tin-tuc/quyt.md", "title": "Quýt [mới] vào vụ", "section": "Tin tức"}


@pytest.mark.parametrize(
    ("address", "markdown"),
    [
        ("https://dichvucong.gov.vn/a b", "[a\\]](https://dichvucong.gov.vn/a%20b)"),
        ("www.thainguyen.gov.vn", "[a\\]](https://www.thainguyen.gov.vn)"),
        ("thainguyen.gov.vn/x", "[a\\]](https://thainguyen.gov.vn/x)"),
        ("ubnd@thainguyen.gov.vn", "[a\\]](mailto:ubnd@thainguyen.gov.vn)"),
        ("tin-tuc/a.md", "[a\\]](tin-tuc/a.md)"),
        ("a.md", "[a\\]](a.md)"),
        ("mau-don.pdf", "[a\\]](mau-don.pdf)"),
        ("tep/2024/mau.don.pdf", "[a\\]](tep/2024/mau.don.pdf)"),
    ],
)
def test_an_address_is_completed(address: str, markdown: str) -> None:
    assert link("a]", address, plain=True) == markdown
    assert list(problems_of(markdown)) == []


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https:/a.vn", "C:\\mau.doc", "http://gov-vn.top"]
)
def test_what_the_checks_refuse_is_refused(address: str) -> None:
    assert [each.severity for each in problems_of(link("a", address, plain=True))] == ["error"]


def answer_list(page: Page) -> None:
    """With the article where its name is asked for, or nothing."""

    def answer(route: Route) -> None:
        (asked,) = parse_qs(urlsplit(route.request.url).query, True)["q"]
        items = [ITEM] if asked in ("", "quyt") else []
        route.fulfill(json={"items": items, "count": len(items)})

    page.route("**/api/articles?**", answer)


def test_an_article_is_picked_by_search(page: Page, opened: Opened) -> None:
    answer_list(page)
    open_body(page, opened, [TEXT])
    area = page.get_by_role("textbox", name="Nội dung bài")
    select(area, 0, 3)
    page.keyboard.press("Control+k")
    page.keyboard.type("khong co")
    page.get_by_text("Không có bài nào như vậy.").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type("quyt")
    page.get_by_role("button", name="Quýt [mới] vào vụ").click()
    expect(area).to_have_value("[Một](tin-tuc/quyt.md).\n\nHai.")
    page.keyboard.press("Control+z")
    expect(area).to_have_value(TEXT["text"])
    # Without a selection the title is what is shown.
    area.press("Control+End")
    page.keyboard.press("Control+k")
    page.get_by_role("button", name="Quýt [mới] vào vụ").click()
    expect(area).to_have_value(f"{TEXT['text']}[Quýt \\[mới\\] vào vụ](tin-tuc/quyt.md)")


def test_an_address_elsewhere_is_judged_and_a_link_changed_or_taken_away(
    page: Page, opened: Opened
) -> None:
    answer_list(page)
    text = "Xem [**đây**](https://a.vn)."
    open_body(page, opened, [{"kind": "text", "raw": text, "text": text}])
    area = page.get_by_role("textbox", name="Nội dung bài")
    select(area, 7, 7)
    press(page, "Liên kết")
    wanted = page.get_by_role("searchbox")
    expect(wanted).to_have_value("https://a.vn")
    wanted.fill("javascript:alert(1)")
    wanted.press("Enter")
    page.locator(".body-dialog .error").wait_for()
    wanted.fill("thainguyen.gov.vn")
    wanted.press("Enter")
    expect(area).to_have_value("Xem [**đây**](https://thainguyen.gov.vn).")
    select(area, 7, 7)
    press(page, "Liên kết")
    press(page, "Bỏ liên kết")
    expect(area).to_have_value("Xem **đây**.")
    expect(area).to_be_focused()
