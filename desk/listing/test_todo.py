"""What waits is shown to whoever opens the desk, what waits longest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from desk.listing.record import Record, read_record, record_of
from desk.listing.todo import to_do
from plugins.changes.approval import approval_line
from plugins.changes.wording import wording
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Schema, Section
from plugins.site.editors import Newsroom, Overdue
from plugins.vietnamese.dates import VIETNAM
from tests.support.opened_desk import open_desk

SCHEMA = Schema((Section("tin-tuc", "Tin tức", kinds=("hoi-dap", "kiem-chung")),))
TODAY = datetime(2026, 11, 30, 12, tzinfo=VIETNAM)
NOW = TODAY.timestamp()
NEWSROOM = Newsroom({}, approval=True, overdue=Overdue(question_days=10, draft_days=30))
START = "---\nTiêu đề: Bài minh hoạ\nNgày: 11/12/2023\n{}---\n\nChữ.\n"
QUESTION = "Loại: hỏi đáp\nCâu hỏi: Ở đâu?\nNgày hỏi: {}\nNơi hỏi: xã Minh Hoạ\nTình trạng: {}\n"
CLAIM = "Loại: kiểm chứng\nTin đồn: Có tin.\nXuất hiện: 10/12/2023\nKết luận: {}\n"
EVIDENCE = "Căn cứ: Báo A | https://a.example/b | 10/12/2023\n"


def record(name: str, head: str, days: int = 0) -> Record:
    """days: since somebody changed it."""
    stamp = int((NOW - days * 86_400) * 1e9), 1
    article = parse("content/tin-tuc/a.md", START.format(head).encode(), SCHEMA)
    assert article.head, article.problems
    return record_of(article, name, stamp, SCHEMA)


def works(*records: Record, newsroom: Newsroom = NEWSROOM) -> dict[str, list[str]]:
    found = to_do(records, newsroom, NOW)
    return {work: [each.path for each in some] for work, some in found.items()}


def test_each_kind_of_work_is_found_and_what_waits_longest_stands_first() -> None:
    draft = "Trạng thái: nháp\n"
    records = [
        record("moi.md", draft, 30),
        record("cu.md", draft, 31),
        record("cu-hon.md", draft, 90),
        record("cho.md", "Trạng thái: chờ duyệt\n", 90),
        record("mat.md", "Trạng thái: đã duyệt\n", 2),
        record("tra.md", f"{draft}Lời nhắn: Thiếu nguồn.\n"),
        record("dang.md", "", 400),
        record("hoi.md", draft + QUESTION.format("01/12/2023", "chờ trả lời")),
        record("hoi-truoc.md", draft + QUESTION.format("01/11/2023", "đang xử lý")),
        replace(record("hoi-nay.md", draft), asked_on=TODAY - timedelta(days=9)),
        record("tin-don.md", draft + CLAIM.format("chưa đủ căn cứ")),
        record("sai.md", CLAIM.format("sai") + EVIDENCE),
        replace(record("sau.md", ""), date=TODAY + timedelta(days=3)),
        replace(record("mai.md", ""), date=TODAY + timedelta(days=1)),
    ]
    assert works(*records) == {
        "review": ["cho.md", "mat.md"],
        "returned": ["tra.md"],
        "question": ["hoi-truoc.md", "hoi.md"],
        "claim": ["tin-don.md"],
        "scheduled": ["mai.md", "sau.md"],
        "draft": ["cu-hon.md", "cu.md"],
    }
    assert works(*records, newsroom=Newsroom({})).keys() == {
        "question", "claim", "scheduled", "draft",
    }  # fmt: skip
    assert works() == {}


def test_an_approval_is_of_the_whole_text_not_of_its_first_bytes(tmp_path: Path) -> None:
    body = "Một câu của bài minh hoạ. " * 1000
    article = parse("content/tin-tuc/a.md", f"{START.format('')}{body}\n".encode(), SCHEMA)
    assert article.head
    line = approval_line("Tổ trưởng", TODAY, wording(article.head, article.body))
    head = f"Trạng thái: đã duyệt\nDuyệt: {line}\n"
    file = tmp_path / "content/tin-tuc/a.md"
    file.parent.mkdir(parents=True)

    def state(text: str) -> str:
        file.write_text(f"{START.format(head)}{text}\n", "utf-8")
        return read_record(tmp_path / "content", "tin-tuc/a.md", (0, 0), SCHEMA).state(NOW)

    assert state(body) == "approved"
    assert state(f"{body}Thêm.") == "void"


def test_the_list_leads_to_what_is_to_be_done(tmp_path: Path) -> None:
    file = tmp_path / "content/tin-tuc/a.md"
    file.parent.mkdir(parents=True)
    file.write_text(START.format("Trạng thái: chờ duyệt\n"), "utf-8")
    settings = {"EDITORS": {"Tổ trưởng": ["duyệt"]}, "APPROVAL": True}
    with open_desk(tmp_path / "content", tmp_path / "scratch", settings=settings) as opened:
        assert "Việc cần làm (1)" in opened.ask("GET", "/")[1]
        page = opened.ask("GET", "/viec")[1]
        found = opened.ask("GET", "/api/articles?state=review")[1]
    assert "Chờ duyệt (1)" in page
    assert '<a href="/bai/tin-tuc/a.md">Bài minh hoạ</a>' in page
    assert [each["state_name"] for each in found["items"]] == ["Chờ duyệt"]
    with open_desk(tmp_path / "content", tmp_path / "scratch2") as opened:
        assert "Không có việc gì đang chờ." in opened.ask("GET", "/viec")[1]
        assert "Việc cần làm" not in opened.ask("GET", "/")[1]
