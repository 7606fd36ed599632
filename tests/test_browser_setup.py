"""The tests always have a browser, with the font that they are made for, or say why not."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools import browser
from tools.testing import run_tests


class BareMachine:
    """Has no browser until `source` gives one: "playwright", "apt-get" or neither."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        folder: Path,
        source: str = "",
        lacks: str = "",
        offers: str = "",
    ) -> None:
        self.asked: list[str] = []
        self.offers = offers
        self.source = source
        self.lacks = lacks
        self.program = folder / "chromium"
        monkeypatch.setattr(browser, "find_browser", self._find)
        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        monkeypatch.setattr(subprocess, "run", self._run)

    def _find(self, with_windows: bool = False) -> Path | None:
        return self.program if self.program.exists() else None

    def _run(self, command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        text = " ".join(command)
        if command[0] == "fc-match":
            has_font = any("fonts-noto-core" in each for each in self.asked)
            shown = "NotoSans-Regular.ttf: Noto Sans" if has_font else "DejaVuSans.ttf: DejaVu Sans"
            return subprocess.CompletedProcess(command, 0, shown, "")
        if command[0] == "apt-cache":
            return subprocess.CompletedProcess(command, int(command[-1] != self.offers), "", "")
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


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig")
def test_a_machine_with_a_browser_alone_gets_the_font(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    machine = BareMachine(monkeypatch, tmp_path, "apt-get")
    machine.program.touch()
    assert browser.ensure_browser() == machine.program
    (asked,) = machine.asked
    assert asked.endswith("--no-install-recommends fonts-noto-core")


def test_a_browser_without_windows_is_added_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    machine = BareMachine(monkeypatch, tmp_path, "apt-get", offers=browser.SHELL)
    machine.program.touch()
    assert browser.ensure_browser() == machine.program
    assert machine.asked[-1].endswith(browser.SHELL)


def test_tests_fail_with_a_clear_sentence_when_no_browser_can_be_had(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    BareMachine(monkeypatch, tmp_path)
    assert run_tests([]) == 1
    told = capsys.readouterr().err
    assert "không cài được trình duyệt" in told
    monkeypatch.setenv("PORTAL_LANG", "en")
    assert run_tests([]) == 1
    assert "No browser was found" in capsys.readouterr().err
