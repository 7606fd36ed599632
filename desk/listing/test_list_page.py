"""An editor finds, begins, throws away and gets back articles, with a keyboard too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import PageMaker
from desk.history.drafts import Draft, keep_draft
from desk.history.presence import beat
from desk.history.versions import keep_version
from desk.listing.bin import throw_away
from desk.listing.query import PER_PAGE
from tests.support.barriers import desk_barriers
from tests.support.checked_content import article
from tests.support.opened_desk import Opened, open_desk

WINDOW = "00000000-0000-4000-8000-000000000001"
QUYT = "tin-tuc/quyt.md"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    content = tmp_path / "content"
    (content / "tin-tuc").mkdir(parents=True)
    (content / QUYT).write_text(article("Chữ.", "Quýt"), "utf-8")
    write_articles(content, 3)
    (content / "tin-tuc" / "hong.md").write_bytes(b"---\n\xea\n---\n")
    with open_desk(content, tmp_path / "scratch") as opened:
        yield opened


def write_articles(content: Path, count: int) -> None:
    for number in range(count):
        text = article("[Quýt](quyt.md)", f"Bài {number}", head="status: nháp\n")
        (content / "tin-tuc" / f"bai-{number}.md").write_text(text, "utf-8")


def test_the_list_works_without_script(opened: Opened, page_of: PageMaker) -> None:
    write_articles(opened.desk.content, PER_PAGE)
    page = page_of(base_url=opened.origin, js=False)
    page.goto("/")
    expect(page.get_by_role("row")).to_have_count(PER_PAGE + 1)
    page.get_by_role("link", name="Trang sau").click()
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_label("Tìm bài").fill("quyt")
    page.get_by_label("Tìm bài").press("Enter")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("button", name="Nhân bản")).to_have_count(0)
    page.get_by_role("link", name="Có lỗi (1)").click()
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_text("tin-tuc/hong.md")).to_be_visible()


def test_an_article_goes_to_the_bin_and_comes_back_by_keyboard(
    opened: Opened, page_of: PageMaker
) -> None:
    page = page_of(base_url=opened.origin, expected=["503"])  # a list of articles that is gone
    page.goto("/?q=quyt")
    press(page, "Bỏ bài “Quýt” vào thùng rác")
    expect(page.get_by_role("listitem").filter(has_text="Bài 1")).to_be_visible()
    press(page, "Bỏ vào thùng rác")
    expect(page).to_have_url(f"{opened.origin}/thung-rac")
    assert not (opened.desk.content / QUYT).exists()
    (opened.desk.content / "tin-tuc").rename(opened.desk.content / "mat")
    (opened.desk.content / "tin-tuc").write_text("not a folder")
    press(page, "Lấy lại bài “Quýt”")
    expect(page.get_by_role("alert")).to_be_focused()
    (opened.desk.content / "tin-tuc").unlink()
    (opened.desk.content / "mat").rename(opened.desk.content / "tin-tuc")
    press(page, "Lấy lại bài “Quýt”")
    page.wait_for_url(f"**/bai/{QUYT}")
    assert (opened.desk.content / QUYT).read_text("utf-8") == article("Chữ.", "Quýt")


def press(page: Page, name: str) -> None:
    """Enter on what has this name, got to by Tab alone."""
    wanted = page.get_by_label(name, exact=True).or_(page.get_by_role("button", name=name)).first
    expect(wanted).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(name)


def test_a_new_article_is_begun(opened: Opened, page_of: PageMaker) -> None:
    page = page_of(base_url=opened.origin, expected=["404", "422"])
    page.goto("/moi")
    page.get_by_role("link", name="Định hướng dư luận xã hội").click()
    page.get_by_label("Hỏi đáp").check()
    page.get_by_label("Tiêu đề").fill("?!")
    page.get_by_role("button", name="Bắt đầu viết").click()
    expect(page.get_by_role("alert")).to_contain_text("Tiêu đề cần có chữ")
    page.get_by_label("Tiêu đề").fill("Nộp hồ sơ ở đâu?")
    page.get_by_role("button", name="Bắt đầu viết").click()
    page.wait_for_url("**/bai/dinh-huong-du-luan/nop-ho-so-o-dau.md")


def test_nobody_is_kept_out_and_nothing_is_cut_off(opened: Opened, page_of: PageMaker) -> None:
    desk = opened.desk
    keep_version(desk, QUYT, article("Chữ cũ.", "Quýt").encode(), "Chị Lan")
    keep_draft(desk, Draft(QUYT, WINDOW, "Chị Lan", 0, {"head": "x", "body": []}))
    beat(desk, "tin-tuc/bai-1.md", WINDOW)
    throw_away(desk, "tin-tuc/bai-2.md", "Chị Lan")
    page = page_of(base_url=opened.origin)
    for address in (
        "/?section=tin-tuc",
        "/?q=khong-co",
        "/moi?section=dinh-huong-du-luan",
        f"/bo/{QUYT}",
        "/thung-rac",
        f"/lich-su/{QUYT}",
    ):
        page.goto(address)
        assert desk_barriers(page) == [], address
