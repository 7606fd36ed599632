"""A round of the benchmark builds the real project, edits its copy, and proves the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.builds import MISUSE, DiffersError, bench, one_round, prove_same, some_article
from benchmarks.support.outputs import Written, differing, snapshot
from benchmarks.support.project import PLUGIN, Project
from benchmarks.support.stories import write_stories
from pelicanconf import SECTIONS
from plugins.site.identity import read_sections
from tools.places import ROOT
from tools.settings_file import load_settings


def _project(folder: Path, articles: int = 8) -> Project:
    stories = list(write_stories(articles, read_sections(SECTIONS)))
    return Project(folder, stories)


@pytest.mark.long
def test_a_round_measures_every_kind_of_build_and_compares_the_sites(tmp_path: Path) -> None:
    project = _project(tmp_path / "project")
    taken = {one.step: one for one in one_round(project, 1)}
    steps = ["cold", "nothing", "body", "title", "new", "template", "css", "without"]
    assert list(taken) == steps
    assert taken["nothing"].changed == 0
    assert taken["cold"].changed == taken["cold"].written
    assert len(project.plans) < (taken["cold"].pages or 0) < (taken["cold"].written or 0)
    assert 0 < (taken["body"].changed or 0) < (taken["title"].changed or 0)
    assert (taken["css"].changed or 0) >= len(project.plans)
    assert all(one.cpu > 0 for one in taken.values())
    page = project.site / some_article(project.plans, 1).address / "index.html"
    text = page.read_text("utf-8")
    assert all(word in text for word in ("than1", "Tựa1", "khuon1", "kieu1"))


def test_a_build_finds_nothing_of_what_was_forgotten(tmp_path: Path) -> None:
    project = _project(tmp_path / "project", 2)
    left = [project.site, project.site.with_name(f".{project.site.name}.previous")]
    for folder in left:
        (folder / "a").mkdir(parents=True)
    project.forget()
    assert not any(folder.exists() for folder in left)


def test_another_site_than_without_the_plugin_is_an_error() -> None:
    page = Written(b"1", (1, 1))
    prove_same({"a": page}, {"a": Written(b"1", (2, 2))})
    with pytest.raises(DiffersError, match=r"1 tệp.*: a"):
        prove_same({"a": page}, {"a": Written(b"2", (1, 1))})


def test_the_plugin_is_taken_out_by_settings_alone(tmp_path: Path) -> None:
    project = _project(tmp_path / "project", 2)
    settings = load_settings(project.folder / "without_plugin.py", {})
    assert PLUGIN not in settings["PLUGINS"]
    assert settings["PELICAN_CLASS"] == "pelican.Pelican"


def test_edits_leave_the_project_itself_alone(tmp_path: Path) -> None:
    before = snapshot(ROOT / "theme")
    project = _project(tmp_path / "project", 2)
    project.edit_css("kieu1")
    project.edit_template("khuon1")
    assert differing(before, snapshot(ROOT / "theme")) == []
    assert len(differing(before, snapshot(project.folder / "theme"))) == 2


@pytest.mark.parametrize(("articles", "rounds"), [(0, 3), (10, 0)])
def test_nothing_to_measure_is_refused(
    articles: int, rounds: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench(articles, rounds, tmp_path) == MISUSE
    assert "phải từ 1 trở lên" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_texts_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench(10, 1, tmp_path, corpus=tmp_path / "bai.jsonl.gz") == MISUSE
    assert "bai.jsonl.gz" in (told := capsys.readouterr().err)
    assert "mỗi dòng một bài" in told
    assert list(tmp_path.iterdir()) == []
