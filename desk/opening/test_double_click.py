"""A double click finds Python and starts the desk, or says how to get Python; on each system."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.places import ROOT

SHELL, DESKTOP, WINDOWS = (ROOT / f"Soạn bài.{kind}" for kind in ("command", "desktop", "cmd"))
NOTED = """\
import os, sys
open("noted.txt", "w", encoding="utf-8").write(" ".join(sys.argv[1:]) + "|" + os.getcwd())
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """In a folder as offices have them; its run.py notes how it was called."""
    project = tmp_path / "Ổ chung (phòng) & bài's"
    project.mkdir()
    for file in (SHELL, DESKTOP):
        shutil.copy(file, project)
    (project / "run.py").write_text(NOTED, "utf-8")
    return project


def path_with(folder: Path, programs: list[str]) -> dict[str, str]:
    folder.mkdir()
    for name in ("sh", "dirname", "uname"):
        (folder / name).symlink_to(str(shutil.which(name)))
    for name in programs:
        (folder / name).symlink_to(sys.executable)
    return {"PATH": str(folder), "LANG": "C.UTF-8"}


def start(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=environment, cwd="/", input="", capture_output=True, encoding="utf-8"
    )


@pytest.mark.parametrize("name", ["python3", "python3.12", "python"])
def test_whichever_python_there_is_serves(project: Path, name: str) -> None:
    environment = path_with(project.parent / "bin", [name])
    told = start([str(project / SHELL.name)], environment)
    assert told.returncode == 0, told.stderr
    assert (project / "noted.txt").read_text("utf-8") == f"serve --open --once|{project}"


@pytest.mark.parametrize("old", [False, True])
def test_without_a_python_that_will_do_it_is_said_what_to_install(project: Path, old: bool) -> None:
    environment = path_with(project.parent / "bin", [])
    if old:
        python = project.parent / "bin" / "python3"
        python.write_text("#!/bin/sh\nexit 1\n")
        python.chmod(0o755)
    told = start([str(project / SHELL.name)], environment)
    assert told.returncode == 1
    assert "sudo apt install python3 python3-venv" in told.stdout
    assert not (project / "noted.txt").exists()


def test_the_desktop_file_starts_the_same_from_its_own_folder(project: Path) -> None:
    """As the specification of desktop entries reads Exec: escapes of the text, then of quotes."""
    lines = dict(
        line.split("=", 1) for line in DESKTOP.read_text("utf-8").splitlines() if "=" in line
    )
    quoted = lines["Exec"].replace("\\\\", "\\")
    environment = path_with(project.parent / "bin", ["python3"])
    words = start(["sh", "-c", f"printf '%s\\n' {quoted}"], environment).stdout.splitlines()
    assert words[-1] == "%k"
    assert lines["Terminal"] == "true"
    told = start([*words[:-1], str(project / DESKTOP.name)], environment)
    assert told.returncode == 0, told.stderr
    assert (project / "noted.txt").read_text("utf-8") == f"serve --open --once|{project}"


def test_what_is_double_clicked_may_be_run() -> None:
    assert os.access(SHELL, os.X_OK)
    assert os.access(DESKTOP, os.X_OK)


def test_windows_reads_its_file_as_it_is_meant() -> None:
    """Line ends that its labels need; letters only once they are read as UTF-8; no sign that its
    shell would take for one of its own."""
    data = WINDOWS.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    before, _, _ = data.partition(b"chcp 65001")
    assert before.isascii()
    assert before.startswith(b"@echo off\r\n")
    lines = data.decode("utf-8").split("\r\n")
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert set(re.findall(r"goto (\w+)", "\n".join(lines))) <= labels
    for line in lines:
        if line.lstrip().startswith("echo "):
            assert not set(line) & set("&|<>^%()!")
        assert line.count('"') % 2 == 0
    assert sum(line.endswith(" (") for line in lines) == lines.count(")")


def test_windows_looks_for_its_launcher_first_and_offers_an_installation() -> None:
    text = WINDOWS.read_text("utf-8")
    assert 'pushd "%~dp0"' in text
    order = ["py -3 -c", "python -c", "winget install --exact", "python.org", "run.py serve --open"]
    assert sorted(order, key=text.index) == order
    assert "sys.version_info < (3, 11)" in text
