"""What docs/van-hanh.md tells a publisher to type is understood, and does what it is for."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tasks
from tools.cli import Options, commands_of, with_word_named
from tools.places import ROOT
from tools.server.units import FILES

GUIDE = (ROOT / "docs/van-hanh.md").read_text("utf-8")
BLOCK = re.compile(r"^```\n(.+?)^```$", re.M | re.S)
COMMAND = re.compile(r"python3 run\.py (?!--help)([^`|\n]+)")
BACKUP = re.compile(r"<<'HET'\n(#!/bin/sh\n.+?)^HET$", re.M | re.S)
UNIT = re.compile(r"\bportal-(?:publish|reload)\.[a-z]+")


def blocks_with(words: str) -> Iterator[str]:
    return (block for block in BLOCK.findall(GUIDE) if words in block)


def test_every_command_of_the_portal_is_understood() -> None:
    commands = commands_of(tasks)
    found = COMMAND.findall(GUIDE)
    assert len(found) > 8
    for line in found:
        name, *words = with_word_named(line.split())
        Options(commands[name]).read(words, [])


def test_only_units_that_are_written_are_named() -> None:
    assert set(UNIT.findall(GUIDE)) <= set(FILES)


def test_a_value_given_to_the_configuration_is_one_of_the_target_too() -> None:
    """Each publication writes the configuration anew, from publishconf.py alone."""
    (line,) = [line for line in GUIDE.splitlines() if "`--address 0.0.0.0`" in line]
    assert "`addresses`, `hosts`" in line


@pytest.mark.skipif(sys.platform == "win32", reason="typed on the server")
def test_the_backup_holds_all_that_no_build_makes(tmp_path: Path) -> None:
    project, copies = tmp_path / "opt/portal", tmp_path / "copies"
    made = ("output/index.html", ".output.spare/index.html", "build/publish/x", ".cache/x")
    kept = ("content/tin-tuc/a.md", "publishconf.py", "tools/build.py", "tools/output.py")
    for name in (*made, *kept, ".venv/bin/python"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("x")
    (script,) = (BACKUP.search(block) for block in blocks_with("HET"))
    assert script
    text = (
        script[1]
        .replace("/var/backups/portal", str(copies))
        .replace("-C /opt", f"-C {tmp_path}/opt")
    )
    subprocess.run(["sh", "-e", "-c", text], check=True)
    (copy,) = copies.iterdir()
    restored = tmp_path / "restored"
    restored.mkdir()
    subprocess.run(["tar", "-xzf", copy, "-C", restored], check=True)
    files = {
        path.relative_to(restored / "portal").as_posix()
        for path in restored.rglob("*")
        if path.is_file()
    }
    assert files == set(kept)
