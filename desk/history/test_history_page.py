"""What was typed is offered again, whatever stopped; two who write know of each other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from conftest import PageMaker
from desk.history.drafts import drafts_of
from desk.history.versions import keep_version
from tests.support.barriers import barriers
from tests.support.checked_content import article
from tests.support.opened_desk import Opened, open_desk
from tools.console import python_environment

PATH = "tin-tuc/a.md"
TEXT = article("Chữ đầu.", "Bài A", head="status: nháp\n")
BEFORE = TEXT.replace("đầu", "xưa")
WINDOW = "00000000-0000-4000-8000-000000000001"
SERVER = """\
import sys, threading
from pathlib import Path
import tests.support.opened_desk
from tools.local_server import listen

content, scratch, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
tests.support.opened_desk.listen = lambda _: listen(port)
with tests.support.opened_desk.open_desk(content, scratch) as opened:
    print(opened.origin, flush=True)
    threading.Event().wait()
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content" / "tin-tuc").mkdir(parents=True)
    (tmp_path / "content" / PATH).write_text(TEXT, "utf-8")
    return tmp_path / "content"


@pytest.fixture
def start(content: Path, tmp_path: Path) -> Iterator[Callable[[int], tuple[int, str]]]:
    """Begins a desk of its own at a port, 0 for a free one → its process's id and origin."""
    processes = []

    def begin(port: int) -> tuple[int, str]:
        places = [str(content), str(tmp_path / "scratch"), str(port)]
        command = [sys.executable, "-P", "-c", SERVER, *places]
        process = subprocess.Popen(
            command, env=python_environment(), stdout=subprocess.PIPE, text=True
        )
        processes.append(process)
        assert process.stdout
        return process.pid, process.stdout.readline().strip()

    yield begin
    for process in processes:
        process.kill()
        process.communicate()


def is_kept(request: Request) -> bool:
    return request.method == "PUT" and "/api/draft/" in request.url


def write(page: Page, text: str) -> None:
    field = page.locator("#body textarea").first
    field.focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def test_text_is_there_again_after_server_and_browser_were_killed(
    start: Callable[[int], tuple[int, str]], content: Path, page_of: PageMaker
) -> None:
    server, origin = start(0)
    page = page_of(base_url=origin, expected=["ERR_CONNECTION", "Failed to load"])
    page.goto(f"/bai/{PATH}")
    with page.expect_request_finished(is_kept):
        write(page, " Chữ một.")
    os.kill(server, signal.SIGKILL)
    with page.expect_event("requestfailed", is_kept):
        write(page, " Chữ hai.")
    expect(page.locator("#history-bars")).to_contain_text("giữ tạm trong trình duyệt")
    start(int(origin.rpartition(":")[2]))
    again = page.context.new_page()
    again.goto(f"/bai/{PATH}")
    bar = again.locator(".history-bar", has_text="Có bản chưa lưu lúc")
    expect(bar).to_have_count(1)
    field = again.locator("#body textarea").first
    expect(field).to_have_value("Chữ đầu.")
    assert (content / PATH).read_text("utf-8") == TEXT
    bar.get_by_role("button", name="Xem").click()
    expect(bar.locator("ins")).to_contain_text("Chữ một. Chữ hai.")
    assert barriers(again) == []
    bar.get_by_role("button", name="Lấy lại").click()
    expect(field).to_have_value("Chữ đầu. Chữ một. Chữ hai.")
    page.close()
    again.keyboard.press("Control+s")
    expect(again.locator("#save-state")).to_contain_text("Đã lưu")
    assert (content / PATH).read_text("utf-8") == TEXT.replace("đầu.", "đầu. Chữ một. Chữ hai.")
    again.reload()
    expect(again.locator("#body textarea").first).to_be_visible()
    expect(again.locator(".history-bar:visible")).to_have_count(0)


@pytest.fixture
def opened(content: Path, tmp_path: Path) -> Iterator[Opened]:
    """With an old version of the article, which another window has open."""
    with open_desk(content, tmp_path / "scratch") as opened:
        keep_version(opened.desk, PATH, BEFORE.encode(), "Chị Lan")
        opened.ask("POST", "/api/name", {"name": "Anh Hà"})
        opened.ask("POST", f"/api/open/{PATH}", {"window": WINDOW})
        opened.ask("POST", "/api/name", {"name": "Chị Lan"})
        yield opened


def test_the_newest_text_is_kept_in_whatever_order_it_comes(
    page_of: PageMaker, content: Path, tmp_path: Path
) -> None:
    with open_desk(content, tmp_path / "scratch") as opened:
        page = page_of(base_url=opened.origin, expected=("favicon", "ERR_"))
        page.clock.install(time=datetime(2026, 11, 30, tzinfo=UTC))
        page.goto(f"/bai/{PATH}")
        page.locator("#body textarea").first.wait_for()
        page.clock.pause_at(datetime(2026, 11, 30, 1, tzinfo=UTC))  # nothing is sent by itself
        held: list[Route] = []
        page.route("**/api/draft/**", lambda route: held.append(route))
        page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
        for count, text in enumerate((" Một.", " Hai."), start=1):
            write(page, text)
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
            while len(held) < count:
                page.evaluate("0")  # hears of requests
        for route in reversed(held):
            with page.expect_response("**/api/draft/**"):
                route.continue_()
        (draft,) = drafts_of(opened.desk, PATH)
        assert draft.payload["body"][0]["text"] == "Chữ đầu. Một. Hai."


def test_two_hear_of_each_other_and_an_old_version_comes_back(
    opened: Opened, page_of: PageMaker
) -> None:
    page = page_of(base_url=opened.origin)
    page.goto(f"/lich-su/{PATH}")
    page.get_by_role("link", name="Lấy lại bài như trước lần lưu này").press("Enter")
    expect(page.locator("#history-bars")).to_contain_text("Anh Hà đang mở bài này từ")
    (other,) = opened.ask("POST", f"/api/open/{PATH}", {"window": WINDOW})[1]["others"]
    assert other["name"] == "Chị Lan"
    expect(page.locator("#body textarea").first).to_have_value("Chữ xưa.")
    file = opened.desk.content / PATH
    assert file.read_text("utf-8") == TEXT
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#save-state")).to_contain_text("Đã lưu")
    assert file.read_text("utf-8") == BEFORE
    page.goto(f"/lich-su/{PATH}")
    expect(page.locator(".history-saves li")).to_have_count(2)
