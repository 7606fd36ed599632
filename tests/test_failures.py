"""No command ends in a traceback: one sentence names what failed and where the details are."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plugins.checks import article_checks
from plugins.checks.memory import Memory
from plugins.checks.rules import FILE_RULES
from plugins.checks.testing import check_file
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared import failure_log
from plugins.shared.failures import PageError
from plugins.shared.problems import Problem
from plugins.shared.settings import SettingError
from tests.support.checked_content import SCHEMA, article, problems_in
from tests.support.whole_site import forget_plugins
from tools import build as building
from tools.build import build
from tools.cli import main
from tools.console import python_environment
from tools.failures import answered, sentence_of
from tools.places import ROOT
from tools.worker import TRACEBACK, WorkerLostError

BROKEN = "Chữ hỏng của bài."


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "nhat-ky" / "loi.txt"
    monkeypatch.setattr(failure_log, "LOG", file)
    return file


def failing_rule(article: ParsedArticle) -> Iterator[Problem]:
    if BROKEN in article.body:
        raise ZeroDivisionError("trong một phép kiểm tra")
    yield from ()


def failing(*causes: BaseException) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise causes[0]

    return fail


FILES = {
    "tin-tuc/a.md": article(BROKEN, "Một"),
    "tin-tuc/b.md": article("Chữ.\n\n![](x.jpg)", "Hai"),
    "tin-tuc/c.md": article(BROKEN, "Ba"),
}


def test_a_failing_rule_names_its_article_and_the_others_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: Path
) -> None:
    monkeypatch.setattr(article_checks, "FILE_RULES", (*FILE_RULES, failing_rule))
    told = problems_in(tmp_path, FILES)
    failures = [each for each in told if "phần mềm gặp lỗi khi kiểm tra bài này" in each]
    assert [each.split(":")[0] for each in failures] == [
        "content/tin-tuc/a.md",
        "content/tin-tuc/c.md",
    ]
    assert all(f"hãy gửi tệp {log}" in each for each in failures)
    assert any(each.startswith("content/tin-tuc/b.md:") for each in told)
    assert "trong một phép kiểm tra" in log.read_text("utf-8")
    assert "failing_rule" in log.read_text("utf-8")


def test_a_failure_is_not_remembered_as_what_the_article_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = article(BROKEN).encode()
    with monkeypatch.context() as patch:
        patch.setattr(article_checks, "FILE_RULES", (failing_rule,))
        failed = check_file("content/tin-tuc/a.md", data, SCHEMA)
    memory = Memory(tmp_path / "memory.sqlite", "k")
    memory.remember("content/tin-tuc/a.md", b"1", failed)
    memory.save()
    assert Memory(tmp_path / "memory.sqlite", "k").recall("content/tin-tuc/a.md", b"1") is None


@pytest.mark.parametrize("cause", [RecursionError("deep"), MemoryError()])
def test_too_deep_and_too_big_have_sentences_of_their_own(
    monkeypatch: pytest.MonkeyPatch, cause: Exception
) -> None:
    monkeypatch.setattr(article_checks, "parse", failing(cause))
    (problem,) = check_file("content/tin-tuc/a.md", b"x", SCHEMA).problems
    assert type(cause).__name__ not in str(problem)
    assert "không kiểm tra được vì" in problem.sentence


SETTINGS = """
from pelicanconf import *
THEME = {theme!r}
IMAGES_CACHE = {images!r}
TEMPLATES_CACHE = CHECKS_MEMORY = None
SITE = {{**SITE, "footer_pages": []}}
{more}
"""
PLAIN = 'PELICAN_CLASS = "pelican.Pelican"\nPLUGINS = [x for x in PLUGINS if "increm" not in x]\n'


def told_of_build(
    folder: Path, capsys: pytest.CaptureFixture[str], more: str, theme: Path = ROOT / "theme"
) -> str:
    for name, text in FILES.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("![](x.jpg)", ""), "utf-8")
    for name in ("trang", "dinh-huong-du-luan"):
        (folder / "content" / name).mkdir(exist_ok=True)
    settings = folder / "settings_of_test.py"
    settings.write_text(
        SETTINGS.format(theme=str(theme), images=str(folder / "images"), more=more), "utf-8"
    )
    try:
        assert build(folder / "content", folder / "output", settings_file=settings) == 1
    finally:
        forget_plugins()
    assert not (folder / "output").exists()
    told = capsys.readouterr().err
    assert TRACEBACK not in told
    return told


@pytest.mark.parametrize("more", ["", PLAIN])
def test_a_failing_body_step_names_each_of_its_articles(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    log: Path,
    more: str,
) -> None:
    def finish(content: str, body: Any, words: Any) -> str:
        return content if BROKEN not in content else str(1 // 0)

    monkeypatch.setattr("plugins.typography.finish", finish)
    told = told_of_build(tmp_path, capsys, more)
    for name in ("a", "c"):
        assert told.count(f"content/tin-tuc/{name}.md:1:1: lỗi: phần mềm gặp lỗi khi dựng") == 1
    assert "content/tin-tuc/b.md" not in told
    assert "in finish" in log.read_text("utf-8")


@pytest.mark.parametrize("more", ["", PLAIN])
def test_a_failing_template_names_the_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], log: Path, more: str
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    template = theme / "templates" / "article.html"
    text = template.read_text("utf-8")
    mark = "{% block main %}"
    assert mark in text
    failing = mark + '{% if article.slug == "c" %}{{ 1 // 0 }}{% endif %}'
    template.write_text(text.replace(mark, failing), "utf-8")
    told = told_of_build(tmp_path, capsys, more, theme)
    assert told.startswith("Phần mềm gặp lỗi khi làm bài content/tin-tuc/c.md (ZeroDivisionError")
    assert str(log) in told.splitlines()[0]
    assert "article.html" in log.read_text("utf-8")


def test_a_failing_card_names_the_article_it_is_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from plugins.listings.cards import Card

    def date_machine(card: Card) -> str:
        return "" if card.title != "Ba" else str(1 // 0)

    monkeypatch.setattr(Card, "date_machine", property(date_machine))
    assert "khi làm bài content/tin-tuc/c.md" in told_of_build(tmp_path, capsys, "")


def test_a_feed_names_the_article_it_fails_at(tmp_path: Path) -> None:
    (tmp_path / "content/tin-tuc").mkdir(parents=True)
    (tmp_path / "content/tin-tuc/hoi-nghi.md").touch()
    cause = PageError("https://thu.example.vn/tin-tuc/2023/12/hoi-nghi/")
    cause.__cause__ = ValueError("điều khiển")
    told = sentence_of(cause, tmp_path / "content")
    assert "khi làm bài content/tin-tuc/hoi-nghi.md (ValueError: điều khiển)" in told


IN_WORKERS = """
import os
from plugins.shared.processes import WORTH_A_PROCESS, in_processes
os.cpu_count = lambda: 2
class OddError(Exception):
    def __init__(self, one, two):
        super().__init__(one)
