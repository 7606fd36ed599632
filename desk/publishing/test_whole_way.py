"""From a draft to its page before readers, and back: three people, two machines, one folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import PageMaker
from desk.history.versions import keep_version
from desk.publishing.testing import NEW, OLD, PATH, Site, small_site
from tests.support.barriers import desk_barriers
from tests.support.opened_desk import Opened, open_desk
from tests.support.served_publisher import roots_site
from tests.support.web_server import running
from tools.server.site import facts_of
from tools.server.wanted import Wanted

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nginx runs on Linux")

DRAFT = "tin-tuc/b.md"
LIVE_ADDRESS, ADDRESS = "/tin-tuc/2023/12/a/", "/tin-tuc/2023/12/b/"
FIRST, MENDED, CHANGED = "Chữ đầu tiên.", "Chữ đã có nguồn.", "Chữ đã có nguôn."
WRITER, LEADER, OFFICE = "Người viết", "Tổ trưởng", "Văn phòng"
EDITORS = {WRITER: ["viết"], LEADER: ["viết", "duyệt"], OFFICE: ["đăng"]}
SETTINGS = {"EDITORS": EDITORS, "APPROVAL": True}
LONG = 120_000  # milliseconds, of a publication on a busy machine
BROKEN = "![](anh/khong-co.jpg)"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    target = tmp_path / "nơi đăng"
    target.mkdir()
    facts = facts_of(roots_site("nginx", target, tmp_path / "nginx", None), Wanted(), "")
    with running("nginx", facts, tmp_path / "nginx"), small_site(tmp_path, facts.origin) as site:
        yield site


@pytest.fixture
def writers(site: Site, tmp_path: Path) -> Iterator[Opened]:
    with open_desk(site.content, tmp_path / "máy 1", settings=SETTINGS) as opened:
        yield opened


@pytest.fixture
def opened(site: Site, writers: Opened, tmp_path: Path) -> Iterator[Opened]:
    """The other machine, from which is approved and published."""
    with open_desk(
        site.content, tmp_path / "máy 2", settings=SETTINGS, publish_settings=site.settings
    ) as opened:
        yield opened


def sit(opened: Opened, name: str) -> None:
    assert opened.ask("POST", "/api/name", {"name": name})[0] == 200


def type_in(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Nội dung bài").fill(text)


def approve(opened: Opened, path: str) -> None:
    article = opened.ask("GET", f"/api/article/{path}")[1]
    said = {**article, "fields": {}, "step": "approve", "told": True}
    assert opened.ask("POST", f"/api/approval/{path}", said)[0] == 200


def test_from_a_draft_to_readers_and_back(
    page_of: PageMaker, opened: Opened, writers: Opened, site: Site
) -> None:
    expected = ("favicon", "ERR_", "404", "428")
    page = page_of(base_url=opened.origin, expected=expected)
    writing = page_of(base_url=writers.origin, expected=expected)
    page.set_default_timeout(LONG)
    plan, run = page.locator("#publishing-plan"), page.locator("#publishing-run")
    publish = page.get_by_role("button", name="Đăng", exact=True)

    # The first time; the window is closed while it is at work.
    sit(opened, OFFICE)
    page.goto("/dang")
    plan.get_by_role("link", name="Bài minh hoạ").wait_for()
    publish.click()
    question = page.locator(".publishing-ask")
    question.get_by_text(f"Lần đầu đăng lên “{site.name}”").wait_for()
    question.get_by_text(str(site.target)).wait_for()
    assert desk_barriers(page) == []
    with page.expect_response("**/api/publishing"):
        question.get_by_role("button", name="Vẫn đăng").click()
    page.goto("about:blank")
    page.goto("/dang")
    expect(run).to_contain_text("Đã đăng xong", timeout=LONG)
    assert OLD in site.readers_have(LIVE_ADDRESS)

    # From now on somebody answers for every word.
    site.declare(f"EDITORS = {EDITORS!r}", "APPROVAL = True")
    site.write(DRAFT, FIRST, "Bài về rừng", "trạng thái: nháp\n")
    sit(writers, WRITER)
    writing.goto(f"/bai/{DRAFT}")
    writing.get_by_role("button", name="Gửi duyệt").click()
    expect(writing.get_by_text("Đang chờ duyệt.")).to_be_visible()

    sit(opened, LEADER)
    page.goto("/viec")
    page.get_by_role("link", name="Bài về rừng").click()
    page.get_by_text("Trả lại cho người viết").click()
    page.get_by_label("Lời nhắn cho người viết").fill("Thiếu nguồn.")
    page.get_by_role("button", name="Trả lại", exact=True).click()
    expect(page.get_by_text("Bài được trả lại")).to_be_visible()

    writing.goto("/viec")
    writing.get_by_role("link", name="Bài về rừng").click()
    expect(writing.get_by_text("Thiếu nguồn. (Tổ trưởng)")).to_be_visible()
    type_in(writing, MENDED)
    writing.get_by_role("button", name="Gửi duyệt").click()
    expect(writing.get_by_text("Đang chờ duyệt.")).to_be_visible()

    page.reload()
    page.get_by_role("button", name="Duyệt", exact=True).click()
    page.get_by_text("Tổ trưởng duyệt lúc").wait_for()

    # One letter, and nobody answers for it any more: nothing goes up, and that is said.
    writing.reload()
    expect(writing.get_by_text("Tổ trưởng duyệt lúc")).to_be_visible()
    type_in(writing, CHANGED)
    writing.keyboard.press("Control+s")
    writing.get_by_role("button", name="Cứ lưu").click()
    expect(writing.get_by_text("lời của bài đã đổi: cần duyệt lại")).to_be_visible()
    sit(opened, OFFICE)
    page.goto("/dang")
    refused = plan.get_by_role("listitem").filter(has_text="sau đó lời của bài đã đổi")
    refused.get_by_text("Tổ trưởng duyệt lúc").wait_for()
    expect(publish).to_have_count(0)
    refused.get_by_role("link", name="Bài về rừng").click()
    expect(page.get_by_text("lời của bài đã đổi: cần duyệt lại")).to_be_visible()

    # What readers will see change, in words; then it goes up, and what they have is compared.
    sit(opened, LEADER)
    keep_version(opened.desk, PATH, (site.content / PATH).read_bytes(), WRITER)
    site.write(PATH, NEW, "Bài minh hoạ")
    approve(opened, DRAFT)
    approve(opened, PATH)
    sit(opened, OFFICE)
    page.goto("/dang")
    plan.get_by_text("Mới (1)").wait_for()
    plan.get_by_role("link", name="Bài về rừng").wait_for()
    plan.get_by_text("Đã đổi mà không nói với bạn đọc").wait_for()
    plan.get_by_text("Chữ đổi thế nào").click()
    plan.locator("del", has_text="ba").wait_for()
    plan.locator("ins", has_text="bốn").wait_for()
    assert desk_barriers(page) == []
    publish.click()
    expect(run).to_contain_text("Đã đăng xong", timeout=LONG)
    run.get_by_text("địa chỉ đã mở lại").click()
    run.get_by_role("link", name=site.url + ADDRESS).wait_for()
    assert CHANGED in site.readers_have(ADDRESS)
    assert NEW in site.readers_have(LIVE_ADDRESS)

    releases = page.locator("#publishing-releases li")
    releases.nth(1).wait_for()
    page.get_by_role("button", name="Trở lại bản trước").click()
    page.get_by_role("button", name="Đồng ý trở lại").click()
    expect(run).to_contain_text("Bạn đọc đang thấy lại bản đăng lúc", timeout=LONG)
    releases.nth(1).get_by_text("Bạn đọc đang thấy").wait_for()
    assert site.readers_have(ADDRESS) == ""
    assert OLD in site.readers_have(LIVE_ADDRESS)

    # Who did it is told, and leads to the way back.
    page.get_by_role("link", name="Nhật ký").click()
    expect(page.get_by_text("Văn phòng đưa trang về bản khác")).to_be_visible()
    expect(page.get_by_text("Văn phòng đăng trang")).to_have_count(2)
    page.get_by_role("link", name="Trở lại bản trước").click()
    page.locator(".publishing-ask").get_by_text("Bạn đọc sẽ thấy lại bản đăng lúc").wait_for()
    page.get_by_role("button", name="Đồng ý trở lại").click()
    run.get_by_text("Bạn đọc đang thấy lại bản đăng lúc").wait_for()
    assert NEW in site.readers_have(LIVE_ADDRESS)

    # What fails leaves readers what they have, and says what to do.
    site.write(PATH, BROKEN, "Bài minh hoạ")
    page.get_by_role("button", name="Xem lại").click()
    failed = "trang chưa dựng được. Mở danh sách bài"
    expect(page.get_by_role("main")).to_contain_text(failed, timeout=LONG)
    plan.get_by_role("listitem").filter(has_text="khong-co.jpg").first.wait_for()
    plan.get_by_text("Chi tiết").click()
    plan.locator("pre", has_text="Chưa đăng").wait_for()
    assert desk_barriers(page) == []
    assert NEW in site.readers_have(LIVE_ADDRESS)
