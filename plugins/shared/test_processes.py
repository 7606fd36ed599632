"""Long lists are shared out among copies of this process, where a copy lacks nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from plugins.shared import processes
from plugins.shared.processes import in_processes
from tools.console import python_environment

ITEMS = range(3 * processes.WORTH_A_PROCESS)
# In a process of its own: the one that runs the tests may have threads.
COUNTED = """
import os, threading
from plugins.shared.processes import WORTH_A_PROCESS, in_processes
os.cpu_count = lambda: 2
def others():
    places = set(in_processes(lambda _: os.getpid(), range(3 * WORTH_A_PROCESS)))
    return len(places - {os.getpid()})
print(others())
done = threading.Event()
threading.Thread(target=done.wait).start()
print(others())
done.set()
"""


def test_answers_come_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert list(in_processes(lambda item: item * 2, ITEMS)) == [item * 2 for item in ITEMS]


def test_a_process_with_threads_of_its_own_is_not_copied() -> None:
    counted = subprocess.run(
        [sys.executable, "-c", COUNTED], env=python_environment(), capture_output=True, text=True
    )
    assert counted.stdout.split() == (["2", "0"] if processes.CAN_COPY else ["0", "0"])
