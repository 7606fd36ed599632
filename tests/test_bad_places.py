"""A folder that cannot be written or is gone, and a closed terminal, are told in a sentence."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.checked_content import article
from tools import check, new
from tools.console import python_command, python_environment
from tools.failures import answered, sentence_of
from tools.places import ROOT
from tools.publish import reporting
from tools.settings_file import load_settings

SETTINGS = ROOT / "pelicanconf.py"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    file = tmp_path / 'nội dung ‘có’ "dấu"' / "tin-tuc" / "a.md"
    file.parent.mkdir(parents=True)
    file.write_text(article("Chữ."), "utf-8")
    return file.parent.parent


def typing(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    left: Iterator[str] = iter(answers)
    monkeypatch.setattr("builtins.input", lambda _: next(left))


def test_a_folder_with_signs_in_its_name_is_checked(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.run(content) == 0
    assert "Không có lỗi" in capsys.readouterr().out


def test_a_new_article_in_a_folder_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tin-tuc").touch()
    typing(monkeypatch, "1", "1", "Bài mới")
    assert answered(lambda: new.new(tmp_path, SETTINGS)) == 1
    assert f"{tmp_path / 'tin-tuc'} đã có mà không phải" in capsys.readouterr().err


def test_an_article_that_could_not_be_written_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_head(_: object) -> str:
        return "\ud800---\n"  # as a disk that is full in the middle

    monkeypatch.setattr(new, "write_head", write_head)
    typing(monkeypatch, "1", "1", "Bài mới")
    assert answered(lambda: new.new(tmp_path, SETTINGS)) == 1
    assert list(tmp_path.rglob("*.md")) == []


def test_a_long_title_gives_a_name_that_a_disk_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, "1", "1", "Bài " * 200)
    assert new.new(tmp_path, SETTINGS) == 0
    (file,) = tmp_path.rglob("*.md")
    assert len(file.name) <= new.LONGEST_SLUG + len(".md")
    assert file.stem.endswith("-bai")


def test_a_title_that_no_file_can_hold_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, "1", "1", "B\udcc3i", "\x08Bài", "Bài")
    assert new.new(tmp_path, SETTINGS) == 0
    assert [file.name for file in tmp_path.rglob("*.md")] == ["bai.md"]


def test_a_terminal_that_gives_nothing_stops_the_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_: str) -> str:
        raise RuntimeError("input(): lost sys.stdin")

    monkeypatch.setattr("builtins.input", lost)
    assert new.new(tmp_path, SETTINGS) == 130


def test_a_folder_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    cause = FileNotFoundError(errno.ENOENT, "No such file or directory")

    def gone() -> str:
        raise cause

    monkeypatch.setattr("os.getcwd", gone)
    assert sentence_of(cause).startswith("Thư mục đang đứng đã bị xóa")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell there closes nothing")
def test_a_command_whose_output_is_closed_does_its_work(content: Path) -> None:
    command = python_command("tools.cli", ["check", "--content", str(content)])
    ran = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *command],
        env=python_environment(),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_publisher_reads_which_disk_is_read_only() -> None:
    here = OSError(errno.EROFS, "x", str(ROOT / ".cache" / "a.lock"))
    assert reporting.sentence_of(here).startswith(".cache/a.lock nằm trên đĩa chỉ cho đọc")
    there = OSError(errno.EROFS, "x", "/srv/trang/a")
    assert reporting.sentence_of(there).startswith("Đĩa của nơi đăng chỉ cho đọc")
    nowhere = FileNotFoundError(errno.ENOENT, "x", "/srv/trang/.1.claim")
    assert reporting.sentence_of(nowhere).startswith("Nơi đăng không có thư mục /srv/trang:")


def test_settings_are_read_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(SETTINGS, {})["PATH"] == str(ROOT / "content")
