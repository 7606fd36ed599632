"""Two commands that must not meet: the second waits for the first, or is told of it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def hold(path: Path) -> int:
    """Waits until no other process holds `path`; the system lets go when this process ends."""
    if sys.platform == "win32":
        handle = try_hold(path)
        while handle is None:
            time.sleep(0.5)
            handle = try_hold(path)
        return handle
    import fcntl

    handle = _open_lock(path)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def try_hold(path: Path) -> int | None:
    """As `hold`, but without waiting: None where another holds it."""
    handle = _open_lock(path)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _open_lock(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(str(path), os.O_RDWR | os.O_CREAT)


def release(handle: int) -> None:
    """Lets the next one in; handle: what `hold` gave."""
    os.close(handle)
