"""Two publishers never work on one target at once; one that was killed blocks nobody."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import socket
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from plugins.files import write_whole
from tools.places import CACHE, ROOT
from tools.publish.refusal import TargetLocked
from tools.publish.storage import Storage

LOCK = "publish.lock"
ROOM = CACHE / "publish"


@contextmanager
def held_here(to: str) -> Iterator[None]:
    """No other publisher of this machine's project works for `to`; the system lets go at death."""
    ROOM.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(to.encode()).hexdigest()[:16]
    handle = os.open(ROOM / f"{digest}.lock", os.O_RDWR | os.O_CREAT)
    try:
        try:
            _hold_at_once(handle)
        except OSError:
            raise TargetLocked(
                f"Trên máy này đang có một lệnh khác làm việc với {to}; hãy đợi nó xong."
            ) from None
        yield
    finally:
        os.close(handle)


@contextmanager
def held_there(storage: Storage, to: str, broken: bool = False) -> Iterator[None]:
    """As `held_here`, for publishers of all machines; only to be used while that is held.

    So a lock of our own is one that a killed publisher left behind.
    broken: takes the lock away from whoever has it.
    """
    mine = _mine()
    while not storage.claim(LOCK, json.dumps(mine).encode()):
        found = _read(storage)
        if found is None or broken or found.get("publisher") == mine["publisher"]:
            storage.remove([LOCK])
            broken = False
            continue
        raise TargetLocked(
            f"{found.get('who', '?')} đang đăng lên {to} từ {_when(found)}; nếu chắc chắn người đó "
            "đã dừng (máy tắt, mất mạng), hãy chạy lại với --break-lock."
        )
    try:
        yield
    finally:
        storage.remove([LOCK])


def _hold_at_once(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _mine() -> dict[str, str]:
    machine = socket.gethostname()
    return {
        "publisher": f"{machine} {ROOT} {_identity()}",
        "who": f"{_user()} (máy {machine})",
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _identity() -> str:
    """Tells this project's folder from one of the same name on a machine of the same name."""
    file = ROOM / "identity"
    if not file.is_file():
        write_whole(file, uuid.uuid4().hex.encode())
    return file.read_text("ascii")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return str(os.getuid()) if hasattr(os, "getuid") else "?"


def _read(storage: Storage) -> dict[str, str] | None:
    """None where the lock is gone by now, or torn by a full disk."""
    try:
        read = json.loads(storage.read(LOCK) or b"")
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _when(found: dict[str, str]) -> str:
    try:
        return f"{datetime.fromisoformat(found['since']).astimezone():%H:%M ngày %d/%m/%Y}"
    except (KeyError, ValueError):
        return "lúc nào không rõ"
