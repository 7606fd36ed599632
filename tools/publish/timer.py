"""The timer leaves to people what is theirs, in silence, and says what has gone wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from plugins.command import COMMAND
from tools.publish.delivery import is_stepped_back
from tools.publish.lock import is_stale
from tools.publish.refusal import PublishRefused, TargetLocked
from tools.publish.storage import Storage


class NothingToDo(Exception):  # noqa: N818
    """The timer came for nothing."""


@contextmanager
def resting_when_locked(due: bool, now: datetime) -> Iterator[None]:
    """The timer leaves the work to whoever is at it, as long as anybody can be."""
    try:
        yield
    except TargetLocked as locked:
        if due and not is_stale(locked, now):
            raise NothingToDo from None
        raise


def rest(storage: Storage, live: str, names: Sequence[str], published: str) -> None:
    """Raises NothingToDo where a person has to come first, PublishRefused where one has to mend.

    live: the live release, or empty; names: of all releases; published: the last one from here, or
    empty.
    """
    if live:
        if is_stepped_back(storage, live):
            raise NothingToDo
        return
    if names:
        raise PublishRefused(
            f"Nơi đăng còn {len(names)} bản nhưng không còn liên kết “current”: bạn đọc không thấy "
            f"trang nào. Hãy chạy {COMMAND} rollback {names[-1]}, rồi {COMMAND} publish."
        )
    if published:
        raise PublishRefused(
            f"Từ đây đã đăng bản {published}, mà nay nơi đăng không có bản nào: ổ đĩa chưa "
            f"gắn, hay thư mục đã bị xóa? Xem lại “to” trong publishconf.py, rồi {COMMAND} publish."
        )
    raise NothingToDo
