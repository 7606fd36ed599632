"""All articles are found by what an editor remembers of them, ten thousand of them too."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.listing import index
from desk.listing.index import Index, Known, look
from desk.listing.query import PER_PAGE, Query, read_query, select
from desk.listing.record import HEAD_BYTES, Record, head_of, read_record, record_of
from desk.shell.desk import Desk
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Schema, Section
from plugins.shared.problems import Problem
from plugins.vietnamese.dates import VIETNAM
from tests.support.opened_desk import make_desk, open_desk

ARTICLE = """---
Tiêu đề: {title}
Ngày: {date}
Tác giả: Tổ biên tập
{more}---

Chữ.
"""
QUESTION = """Loại: hỏi đáp
Câu hỏi: Nộp hồ sơ ở đâu?
Ngày hỏi: 01/12/2023
Nơi hỏi: xã Minh Hoạ
Tình trạng: chờ trả lời
"""
SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
RECORD = record_of(parse("content/tin-tuc/a.md", b"title: A\n\nx\n", SCHEMA), "", (0, 0), SCHEMA)
NOW = datetime(2026, 11, 30, 12, tzinfo=VIETNAM).timestamp()


def write(content: Path, path: str, title: str, date: str = "11/12/2023", more: str = "") -> Path:
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(ARTICLE.format(title=title, date=date, more=more), "utf-8")
    return file


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    content = tmp_path / "content"
    write(content, "tin-tuc/quyt.md", "Quýt Bạch Thông", more="Chuyên mục: Kinh tế\n")
    write(content, "tin-tuc/mua.md", "Mưa lũ đầu mùa", "05/01/2024", "Trạng thái: nháp\n")
    write(content, "tin-tuc/sau.md", "Đăng sau", "01/12/2026 08:00")
    write(content, "tin-tuc/sau-nua.md", "Đăng sau nữa", "05/12/2026 08:00")
    write(content, "dinh-huong-du-luan/hoi.md", "Hỏi đáp", more=QUESTION)
    (content / "trang").mkdir()
    (content / "trang" / "gioi-thieu.md").write_text("Tiêu đề: Giới thiệu\n\nChữ.\n", "utf-8")
    (content / "tin-tuc" / "hong.md").write_bytes(b"---\nTi\xeau\n---\nx\n")
    write(content, "tin-tuc/khong-ngay.md", "Không ngày", "31/02/2024")
    return make_desk(content, tmp_path / "scratch")


def known(desk: Desk) -> Known:
    *_, last = look(desk, Known())
    return last


def found(desk: Desk, address: str) -> list[str]:
    given = dict(part.split("=") for part in address.split("&"))
    query = read_query(given)
    records = known(desk).by_order[query.sort]
    return [record.path for record in select(records, query, (), NOW).items]


@pytest.mark.parametrize(
    ("address", "paths"),
    [
        ("q=quyt", ["tin-tuc/quyt.md"]),
        ("q=THÔNG bạch", ["tin-tuc/quyt.md"]),
        ("q=kinh te", ["tin-tuc/quyt.md"]),
        ("q=khong co", []),
        ("state=draft", ["tin-tuc/mua.md"]),
        ("state=scheduled&sort=soonest", ["tin-tuc/sau.md", "tin-tuc/sau-nua.md"]),
        ("state=scheduled&sort=date", ["tin-tuc/sau-nua.md", "tin-tuc/sau.md"]),
        ("state=faulty&sort=title", ["tin-tuc/khong-ngay.md", "tin-tuc/hong.md"]),
        ("section=trang", ["trang/gioi-thieu.md"]),
        ("section=dinh-huong-du-luan&kind=hoi-dap", ["dinh-huong-du-luan/hoi.md"]),
        ("q=dang&sort=title", ["tin-tuc/sau.md", "tin-tuc/sau-nua.md"]),
        ("q=gioi&page=9", ["trang/gioi-thieu.md"]),
    ],
)
def test_articles_are_found(desk: Desk, address: str, paths: list[str]) -> None:
    assert found(desk, address) == paths


def test_a_refused_article_is_there_with_what_could_be_made_out(desk: Desk) -> None:
    records = known(desk).records
    assert records["tin-tuc/khong-ngay.md"].title == "Không ngày"
    assert (records["tin-tuc/hong.md"].title, records["tin-tuc/hong.md"].is_read) == ("", False)


def test_only_changed_files_are_read_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = known(desk)
    file = desk.content / "tin-tuc" / "quyt.md"
    write(desk.content, "tin-tuc/quyt.md", "Cam quýt")
    os.utime(file, (NOW, NOW))
    (desk.content / "tin-tuc" / "mua.md").unlink()
    asked: list[str] = []

    def opened(self: Path, mode: str = "r") -> object:
        asked.append(self.name)
        return open(self, mode)  # noqa: PTH123

    monkeypatch.setattr(Path, "open", opened)
    *_, after = look(desk, before)
    assert asked == ["quyt.md"]
    assert after.records["tin-tuc/quyt.md"].title == "Cam quýt"
    assert after.records.keys() == before.records.keys() - {"tin-tuc/mua.md"}


def test_a_file_that_cannot_be_read_now_is_asked_for_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(self: Path, mode: str = "r") -> object:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", held)
        *_, none = look(desk, Known())
    assert not any(record.is_read for record in none.records.values())
    *_, all_of_them = look(desk, none)
    assert all_of_them.records["tin-tuc/quyt.md"].title == "Quýt Bạch Thông"


@given(
    st.lists(st.sampled_from(["---\n", "----\r\n", "a: b\n", "\n", "--- \n", "# x\n", "chữ\n"])),
    st.sampled_from(["", "\ufeff"]),
)
def test_a_head_is_read_without_what_follows_as_with_it(lines: list[str], mark: str) -> None:
    data = (mark + "---\ntitle: Bài\ndate: 2024-01-02\n" + "".join(lines)).encode()
    data += b"\n---\n" + "chữ ".encode() * HEAD_BYTES
    head = head_of(data)
    if head is None:
        return

    def record(read: bytes) -> Record:
        article = parse("content/tin-tuc/a.md", read, SCHEMA)
        return record_of(article, "tin-tuc/a.md", (0, 0), SCHEMA)

    assert record(head + b"x\n") == record(data)


@given(st.integers(0, 400), st.integers(-3, 12))
def test_every_article_is_on_one_page(count: int, page: int) -> None:
    records = [replace(RECORD, path=f"tin-tuc/{number}.md") for number in range(count)]
    pages = select(records, Query(page=page), (), NOW).pages
    shown = [
        record.path
        for number in range(1, pages + 1)
        for record in select(records, Query(page=number), (), NOW).items
    ]
    assert sorted(shown) == sorted(record.path for record in records)
    assert len(select(records, Query(page=page), (), NOW).items) <= PER_PAGE


def test_the_list_is_served_as_a_page_and_as_data(desk: Desk, tmp_path: Path) -> None:
    problem = Problem("content/tin-tuc/quyt.md", 1, 1, "error", "sai")
    problems = {problem.path: (problem, problem)}
    with open_desk(desk.content, tmp_path / "scratch", problems=lambda: problems) as opened:
        status, said = opened.ask("GET", "/api/articles?q=quyt")
        assert status == 200
        (item,) = said.pop("items")
        assert said == {"count": 1, "page": 1, "pages": 1, "complete": True}
        assert item == {
            "path": "tin-tuc/quyt.md",
            "title": "Quýt Bạch Thông",
            "section": "Tin tức",
            "kind": "tin",
            "state": "published",
            "state_name": "Đã đăng",
            "date": "Thứ Hai, 11/12/2023",
            "author": "Tổ biên tập",
            "changed": item["changed"],
            "errors": 2,
            "is_read": True,
        }
        status, page = opened.ask("GET", "/?state=faulty&sort=title")
        assert status == 200
        assert page.count('<tr role="row">') == 4
        assert "Quýt Bạch Thông" in page
        assert "Mưa lũ" not in page


def test_what_is_not_read_yet_is_said_and_comes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(*given: object) -> Record:
        if given[1] == "tin-tuc/quyt.md":
            go_on.wait()
        return read_record(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(index, "read_record", slow)
    monkeypatch.setattr(index, "FIRST_PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(index, "STEP_SECONDS", 0.0)
    with open_desk(desk.content, tmp_path / "scratch") as opened:
        assert not opened.ask("GET", "/api/articles")[1]["complete"]
        assert 'id="reading"' in opened.ask("GET", "/")[1]
        while "bài chưa có trong danh sách" not in opened.ask("GET", "/")[1]:
            pass
        go_on.set()
        while not opened.ask("GET", "/api/articles")[1]["complete"]:
            pass
        assert 'id="reading"' not in opened.ask("GET", "/")[1]
        assert opened.ask("GET", "/api/articles?q=quyt")[1]["count"] == 1


def test_what_changes_while_it_is_looked_at_is_not_missing(desk: Desk) -> None:
    listed = Index(desk)
    before = listed.known().records
    for path in before:
        os.utime(desk.content / path, (NOW, NOW))
    assert listed.known(0).records.keys() == before.keys()
