"""Who did what is read on one page, by whoever, at any width; what was done is taken back there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import PageMaker
from desk.history.people import give_name
from desk.journal.lines import append, files_of
from desk.journal.query import PER_PAGE
from desk.shell.deeds import Change, Deed
from tests.support.barriers import desk_barriers
from tests.support.checked_content import article
from tests.support.opened_desk import Opened, open_desk

PATH = "tin-tuc/quyt.md"
MOMENT = datetime(2026, 11, 30, 7, 5, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    (tmp_path / "content" / "tin-tuc").mkdir(parents=True)
    (tmp_path / "content" / PATH).write_text(article("Chữ.", "Quýt"), "utf-8")
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        give_name(opened.desk, "Chị Lan")
        yield opened


def journal(opened: Opened, query: str = "") -> str:
    text: str = opened.ask("GET", f"/nhat-ky{query}")[1]
    return text


def past(opened: Opened, count: int) -> None:
    for number in range(count):
        change = Change(f"tin-tuc/bai-{number}.md", "1", "2")
        deed = Deed("save", "Anh Hùng", (change,), f"Bài số {number}")
        append(opened.desk.content, deed, MOMENT + timedelta(minutes=number))


def test_a_deletion_and_a_renaming_are_taken_back(opened: Opened, page_of: PageMaker) -> None:
    file = opened.desk.content / PATH
    page = page_of(base_url=opened.origin, expected=["404", "409"])
    page.goto(f"/bo/{PATH}")
    page.get_by_role("button", name="Bỏ vào thùng rác").click()
    page.wait_for_url("**/thung-rac")
    page.get_by_role("link", name="Nhật ký").click()
    page.wait_for_url("**/nhat-ky")  # loaded: a button does nothing before its script is there
    expect(page.get_by_text("Chị Lan bỏ vào thùng rác")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác: bỏ vào thùng rác, Quýt").click()
    expect(page.get_by_role("status")).to_contain_text("Đã hoàn tác")
    assert file.is_file()

    page.get_by_role("link", name="Quýt").first.click()
    page.get_by_role("link", name="Đổi tên, chuyển mục").click()
    page.wait_for_url("**/doi-ten/**")
    page.get_by_label("Tên tệp").fill("Quýt chín")
    page.get_by_label("Mục").select_option("Định hướng dư luận xã hội")
    page.get_by_role("button", name="Đổi", exact=True).click()
    page.wait_for_url("**/bai/dinh-huong-du-luan/quyt-chin.md")
    assert not file.exists()
    page.goto("/nhat-ky?kind=rename&who=Ch%E1%BB%8B+Lan")
    expect(page.get_by_text(f"{PATH} → dinh-huong-du-luan/quyt-chin.md")).to_be_visible()
    file.write_text("---\ntitle: Khác\n---\n\nChữ.\n")
    undo = page.get_by_role("button", name="Hoàn tác: đổi tên, chuyển mục, Quýt")
    undo.click()
    expect(page.get_by_role("alert")).to_contain_text(f"tên “{PATH}” nay là của một bài khác")
    file.unlink()
    undo.click()
    page.wait_for_url("**/nhat-ky?who=*&kind=rename&undone=1")  # as it was chosen
    expect(page.get_by_text("Đã hoàn tác", exact=True)).to_be_visible()
    assert file.read_text("utf-8") == article("Chữ.", "Quýt")
    page.goto("/bai/dinh-huong-du-luan/quyt-chin.md")
    expect(page.get_by_text("xem Nhật ký")).to_be_visible()


def test_an_answer_says_why_nothing_is_taken_back(opened: Opened) -> None:
    def said(id: str) -> tuple[int, str]:
        status, answer = opened.ask("POST", "/api/undo", {"id": id})
        return status, answer.get("sentence", "")

    append(opened.desk.content, Deed("photo", "Lan", (Change("anh/x.jpg", "", "1"),), id="photo"))
    append(opened.desk.content, Deed("publish", "Lan", target="t", release="2", before="1", id="p"))
    assert said("khong-co")[0] == 404
    assert said("photo")[0] == said("p")[0] == 422
    opened.ask("POST", "/api/duplicate", {"path": PATH})
    id = next(part for part in journal(opened).split('data-id="')[1:]).partition('"')[0]
    assert said(id)[0] == 200
    assert said(id) == (409, "Việc ấy đã được hoàn tác rồi. Hãy tải lại trang.")
    assert list((opened.desk.content / "tin-tuc").glob("*.md")) == [opened.desk.content / PATH]


def test_what_is_looked_for_is_found(opened: Opened) -> None:
    past(opened, PER_PAGE + 7)
    opened.ask("POST", "/api/duplicate", {"path": PATH})
    assert f"{PER_PAGE + 8} việc, trang 1 trên 2" in journal(opened)
    assert journal(opened, "?page=2").count("<li class=") == 8
    assert journal(opened, "?page=9").count("<li class=") == 8
    assert journal(opened, "?who=Anh+H%C3%B9ng&page=2").count("<li class=") == 7
    assert journal(opened, "?kind=copy").count("<li class=") == 1
    assert journal(opened, "?q=BAI+so+42").count("<li class=") == 1
    assert journal(opened, "?q=quyt").count("<li class=") == 1
    assert "Không có việc nào như vậy" in journal(opened, "?q=kh%C3%B4ng-c%C3%B3")
    (file, *_) = files_of(opened.desk.content)
    with file.open("ab") as line:
        line.write(b"rubbish\n")
    assert "bị hỏng nên bỏ qua" in journal(opened)


def test_a_publication_leads_to_its_way_back_while_it_is_live(opened: Opened) -> None:
    releases = ["20261130T070000-0123456789", "20261201T070000-0123456789"]
    for number, release in enumerate(releases):
        before = releases[number - 1] if number else ""
        deed = Deed("publish", "Chị Lan", target="chinh", release=release, before=before)
        append(opened.desk.content, deed, MOMENT + timedelta(minutes=number))
    text = journal(opened)
    assert text.count("ve=2026") == 1
    assert f"/dang?noi=chinh&amp;ve={releases[0]}" in text
    assert "bản lúc 01/12/2026 14:00" in text
    # There and back: the last of those with this release.
    for release, before in (releases, releases[::-1]):
        deed = Deed("rollback", "Chị Lan", target="chinh", release=release, before=before)
        append(opened.desk.content, deed)
    assert journal(opened).count("ve=2026") == 1


def test_nobody_is_kept_out_and_nothing_is_cut_off(opened: Opened, page_of: PageMaker) -> None:
    past(opened, PER_PAGE + 1)
    opened.ask("POST", "/api/rename", {"path": PATH, "name": "ten-" + "rat-dai-" * 12})
    opened.ask("POST", "/api/new", {"section": "tin-tuc", "title": "Bài mới"})
    page = page_of(base_url=opened.origin)
    for address in ("/nhat-ky?undone=1", "/nhat-ky?q=khong-co", "/doi-ten/tin-tuc/bai-moi.md"):
        page.goto(address)
        assert desk_barriers(page) == [], address
