"""An editor's next save is built whatever became of the process that built the last."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from plugins.shared.problems import Problem
from plugins.shared.rendered_article import RenderedArticle
from tests.support.tiny_site import make_tiny_site
from tools.build import answer_all
from tools.render_order import RenderOrder, order_line, read_answer, read_order
from tools.worker import Worker, WorkerLostError, stamps_of


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return make_tiny_site(tmp_path / "site")


@pytest.fixture
def worker(settings: Path) -> Iterator[Worker]:
    arguments = ["--settings", str(settings), "--content", str(settings.parent / "content")]
    arguments += ["--output", str(settings.parent / "output")]
    with closing(Worker(arguments, [settings])) as worker:
        yield worker


def told_by(worker: Worker) -> tuple[bool, str]:
    built = worker.build()
    return built.made, built.reported


def add(file: Path, code: str) -> None:
    file.write_text(f"{file.read_text('utf-8')}\n{code}\n", "utf-8")


def test_a_build_is_answered_and_its_site_is_there(worker: Worker, settings: Path) -> None:
    assert told_by(worker) == (True, "")
    assert (settings.parent / "output" / "index.html").is_file()


def test_what_is_wrong_is_told_and_then_mended(worker: Worker, settings: Path) -> None:
    article = settings.parent / "content" / "bai-thu.md"
    good = article.read_text("utf-8")
    article.write_text("Title: a\nDate: hôm qua\n\nb\n", "utf-8")
    made, told = told_by(worker)
    assert not made
    assert "hôm qua" in told
    article.write_text(good, "utf-8")
    assert told_by(worker) == (True, "")


def test_a_process_that_dies_says_why(worker: Worker, settings: Path) -> None:
    add(settings, "import os; os.write(2, 'hết chỗ'.encode()); os._exit(3)")
    assert told_by(worker) == (False, "hết chỗ")


def test_what_is_no_answer_is_not_taken_for_one(worker: Worker, settings: Path) -> None:
    add(settings, "import os; os.write(1, b'1\\n')")
    assert not worker.build().made


def test_what_a_plugin_prints_is_no_answer(worker: Worker, settings: Path) -> None:
    add(settings, "print('[false, \"\"]')")
    assert told_by(worker) == (True, "")


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
    assert told_by(worker) == (True, "")
    assert "Một" in index.read_text("utf-8")
    process = worker._process
    if not late:
        worker.build()
        assert worker._process is process
        code.write_text(plugin.format("pelican.settings['SITENAME'] = 'Hai hai'"), "utf-8")
    assert told_by(worker) == (True, "")
    assert worker._process is not process
    assert late or "Hai hai" in index.read_text("utf-8")


def test_settings_that_are_gone_are_no_obstacle(tmp_path: Path) -> None:
    assert stamps_of([tmp_path / "missing.py"]) == {}


def test_each_build_is_answered_in_one_line() -> None:
    answers = io.StringIO()
    answer_all(io.StringIO("build\nbuild\n"), answers, lambda: True, lambda _: None)
    assert [json.loads(line)[:2] for line in answers.getvalue().splitlines()] == [[True, ""]] * 2


def test_an_order_for_a_text_is_answered_with_its_page_and_problems() -> None:
    given: list[RenderOrder] = []
    problem = Problem("content/a.md", 3, 1, "warning", "“chữ” sai", "sửa", "draft")
    rendered = RenderedArticle("<p>“Chữ”</p>\n", (problem,))

    def render(line: str) -> RenderedArticle:
        given.append(read_order(line))
        print("không phải là trả lời")
        return rendered

    answers = io.StringIO()
    line = order_line("content/a.md", b"\xff\n\x00")
    answer_all(io.StringIO(line), answers, lambda: True, render)
    assert given == [RenderOrder("content/a.md", b"\xff\n\x00")]
    assert [read_answer(each) for each in answers.getvalue().splitlines()] == [rendered]


def test_a_text_is_rendered_by_the_process_that_builds(tmp_path: Path) -> None:
    """Also where nobody has ordered a build, and after a save."""
    content, site = tmp_path / "content", tmp_path / "output"
    file = content / "tin-tuc" / "bai.md"
    file.parent.mkdir(parents=True)
    first = "Tiêu đề: Bài một\nNgày: 11/12/2023\n\nChữ.\n"
    file.write_text(first, "utf-8")
    for name in ("gioi-thieu", "lien-he", "quy-dinh-su-dung"):
        page = content / "trang" / f"{name}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"Tiêu đề: Trang {name}\n\nChữ.\n", "utf-8")
    second = first.replace("một", "hai").encode()
    arguments = ["--content", str(content), "--output", str(site)]
    with closing(Worker(arguments, [])) as worker:
        unsaved = worker.render("content/tin-tuc/bai.md", second)
        page = site / "tin-tuc" / "2023" / "12" / "bai" / "index.html"
        before = page.read_text("utf-8")
        file.write_bytes(second)
        built = worker.build()
        assert built.made, built.reported
        assert unsaved == RenderedArticle(page.read_text("utf-8"), ())
        assert worker.render("content/tin-tuc/bai.md", first.encode()) == RenderedArticle(
            before, ()
        )
        file.write_text(first.replace("11/12/2023", "hôm qua"), "utf-8")
        built = worker.build()
        assert not built.made
        assert [(each.path, each.line) for each in built.problems] == [
            ("content/tin-tuc/bai.md", 2)
        ]
        assert str(built.problems[0]) in built.reported


def test_a_worker_that_is_closed_begins_no_other_process(worker: Worker) -> None:
    """As for who still waited for a page when `serve` ended."""
    worker.close()
    with pytest.raises(WorkerLostError):
        worker.render("content/bai-thu.md", b"")
    assert worker._process is None


def test_a_site_without_the_plugin_renders_nothing(worker: Worker, settings: Path) -> None:
    assert worker.render("content/bai-thu.md", b"Title: a\n\nb\n") is None
    assert told_by(worker) == (True, "")
