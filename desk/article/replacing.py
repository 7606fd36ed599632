"""A file is replaced whole or not at all, also while Windows or OneDrive holds it for a moment."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.site.words import Words
from tools.failures import is_out_of_space

# A scanner or OneDrive lets a file go within a second or two.
PATIENCE_SECONDS = 5.0
PAUSE_SECONDS = 0.1
# Elsewhere a file can be replaced that somebody has open.
MAY_BE_HELD = sys.platform == "win32"

Result = TypeVar("Result")


def replace_file(path: Path, data: bytes, patience: float = PATIENCE_SECONDS) -> None:
    """It is on the disk when this returns; its rights stay as they were. Raises OSError."""
    path = path.resolve()
    temporary = path.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        path.parent.mkdir(exist_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(path, temporary)
        patiently(lambda: temporary.replace(path), patience)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    if not MAY_BE_HELD:  # Windows has no such call
        with suppress(OSError):
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def read_file(path: Path, patience: float = PATIENCE_SECONDS) -> bytes:
    """b"" where there is none. Raises OSError."""
    try:
        return patiently(path.read_bytes, patience)
    except FileNotFoundError:
        return b""


def patiently(work: Callable[[], Result], patience: float) -> Result:
    """Again and again while somebody else holds the file. Raises OSError."""
    end = time.monotonic() + patience
    while True:
        try:
            return work()
        except PermissionError:
            if time.monotonic() >= end or not MAY_BE_HELD:
                raise
        time.sleep(PAUSE_SECONDS)


def disk_error(cause: OSError, content: Path, say: Words = WORDS.article.errors) -> DeskError:
    """What the editor reads. say: of a save, whose text is still in the window, or of another work
    (`errors.disk`)."""
    if is_out_of_space(cause):
        return DeskError(507, say.full, say.full_remedy)
    if not content.is_dir():
        return DeskError(503, say.lost, say.lost_remedy)
    if isinstance(cause, PermissionError) or cause.errno == errno.EROFS:
        return DeskError(503, say.closed, say.closed_remedy)
    return DeskError(503, say.other.format(cause=cause.strerror or cause), say.other_remedy)
