"""Hears each change that a process makes inside a folder, just before it is made; for good."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

CHANGES = {
    "open", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.mkdir", "os.chmod",
    "os.utime",
}  # fmt: skip


def watch(folder: Path, heard: Callable[[str], None]) -> None:
    """heard: gets the event's name, or `switch`. What it does itself it hears too."""
    within = str(folder)

    def look(event: str, found: tuple[object, ...]) -> None:
        if event not in CHANGES or within not in str(found[:2]):
            return
        if event == "open" and not is_writing(found[2]):
            return
        is_switch = event == "os.rename" and str(found[1]).endswith("/current")
        heard("switch" if is_switch else event)

    sys.addaudithook(look)


def is_writing(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
