"""Ends a publisher as kill -9 does, before its n-th change on the target."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tests.support.changes import watch
from tests.support.publishing import Publisher, Told

KILLER = """\
import os, signal, sys
from pathlib import Path
from tests.support.changes import watch

seen, last = [], int(sys.argv[2])

def hear(change):
    seen.append(change)
    if len(seen) == last:
        print(*seen[:-1], flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

watch(Path(sys.argv[1]), hear)
from tools.publish.command import main

code = main(sys.argv[3:])
print(*seen)
sys.exit(code)
"""


def watched(publisher: Publisher, command: str, last: int = 0) -> Told:
    """Its last line has every change that it made; last: which one it does not come to."""
    program = [sys.executable, "-P", "-c", KILLER, str(publisher.target), str(last)]
    return publisher.run(command, module=program)


def changes_of(told: Told) -> list[str]:
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout.splitlines()[-1].split()


def is_killed(folder: Path, last: int, work: Callable[[], object]) -> bool:
    """Whether a copy of this process that does `work` comes to its change number `last` inside
    `folder`, which it does not make."""

    def begin() -> None:
        left = iter(range(last - 1, -1, -1))

        def hear(_change: str) -> None:
            if next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        watch(folder, hear)
        work()

    return in_a_copy(begin) == -signal.SIGKILL


def in_a_copy(work: Callable[[], object]) -> int:
    """The exit code of a copy of this process that does `work`."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode
