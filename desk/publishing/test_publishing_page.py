"""From a changed article to its published page and back, as a publisher at the desk goes."""

from __future__ import annotations

import urllib.request
from pathlib import Path

from playwright.sync_api import Page

from conftest import PageMaker
from desk.history.versions import keep_version
from desk.publishing.running import Work
from desk.publishing.testing import NEW, OLD, PATH, Site, small_site
from desk.testing import Opened, open_desk
from tests.barriers import barriers, too_wide
from tools.file_lock import hold, release
from tools.publish.lines import Begun, Ended, Step, lock_of, write_line

ARTICLE = "/tin-tuc/2023/12/a/"
BROKEN = "![](anh/khong-co.jpg)"
MOMENT = "2026-11-30T07:00:00+00:00"


def readers_have(site: Site) -> str:
    with urllib.request.urlopen(site.url + ARTICLE) as answer:
        text: str = answer.read().decode()
    return text


def opened_page(page_of: PageMaker, opened: Opened) -> Page:
    page = page_of(base_url=opened.origin)
    page.set_default_timeout(120_000)
    page.goto("/")
    page.get_by_role("link", name="Đăng", exact=True).click()
    return page


def begin(opened: Opened, work: Work, *lines: Begun | Step | Ended) -> None:
    """What a command would have told."""
    file = opened.desk.scratch / "publishing" / f"{work}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    for line in lines:
        write_line(file, line)


def test_a_changed_article_goes_up_and_comes_back(page_of: PageMaker, tmp_path: Path) -> None:
    with (
        small_site(tmp_path) as site,
        open_desk(site.content, tmp_path / "scratch", publish_settings=site.settings) as opened,
    ):
        page = opened_page(page_of, opened)
        plan, run = page.locator("#publishing-plan"), page.locator("#publishing-run")
        plan.get_by_text("Nơi này chưa có bản nào").first.wait_for()
        plan.get_by_role("link", name="Bài minh hoạ").wait_for()
        page.get_by_role("button", name="Đăng", exact=True).click()
        question = page.locator(".publishing-ask")
        question.get_by_text(f"Lần đầu đăng lên “{site.name}”").wait_for()
        question.get_by_text(str(site.target)).wait_for()
        assert barriers(page) == []
        with page.expect_response("**/api/publishing"):
            question.get_by_role("button", name="Vẫn đăng").click()
        page.close()  # the work goes on

        page = opened_page(page_of, opened)
        plan, run = page.locator("#publishing-plan"), page.locator("#publishing-run")
        run.get_by_text("Đã đăng xong").first.wait_for()
        assert OLD in readers_have(site)

        before = (site.content / PATH).read_bytes()
        keep_version(opened.desk, PATH, before, "Chị Lan")
        site.write(PATH, NEW, "Bài minh hoạ")
        page.get_by_role("button", name="Xem lại").first.click()
        plan.get_by_text("Sửa (1)").first.wait_for()
        plan.get_by_text("Đã đổi mà không nói với bạn đọc").first.wait_for()
        plan.get_by_text("Chữ đổi thế nào").click()
        plan.locator("del", has_text="ba").wait_for()
        plan.locator("ins", has_text="bốn").wait_for()
        page.set_viewport_size({"width": 320, "height": 800})
        assert (barriers(page), too_wide(page)) == ([], 0)
        page.get_by_role("button", name="Đăng", exact=True).click()
        run.get_by_text("Đã đăng xong").first.wait_for()
        run.get_by_text("địa chỉ đã mở lại").click()
        run.get_by_role("link", name=site.url + ARTICLE).wait_for()
        assert NEW in readers_have(site)

        releases = page.locator("#publishing-releases li")
        releases.nth(1).wait_for()
        page.get_by_role("button", name="Trở lại bản trước").click()
        page.get_by_role("button", name="Đồng ý trở lại").click()
        run.get_by_text("Bạn đọc đang thấy lại bản đăng lúc").first.wait_for()
        releases.nth(1).get_by_text("bạn đọc đang thấy").wait_for()
        assert OLD in readers_have(site)

        site.write(PATH, BROKEN, "Bài minh hoạ")
        page.get_by_role("button", name="Xem lại").click()
        plan.get_by_text("trang chưa dựng được. Mở danh sách bài").first.wait_for()
        plan.get_by_text("khong-co.jpg").first.wait_for()
        plan.get_by_text("Chi tiết").click()
        plan.locator("pre", has_text="Chưa đăng").wait_for()
        assert barriers(page) == []
        assert OLD in readers_have(site)


def test_one_who_opens_the_page_meanwhile_sees_how_far_it_is(
    page_of: PageMaker, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.py"
    settings.write_text(
        f"SITENAME = 'Thử'\nPUBLISH = {{'targets': {{'thu': {{'to': {str(tmp_path / 't')!r}}}}}}}\n"
    )
    (tmp_path / "content").mkdir()
    with open_desk(tmp_path / "content", tmp_path / "scratch", publish_settings=settings) as opened:
        begin(opened, "run", Begun("publish", "thu", MOMENT), Step("upload", 3, 12))
        working = hold(lock_of(opened.desk.scratch / "publishing" / "run.jsonl"))
        page = opened_page(page_of, opened)
        run = page.locator("#publishing-run")
        run.get_by_text("Chuyển tệp lên nơi đăng: 3/12").wait_for()
        assert barriers(page) == []
        for address in ("/api/publishing/plan", "/api/publishing/rollback"):
            body = {"target": "thu", "release": "20261130T070000-0123456789"}
            status, said = opened.ask("POST", address, body)
            assert (status, said["sentence"][:8]) == (409, "Chưa làm")
        begin(opened, "run", Step("switch"))
        run.get_by_text("Chuyển sang bản này: đang làm").wait_for()
        page.get_by_text("Chưa có bản đăng nào").wait_for()
        with page.expect_response("**/api/publishing/releases*"):
            begin(opened, "run", Ended("unreachable", "Máy không trả lời."))
            release(working)
        run.get_by_text("Không tới được nơi đăng; trang cũ vẫn nguyên").first.wait_for()


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
            page.set_viewport_size({"width": 320, "height": 800})
            assert (barriers(page), too_wide(page)) == ([], 0)
