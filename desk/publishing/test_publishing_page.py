"""Who opens the page meanwhile, who may not publish, and what is at work elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import PageMaker
from desk.publishing.running import Work
from desk.publishing.testing import small_site
from tests.support.barriers import desk_barriers, too_wide
from tests.support.opened_desk import Opened, open_desk
from tools.file_lock import hold, release
from tools.publish.lines import Begun, Ended, Step, lock_of, write_line
from tools.publish.lock import held_here

WRITER, OFFICE = "Người viết", "Văn phòng"
EDITORS = {"EDITORS": {WRITER: ["viết"], OFFICE: ["đăng"]}}
MOMENT = "2026-11-30T07:00:00+00:00"


def opened_page(page_of: PageMaker, opened: Opened) -> Page:
    page = page_of(base_url=opened.origin, expected=("423",))
    page.set_default_timeout(120_000)
    page.goto("/")
    page.get_by_role("link", name="Đăng", exact=True).click()
    return page


def begin(opened: Opened, work: Work, *lines: Begun | Step | Ended) -> None:
    """What a command would have told."""
    file = opened.desk.scratch / "publishing" / f"{work}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(lines[0], Begun):
        file.unlink(missing_ok=True)
    for line in lines:
        write_line(file, line)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Of a site that is published to a folder."""
    (tmp_path / "content").mkdir()
    file = tmp_path / "settings.py"
    target = {"to": str(tmp_path / "nơi đăng")}
    text = f"SITENAME = 'Thử'\nPATH = {str(tmp_path / 'content')!r}\n"
    file.write_text(f"{text}PUBLISH = {{'targets': {{'thu': {target!r}}}}}\n", "utf-8")
    with open_desk(
        tmp_path / "content", tmp_path / "scratch", settings=EDITORS, publish_settings=file
    ) as opened:
        yield opened


def test_who_opens_the_page_meanwhile_sees_how_far_it_is(
    page_of: PageMaker, opened: Opened
) -> None:
    opened.ask("POST", "/api/name", {"name": OFFICE})
    begin(opened, "run", Begun("publish", "thu", MOMENT), Step("build"), Step("upload", 3, 12))
    working = hold(lock_of(opened.desk.scratch / "publishing" / "run.jsonl"))
    page = opened_page(page_of, opened)
    run = page.locator("#publishing-run")
    steps = run.get_by_role("listitem")
    expect(steps.filter(has_text="Dựng trang: xong")).to_be_visible()
    expect(run.locator("[aria-current=step]")).to_have_text("Chuyển tệp lên nơi đăng: 3/12")
    expect(run.get_by_role("progressbar")).to_have_attribute("value", "3")
    expect(steps.last).to_have_text("Dọn dẹp")
    assert desk_barriers(page) == []
    for address in ("/api/publishing/plan", "/api/publishing/rollback"):
        body = {"target": "thu", "release": "20261130T070000-0123456789"}
        status, said = opened.ask("POST", address, body)
        assert (status, said["sentence"][:8]) == (423, "Chưa làm")
    begin(opened, "run", Step("switch"))
    run.get_by_text("Chuyển sang bản này: đang làm").wait_for()
    page.get_by_text("Chưa có bản đăng nào").wait_for()
    with page.expect_response("**/api/publishing/releases*"):
        begin(opened, "run", Ended("unreachable", "Máy không trả lời."))
        release(working)
    run.get_by_text("Không tới được nơi đăng; trang cũ vẫn nguyên").first.wait_for()

    # It was looked at before another window began: what is at work is shown instead.
    begin(opened, "run", Begun("publish", "thu", MOMENT), Step("upload", 5, 12))
    working = hold(lock_of(opened.desk.scratch / "publishing" / "run.jsonl"))
    page.get_by_role("button", name="Xem lại").click()
    page.get_by_role("alert").get_by_text("từ một cửa sổ khác").wait_for()
    expect(run.locator("[aria-current=step]")).to_have_text("Chuyển tệp lên nơi đăng: 5/12")
    release(working)
    run.get_by_text("Lệnh bị tắt giữa chừng").wait_for()


def test_the_command_line_or_the_timer_at_work_is_said(
    page_of: PageMaker, opened: Opened, tmp_path: Path
) -> None:
    with held_here(str(tmp_path / "nơi đăng")):
        page = opened_page(page_of, opened)
        plan = page.locator("#publishing-plan")
        plan.get_by_text("đang có người hay lệnh khác làm việc với nơi đăng này").wait_for()
        expect(plan.get_by_role("button")).to_have_text(["Xem lại"])


def test_what_nobody_approved_is_told_by_article_and_person(
    page_of: PageMaker, opened: Opened
) -> None:
    said = "Tổ trưởng duyệt lúc 30/11/2026 14:05, sau đó lời của bài đã đổi"
    ended = Ended("unapproved", "Chưa đăng", (f"content/tin-tuc/b.md (/b/): {said}",))
    begin(opened, "run", Begun("publish", "thu", MOMENT), ended)
    page = opened_page(page_of, opened)
    run = page.locator("#publishing-run")
    run.get_by_text("1 bài dưới đây chưa được duyệt. Nhờ người được duyệt").wait_for()
    fault = run.get_by_role("listitem").filter(has_text=said)
    expect(fault.get_by_role("link")).to_have_attribute("href", "/bai/tin-tuc/b.md")


def test_who_may_not_publish_sees_who_may(page_of: PageMaker, opened: Opened) -> None:
    opened.ask("POST", "/api/name", {"name": WRITER})
    for address in ("/api/publishing", "/api/publishing/rollback"):
        body = {"target": "thu", "release": "20261130T070000-0123456789"}
        status, said = opened.ask("POST", address, body)
        assert (status, "Người được đăng: Văn phòng." in said["sentence"]) == (403, True)
    page = opened_page(page_of, opened)
    page.get_by_text("“Người viết” xem được, nhưng không có việc “đăng”").wait_for()
    page.get_by_text("Tên ghi bên mỗi lần lưu").click()
    page.get_by_label("Tên", exact=True).select_option(OFFICE)
    page.get_by_role("button", name="Ghi tên").click()
    expect(page.get_by_text("không có việc “đăng”")).to_have_count(0)
    # Now it is only asked whether the plan was looked at.
    assert opened.ask("POST", "/api/publishing", {"target": "thu"})[0] == 404


def test_what_a_target_cannot_promise_is_read_before_anything_goes_up(
    page_of: PageMaker, tmp_path: Path
) -> None:
    with small_site(tmp_path) as site:
        text = site.settings.read_text("utf-8")
        site.settings.write_text(text.replace('{"to":', '{"server": "cloudflare", "to":'), "utf-8")
        with open_desk(
            site.content, tmp_path / "scratch", publish_settings=site.settings
        ) as opened:
            page = opened_page(page_of, opened)
            plan = page.locator("#publishing-plan")
            plan.get_by_role("heading", name="Nên biết về nơi đăng này").wait_for()
            plan.get_by_text("chuyển bản trong một khoảnh khắc là việc của nơi đăng").wait_for()
            plan.get_by_text("Chưa khai báo reload").wait_for()
            page.get_by_text("Chưa có bản đăng nào").wait_for()
            page.set_viewport_size({"width": 320, "height": 800})
            assert (desk_barriers(page), too_wide(page)) == ([], 0)
