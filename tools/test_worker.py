"""An editor's next save is built whatever became of the process that built the last."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.tiny_site import make_tiny_site
from tools.build import answer_all
from tools.worker import Worker, stamps_of


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return make_tiny_site(tmp_path / "site")


@pytest.fixture
def worker(settings: Path) -> Iterator[Worker]:
    arguments = ["--settings", str(settings), "--content", str(settings.parent / "content")]
    arguments += ["--output", str(settings.parent / "output")]
    with closing(Worker(arguments, [settings])) as worker:
        yield worker


def add(file: Path, code: str) -> None:
    file.write_text(f"{file.read_text('utf-8')}\n{code}\n", "utf-8")


def test_a_build_is_answered_and_its_site_is_there(worker: Worker, settings: Path) -> None:
    assert worker.build() == (True, "")
    assert (settings.parent / "output" / "index.html").is_file()


def test_what_is_wrong_is_told_and_then_mended(worker: Worker, settings: Path) -> None:
    article = settings.parent / "content" / "bai-thu.md"
    good = article.read_text("utf-8")
    article.write_text("Title: a\nDate: hôm qua\n\nb\n", "utf-8")
    made, told = worker.build()
    assert not made
    assert "hôm qua" in told
    article.write_text(good, "utf-8")
    assert worker.build() == (True, "")


def test_a_process_that_dies_says_why(worker: Worker, settings: Path) -> None:
    add(settings, "import os; os.write(2, 'hết chỗ'.encode()); os._exit(3)")
    assert worker.build() == (False, "hết chỗ")


def test_what_is_no_answer_is_not_taken_for_one(worker: Worker, settings: Path) -> None:
    add(settings, "import os; os.write(1, b'1\\n')")
    assert worker.build()[0] is False


def test_what_a_plugin_prints_is_no_answer(worker: Worker, settings: Path) -> None:
    add(settings, "print('[false, \"\"]')")
    assert worker.build() == (True, "")


@pytest.mark.parametrize("change", ["edit", "add", "delete"])
def test_a_change_of_code_is_noticed(tmp_path: Path, change: str) -> None:
    (tmp_path / "inner").mkdir()
    file = tmp_path / "inner" / "rule.py"
    file.write_text("x = 1\n", "utf-8")
    before = stamps_of([tmp_path])
    if change == "edit":
        add(file, "x = 2")
    elif change == "add":
        (tmp_path / "other.py").touch()
    else:
        file.unlink()
    assert stamps_of([tmp_path]) != before


@pytest.mark.parametrize("late", [False, True])
def test_code_from_elsewhere_is_loaded_anew_when_it_changed(
    worker: Worker, settings: Path, late: bool
) -> None:
    """late: it is loaded at the first build only, and was saved while the process started."""
    code = settings.parent / "own" / "adding.py"
    code.parent.mkdir()
    plugin = "from pelican import signals\n\n\ndef add(pelican):\n    {}\n\n\n"
    plugin += "def register():\n    signals.initialized.connect(add)\n"
    code.write_text(plugin.format("pelican.settings['SITENAME'] = 'Một'"), "utf-8")
    if late:
        os.utime(code, ns=(2**62, 2**62))
    add(settings, f"PLUGIN_PATHS, PLUGINS = [{str(code.parent)!r}], ['adding']")
    add(settings.parent / "theme" / "templates" / "index.html", "{{ SITENAME }}")
    index = settings.parent / "output" / "index.html"
    assert worker.build() == (True, "")
    assert "Một" in index.read_text("utf-8")
    process = worker._process
    if not late:
        worker.build()
        assert worker._process is process
        code.write_text(plugin.format("pelican.settings['SITENAME'] = 'Hai hai'"), "utf-8")
    assert worker.build() == (True, "")
    assert worker._process is not process
    assert late or "Hai hai" in index.read_text("utf-8")


def test_settings_that_are_gone_are_no_obstacle(tmp_path: Path) -> None:
    assert stamps_of([tmp_path / "missing.py"]) == {}


def test_each_build_is_answered_in_one_line() -> None:
    answers = io.StringIO()
    answer_all(io.StringIO("build\nbuild\n"), answers, lambda: True)
    assert [json.loads(line)[:2] for line in answers.getvalue().splitlines()] == [[True, ""]] * 2
