"""Two editors at two machines send each other their texts, and choose where both wrote."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from conftest import PageMaker
from desk.git.exchanging import send, take
from desk.git.testing import PATH, TEXT, Office, git_at, text_at, write
from desk.listing.bin import throw_away
from desk.shell.desk import Desk
from tests.support.barriers import barriers, too_wide
from tests.support.opened_desk import open_desk


@contextmanager
def shown_to(desk: Desk, page_of: PageMaker) -> Iterator[Page]:
    """The list of articles of that desk, opened in a browser of its own."""
    with open_desk(desk.content, desk.scratch) as opened:
        page = page_of(base_url=opened.origin)
        page.set_default_timeout(60_000)
        page.goto("/")
        try:
            yield page
        finally:
            page.close()  # it asks the desk all the time


def fits(page: Page) -> bool:
    page.set_viewport_size({"width": 320, "height": 800})
    return (barriers(page), too_wide(page)) == ([], 0)


def test_where_both_wrote_one_chooses_and_both_have_it(page_of: PageMaker, office: Office) -> None:
    lan, minh = office.clone("Lan"), office.clone("Minh")
    write(lan, "hai", "2")
    write(lan, "Bài A", "Bài của Lan")
    write(minh, "hai", "HAI")
    write(minh, "Bài A", "Bài của Minh")
    write(minh, "ba.", "3.")
    with shown_to(lan, page_of) as page:
        page.locator("#git").get_by_text("Chưa gửi: 1 bài, tệp.").wait_for()
        page.get_by_role("button", name="Gửi bài").click()
        page.locator("#git").get_by_text("Đã gửi 1 bài, tệp.").wait_for()
        page.locator("#git").get_by_text("giống nhau").wait_for()
    with shown_to(minh, page_of) as page:
        page.get_by_role("button", name="Gửi bài").click()
        page.wait_for_url("**/kho")
        title = page.get_by_role("group", name="Tiêu đề")
        title.get_by_text("Ở kho chung: Lan").wait_for()
        title.get_by_label("Lấy bản ở kho chung").check()
        body = page.get_by_role("group", name="nội dung")
        body.locator("del", has_text="HAI").wait_for()
        with page.expect_response("**/api/choice"):
            body.get_by_role("radio", name="Viết lại").check()
        page.get_by_role("button", name="Ghép").click()
        page.locator("#git").get_by_text("Đã lấy 1 bài").wait_for()
        assert "Đoạn HAI." in text_at(minh)


def test_what_was_chosen_is_there_after_the_window_was_closed(
    page_of: PageMaker, office: Office
) -> None:
    lan, minh = office.clone("Lan"), office.clone("Minh")
    write(lan, "hai", "2")
    write(minh, "hai", "HAI")
    send(lan)
    before = git_at(minh.content.parent, "rev-parse", "HEAD")
    with shown_to(minh, page_of) as page:
        page.get_by_role("button", name="Lấy bài mới").click()
        page.wait_for_url("**/kho")
        page.get_by_role("button", name="Ghép").click()
        page.get_by_text("Còn 1 chỗ chưa chọn.").wait_for()
        page.get_by_role("radio", name="Viết lại").check()
        own = page.get_by_label("Chữ viết lại cho chỗ này")
        own.fill("Đoạn hai của hai người.")
        with page.expect_response("**/api/git/texts"):  # as every minute
            page.evaluate("document.dispatchEvent(new CustomEvent('desk:exchanged', {detail: {}}))")
        page.evaluate("new Promise(requestAnimationFrame)")
        assert own.input_value() == "Đoạn hai của hai người."
        with page.expect_response("**/api/choice"):
            own.blur()
    assert git_at(minh.content.parent, "rev-parse", "HEAD") == before
    assert text_at(minh) == TEXT.replace("hai", "HAI")
    with shown_to(minh, page_of) as page:
        page.goto("/kho")
        page.get_by_role("radio", name="Viết lại").wait_for()
        assert page.get_by_label("Chữ viết lại cho chỗ này").input_value() == (
            "Đoạn hai của hai người."
        )
        assert fits(page)
        page.get_by_role("button", name="Ghép").click()
        page.locator("#git").get_by_text("Đã lấy 1 bài").wait_for()
        page.get_by_role("button", name="Gửi bài").click()
        page.locator("#git").get_by_text("Đã gửi 1 bài").wait_for()
        assert fits(page)
    take(lan)
    assert "Đoạn hai của hai người.\n" in text_at(lan)


def test_a_picture_of_both_and_an_article_that_one_deleted(
    page_of: PageMaker, office: Office
) -> None:
    lan, minh = office.clone("Lan"), office.clone("Minh")
    for desk, colour in ((lan, "red"), (minh, "blue")):
        made = io.BytesIO()
        Image.new("RGB", (80, 60), colour).save(made, "PNG")
        (desk.content / "anh").mkdir()
        (desk.content / "anh" / "a.png").write_bytes(made.getvalue())
    write(lan, "hai", "2")
    throw_away(minh, PATH, "Minh")
    send(lan)
    with shown_to(minh, page_of) as page:
        page.get_by_role("button", name="Lấy bài mới").click()
        page.wait_for_url("**/kho")
        pictures = page.locator(".merging img")
        pictures.nth(1).wait_for()
        assert all(
            each.evaluate("image => image.decode().then(() => image.naturalWidth)") == 80
            for each in pictures.all()
        )
        page.get_by_text("Đã bỏ.", exact=True).wait_for()
        assert fits(page)
        page.get_by_label("Giữ cả hai").check()
        with page.expect_response("**/api/choice"):
            page.get_by_label("Vẫn bỏ").check()
        page.get_by_role("button", name="Ghép").click()
        page.locator("#git").get_by_text("Đã lấy 1 bài").wait_for()
    assert sorted(file.name for file in (minh.content / "anh").iterdir()) == ["a-2.png", "a.png"]
    assert not (minh.content / PATH).exists()


def test_without_a_network_one_sentence_says_so(page_of: PageMaker, office: Office) -> None:
    lan = office.clone("Lan")
    git_at(lan.content.parent, "remote", "set-url", "origin", "http://127.0.0.1:1/kho.git")
    write(lan, "hai", "2")
    with shown_to(lan, page_of) as page:
        page.get_by_role("button", name="Gửi bài").click()
        page.locator("#git").get_by_text("Không tới được kho chung").first.wait_for()
        page.locator("#git summary", has_text="Chi tiết").click()
        page.locator("#git pre").wait_for()
        assert fits(page)


def test_nothing_is_seen_where_there_is_no_repository(page_of: PageMaker, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        page = page_of(base_url=opened.origin)
        with page.expect_response("**/api/git"):
            page.goto("/")
        assert page.locator("#git").is_hidden()
        assert opened.ask("GET", "/api/git") == (200, {"standing": None})
        assert opened.ask("POST", "/api/git", {"work": "send"})[1]["state"] == "error"
