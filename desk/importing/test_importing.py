"""A file of an office comes in by the desk and is a draft, with what the importer says of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from desk.importing.command import import_file, keep_report, kept_report
from desk.importing.testing import CAPTION, LEAD, TITLE, word_file
from desk.shell.errors import DeskError
from plugins.documents.testing import zipped
from tests.support.opened_desk import Opened, open_desk

PAGE = "<!DOCTYPE html><html><body><h1>{}</h1><p>" + "Chữ của bài minh hoạ. " * 20 + "</p></body>"
SAVED = 1_700_000_000  # 15/11/2023


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content/tin-tuc").mkdir(parents=True)
    return tmp_path / "content"


def send(opened: Opened, name: str, data: bytes, more: str = "") -> tuple[int, Any]:
    return opened.ask("POST", f"/api/import?name={quote(name)}{more}", data)


def test_a_word_file_is_a_draft_with_photo_and_report(content: Path, tmp_path: Path) -> None:
    data = word_file()
    with open_desk(content, tmp_path / "scratch") as opened:
        status, said = send(opened, "..\\Bài 1.docx", data, f"&saved={SAVED}")
        assert status == 200
        path = "tin-tuc/xa-phu-thong-hop-ban-trong-rung.md"
        assert said["drafts"] == [{"path": path, "title": TITLE, "state": "new"}]
        text = (content / path).read_text("utf-8")
        assert f"Tiêu đề: {TITLE}\nNgày: 15/11/2023\nTác giả: Hương Dịu\nTóm tắt: {LEAD}" in text
        assert "Trạng thái: nháp" in text
        assert f'](anh/2023/xa-phu-thong-hop-ban-trong-rung-1.jpg "{CAPTION}")' in text
        assert (content / "anh/2023/xa-phu-thong-hop-ban-trong-rung-1.jpg").is_file()

        status, report = opened.ask("GET", f"/api/import/{said['report']}")
        assert (status, report["name"]) == (200, "Bài 1.docx")
        (line,) = report["lines"]
        assert ["author", "Hương Dịu"] in [found[:2] for found in line["found"]]
        assert any("mô tả" in each for each in line["ready"])
        assert line["letters_lost"] == 0

        again = send(opened, "khác.docx", data)[1]["drafts"]
        assert again == [{"path": path, "title": TITLE, "state": "unchanged"}]
        (content / path).unlink()
        assert send(opened, "Bài 1.docx", data)[1]["drafts"][0]["state"] == "new"
    assert not [*(tmp_path / "scratch/importing").glob("import-*")]


def test_an_archive_of_pages_is_several_drafts(content: Path, tmp_path: Path) -> None:
    pages = {f"trang/{n}.html": PAGE.format(f"Bài minh hoạ số {n}") for n in ("mot", "hai")}
    with open_desk(content, tmp_path / "scratch") as opened:
        section = "&section=dinh-huong-du-luan"
        status, said = send(opened, "cu.zip", zipped(pages), section)
        assert status == 200
        assert {each["title"] for each in said["drafts"]} == {
            "Bài minh hoạ số mot",
            "Bài minh hoạ số hai",
        }
        assert len([*content.glob("dinh-huong-du-luan/*.md")]) == 2


def test_a_damaged_file_leaves_a_sentence_and_nothing_else(content: Path, tmp_path: Path) -> None:
    with open_desk(content, tmp_path / "scratch") as opened:
        status, said = send(opened, "CON.docx", word_file()[:900])
    assert status == 422
    assert "_CON.docx" in said["sentence"]
    assert said["remedy"]
    assert [file for file in content.rglob("*") if file.is_file()] == []


def test_a_section_that_there_is_not_is_refused(content: Path, tmp_path: Path) -> None:
    with open_desk(content, tmp_path / "scratch") as opened:
        assert send(opened, "a.docx", word_file(), "&section=../x")[0] == 422
        for name in ("../a", "0" * 31, "0" * 32, "%2e%2e"):
            assert opened.ask("GET", f"/api/import/{name}")[0] == 404


def test_a_file_that_takes_too_long_is_given_up(content: Path, tmp_path: Path) -> None:
    with pytest.raises(DeskError) as refused:
        import_file(content, tmp_path / "scratch", "tin-tuc", "a.docx", 0, word_file(), 0.01)
    assert refused.value.status == 504
    assert refused.value.remedy


def test_old_reports_are_forgotten(content: Path, tmp_path: Path) -> None:
    from desk.importing.command import MOST_REPORTS, Imported

    names = [keep_report(tmp_path, Imported("a", ())) for _ in range(MOST_REPORTS + 2)]
    assert len([*tmp_path.rglob("*.json")]) == MOST_REPORTS
    assert kept_report(tmp_path, names[-1]) == b'{"name":"a","lines":[]}'
