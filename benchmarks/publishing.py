"""A publisher sees what a publication costs on a large site, beside rsync on the same two releases.

`python -m benchmarks.publishing [--articles N] [--edits N] [--targets folder ssh]`;
Linux, with sshd and rsync installed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.builds import FEW, free_port, some_article
from benchmarks.support.process import Program, cost_of
from benchmarks.support.project import Project, environment
from benchmarks.support.spent import Spent, spent_by, spent_on_server
from benchmarks.support.stories import write_stories
from pelicanconf import SECTIONS
from plugins.site.identity import read_sections
from tests.support.local_sshd import Far, sshd_in
from tools.console import say
from tools.places import CONTENT, SCRATCH

PAGES = ("trang/lien-he.md", "trang/quy-dinh-su-dung.md")
TARGETS = ("folder", "ssh")
WORK = SCRATCH / "publishing"
HEAD = f"{'':<44}{'publisher':>11}{'server':>9}{'wall':>9}{'files':>8}"
UNITS = f"{'':<44}{'CPU s':>11}{'CPU s':>9}{'s':>9}"


@dataclass(frozen=True)
class Row:
    """server: CPU seconds there; None where the target is a folder; files: of the release."""

    step: str
    spent: Spent
    server: float | None
    files: int

    def __str__(self) -> str:
        there = "" if self.server is None else f"{self.server:.2f}"
        figures = f"{self.spent.cpu:>11.2f}{there:>9}{self.spent.wall:>9.2f}{self.files:>8}"
        return f"{self.step:<44}{figures}"


class Publishing:
    """One made-up site, and the two targets that it goes to; each edit is of another article."""

    def __init__(self, work: Path, articles: int, far: Far) -> None:
        self._stories = list(write_stories(articles, read_sections(SECTIONS)))
        self._project = Project(work / "project", self._stories)
        # Every page leads to these.
        for page in PAGES:
            shutil.copy(CONTENT / page, self._project.folder / "content" / page)
        self._far, self._edit = far, 0
        self.places = {target: work / target for target in TARGETS}
        targets = {
            "folder": {"to": str(self.places["folder"])},
            "ssh": {"to": f"{far.host}:{self.places['ssh']}", "ssh": far.options()},
        }
        with (self._project.folder / "publishconf.py").open("a", encoding="utf-8") as file:
            file.write(f"\nPUBLISH = {{'targets': {targets!r}}}\n")

    def encode_photos(self) -> None:
        """It takes as long whatever is published."""
        cost_of(self._project.prepare(self._stories[:FEW]))
        self._project.forget()

    def publish(self, step: str, target: str, *options: str) -> Row:
        command = [sys.executable, "-P", "-m", "tools.cli", "publish", target, "--yes", *options]
        return self._row(step, command, self.places[target])

    def edit(self) -> None:
        self._edit += 1
        plan = some_article(self._project.plans, self._edit)
        self._project.edit_body(plan, f"than{self._edit}")

    def mirror(self, step: str, site: Path, to: Path, is_far: bool) -> Row:
        """What the release `site` costs where rsync makes the same of the one that was before."""
        ssh = ["-e", " ".join(["ssh", *self._far.options()])] if is_far else []
        place = f"{self._far.host}:{to}/" if is_far else f"{to}/"
        return self._row(step, ["rsync", "-a", "--delete", *ssh, f"{site}/", place], to)

    def _row(self, step: str, command: Sequence[str], place: Path) -> Row:
        folder = self._project.folder
        before = spent_on_server(self._far.pid)
        spent = spent_by(Program(command, folder, environment(folder)))
        there = spent_on_server(self._far.pid) - before
        site = place / "current" / "site"
        files = sum(file.is_file() for file in (site if site.is_dir() else place).rglob("*"))
        row = Row(step, spent, there if there else None, files)
        say(str(row))
        return row


def measure(work: Path, articles: int, edits: int, targets: Sequence[str]) -> Iterator[Row]:
    keys = work / "sshd"
    keys.mkdir(parents=True)
    with sshd_in(keys, free_port()) as far:
        run = Publishing(work, articles, far)
        run.encode_photos()
        for target in targets:
            place = run.places[target]
            yield run.publish(f"{target}: first publication", target)
            mirror = work / f"mirror of {target}"
            mirror.mkdir()
            first = (place / "current" / "site").resolve()
            yield run.mirror(f"{target}: rsync, all", first, mirror, target == "ssh")
            for number in range(1, edits + 1):
                run.edit()
                yield run.publish(f"{target}: one edit ({number})", target)
            before, after = sorted((place / "releases").iterdir())[-2:]
            run.mirror("(rsync comes to the release before)", before / "site", mirror, False)
            yield run.mirror(
                f"{target}: rsync, the last edit", after / "site", mirror, target == "ssh"
            )
            yield run.publish(f"{target}: nothing to do (--due)", target, "--due")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    # The sixth is the first for which an older release goes.
    parser.add_argument("--edits", type=int, default=6)
    parser.add_argument("--targets", nargs="+", choices=TARGETS, default=TARGETS)
    given = parser.parse_args(arguments)
    shutil.rmtree(WORK, ignore_errors=True)
    say(f"{HEAD}\n{UNITS}")
    rows = list(measure(WORK, given.articles, given.edits, given.targets))
    say("\n".join([f"\n{given.articles} articles", HEAD, UNITS, *map(str, rows)]))
    shutil.rmtree(WORK)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
