"""Two people at one machine: whoever sits there sees what is theirs to do, and what it came to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import PageMaker
from tests.support.barriers import desk_barriers
from tests.support.checked_content import article
from tests.support.opened_desk import Opened, open_desk

PATH = "tin-tuc/a.md"
WRITER, LEADER = "Người viết", "Tổ trưởng"
SETTINGS = {"EDITORS": {WRITER: ["viết"], LEADER: ["viết", "duyệt"]}, "APPROVAL": True}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    file = tmp_path / "content" / PATH
    file.parent.mkdir(parents=True)
    file.write_text(article("Chữ đầu.", "Bài minh hoạ", head="status: nháp\n"), "utf-8")
    with open_desk(tmp_path / "content", tmp_path / "scratch", settings=SETTINGS) as opened:
        yield opened


def sit(page: Page, name: str) -> None:
    page.goto("/")
    rename = page.get_by_text("Tên ghi bên mỗi lần lưu:")
    if rename.count():
        rename.click()
    page.locator("#person").select_option(name)
    page.get_by_role("button", name="Ghi tên").click()
    expect(page.get_by_text(f"Tên ghi bên mỗi lần lưu: {name}")).to_be_visible()
    page.goto(f"/bai/{PATH}")
    expect(page.get_by_role("heading", name="Duyệt bài")).to_be_visible()


def test_an_article_goes_through_both_hands(page_of: PageMaker, opened: Opened) -> None:
    file = opened.desk.content / PATH
    page = page_of(base_url=opened.origin, expected=("favicon", "ERR_", "428"))
    press = page.locator("#approval").get_by_role("button")
    said = page.locator("#approval-said")

    # Who sits here is asked where it is needed; what was typed meanwhile stays, and goes with it.
    page.goto(f"/bai/{PATH}")
    expect(press).to_have_text(["Ghi tên"])
    page.get_by_role("textbox", name="Nội dung bài").fill("Chữ hai.")
    page.locator("#person").select_option(WRITER)
    press.click()
    expect(press).to_have_text(["Gửi duyệt"])
    press.click()
    expect(said).to_have_text("Đang chờ duyệt.")
    expect(press).to_have_count(0)
    expect(page.locator("#save-state")).to_contain_text("Đã lưu lúc")
    assert "status: chờ duyệt" in file.read_text("utf-8")
    assert "Chữ hai." in file.read_text("utf-8")

    sit(page, LEADER)
    expect(press).to_have_text(["Duyệt"])
    page.get_by_text("Trả lại cho người viết").click()
    assert desk_barriers(page) == []
    press.filter(has_text="Duyệt").click()
    expect(said).to_contain_text("Tổ trưởng duyệt lúc")
    page.get_by_role("textbox", name="Nội dung bài").fill("Chữ ba.")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="Cứ lưu").click()
    expect(said).to_contain_text("lời của bài đã đổi: cần duyệt lại")
    expect(press).to_have_text(["Gửi duyệt", "Duyệt", "Trả lại"])
    expect(page.get_by_role("link", name="Xem các lần sửa")).to_be_visible()
    page.goto("/?state=void")
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("link", name="Việc cần làm (1)").click()
    expect(page.get_by_role("link", name="Bài minh hoạ")).to_be_visible()
    assert desk_barriers(page) == []
