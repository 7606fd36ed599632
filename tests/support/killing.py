"""Ends a publisher as kill -9 does, before its n-th change on the target."""

from __future__ import annotations

import sys

from tests.support.publishing import Publisher, Told

KILLER = """\
import os, signal, sys

target, last = sys.argv[1], int(sys.argv[2])
changes = {"open", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.mkdir",
           "os.chmod", "os.utime"}
seen = []

def watch(event, found):
    if event not in changes or target not in str(found[:2]):
        return
    if event == "open" and not (isinstance(found[2], int) and found[2] & (os.O_WRONLY | os.O_RDWR)):
        return
    seen.append("switch" if event == "os.rename" and str(found[1]).endswith("/current") else event)
    if len(seen) == last:
        print(*seen[:-1], flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
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
