"""An editor fills in an article's page by keyboard, saves, and loses nothing to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import PageMaker
from tests.support.barriers import barriers, too_wide
from tests.support.opened_desk import Opened, open_desk

PATH = "tin-tuc/a.md"
ARTICLE = "---\r\n# ghi nhớ\r\ntitle: Bài minh hoạ\r\ndate: 11/12/2023\r\n{}---\r\n\r\nMột.\r\n"
OTHER = "Tiêu đề: Khác\nNgày: 11/12/2023\nThẻ: nông nghiệp, cẩm nang\n\nChữ.\n"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    folder = tmp_path / "content/tin-tuc"
    folder.mkdir(parents=True)
    (folder / "a.md").write_bytes(ARTICLE.format("status: nháp\r\n").encode())
    (folder / "b.md").write_bytes(OTHER.encode())
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        yield opened


def file_of(opened: Opened) -> Path:
    return opened.desk.content / PATH


def open_article(page_of: PageMaker, opened: Opened, *expected: str) -> Page:
    page = page_of(base_url=opened.origin, expected=("favicon", "ERR_", *expected))
    page.goto(f"/bai/{PATH}")
    expect(page.get_by_label("Tiêu đề")).to_have_value("Bài minh hoạ")
    expect(page.get_by_role("textbox", name="Nội dung bài").first).to_be_visible()
    expect(page.locator("#save-state")).to_have_text("")
    return page


def saved(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator("#save-state")).to_contain_text("Đã lưu lúc")


def test_a_form_is_filled_in_by_keyboard_and_saved(page_of: PageMaker, opened: Opened) -> None:
    page = open_article(page_of, opened)
    expect(page.locator("#article-address")).to_have_text("/tin-tuc/2023/12/a/")
    page.get_by_label("Tiêu đề").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Tên: mới")
    page.keyboard.press("Tab")
    page.keyboard.type("Một đoạn.")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("13/11/2023")
    expect(page.get_by_text("Thứ Hai, 13/11/2023")).to_be_visible()
    page.get_by_role("button", name="Giữ địa chỉ cũ").press("Enter")
    page.get_by_label("Chuyên mục").press("ArrowDown")
    page.get_by_label("Thẻ", exact=True).last.focus()
    page.keyboard.type("cẩm nang")
    page.keyboard.press("Enter")
    page.keyboard.type("nong nghiep, lạ")
    page.keyboard.press("Enter")
    expect(page.get_by_text("thẻ mới", exact=True)).to_have_count(2)
    page.get_by_role("button", name="Đã có thẻ “nông nghiệp”").press("Enter")
    expect(page.get_by_text("thẻ mới", exact=True)).to_have_count(1)
    assert barriers(page) == []
    for width, scheme, forced in ((320, "dark", "none"), (412, "light", "active")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
        assert barriers(page) == []
        assert too_wide(page) == 0
    saved(page)
    chosen = page.get_by_label("Chuyên mục").input_value()
    assert file_of(opened).read_bytes().decode().split("\r\n") == [
        *("---", "# ghi nhớ", 'title: "Tên: mới"', "date: 13/11/2023", f"category: {chosen}"),
        *("status: nháp", "summary: Một đoạn.", "tags: cẩm nang, nông nghiệp, lạ"),
        *("aliases: /tin-tuc/2023/12/a/", "---", "", "Một.", ""),
    ]
    assert chosen
    assert page.evaluate("dispatchEvent(new Event('beforeunload', {cancelable: true}))")


def test_two_writers_see_both_texts_and_choose(page_of: PageMaker, opened: Opened) -> None:
    page = open_article(page_of, opened, "409", "500")
    area = page.get_by_role("textbox", name="Nội dung bài")
    area.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Của tôi.")
    page.route("**/api/article/**", lambda route: route.fulfill(body='{"base": "'))
    page.keyboard.press("Control+s")
    expect(page.locator("#save-refused")).to_contain_text("Không nối được")
    assert not page.evaluate("dispatchEvent(new Event('beforeunload', {cancelable: true}))")
    page.unroute("**/api/article/**")
    file_of(opened).write_bytes(file_of(opened).read_bytes().replace(b"M", b"M\xe1\xbb\x9bi m"))
    page.keyboard.press("Control+s")
    conflict = page.get_by_role("region", name="Hai bản khác nhau")
    expect(conflict.get_by_role("group", name="Bài trên máy")).to_contain_text("Mới một.")
    expect(conflict.get_by_role("group", name="Bài của tôi")).to_contain_text("Một. Của tôi.")
    assert barriers(page) == []
    conflict.get_by_role("button", name="Xem và ghép").click()
    expect(conflict).to_be_hidden()
    copy = page.get_by_role("textbox", name="Bài trên máy, để ghép")
    assert "Mới một." in copy.input_value()
    assert area.input_value() == "Một. Của tôi."
    saved(page)
    assert file_of(opened).read_bytes().endswith("\r\nMột. Của tôi.\r\n".encode())
    file_of(opened).write_bytes(file_of(opened).read_bytes() + b"x")
    area.focus()
    page.keyboard.type("!")
    page.keyboard.press("Control+s")
    page.on("dialog", lambda dialog: dialog.accept())
    conflict.get_by_role("button", name="Lấy bài trên máy").click()
    expect(page.get_by_role("textbox", name="Nội dung bài")).to_have_value("Một. Của tôi.\nx")
    page.get_by_text("Bài của tôi trước khi lấy").click()
    assert "Của tôi.!" in page.get_by_role("textbox", name="Bài của tôi trước").input_value()


def test_readers_hear_of_a_change(page_of: PageMaker, opened: Opened) -> None:
    file_of(opened).write_bytes(ARTICLE.format("").encode())
    page = open_article(page_of, opened, "428")
    area = page.get_by_role("textbox", name="Nội dung bài")
    area.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Hai.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("Bạn đọc cần biết")
    assert barriers(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#save-state")).to_have_text("Có chữ chưa lưu")
    page.keyboard.press("Control+s")
    asked.get_by_label("Bài đã viết").fill("Một.")
    asked.get_by_label("Điều đúng").fill("Hai.")
    asked.get_by_role("button", name="Lưu kèm đính chính").click()
    expect(page.locator("#save-state")).to_contain_text("Đã lưu lúc")
    text = file_of(opened).read_bytes().decode()
    assert "\r\ncorrections: " in text
    assert " | Một. | Hai.\r\n---\r\n\r\nHai.\r\n" in text
