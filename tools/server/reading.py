"""Root reads what a publisher's user may read, and nothing that a link of that user leads to.

A process with that user's rights opens the file and hands its bytes on, once: whatever lies there
and however it is exchanged meanwhile, root has opened nothing. That user may seize the process, so
its answer is bounded in bytes and seconds like a stranger's, and it has no terminal of root's.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from plugins.shared.messages import gettext
from tools.server.errors import ServerConfigError

SECONDS = 10.0
CHUNK = 1 << 16
MISSING = 3
SCRIPT = f'[ -e "$1" ] || [ -L "$1" ] || exit {MISSING}; exec head -c "$2" -- "$1"'


def read_as(user: str, file: Path, most: int, seconds: float = SECONDS) -> bytes | None:
    """At most `most` bytes; None where there is no such file. Raises ServerConfigError."""
    child = subprocess.Popen(
        ["/bin/sh", "-c", SCRIPT, "sh", str(file), str(most + 1)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        start_new_session=True,
        **_rights_of(user),
    )
    assert child.stdout
    try:
        data = _read(child.stdout.fileno(), most, time.monotonic() + seconds)
        code = child.wait(seconds)
    except (subprocess.TimeoutExpired, TimeoutError):
        raise ServerConfigError(
            gettext("{file}: đọc quá {seconds:.0f} giây chưa xong.", file=file, seconds=seconds)
        ) from None
    except OverflowError:
        raise ServerConfigError(
            gettext("{file}: lớn quá {most} MB.", file=file, most=most // 1_000_000)
        ) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.stdout.close()
        child.wait()
    if code == MISSING:
        return None
    if code:
        raise ServerConfigError(
            gettext("{file}: người dùng “{user}” không đọc được.", file=file, user=user)
        )
    return data


def _read(handle: int, most: int, end: float) -> bytes:
    """Raises TimeoutError, or OverflowError for more than `most` bytes."""
    found = bytearray()
    while True:
        if not select.select([handle], [], [], max(0.0, end - time.monotonic()))[0]:
            raise TimeoutError
        chunk = os.read(handle, CHUNK)
        if not chunk:
            return bytes(found)
        found += chunk
        if len(found) > most:
            raise OverflowError


def uid_of(user: str) -> int:
    """Of a user of this machine. Raises ServerConfigError where there is none."""
    return _account(user)[0]


def _rights_of(user: str) -> dict[str, Any]:
    uid, gid = _account(user)
    if os.geteuid() == uid:
        return {}
    if os.geteuid() != 0:
        raise ServerConfigError(gettext("Lệnh này phải chạy bằng root."))
    return {"user": uid, "group": gid, "extra_groups": [gid]}


def _account(user: str) -> tuple[int, int]:
    """Numbers of the user and of its group. Raises ServerConfigError."""
    import pwd  # Windows has none

    try:
        found = pwd.getpwnam(user)
    except KeyError:
        raise ServerConfigError(
            gettext("Máy này không có người dùng “{user}” (user trong site.toml).", user=user)
        ) from None
    return found.pw_uid, found.pw_gid
