"""Before a document is published, its article's editor hears what it gives away and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from plugins.checks import own_names
from plugins.checks.engine import Place, check
from plugins.checks.memory import Memory
from plugins.checks.site_rules.documents import _key
from plugins.documents import remedies
from plugins.documents.child import Answer, examine
from plugins.documents.kinds import SUFFIXES
from plugins.documents.reading import read_document
from plugins.documents.testing import WORD, core, docx, xlsx, zipped
from plugins.documents.traces import Trace, What
from plugins.documents.words import explain
from tests.support.checked_content import NOW, SCHEMA, article, page, problems_in

Files = dict[str, str | bytes]
NAMED = docx("", {"docProps/core.xml": core("Người Một", "UBND xã X")})
RULE = "plugins.checks.site_rules.documents"
HEAD = "attachments: tep/2025/a.docx | Mẫu đơn\n"


def at_once(files: Sequence[Path]) -> Iterator[Answer]:
    """As `child.examine`, without the time that a process takes to begin."""
    for file in files:
        with file.open("rb") as opened:
            yield read_document(opened, file.name)


@pytest.fixture(autouse=True)
def _no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{RULE}.examine", at_once)


def test_a_name_in_an_attachment_is_warned_of_where_it_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{RULE}.examine", examine)
    files: Files = {"tin-tuc/a.md": article("Chữ.", head=HEAD), "tep/2025/a.docx": NAMED}
    assert problems_in(tmp_path, files) == [
        "content/tin-tuc/a.md:4:1: cảnh báo: tệp “a.docx” còn ghi tên người: “Người Một”.\n"
        "    → trong Word: Tệp → Thông tin → Kiểm tra Vấn đề → Kiểm tra Tài liệu (File → Info → "
        "Check for Issues → Inspect Document), đánh dấu “Thuộc tính Tài liệu và Thông tin Cá nhân "
        "(Document Properties and Personal Information)”, bấm Kiểm tra (Inspect), bấm Loại bỏ Tất "
        "cả (Remove All), lưu lại rồi thay tệp này."
    ]


@pytest.mark.parametrize(
    "link",
    [
        "[Mẫu đơn](/tep/a.docx)",
        "[Mẫu đơn](tep/a.docx#trang-2)",
        "[Mẫu đơn](https://thu.example.vn/tep/a.docx)",
        '<a href="/tep/a.docx">Mẫu đơn</a>',
        "[Mẫu đơn](/tep/a%2Edocx)",
        '<a href="/tep/a%2edoc%78">Mẫu đơn</a>',
    ],
)
def test_a_document_that_a_text_or_page_links_is_looked_into(tmp_path: Path, link: str) -> None:
    said = problems_in(tmp_path, {"trang/a.md": page(link), "tep/a.docx": NAMED})
    assert any(text.startswith("content/trang/a.md:5:") and "“Người Một”" in text for text in said)


def test_a_document_that_only_an_old_address_leads_to_is_looked_into(tmp_path: Path) -> None:
    rows = "old,new\n/cu/a,/tep/a.docx\n/cu/b,https://thu.example.vn/tep/a.docx\n"
    files: Files = {"redirects.csv": rows, "tep/a.docx": NAMED}
    (said,) = problems_in(tmp_path, files, redirects=True)
    assert said.startswith("content/redirects.csv:2:1: cảnh báo: ")
    assert "“Người Một”" in said


def test_a_document_is_told_of_once_and_one_that_nobody_offers_never(tmp_path: Path) -> None:
    files: Files = {
        "tin-tuc/a.md": article("[Mẫu đơn](/tep/a.docx), [lại](/tep/a.docx)"),
        "tin-tuc/b.md": article("[Mẫu đơn](/tep/a.docx)", title="Bài khác"),
        "tep/a.docx": NAMED,
        "tep/b.docx": NAMED,
    }
    assert len(problems_in(tmp_path, files)) == 1


def test_equal_bytes_under_another_name_are_judged_by_that_name(tmp_path: Path) -> None:
    files: Files = {
        "tin-tuc/a.md": article("[Mẫu đơn](/tep/a.docx), [Mẫu đơn](/tep/a.pdf)"),
        "tep/a.docx": NAMED,
        "tep/a.pdf": NAMED,
    }
    name, kind = problems_in(tmp_path, files)
    assert "“Người Một”" in name
    assert kind.startswith(
        "content/tin-tuc/a.md:6:35: lỗi: tệp “a.pdf” có đuôi .pdf nhưng bên trong là một tệp nén "
        "hoặc tệp Office đời mới.\n    → mở bằng đúng chương trình"
    )


def test_macros_are_an_error_and_a_name_is_not(tmp_path: Path) -> None:
    data = docx("", {"word/vbaProject.bin": b"x", "docProps/core.xml": core("Người Một")})
    said = problems_in(tmp_path, {"tin-tuc/a.md": article("[x](/tep/a.docx)"), "tep/a.docx": data})
    assert ["lỗi: " in text for text in said if "“a.docx”" in text] == [True, False]


def test_a_document_in_an_archive_is_named_with_both_names(tmp_path: Path) -> None:
    files: Files = {
        "tin-tuc/a.md": article("[Hồ sơ](/tep/a.zip)"),
        "tep/a.zip": zipped({"b.docx": NAMED}),
    }
    (said,) = problems_in(tmp_path, files)
    assert "cảnh báo: tệp “b.docx” trong “a.zip” còn ghi tên người: “Người Một”." in said
    assert said.endswith("lưu lại rồi nén lại và thay “a.zip”.")


def place(folder: Path, *names: str) -> Place:
    return Place(folder / "content", ("tin-tuc",), ("tep",), SCHEMA, "", NOW, own_names=names)


def test_the_publisher_is_no_person(tmp_path: Path) -> None:
    files: Files = {"tin-tuc/a.md": article("[Mẫu đơn](/tep/a.docx)"), "tep/a.docx": NAMED}
    assert len(problems_in(tmp_path, files)) == 1
    memory = Memory(tmp_path / "memory.sqlite", "")
    assert len(check(place(tmp_path), memory)) == 1
    assert check(place(tmp_path, "người một"), memory) == []
    settings = {"SITENAME": "Một", "SITE": {"publisher": "Hai", "desks": ["Ba"]}}
    assert own_names(settings) == ("Một", "Hai", "Ba")
    assert own_names({"SITE": {"desks": 1}}) == own_names({"SITE": 1}) == ()


def test_an_unchanged_document_is_not_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: Files = {"tin-tuc/a.md": article("[Mẫu đơn](/tep/a.docx)"), "tep/a.docx": NAMED}
    problems_in(tmp_path, files)
    file = tmp_path / "memory.sqlite"
    memory = Memory(file, "")
    first = check(place(tmp_path), memory)
    memory.save()
    monkeypatch.setattr(f"{RULE}.examine", lambda files: [None for _ in files])
    (tmp_path / "content/tin-tuc/b.md").write_text(article("Chữ.", title="Hai"), "utf-8")
    (tmp_path / "content/tep/a.docx").touch()
    memory = Memory(file, "")
    assert check(place(tmp_path), memory) == first
    memory.save()
    monkeypatch.setattr(f"{RULE}.examine", at_once)
    (tmp_path / "content/tep/a.docx").write_bytes(docx())
    assert check(place(tmp_path), Memory(file, "")) == []


def test_a_file_that_the_disk_does_not_give_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: Files = {"tin-tuc/a.md": article("[Mẫu đơn](/tep/a.docx)"), "tep/a.docx": docx()}
    problems_in(tmp_path, files)
    memory = Memory(tmp_path / "memory.sqlite", "")

    with monkeypatch.context() as patch:
        patch.setattr(f"{RULE}._key", lambda _: "")
        (problem,) = check(place(tmp_path), memory)
    assert problem.severity == "warning"
    assert "“a.docx” có đó nhưng máy không mở ra đọc được" in problem.sentence
    assert check(place(tmp_path), memory) == []


def test_what_is_no_file_that_can_be_read_has_no_key(tmp_path: Path) -> None:
    assert _key(tmp_path) == _key(tmp_path / "mat.docx") == ""


def test_an_endless_document_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: Files = {"tin-tuc/a.md": article("[Mẫu đơn](/tep/a.docx)"), "tep/a.docx": docx()}
    problems_in(tmp_path, files)
    memory = Memory(tmp_path / "memory.sqlite", "")
    with monkeypatch.context() as patch:
        patch.setattr(
            f"{RULE}.examine",
            lambda files: [(Trace("endless"),) for _ in files],
        )
        (problem,) = check(place(tmp_path), memory)
    assert "máy xem mãi không xong" in problem.sentence
    assert check(place(tmp_path), memory) == []


# What a document of each kind may be found to have, and what was found.
FOUND: dict[What, tuple[str, ...]] = {
    "people": ("docx", "xlsx", "pptx", "doc", "rtf", "odt", "pdf", "mp3"),
    "comments": ("docx", "xlsx", "pptx", "rtf", "odt", "ods", "odp", "pdf"),
    "changes": ("docx", "xlsx", "rtf", "odt", "ods"),
    "hidden text": ("docx", "rtf", "odt"),
    "hidden sheets": ("xlsx", "ods"),
    "hidden cells": ("xlsx", "ods"),
    "hidden slides": ("pptx", "odp"),
    "notes": ("pptx", "odp"),
    "embedded": ("docx", "xlsx", "pptx", "odt", "pdf"),
    "place": ("docx", "xlsx", "pptx", "odt", "mp4", "mov", "m4a"),
    "computer path": ("docx", "xlsx", "pptx"),
    "older text": ("odt", "ods", "odp", "pdf"),
    "leftovers": ("zip",),
    "closed archive": ("zip",),
    "encrypted": ("docx", "doc", "odt", "pdf", "zip"),
    "too large": ("docx", "pdf", "zip"),
    "endless": ("docx", "pdf", "zip"),
    "damaged": ("docx", "doc", "odt", "pdf", "zip"),
    "macros": ("docx", "doc", "odt"),
    "programs": ("zip",),
    "other kind": ("pdf",),
}


@pytest.mark.parametrize("what", FOUND)
def test_every_finding_says_what_to_do_in_a_program_that_opens_the_file(what: What) -> None:
    for suffix in FOUND[what]:
        told = explain(Trace(what, ("Người Một", "b"), 2), f"a.{suffix}")
        assert told
        sentence, remedy = told
        assert sentence.startswith(f"tệp “a.{suffix}” ")
        assert sentence.endswith(".")
        assert len(remedy) > 30
        assert remedy.endswith(".")
        assert "{" not in sentence + remedy


def test_long_lists_of_names_are_cut() -> None:
    told = explain(Trace("people", tuple(f"Người {n}" for n in range(5))), "a.docx")
    assert told
    assert told[0].endswith("tên người: “Người 0”, “Người 1”, “Người 2” và 2 tên nữa.")


def test_every_kind_of_document_has_remedies() -> None:
    assert {family for _, family in SUFFIXES.values()} == set(remedies.REMEDIES)


def test_hidden_sheets_and_changes_are_told_in_numbers(tmp_path: Path) -> None:
    comments = f'<w:comments xmlns:w="{WORD}"><w:comment w:author="Một Hai"/></w:comments>'
    changes = '<w:p><w:ins w:author="Ba Bốn"/><w:del/></w:p>'
    files: Files = {
        "tin-tuc/a.md": article("[x](/tep/a.xlsx) [y](/tep/b.docx)"),
        "tep/a.xlsx": xlsx('<sheet name="Lương" state="hidden"/>'),
        "tep/b.docx": docx(changes, {"word/comments.xml": comments}),
    }
    said = "".join(problems_in(tmp_path, files))
    assert "“a.xlsx” có 1 trang tính ẩn: “Lương”." in said
    assert "“b.docx” còn 1 ghi chú của “Một Hai”, ai tải về cũng đọc được." in said
    assert "“b.docx” còn giữ 2 chỗ sửa của “Ba Bốn”, ai tải về cũng xem được chữ đã xóa." in said
