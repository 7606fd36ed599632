"""One command proves the portal: every test, in a real browser and on real web servers too."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType

from plugins.shared.messages import gettext
from tools.browser import NoBrowserError, ensure_browser
from tools.console import complain, python_command, python_environment
from tools.input_method import NoInputMethodError, ensure_input_method
from tools.places import ROOT
from tools.web_servers import NoServerError, ensure_servers

# Three workers for two cores, for some tests wait; who is done takes over what others have left.
OPTIONS = ("-n", "3", "--dist", "worksteal")
INTERRUPTED = 130  # as a shell reports a program that Ctrl-C ended
GRACE_SECONDS = 5.0  # for tests that were interrupted to clear up
KILLS = 100  # a dead process stays in its group until the system's first process has looked at it


def run_tests(arguments: Sequence[str], grace: float = GRACE_SECONDS) -> int:
    """Returns pytest's exit code, or 130 after Ctrl-C, `kill` or a closed terminal: then no process
    of a test is left; `grace` is how many seconds they have for that themselves."""
    try:
        ensure_browser()
        ensure_servers()
        ensure_input_method()
    except (NoBrowserError, NoServerError, NoInputMethodError) as failure:
        complain(str(failure))
        return 1
    sys.stdout.flush()
    environment = python_environment()
    # Tests start hundreds of programs, each of which would compile the project anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    # What a shell runs behind `&` ignores Ctrl-C, and so would every process that a test starts.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows has not the last
        if number := getattr(signal, name, None):
            signal.signal(number, _interrupt)
    tests = subprocess.Popen(
        python_command("pytest", [*OPTIONS, *arguments]),
        env=environment,
        cwd=ROOT,
        # A group of their own: they can be ended together, whatever they have started.
        start_new_session=True,
    )
    try:
        return tests.wait()
    except KeyboardInterrupt:
        _end(tests, grace)
        complain(gettext("Đã dừng."))
        return INTERRUPTED


def _end(tests: subprocess.Popen[bytes], grace: float) -> None:
    """Interrupts `tests`, and ends all that has not ended in time, or once Ctrl-C comes again."""
    with suppress(KeyboardInterrupt, subprocess.TimeoutExpired, ProcessLookupError):
        if sys.platform != "win32":  # there Ctrl-C has reached them already
            os.killpg(tests.pid, signal.SIGINT)
        tests.wait(grace)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        subprocess.call(
            ["taskkill", "/F", "/T", "/PID", str(tests.pid)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    else:
        # None is left, which macOS says in another way.
        with suppress(ProcessLookupError, PermissionError):
            for _ in range(KILLS):
                os.killpg(tests.pid, signal.SIGKILL)
                tests.poll()
                time.sleep(0.02)
    tests.wait()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