def work(item):
    if item == 7:
        raise {raised}
    return item
try:
    list(in_processes(work, range(3 * WORTH_A_PROCESS)))
except Exception as cause:
    print(type(cause).__name__, cause, "in work" in str(cause.__cause__))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there are no workers")
@pytest.mark.parametrize(
    ("raised", "told"),
    [("KeyError('a')", "KeyError 'a' True"), ("OddError(1, 2)", "RuntimeError OddError: 1 True")],
)
def test_what_a_worker_raises_is_raised_here_with_its_traceback(raised: str, told: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", IN_WORKERS.format(raised=raised)],
        env=python_environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (ran.stdout.strip(), ran.stderr) == (told, "")


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (OSError(errno.ENOSPC, "x"), "Hết chỗ trên đĩa"),
        (OSError(errno.EROFS, "x", "/a/b"), "/a/b nằm trên đĩa chỉ cho đọc"),
        (OSError(errno.ENAMETOOLONG, "x", "/a"), "/a có tên quá dài"),
        (NotADirectoryError(errno.ENOTDIR, "x", "/a"), "/a không phải là thư mục"),
        (FileNotFoundError(errno.ENOENT, "x", "/a"), "/a không có."),
        (PermissionError(errno.EACCES, "x", "/a"), "Không có quyền đọc hay ghi /a"),
        (OSError(errno.ENXIO, "x", "/a"), "Không đọc hay ghi được /a (x); hãy gửi tệp"),
        (MemoryError(), "Máy không đủ bộ nhớ"),
        (RecursionError(), "lồng nhau quá sâu"),
        (UnicodeEncodeError("utf-8", "/a/\udce9", 3, 4, "x"), "“/a/\\udce9” không phải UTF-8"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"), "không đọc được bằng UTF-8"),
        (SettingError("SITE: sai."), "SITE: sai."),
        (sqlite3.DatabaseError("hỏng"), "Ghi nhớ của phần mềm bị hỏng"),
        (KeyError("a"), "Phần mềm gặp lỗi (KeyError: 'a'); hãy gửi tệp"),
    ],
)
def test_each_cause_is_one_sentence(
    cause: Exception, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answered(failing(cause)) == 1
    said = sentence_of(cause)
    assert told in said
    assert "\n" not in said
    assert TRACEBACK not in capsys.readouterr().err


def test_ctrl_c_ends_a_command_with_its_own_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(failing(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err.strip() == "Đã dừng."


@pytest.mark.parametrize(
    "command", ["serve", "build", "check", "new", "publish", "rollback", "releases", "bench"]
)
def test_every_command_is_caught(
    command: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    log: Path,
) -> None:
    import tasks

    def fail() -> int:
        """Hỏng."""
        raise KeyError("a") from ValueError("nguyên nhân đầu")

    fail.__module__ = "tasks"
    monkeypatch.setattr(tasks, command, fail)
    assert main([command]) == 1
    assert capsys.readouterr().err.startswith("Phần mềm gặp lỗi (KeyError: 'a')")
    assert "nguyên nhân đầu" in log.read_text("utf-8")


def test_a_log_stays_small_and_keeps_the_newest(log: Path) -> None:
    for number in range(40):
        failure_log.record_text(f"{number} " + "x" * 200_000, "content/a.md")
    files = sorted(log.parent.iterdir())
    assert [file.name for file in files] == ["loi.cu.txt", "loi.txt"]
    assert all(file.stat().st_size <= failure_log.MOST_BYTES for file in files)
    assert "\n39 x" in log.read_text("utf-8")


def test_a_log_goes_elsewhere_where_its_folder_takes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tep").touch()
    (tmp_path / "tam").mkdir()
    monkeypatch.setattr(failure_log, "LOG", tmp_path / "tep" / "loi.txt")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tam"))
    place = Path(failure_log.record(ValueError("đây")))
    assert place.parent == tmp_path / "tam"
    assert "ValueError: đây" in place.read_text("utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tep"))
    assert failure_log.record(ValueError("đây")) == ""
    assert "không ghi được nhật ký" in sentence_of(ValueError("đây"))


def test_a_worker_of_serve_that_dies_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, log: Path
) -> None:
    from tools.worker import WorkerProcess

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tools.worker.python_command", lambda *_: [sys.executable, "-c", "1 // 0"])
        worker = WorkerProcess([])
    try:
        with pytest.raises(WorkerLostError) as lost:
            worker.build()
    finally:
        worker.close()
    assert str(lost.value).startswith("Tiến trình dựng trang đã dừng vì lỗi (ZeroDivisionError")
    assert "\n" not in str(lost.value)
    assert "1 // 0" in log.read_text("utf-8") or TRACEBACK in log.read_text("utf-8")


def test_what_a_build_logs_of_a_plugin_names_the_setting() -> None:
    import logging

    listener = building.Listener(Path("content"))
    words = ("khong_co", "Cannot import plugin")
    listener.emit(
        logging.LogRecord("x", logging.ERROR, "", 1, "Cannot load plugin `%s`\n%s", words, None)
    )
    assert listener.errors == ["PLUGINS: không nạp được “khong_co” (Cannot import plugin)."]


@pytest.mark.skipif(os.name == "nt", reason="names of files are letters there")
def test_a_file_whose_name_is_no_utf8_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tools import check

    folder = tmp_path / "content" / "tin-tuc"
    folder.mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(folder) + b"/b\xe9.md")).write_text(article("Chữ."), "utf-8")
    assert check.run(tmp_path / "content") == 1
    told = capsys.readouterr().err
    assert told.startswith("Tên “")
    assert "không phải UTF-8; hãy đổi tên" in told
