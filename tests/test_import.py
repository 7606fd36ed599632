"""`import`: from what an office has to drafts that `check` passes, again and again."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from importing import command
from importing.command import Wish, run
from importing.document import SourceDocument
from importing.profiles import Profile
from importing.readers import read_source
from importing.sources import Source
from plugins.shared import files
from tools import cli
from tools.check import run as check

LEAD = "Bài minh hoạ: người dân trong xã góp ngày công làm đường, con đường xong trước mùa mưa."
TEXT = (
    "Con đường dài hơn một cây số, nối hai thôn với đường tỉnh, "
    "xe chở nông sản đi lại được quanh năm."
)
PAGE = """<!DOCTYPE html><meta charset="utf-8"><meta name="generator" content="NukeViet v4.5">
<h1 class="title">{title}</h1><span class="h5">15/05/2017 16:23</span>
<div class="hometext">{lead}</div>
<div id="news-bodyhtml"><p>{text}</p><p><img src="/uploads/duong.jpg" alt=""><br><em>Đường mới</em>
</p>
<p><a href="/tin/hai.html">Bài kia</a>, <a href="/uploads/mau.pdf">mẫu đơn</a>,
<a href="/mat.html">trang mất</a>.</p>
<p><img src="/uploads/mat.jpg" alt=""></p></div><footer>Bản quyền</footer>"""
LIST = '<meta name="generator" content="NukeViet"><ul><li><a href="/tin/mot.html">Một</a></li></ul>'


def _jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "#484").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def old_site(tmp_path: Path) -> Path:
    site = tmp_path / "cu" / "www.cu.example.gov.vn"
    parts: dict[str, str | bytes] = {
        "tin/mot.html": PAGE.format(title="Làm đường", lead=LEAD, text=TEXT),
        "tin/hai.html": PAGE.format(title="Làm cầu", lead=LEAD.replace("đường", "cầu"), text=TEXT),
        "tin/trang-2.html": LIST,
        "uploads/duong.jpg": _jpeg(),
        "uploads/mau.pdf": b"%PDF-1.4\n%%EOF\n",
    }
    for name, data in parts.items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
    return tmp_path / "cu"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    for name in ("tin-tuc", "dinh-huong-du-luan", "trang", "anh", "tep"):
        (folder / name).mkdir(parents=True)
    return folder


def _run(content: Path, *paths: Path, **wish: object) -> dict[str, object]:
    report = content.parent / "bao-cao.json"
    run([str(path) for path in paths], Wish(content=str(content), report=str(report), **wish))  # type: ignore[arg-type]
    told: dict[str, object] = json.loads(report.read_text("utf-8"))
    return told


def _states(told: dict[str, object]) -> dict[str, int]:
    states = told["states"]
    assert isinstance(states, dict)
    return states


def _files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_copied_site_becomes_drafts_with_photos_files_and_old_addresses(
    old_site: Path, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = _run(content, old_site)
    assert _states(told) == {"no-article": 1, "new": 2}
    written = _files(content)
    assert set(written) == {
        "tin-tuc/lam-duong.md",
        "tin-tuc/lam-cau.md",
        "anh/2017/lam-cau-1.jpg",
        "tep/2017/mau.pdf",
        "redirects.csv",
    }
    text = written["tin-tuc/lam-duong.md"].decode()
    assert text == (
        f"---\nTiêu đề: Làm đường\nNgày: 15/05/2017 16:23\nTóm tắt: {_as_head(LEAD)}\n"
        "Địa chỉ cũ: /tin/mot.html\nTrạng thái: nháp\n---\n\n"
        f'{TEXT}\n\n![](anh/2017/lam-cau-1.jpg "Đường mới")\n\n'
        "[Bài kia](../tin-tuc/lam-cau.md), [mẫu đơn](tep/2017/mau.pdf), trang mất.\n\n"
        "![](anh/2017/lam-duong-2.jpg)\n"
    )
    assert (
        written["redirects.csv"].decode()
        == "cũ,mới\n/uploads/mau.pdf,/tep/2017/mau.pdf\n/tin/trang-2.html,/tin-tuc/\n"
    )
    said = capsys.readouterr().out
    assert "2 mới" in said
    assert "khớp" in said
    assert "Thiếu 2 ảnh" in said


def _as_head(text: str) -> str:
    from plugins.frontmatter.writing import write_head

    return write_head({"summary": text}).split("\n")[1].removeprefix("Tóm tắt: ")


def test_an_imported_draft_fails_only_for_what_a_person_adds(
    old_site: Path, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = _run(content, old_site)
    capsys.readouterr()
    check(content, "json")
    problems = json.loads(capsys.readouterr().out)
    errors = [each["sentence"] for each in problems if each["severity"] == "error"]
    assert errors
    assert all("chưa có mô tả" in each or "không tìm thấy “anh/" in each for each in errors)
    told_of = told["files"]
    assert isinstance(told_of, list)
    ready = [line for each in told_of for line in each["ready"]]
    assert any("thay chữ trong ngoặc vuông" in line for line in ready)
    assert any("Chuyên mục: " in line for line in ready)


def test_a_second_run_writes_nothing(old_site: Path, content: Path) -> None:
    _run(content, old_site)
    before = _files(content)
    assert _states(_run(content, old_site)) == {"no-article": 1, "unchanged": 2}
    assert _files(content) == before


def test_what_changed_is_imported_again_and_an_edit_is_kept(old_site: Path, content: Path) -> None:
    _run(content, old_site)
    edited = content / "tin-tuc" / "lam-cau.md"
    edited.write_text(edited.read_text("utf-8") + "\nCâu thêm.\n", "utf-8")
    for name in ("mot", "hai"):
        page = next(old_site.rglob(f"{name}.html"))
        page.write_text(page.read_text("utf-8").replace("hơn một cây số", "hai cây số"), "utf-8")
    assert _states(_run(content, old_site)) == {
        "updated": 1,
        "kept": 1,
        "no-article": 1,
    }
    assert "hai cây số" in (content / "tin-tuc" / "lam-duong.md").read_text("utf-8")
    assert edited.read_text("utf-8").endswith("\nCâu thêm.\n")
    assert "hơn một cây số" in edited.read_text("utf-8")


def test_what_somebody_removed_does_not_come_back(old_site: Path, content: Path) -> None:
    _run(content, old_site)
    removed = content / "tin-tuc" / "lam-cau.md"
    before = removed.read_bytes()
    removed.unlink()
    assert _states(_run(content, old_site))["gone"] == 1
    assert not removed.exists()
    assert _states(_run(content, old_site, again=True)) == {
        "new": 1,
        "no-article": 1,
        "unchanged": 1,
    }
    assert removed.read_bytes() == before


def test_an_interrupted_run_goes_on(
    old_site: Path, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(content, old_site)
    wanted = _files(content)
    ledger = content.parent / ".imported" / "ledger.jsonl"
    whole = tmp_path / "whole"
    content.rename(whole)
    for name in ("tin-tuc", "trang", "dinh-huong-du-luan"):
        (content / name).mkdir(parents=True)
    ledger.unlink()
    write, left = files.write_whole, [3]

    def stopped(path: Path, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        write(path, data)

    monkeypatch.setattr("importing.writing.write_whole", stopped)
    with pytest.raises(KeyboardInterrupt):
        _run(content, old_site)
    monkeypatch.setattr("importing.writing.write_whole", write)
    ledger.write_text(ledger.read_text("utf-8") + '{"key": "cut', "utf-8")
    assert _states(_run(content, old_site))["new"] >= 1
    assert _files(content) == wanted


def test_a_trial_writes_nothing_but_the_report(old_site: Path, content: Path) -> None:
    assert _states(_run(content, old_site, dry_run=True))["new"] == 2
    assert _files(content) == {}
    assert not (content.parent / ".imported").exists()


def test_letters_in_are_letters_out_and_letters_named(old_site: Path, content: Path) -> None:
    told_of = _run(content, old_site)["files"]
    assert isinstance(told_of, list)
    for line in told_of:
        assert line["letters_in"] == line["letters_out"] + line["letters_named"]
        assert line["letters_lost"] == 0


def test_the_report_is_read_by_people_too(old_site: Path, content: Path) -> None:
    _run(content, old_site)
    page = (content.parent / "bao-cao.html").read_text("utf-8")
    assert "<script" not in page
    assert "Ảnh còn thiếu" in page
    assert "Chữ không đưa vào bài" in page


def test_two_of_one_title_get_two_names(tmp_path: Path, content: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bai.txt").write_text(
            f"Làm đường\n\n{TEXT}\n\nThôn {folder}.\n", "utf-8"
        )
    _run(content, tmp_path / "a" / "bai.txt", tmp_path / "b" / "bai.txt")
    assert sorted(file.name for file in (content / "tin-tuc").iterdir()) == [
        "lam-duong-2.md",
        "lam-duong.md",
    ]


def test_a_second_copy_of_a_page_is_named(old_site: Path, content: Path) -> None:
    page = next(old_site.rglob("mot.html"))
    head = '<link rel="canonical" href="/tin/mot.html">'
    text = head + page.read_text("utf-8")
    page.write_text(text, "utf-8")
    page.with_name("mot-2.html").write_text(text, "utf-8")
    page.with_name("in-mot.html").write_text(text.replace("Bản quyền", "In trang"), "utf-8")
    assert _states(_run(content, old_site)) == {"no-article": 1, "new": 2, "duplicate": 2}
    rows = (content / "redirects.csv").read_text("utf-8").split("\n")
    [article] = [row.partition(",")[2] for row in rows if row.startswith("/tin/mot-2.html")]
    assert article == "tin-tuc/lam-duong.md"


def test_wrong_words_are_answered(
    content: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run([], Wish()) == 2
    assert run([str(tmp_path / "khong-co.docx")], Wish(content=str(content))) == 2
    assert run(["x"], Wish(content=str(content), section="khong-co")) == 2
    said = capsys.readouterr().err
    assert "Không có tệp hay thư mục" in said
    assert "Không có mục “khong-co”. Các mục có: tin-tuc" in said


def test_the_command_line_takes_files_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def heard(named: Sequence[str], wish: Wish) -> int:
        seen.append((tuple(named), wish))
        return 0

    monkeypatch.setattr(command, "run", heard)
    assert cli.main(["import", "a.docx", "--section", "tin-tuc", "b c.html", "--dry-run"]) == 0
    assert seen == [(("a.docx", "b c.html"), Wish(section="tin-tuc", dry_run=True))]
    assert cli.main(["import", "--lạ"]) == 2


def test_a_file_that_cannot_be_read_is_said_and_the_rest_is_imported(
    tmp_path: Path, content: Path
) -> None:
    (tmp_path / "a.docx").write_bytes(b"MZ\x90")
    (tmp_path / "b.txt").write_text(f"Làm đường\n\n{TEXT}\n", "utf-8")
    report = tmp_path / "r.json"
    paths = [str(tmp_path / name) for name in ("a.docx", "b.txt")]
    assert run(paths, Wish(content=str(content), report=str(report))) == 1
    assert _states(json.loads(report.read_text("utf-8"))) == {"unread": 1, "new": 1}
    shutil.rmtree(content)


def test_an_error_of_the_software_costs_one_file(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Làm đường {name}\n\n{TEXT}\n", "utf-8")
    read = read_source

    def failing(source: Source, profiles: Sequence[Profile]) -> SourceDocument | None:
        if source.name == "a.txt":
            raise KeyError("a")
        return read(source, profiles)

    monkeypatch.setattr(command, "read_source", failing)
    monkeypatch.setattr("plugins.shared.failure_log.LOG", tmp_path / "log.txt")
    told = _run(content, tmp_path / "a.txt", tmp_path / "b.txt")
    assert _states(told) == {"unread": 1, "new": 1}
    assert "KeyError" in (tmp_path / "log.txt").read_text("utf-8")


def test_who_asks_for_english_gets_an_english_report(
    content: Path, old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_LANG", "en")
    told = _run(content, old_site)
    assert _states(told) == {"no-article": 1, "new": 2}
    page = (content.parent / "bao-cao.html").read_text("utf-8")
    assert '<html lang="en">' in page
    assert "<td>Title</td>" in page
    assert "Chắc đến đâu" not in page
