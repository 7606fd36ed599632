"""What a publisher is shown as data is what `publish --dry-run` says, and what then happens."""

from __future__ import annotations

import subprocess
from pathlib import Path

from desk.publishing.testing import NEW, PATH, Site, small_site
from tools.console import python_command, python_environment
from tools.places import ROOT
from tools.publish.lines import Ended, Plan, ReleaseRow, Releases, read_lines
from tools.publish.manifest import Changes
from tools.publish.summary import silent, summary

OTHER = "tin-tuc/b.md"


def told(site: Site, command: str, *options: str) -> tuple[str, list[object]]:
    """What it printed, and what it told as data."""
    lines = site.folder / "lines.jsonl"
    lines.unlink(missing_ok=True)
    words = [command, site.name, *options, "--settings", str(site.settings)]
    done = subprocess.run(
        python_command("tools.publish.command", [*words, "--lines", str(lines)]),
        env=python_environment(),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, list(read_lines(lines))


def test_a_plan_has_the_facts_of_a_dry_run_and_they_come_true(tmp_path: Path) -> None:
    with small_site(tmp_path) as site:
        site.write(OTHER, "Bài sẽ bỏ.", "Bài khác")
        told(site, "publish", "--yes")
        site.write(PATH, NEW, "Bài minh hoạ")
        site.write("tin-tuc/c.md", "Bài mới.", "Bài mới")
        (site.content / OTHER).unlink()

        said, lines = told(site, "publish", "--dry-run", "--lost")
        (plan,) = (line for line in lines if isinstance(line, Plan))
        assert lines[-1] == Ended("looked")
        assert [(it.file, it.kind, it.silent) for it in plan.texts] == [
            (PATH, "changed", True),
            (OTHER, "gone", False),
            ("tin-tuc/c.md", "new", False),
        ]
        new, changed, removed = (
            tuple(path.removeprefix("/") for path in found)
            for found in (plan.new, plan.changed, plan.removed)
        )
        assert summary(Changes(new, changed, removed, plan.others)) in said
        assert silent([f"content/{PATH} ({plan.texts[0].address})"]) in said
        assert plan.lost == ("/tin-tuc/2023/12/b/",)

        told(site, "publish", "--lost", f"--seen={plan.sign}")
        ((newest, *_),) = (
            line.rows for line in told(site, "releases")[1] if isinstance(line, Releases)
        )
        counts = (len(plan.new), len(plan.changed), len(plan.removed))
        assert newest == ReleaseRow(newest.name, newest.moment, *counts, True)
