"""Folders beside the articles are made as they are needed, never in the place of a lost drive."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from desk.shell.desk import Desk


def make_folder(desk: Desk, folder: Path) -> None:
    """In content/. Raises OSError, also where content/ is gone with its network drive."""
    if not desk.content.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(desk.content))
    folder.mkdir(parents=True, exist_ok=True)
