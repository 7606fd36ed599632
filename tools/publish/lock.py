"""Two publishers never work on one target at once; one that was killed blocks nobody."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from plugins.shared.files import write_whole
from plugins.shared.messages import gettext
from tools.file_lock import release, try_hold
from tools.places import CACHE, ROOT
from tools.publish.errors import TargetLockedError, TargetUnreachableError
from tools.publish.storage import Storage

LOCK = "publish.lock"
ROOM = CACHE / "publish"
# Building and sending ten thousand articles for the first time takes less.
PATIENCE = timedelta(hours=1)


@contextmanager
def held_here(to: str) -> Iterator[None]:
    """No other publisher of this machine's project works for `to`; the system lets go at death."""
    digest = hashlib.sha256(to.encode()).hexdigest()[:16]
    file = ROOM / f"{digest}.lock"
    handle = try_hold(file)
    if handle is None:
        since = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        raise TargetLockedError(
            gettext(
                "Trên máy này đang có một lệnh khác làm việc với {to} từ {when}; hãy đợi nó xong.",
                to=to,
                when=_when(since),
            ),
            since,
        )
    try:
        os.utime(file)
        yield
    finally:
        release(handle)


@contextmanager
def held_there(storage: Storage, to: str, broken: bool = False) -> Iterator[None]:
    """As `held_here`, for publishers of all machines; only to be used while that is held.

    So a lock of our own is one that a killed publisher left behind.
    broken: takes the lock away from whoever has it.
    """
    mine = json.dumps(_mine()).encode()
    while not storage.claim(LOCK, mine):
        text = storage.read(LOCK)
        if text is None:  # let go meanwhile
            continue
        found = _parse(text)
        if not found or broken or found.get("publisher") == _mine()["publisher"]:
            storage.remove([LOCK])
            broken = False
            continue
        since = _since(found)
        raise TargetLockedError(
            gettext(
                "{who} đang đăng lên {to} từ {when}; nếu chắc chắn người đó đã dừng (máy "
                "tắt, mất mạng), hãy chạy lại với --break-lock.",
                who=found.get("who", "?"),
                to=to,
                when=_when(since),
            ),
            since,
        )
    try:
        yield
    except BaseException:
        # What stopped the work is what to tell, not that the lock could not go either.
        with suppress(OSError, TargetUnreachableError):
            _let_go(storage, mine)
        raise
    try:
        _let_go(storage, mine)
    except (OSError, TargetUnreachableError) as cause:
        raise TargetUnreachableError(
            gettext(
                "Việc đã xong, nhưng chưa gỡ được khóa ở nơi đăng, nên máy khác chưa "
                "đăng được: {cause} Hãy chạy lại lệnh này khi nơi đăng trả lời lại.",
                cause=cause,
            )
        ) from cause


def is_stale(locked: TargetLockedError, now: datetime) -> bool:
    """Whether someone should look after it: no command takes so long. A time that nobody can read,
    or one to come, is no reason to go on waiting."""
    return locked.since is None or abs(now - locked.since) > PATIENCE


def _let_go(storage: Storage, mine: bytes) -> None:
    """Somebody may have broken our lock, and holds one of his own by now."""
    if storage.read(LOCK) == mine:
        storage.remove([LOCK])


def _mine() -> dict[str, str]:
    machine = socket.gethostname()
    return {
        "publisher": f"{machine} {ROOT} {_identity()}",
        "who": publisher_name(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def publisher_name() -> str:
    """For people."""
    return gettext("{user} (máy {host})", user=user_name(), host=socket.gethostname())


def _identity() -> str:
    """Tells this project's folder from one of the same name on a machine of the same name."""
    file = ROOM / "identity"
    if not file.is_file():
        write_whole(file, uuid.uuid4().hex.encode())
    return file.read_text("ascii")


def user_name() -> str:
    """Of who runs this."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return str(os.getuid()) if hasattr(os, "getuid") else "?"


def _parse(text: bytes) -> dict[str, Any]:
    """Empty where it was torn by a full disk."""
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _since(found: dict[str, Any]) -> datetime | None:
    try:
        return datetime.fromisoformat(found["since"]).astimezone(UTC)
    except (KeyError, TypeError, ValueError):
        return None


def _when(since: datetime | None) -> str:
    if since is None:
        return gettext("lúc nào không rõ")
    moment = since.astimezone()
    return gettext("{time:%H:%M} ngày {day:%d/%m/%Y}", time=moment, day=moment)
