"""An article waits for a yes, has it, or is sent back: its head says so."""

from __future__ import annotations

from datetime import datetime

import pytest

from plugins.frontmatter.keys import advice_on
from plugins.frontmatter.parsed import ParsedArticle, parse
from plugins.frontmatter.schema import Approval, Schema, Section
from plugins.vietnamese.dates import VIETNAM

SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
START = "Tiêu đề: Bài\nNgày: 11/12/2023\n"
DIGEST = "0123456789ab"


def read(head: str) -> ParsedArticle:
    return parse("content/tin-tuc/a.md", f"{START}{head}\n\nNội dung.\n".encode(), SCHEMA)


@pytest.mark.parametrize(
    ("typed", "status", "is_draft"),
    [
        ("nháp", "draft", True),
        ("chờ duyệt", "review", True),
        ("Cho Duyet", "review", True),
        ("đã duyệt", "approved", False),
        ("đăng", "published", False),
    ],
)
def test_what_waits_for_a_yes_is_published_as_little_as_a_draft(
    typed: str, status: str, is_draft: bool
) -> None:
    article = read(f"Trạng thái: {typed}")
    assert article.head
    assert (article.head.status, article.is_draft) == (status, is_draft)
    # Also where something else is wrong in the head.
    assert read(f"Trạng thái: {typed}\nNgày: 12/12/2023").is_draft is is_draft


def test_an_approval_says_who_and_when_and_of_what() -> None:
    article = read(f"Duyệt: Phòng Văn hoá, tổ hai, 30/11/2026 14:05, {DIGEST}")
    assert article.head
    assert article.head.approval == Approval(
        "Phòng Văn hoá, tổ hai", datetime(2026, 11, 30, 14, 5, tzinfo=VIETNAM), DIGEST
    )


@pytest.mark.parametrize(
    "typed", ["Tổ trưởng", "Tổ trưởng, 30/11/2026", f"Tổ trưởng, hôm qua, {DIGEST}", ", , abc"]
)
def test_a_line_that_is_no_approval_counts_for_nothing_and_is_said(typed: str) -> None:
    article = read(f"Duyệt: {typed}")
    assert article.head
    assert article.head.approval is None
    (problem,) = article.problems
    assert (problem.severity, problem.line) == ("warning", 3)
    assert "không có dạng “tên, ngày giờ, mã”" in problem.sentence


def test_who_makes_a_slip_is_not_told_of_keys_that_the_desk_writes() -> None:
    assert "Trạng thái" in advice_on("zzz", "")
    assert "Duyệt" not in advice_on("zzz", "")
    assert "Lời nhắn" not in advice_on("zzz", "")
    head = read("Lời nhắn: Thiếu nguồn ở đoạn hai.").head
    assert head
    assert head.feedback == "Thiếu nguồn ở đoạn hai."
