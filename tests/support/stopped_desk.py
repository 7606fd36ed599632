"""Tests stop a process before any of its changes of the disk, or refuse it one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

CHANGES = {"os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "os.chmod"}


def at_change(number: int, act: Callable[[], None]) -> None:
    """Before this process's n-th change of the disk, and each after it."""
    count = 0

    def watch(event: str, found: tuple[Any, ...]) -> None:
        nonlocal count
        opens = event == "open" and isinstance(found[2], int) and found[2] & os.O_ACCMODE
        if (opens and "/dev/" not in str(found[0])) or event in CHANGES:
            count += 1
            if count >= number:
                act()

    sys.addaudithook(watch)


def killed(work: Callable[[], object]) -> bool:
    """Whether a process of its own was killed at it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])
