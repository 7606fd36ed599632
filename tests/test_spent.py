"""A measurement counts what a program leaves running, and none of what runs besides."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.support.process import Program, ProgramError
from benchmarks.support.spent import spent_by, spent_on_server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

WORK = "import time\nwhile time.process_time() < 0.2: pass"
LEAVES = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {WORK!r}])"


def program(code: str, folder: Path) -> Program:
    return Program([sys.executable, "-P", "-c", code], folder, {})


def test_what_goes_on_after_the_command_is_counted(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert spent_by(program(LEAVES, tmp_path)).cpu >= 0.2
        assert other.poll() is None
        assert spent_on_server(other.pid) >= 0
    finally:
        other.communicate(b"\n")


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match="hỏng"):
        spent_by(program("import sys; sys.exit('hỏng')", tmp_path))
