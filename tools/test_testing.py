"""Who stops the tests with Ctrl-C has the machine back at once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.console import python_environment
from tools.places import ROOT
from tools.testing import INTERRUPTED

PATIENCE_SECONDS = 60
# Plugins that take long to load.
FEW_PLUGINS = ("-p", "no:hypothesispytest", "-p", "no:anyio", "-p", "no:playwright")
PROGRAM = """\
import sys
from tools.testing import run_tests
sys.exit(run_tests(sys.argv[2:], grace=float(sys.argv[1])))
"""
LONG_TEST = """\
import os, signal, subprocess, sys, time
from pathlib import Path
import pytest

HERE = Path(__file__).parent

@pytest.fixture
def something():
    yield
    (HERE / "cleared").touch()

def test_that_takes_long(something):
    if {stubborn}:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
    (HERE / "begun.new").write_text(f"{{os.getpid()}} {{child.pid}}")
    (HERE / "begun.new").rename(HERE / "begun")
    time.sleep(1000)
"""


# As a shell without job control starts what stands before `&`.
BEHIND = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")


@pytest.mark.skipif(sys.platform == "win32", reason="signals a group of processes")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_no_process_of_a_test(tmp_path: Path, how: signal.Signals) -> None:
    """Not even of one that hears no Ctrl-C and whose time to end by itself is over; nor where the
    command itself was started by somebody who ignores it."""
    stubborn = how is signal.SIGINT
    (tmp_path / "test_long.py").write_text(LONG_TEST.format(stubborn=stubborn), "utf-8")
    grace = "0" if stubborn else str(10 * PATIENCE_SECONDS)
    command = subprocess.Popen(
        [
            *BEHIND,
            sys.executable,
            "-P",
            "-c",
            PROGRAM,
            grace,
            "-n",
            "1",
            *FEW_PLUGINS,
            str(tmp_path),
        ],
        env=python_environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    begun = tmp_path / "begun"
    end = time.monotonic() + PATIENCE_SECONDS
    while not begun.exists() and command.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert command.poll() is None, command.communicate()[0]
    os.killpg(command.pid, how)  # as a terminal does
    told = command.communicate(timeout=PATIENCE_SECONDS)[0]
    assert command.returncode == INTERRUPTED, told
    assert [pid for pid in begun.read_text("utf-8").split() if _runs(pid)] == []
    assert "Traceback" not in told
    assert (tmp_path / "cleared").exists() != stubborn


def _runs(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
