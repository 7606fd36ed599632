"""`check`: everything that is wrong, at once, for people and for machines; and the safe repairs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from plugins.checks.engine import Place, check
from plugins.checks.memory import Memory, PictureFault
from plugins.checks.site_rules import pictures
from plugins.frontmatter.schema import Schema, Section
from plugins.shared.database import Database
from tools import check as command

GOOD = "---\ntitle: Bài {n}\ndate: 11/12/2023\ncategory: Kinh tế\n---\n\nNội dung bài {n}.\n"
BAD = "---\ntitle: Bài sai\ndate: 31/02/2023\ncategory: Kinh te\n---\n\nNội dung.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "tin-tuc"
    folder.mkdir(parents=True)
    for n in range(3):
        (folder / f"bai-{n}.md").write_text(GOOD.format(n=n), "utf-8")
    return folder.parent


def test_all_problems_of_all_files_come_in_one_run(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "tin-tuc" / "sai-1.md").write_text(BAD, "utf-8")
    (content / "tin-tuc" / "sai-2.md").write_text(BAD.replace("Bài sai", "Bài nữa"), "utf-8")
    assert command.run(content) == 1
    told = capsys.readouterr().out
    for file in ("sai-1.md", "sai-2.md"):
        assert f"content/tin-tuc/{file}:3:7: lỗi: " in told
        assert f"content/tin-tuc/{file}:4:11: lỗi: " in told
    assert "category: Kinh tế" in told
    assert told.rstrip().endswith("4 lỗi, 0 cảnh báo.")


def test_good_articles_pass(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(content) == 0
    assert capsys.readouterr().out.strip() == "Không có lỗi, không có cảnh báo."


def test_a_warning_alone_does_not_fail(content: Path) -> None:
    late = GOOD.format(n=9).replace("11/12/2023", "11/12/2099")
    (content / "tin-tuc" / "mai-sau.md").write_text(late, "utf-8")
    assert command.run(content) == 0


def test_machines_read_json_and_github_lines(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "tin-tuc" / "sai.md").write_text(BAD, "utf-8")
    assert command.run(content, "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [(item["path"], item["line"], item["severity"]) for item in found] == [
        ("content/tin-tuc/sai.md", 3, "error"),
        ("content/tin-tuc/sai.md", 4, "error"),
    ]
    assert command.run(content, "github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("::error file=content/tin-tuc/sai.md,line=3,col=7::")
    assert len(lines) == 2


def test_an_unknown_form_is_named(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(content, "xml") == 2
    assert "Không có kiểu “xml”" in capsys.readouterr().err


def test_a_missing_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(tmp_path / "khong-co") == 2
    assert "khong-co" in capsys.readouterr().err


def test_repairs_are_shown_and_written_only_when_confirmed(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = content / "tin-tuc" / "bai-0.md"
    typed = b"\xef\xbb\xbf" + GOOD.format(n=0).replace("dung", "du\u200bng").encode()
    file.write_bytes(typed)
    monkeypatch.setattr("builtins.input", lambda _question: "k")
    command.run(content, mend=True)
    assert file.read_bytes() == typed
    told = capsys.readouterr().out
    assert "(BOM)" in told
    assert "+Nội dung bài 0." in told
    monkeypatch.setattr("builtins.input", lambda _question: "c")
    assert command.run(content, mend=True) == 0
    assert file.read_bytes() == GOOD.format(n=0).encode()
    assert (content / "tin-tuc" / "bai-1.md").read_bytes() == GOOD.format(n=1).encode()


def keys_in(memory: Path, table: str, key: str = "1") -> list[str]:
    database = Database(memory, key.encode())
    keys = [*database.table(table, msgspec.Raw)]
    database.close()
    return keys


def test_what_was_found_is_remembered_by_the_files_bytes(content: Path, tmp_path: Path) -> None:
    schema = Schema(sections=(Section("tin-tuc", "Tin tức", "", ("Kinh tế",)),))
    place = Place(
        content, ("tin-tuc",), ("anh",), schema, "https://thu.example.vn",
        command.read(content)["PUBLISH_TIME"],
    )  # fmt: skip
    file = tmp_path / "memory.json"

    def run(key: str = "1") -> tuple[int, int]:
        memory = Memory(file, key)
        problems = check(place, memory)
        memory.save()
        return len(problems), len(memory.changed)

    assert run() == (0, 3)
    assert run() == (0, 0)
    changed = content / "tin-tuc" / "bai-1.md"
    changed.write_text(BAD, "utf-8")
    assert run() == (2, 1)
    changed.unlink()
    assert run() == (0, 0)
    assert "content/tin-tuc/bai-1.md" not in keys_in(file, "files")
    assert run(key="2") == (0, 2)
    file.write_text("{hỏng", "utf-8")
    assert run() == (0, 2)


def test_a_picture_is_opened_again_only_when_it_has_changed(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    look = pictures._fault

    def count(path: Path) -> PictureFault:
        opened.append(path)
        return look(path)

    monkeypatch.setattr(pictures, "_fault", count)
    place = Place(
        content, ("tin-tuc",), ("anh",), Schema(sections=()), "https://thu.example.vn",
        command.read(content)["PUBLISH_TIME"],
    )  # fmt: skip
    file = tmp_path / "memory.json"
    picture = content / "anh" / "a.jpg"
    picture.parent.mkdir()
    (content / "anh" / "b.jpg").write_bytes(b"khong phai anh")

    def run(key: str = "1") -> tuple[list[str], int]:
        opened.clear()
        memory = Memory(file, key)
        told = [problem.path for problem in check(place, memory) if "anh/" in problem.path]
        memory.save()
        return told, len(opened)

    Image.new("RGB", (8, 4)).save(picture)
    assert run() == (["content/anh/b.jpg"], 2)
    assert run() == (["content/anh/b.jpg"], 0)
    whole = picture.read_bytes()
    picture.write_bytes(whole[:-40])
    assert run() == (["content/anh/a.jpg", "content/anh/b.jpg"], 1)
    picture.write_bytes(whole[:10] * 2)
    assert run() == (["content/anh/a.jpg", "content/anh/b.jpg"], 1)
    picture.write_bytes(whole)
    os.utime(picture, ns=(0, 1))
    assert run() == (["content/anh/b.jpg"], 1)
    os.utime(picture, ns=(0, 2))
    assert run() == (["content/anh/b.jpg"], 1)
    picture.unlink()
    assert run() == (["content/anh/b.jpg"], 0)
    assert keys_in(file, "pictures") == ["anh/b.jpg"]
    assert run(key="2") == (["content/anh/b.jpg"], 1)


def test_errors_in_drafts_are_marked_and_counted(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "tin-tuc" / "sai.md").write_text(
        BAD.replace("category", "status: nháp\ncategory"), "utf-8"
    )
    assert command.run(content) == 1
    told = capsys.readouterr().out
    assert "content/tin-tuc/sai.md:3:7: lỗi (bài nháp): " in told
    assert told.rstrip().endswith(
        "2 lỗi (trong đó 2 ở bài chưa lên trang, không dừng việc đăng), 0 cảnh báo."
    )
    assert command.run(content, "github") == 1
    assert "line=3,col=7::lỗi (bài nháp): " in capsys.readouterr().out
    assert command.run(content, "json") == 1
    assert {item["held"] for item in json.loads(capsys.readouterr().out)} == {"draft"}
