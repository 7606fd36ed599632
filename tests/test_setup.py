"""The first command on a fresh machine sets everything up, whatever went wrong before."""

import ast
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

import run
from tools import browser
from tools.places import ROOT
from tools.testing import run_tests

OLD_SYNTAX = (3, 5)


class Machine:
    """Stands for pip, ensurepip and apt: records their commands, and fails those it was told."""

    def __init__(self, *refused: str) -> None:
        self.refused = refused
        self.commands: list[str] = []

    def call(self, command: Sequence[object], **_: object) -> int:
        text = " ".join(str(part) for part in command)
        self.commands.append(text)
        if "apt-get" in text and "install" in text and "apt-get" not in self.refused:
            self.refused = ()
        return int(any(word in text for word in self.refused))

    def ran(self, part: str) -> int:
        return sum(part in command for command in self.commands)


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1 --hash=sha256:00\n", "utf-8")
    return lock


def _make_ready(
    tmp_path: Path,
    lock: Path,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    root: bool = False,
) -> Path:
    monkeypatch.setattr(subprocess, "call", machine.call)
    monkeypatch.setattr(run, "is_root", lambda: root)
    venv = tmp_path / ".venv"
    run.make_ready(venv, lock, tmp_path / "busy")
    return venv


def test_a_fresh_folder_gets_the_locked_packages_with_hashes_checked(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine()
    venv = _make_ready(tmp_path, lock, machine, monkeypatch)
    assert run.is_ready(venv, lock)
    (install,) = [command for command in machine.commands if " install " in command]
    assert install.startswith(str(run.python_of(venv)))
    assert "--require-hashes" in install
    assert install.endswith(f"-r {lock}")


def test_a_second_run_installs_nothing(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_ready(tmp_path, lock, Machine(), monkeypatch)
    machine = Machine()
    _make_ready(tmp_path, lock, machine, monkeypatch)
    assert machine.commands == []


def test_an_interrupted_set_up_is_repeated_from_the_start(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(run.SetUpFailed, match="Chưa cài đặt xong"):
        _make_ready(tmp_path, lock, Machine(" install "), monkeypatch)
    torn = tmp_path / ".venv" / "half-a-package"
    torn.touch()
    venv = _make_ready(tmp_path, lock, Machine(), monkeypatch)
    assert run.is_ready(venv, lock)
    assert not torn.exists()


def test_an_interrupted_update_is_not_taken_for_a_finished_one(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = _make_ready(tmp_path, lock, Machine(), monkeypatch)
    before = lock.read_text("utf-8")
    lock.write_text("a==2 --hash=sha256:00\n", "utf-8")
    with pytest.raises(run.SetUpFailed):
        _make_ready(tmp_path, lock, Machine(" install "), monkeypatch)
    lock.write_text(before, "utf-8")
    assert not run.is_ready(venv, lock)


def test_a_changed_lock_is_installed(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_ready(tmp_path, lock, Machine(), monkeypatch)
    lock.write_text("a==2 --hash=sha256:00\n", "utf-8")
    machine = Machine()
    _make_ready(tmp_path, lock, machine, monkeypatch)
    assert machine.ran(" install ") == 1


def test_without_ensurepip_the_system_pip_installs_into_the_venv(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine("import ensurepip")
    venv = _make_ready(tmp_path, lock, machine, monkeypatch)
    python = run.python_of(venv)
    assert machine.ran(f"{sys.executable} -m pip --python {python} install") == 1


def test_without_any_pip_root_gets_the_system_package(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine("import ensurepip", "-m pip")
    venv = _make_ready(tmp_path, lock, machine, monkeypatch, root=True)
    assert run.is_ready(venv, lock)
    assert machine.ran("apt-get") == 2


def test_without_any_pip_others_hear_what_to_install(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine("import ensurepip", "-m pip")
    with pytest.raises(run.SetUpFailed, match=r"sudo apt install python3\.\d+-venv") as failure:
        _make_ready(tmp_path, lock, machine, monkeypatch)
    assert "pip is missing" in str(failure.value)
    assert machine.ran("apt-get") == 0


def test_two_first_runs_at_once_set_up_only_once(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine()
    quick = machine.call

    def slow(command: Sequence[object], **options: object) -> int:
        time.sleep(0.1)
        return quick(command, **options)

    monkeypatch.setattr(machine, "call", slow)
    monkeypatch.setattr(subprocess, "call", machine.call)
    places = (tmp_path / ".venv", lock, tmp_path / "busy")
    both = [threading.Thread(target=run.make_ready, args=places) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert machine.ran(" install ") == 1


def test_an_old_python_is_told_in_two_languages() -> None:
    told = run.too_old((3, 8, 10))
    assert "Cần Python 3.11" in told
    assert "this is Python 3.8" in told
    assert run.too_old((3, 11, 0)) == ""
    assert run.too_old((3, 14, 0)) == ""


def test_an_old_python_can_read_the_file_that_tells_it() -> None:
    source = (ROOT / "run.py").read_text("utf-8")
    tree = ast.parse(source, feature_version=OLD_SYNTAX)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    evaluated = [
        node.returns or node.args for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    ]
    assert not [
        part
        for place in evaluated
        for part in ast.walk(place)
        if isinstance(part, ast.Subscript | ast.BinOp)
    ]


def test_run_lists_the_commands_in_vietnamese() -> None:
    asked = subprocess.run(
        [sys.executable, ROOT / "run.py", "--help"], capture_output=True, encoding="utf-8"
    )
    assert asked.returncode == 0, asked.stderr
    for command in ("serve", "build", "new", "test"):
        assert re.search(rf"^  {command} +\S", asked.stdout, re.MULTILINE)
    assert "Các lệnh:" in asked.stdout


def test_the_lock_holds_every_dependency_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    entries = {
        re.split("==", entry)[0]: entry.count("--hash=sha256:")
        for entry in re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)
        if "==" in entry and not entry.startswith("#")
    }
    for requirement in wanted:
        name = re.split(r"[\[=<>~ ]", requirement)[0].lower()
        assert entries.get(name), f"{name} is not in requirements.lock: make it anew"
    assert all(entries.values())


def test_the_lock_names_no_machine_and_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "index-url" not in lock
    assert not re.search(r"(^|\s)/\w", lock)


class BareMachine:
    """Has no browser until `source` gives one: "playwright", "apt-get" or neither."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, folder: Path, source: str = "", lacks: str = ""
    ) -> None:
        self.asked: list[str] = []
        self.source = source
        self.lacks = lacks
        self.program = folder / "chromium"
        monkeypatch.setattr(browser, "find_browser", self._find)
        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        monkeypatch.setattr(subprocess, "run", self._run)

    def _find(self) -> Path | None:
        return self.program if self.program.exists() else None

    def _run(self, command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        text = " ".join(command)
        failed = self.source not in command
        if "--version" in command:
            failed = bool(self.lacks)
        elif not failed and "install" in command:
            self.asked.append(text)
            self.program.touch()
            if self.lacks in text:
                self.lacks = ""
        return subprocess.CompletedProcess(command, int(failed), "", "")


def test_a_missing_browser_is_downloaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine = BareMachine(monkeypatch, tmp_path, "playwright")
    assert browser.ensure_browser() == machine.program
    assert machine.asked[-1].endswith("playwright install chromium")


def test_where_nothing_can_be_downloaded_root_installs_the_system_browser_and_a_font(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    machine = BareMachine(monkeypatch, tmp_path, "apt-get")
    assert browser.ensure_browser() == machine.program
    assert "chromium fonts-noto-core" in machine.asked[-1]


def test_a_library_that_a_bare_system_lacks_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    machine = BareMachine(monkeypatch, tmp_path, "apt-get", lacks="libatomic1")
    machine.program.touch()
    assert browser.ensure_browser() == machine.program
    assert "libatomic1" in machine.asked[-1]


def test_tests_fail_with_a_clear_sentence_when_no_browser_can_be_had(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    BareMachine(monkeypatch, tmp_path)
    assert run_tests([]) == 1
    told = capsys.readouterr().err
    assert "không cài được trình duyệt" in told
    assert "No browser was found" in told
