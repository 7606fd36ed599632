"""The timer leaves to people what is theirs, in silence, and says what has gone wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from plugins.shared.command import COMMAND
from plugins.shared.messages import gettext
from tools.publish.delivery import is_rolled_back
from tools.publish.errors import PublishError, TargetLockedError
from tools.publish.lock import is_stale
from tools.publish.storage import Storage


class NothingToDoError(Exception):
    """The timer came for nothing."""


@contextmanager
def resting_when_locked(due: bool, now: datetime) -> Iterator[None]:
    """The timer leaves the work to whoever is at it, as long as anybody can be."""
    try:
        yield
    except TargetLockedError as locked:
        if due and not is_stale(locked, now):
            raise NothingToDoError from None
        raise


def rest(storage: Storage, live: str, names: Sequence[str], published: str) -> None:
    """Raises NothingToDoError where a person has to come first, PublishError where one has to mend.

    live: the live release, or empty; names: of all releases; published: the last one from here, or
    empty.
    """
    if live:
        if is_rolled_back(storage, live):
            raise NothingToDoError
        return
    if names:
        raise PublishError(
            gettext(
                "Nơi đăng còn {count} bản nhưng không còn liên kết “current”: bạn đọc "
                "không thấy trang nào. Hãy chạy {command} rollback {newest}, rồi "
                "{command} publish.",
                count=len(names),
                command=COMMAND,
                newest=names[-1],
            )
        )
    if published:
        raise PublishError(
            gettext(
                "Từ đây đã đăng bản {published}, mà nay nơi đăng không có bản nào: ổ đĩa "
                "chưa gắn, hay thư mục đã bị xóa? Xem lại “to” trong publishconf.py, rồi "
                "{command} publish.",
                published=published,
                command=COMMAND,
            )
        )
    raise NothingToDoError
