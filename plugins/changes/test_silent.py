"""An article that says something else than the live release is named, unless it says so itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.changes.silent import silent_changes
from plugins.changes.table import FILE, WordingEntry, around_wording
from plugins.changes.wording import OWN_TARGET, wording
from plugins.frontmatter.kinds import Claim, Correction, Evidence, Question
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Head, Schema, Section
from plugins.vietnamese.dates import VIETNAM
from tests.support.whole_site import build_articles

SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
TARGETS = st.lists(st.sampled_from([*"[]()!: a", "](", "http:", "https://b", "\n"])).map("".join)
DAY = datetime(2023, 12, 11, tzinfo=VIETNAM)
LATER = datetime(2023, 12, 12, tzinfo=VIETNAM)
HEAD = Head("Bài", DAY, section="tin-tuc", summary="Tóm tắt")
BODY = "Chữ của bài, xem [bài kia](b.md) và [Báo](https://bao.vn/a).\n"
FIX = Correction(LATER, "51,08 km²", "546,5 km²")
QUESTION = Question("Vì sao?", DAY, "xã Phủ Thông", "cho-tra-loi")
CLAIM = Claim("Có mức 3.", DAY, "sai", (Evidence("Báo", "https://bao.vn/a", DAY),))


def table(head: Head, body: str = BODY) -> str:
    row = WordingEntry.of("tin-tuc/2024/a/", head, "tin-tuc/a.md", wording(head, body))
    return row.wording.join(around_wording(row))


def is_silent(before: Head, after: Head, old: str = BODY, new: str = BODY) -> bool:
    return [row.file for row in silent_changes(table(before, old), table(after, new))] != []


@pytest.mark.parametrize(
    "change",
    [{"title": "Bài khác"}, {"summary": "Khác"}, {"modified": LATER}, {"corrections": ()}],
    ids=lambda change: next(iter(change)),
)
def test_a_change_without_a_word_is_named(change: dict[str, Any]) -> None:
    assert is_silent(replace(HEAD, corrections=(FIX,)), replace(HEAD, **change))
    assert is_silent(HEAD, HEAD, new=BODY.replace("Chữ", "Lời"))
    assert is_silent(HEAD, HEAD, new=BODY.replace("bao.vn/a", "bao.vn/b"))


@pytest.mark.parametrize(
    "claim",
    [
        replace(CLAIM, text="Có mức 4."),
        replace(CLAIM, verdict="dung"),
        replace(CLAIM, first_seen=LATER),
        replace(CLAIM, evidence=(*CLAIM.evidence, Evidence("Báo", "https://bao.vn/", LATER))),
        replace(CLAIM, evidence=(Evidence("Báo", "https://bao.vn/b", DAY),)),
    ],
)
def test_another_verdict_or_source_is_a_change(claim: Claim) -> None:
    before = replace(HEAD, kind="kiem-chung", claim=CLAIM)
    assert is_silent(before, replace(before, claim=claim))
    assert not is_silent(before, replace(before, claim=claim, corrections=(FIX,)))


def test_a_new_correction_or_minor_says_what_changed() -> None:
    after = replace(HEAD, title="Khác", modified=LATER)
    assert is_silent(HEAD, after)
    assert not is_silent(HEAD, replace(after, corrections=(FIX,)))
    assert not is_silent(HEAD, replace(after, minor=True))


def test_an_old_correction_or_minor_says_nothing_of_a_new_change() -> None:
    corrected = replace(HEAD, corrections=(FIX,))
    assert is_silent(corrected, replace(corrected, title="Khác"))
    minor = replace(HEAD, minor=True)
    assert is_silent(minor, replace(minor, title="Khác"))
    assert not is_silent(minor, replace(minor, title="Khác", modified=LATER))


def test_an_answer_needs_no_correction_but_taking_it_back_does() -> None:
    waiting = replace(HEAD, kind="hoi-dap", question=QUESTION)
    answer = replace(QUESTION, state="da-tra-loi", answered_by="UBND xã", answered_on=LATER)
    answered = replace(waiting, question=answer, modified=LATER)
    assert not is_silent(waiting, answered, new=f"{BODY}\nTrả lời.\n")
    assert is_silent(answered, waiting)
    assert is_silent(answered, replace(answered, question=replace(answer, text="Khác?")))


def test_an_unchanged_article_never_warns() -> None:
    assert not is_silent(HEAD, HEAD)
    other = replace(HEAD, tags=("quýt",), category="Kinh tế", note="x", authors=("A",), minor=True)
    assert not is_silent(HEAD, other)
    assert not is_silent(HEAD, HEAD, new=BODY.replace("b.md", "c.md").replace(", ", ",\n"))


def test_a_release_without_the_table_or_with_another_form_is_no_cause_for_a_warning() -> None:
    after = table(replace(HEAD, title="Khác"))
    for before in ("", "x\ty\n", "tin-tuc/2023/12/a/\ta\tb\tc\td\te\n", "\x00\ufffd"):
        assert silent_changes(before, after) == []
    assert silent_changes(table(HEAD), "") == []


def test_a_release_lists_what_is_published_and_nothing_else(tmp_path: Path) -> None:
    article = "Tiêu đề: {}\nNgày: {}\n{}\nChữ.\n"
    files = {
        "tin-tuc/b.md": article.format("Hai", "12/12/2023", "Sửa nhỏ: có\nCập nhật: 13/12/2023\n"),
        "tin-tuc/a.md": article.format("Một", "11/12/2023", "Đính chính: 12/12/2023 | a | b\n"),
        "tin-tuc/nhap.md": article.format("Nháp", "12/12/2023", "Trạng thái: nháp\n"),
        "tin-tuc/cho.md": article.format(
            "Chờ", "12/12/2023", "Trạng thái: chờ duyệt\nLời nhắn: Thiếu nguồn.\n"
        ),
        "tin-tuc/sau.md": article.format("Sau", "01/03/2024", ""),
        "trang/lien-he.md": "Tiêu đề: Liên hệ\n\nChữ.\n",
    }
    now = {"PUBLISH_TIME": datetime(2024, 1, 1, tzinfo=VIETNAM)}
    site = build_articles(tmp_path, files, SHOW_UNPUBLISHED=True, **now)
    rows = [line.split("\t") for line in (site / FILE).read_text("utf-8").splitlines()]
    assert [(row[0], row[1], *row[3:]) for row in rows] == [
        ("tin-tuc/2023/12/a/", "tin-tuc/a.md", "1", "0", ""),
        ("tin-tuc/2023/12/b/", "tin-tuc/b.md", "0", "1", "2023-12-13"),
    ]
    # What is approved of a file, a release says of its page.
    read = parse("content/tin-tuc/a.md", files["tin-tuc/a.md"].encode(), SCHEMA)
    assert read.head
    assert rows[0][2] == wording(read.head, read.body)
    # What is said to whoever writes, nobody reads, where drafts are shown neither.
    assert (site / "tin-tuc/2023/12/cho/index.html").is_file()
    pages = (file.read_text("utf-8", "replace") for file in site.rglob("*") if file.is_file())
    assert not any("Thiếu nguồn" in text for text in pages)


@given(TARGETS)
def test_a_target_is_what_follows_a_links_text(text: str) -> None:
    """As when the digests of published articles were first made."""
    first = re.sub(r"(?<=\]\()(?!https?:)[^()\s]+", "", text)
    assert OWN_TARGET.sub("(", text) == first
