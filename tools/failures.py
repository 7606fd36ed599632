"""Whatever stops a command is said in one Vietnamese sentence; the details go into a log file."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from plugins.shared.errors import PortalError
from plugins.shared.failure_log import in_short, record, send
from plugins.shared.failures import PageError
from plugins.shared.messages import gettext, gettext_noop
from tools.console import complain
from tools.places import CONTENT, shown
from tools.rights import no_right_to

FAILED, STOPPED = 1, 130
NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SQLITE_NO_SPACE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
# What another file or folder in the place of the one that is meant gives, and a name too long.
WRONG_PLACES = {
    errno.ENOENT: gettext_noop("không có"),
    errno.ENOTDIR: gettext_noop("không phải là thư mục"),
    errno.EISDIR: gettext_noop("là thư mục, không phải tệp"),
    errno.EEXIST: gettext_noop("đã có mà không phải là thứ cần ở đó"),
    errno.ENAMETOOLONG: gettext_noop("có tên quá dài; hãy đặt tên ngắn hơn"),
    errno.EROFS: gettext_noop("nằm trên đĩa chỉ cho đọc; hãy chép dự án sang đĩa ghi được"),
    errno.EIO: gettext_noop("không đọc hay ghi được: đĩa có thể đã hỏng"),
}


class BuildError(PortalError):
    """The site could not be made; the text is what to tell."""


def answered(work: Callable[[], int]) -> int:
    """The exit code of `work`, whatever stops it."""
    try:
        return work()
    except KeyboardInterrupt:
        complain(gettext("\nĐã dừng."))
        return STOPPED
    except BrokenPipeError:  # nobody reads any more: see tools/console.py
        raise
    except Exception as cause:
        complain(sentence_of(cause))
        return FAILED


def sentence_of(cause: Exception, content: Path = CONTENT, article: str = "") -> str:
    """What is not the publisher's or the disk's doing is recorded. article: that was at work, where
    somebody knows it."""
    if isinstance(cause, PortalError):
        return str(cause)
    if is_out_of_space(cause):
        return out_of_space(cause)
    if isinstance(cause, OSError):
        return _of_place(cause)
    if isinstance(cause, UnicodeEncodeError) and (names := _unreadable_names(cause, content)):
        return "\n".join(
            gettext("Tên “{name}” không phải UTF-8; hãy đổi tên tệp hay thư mục đó.", name=name)
            for name in names
        )
    from tools.culprit import (  # Pelican is loaded only where it is needed
        article_of,
        plugin_of,
    )

    article = article or article_of(cause, content)
    send_it = send(record(cause, article))
    if plugin := plugin_of(cause):
        return gettext(
            "Plugin “{plugin}” không chạy được với trang này ({why}). Hãy bỏ nó "
            "khỏi PLUGINS; vẫn cần nó thì {send_it}.",
            plugin=plugin,
            why=in_short(cause),
            send_it=send_it,
        )
    if isinstance(cause, PageError) and isinstance(cause.__cause__, Exception):
        cause = cause.__cause__
    at = gettext(" khi làm bài {article}", article=article) if article else ""
    if isinstance(cause, sqlite3.Error):
        return gettext(
            "Ghi nhớ của phần mềm bị hỏng, hay chương trình khác đang giữ ({cause}). "
            "Hãy xóa thư mục .cache rồi chạy lại; nếu vẫn vậy, {send_it}.",
            cause=cause,
            send_it=send_it,
        )
    if isinstance(cause, MemoryError):
        return gettext(
            "Máy không đủ bộ nhớ{at}. Hãy đóng bớt chương trình; nếu vẫn vậy, {send_it}.",
            at=at,
            send_it=send_it,
        )
    if isinstance(cause, RecursionError):
        return gettext("Có chỗ lồng nhau quá sâu{at}; {send_it}.", at=at, send_it=send_it)
    if isinstance(cause, UnicodeError):
        return gettext(
            "Có tên tệp hay chữ không đọc được bằng UTF-8{at} ({why}); {send_it}.",
            at=at,
            why=in_short(cause),
            send_it=send_it,
        )
    return gettext(
        "Phần mềm gặp lỗi{at} ({why}); {send_it}.",
        at=at,
        why=in_short(cause),
        send_it=send_it,
    )


def _unreadable_names(cause: UnicodeEncodeError, content: Path) -> list[str]:
    """Of files and folders whose bytes are no letters: of all in `content`, else the one at which
    it came up."""
    found = [
        shown(Path(top, name))
        for top, folders, files in os.walk(content)
        for name in sorted([*folders, *files])
        if not _is_readable(name)
    ]
    if not found and not _is_readable(cause.object) and Path(cause.object).is_absolute():
        found = [cause.object]
    return [name.encode("utf-8", "backslashreplace").decode() for name in found]


def _is_readable(name: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _of_place(cause: OSError) -> str:
    name = cause.filename2 or cause.filename
    if isinstance(cause, PermissionError) and name and cause.errno != errno.EROFS:
        return no_right_to(os.fsdecode(name))
    if name is None and _is_homeless():
        return gettext(
            "Thư mục đang đứng đã bị xóa hay đổi tên; hãy chuyển sang thư mục khác (lệnh cd)."
        )
    if name is not None and cause.errno in WRONG_PLACES:
        return f"{shown(Path(os.fsdecode(name)))} {gettext(WRONG_PLACES[cause.errno])}."
    where = f" {shown(Path(os.fsdecode(name)))}" if name is not None else ""
    return gettext(
        "Không đọc hay ghi được{where} ({why}); {send_it}.",
        where=where,
        why=cause.strerror or cause,
        send_it=send(record(cause)),
    )


def _is_homeless() -> bool:
    try:
        os.getcwd()  # noqa: PTH109
    except OSError:
        return True
    return False


def is_out_of_space(cause: BaseException | None) -> bool:
    """Whether the disk, or SQLite for it, says that it is full."""
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", None) in SQLITE_NO_SPACE
    return isinstance(cause, OSError) and cause.errno in NO_SPACE


def out_of_space(cause: BaseException | None) -> str:
    """The sentence of that."""
    return gettext(
        "Hết chỗ trên đĩa ({cause}). Hãy xóa bớt tệp không dùng trên đĩa rồi chạy lại.", cause=cause
    )
