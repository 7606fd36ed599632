"""A picture's bytes, or in Vietnamese why there are none that could be a picture."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from plugins.images.refusals import NotAPictureError, UnreadablePictureError
from plugins.shared.file_kinds import suffix_of
from plugins.shared.picture_kinds import HOW_TO_SAVE, MAGIC, SVG, kind_inside

# As large as a photo without any loss of 25 million pixels; the whole file is held in memory.
MAX_BYTES = 120_000_000
REASONS = {
    errno.EACCES: "không có quyền đọc, hoặc chương trình khác đang giữ tệp",
    errno.EPERM: "không có quyền đọc, hoặc chương trình khác đang giữ tệp",
    errno.EIO: "ổ đĩa đọc không được",
    errno.ELOOP: "lối tắt (symlink) dẫn vòng tròn",
}
OTHER_REASON = "lỗi số {number} của hệ điều hành"


def read_picture(path: Path) -> bytes:
    """All of a regular file that may be a picture which is read here, or a drawing.

    Raises NotAPictureError; what it says is a function of name and bytes alone, save for
    UnreadablePictureError.
    """
    name = path.name
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):  # a pipe would be waited for without end
            raise NotAPictureError.of("no_file", name=name)
        if facts.st_size > MAX_BYTES:
            size, most = facts.st_size // 1_000_000, MAX_BYTES // 1_000_000
            raise NotAPictureError.of("heavy", name=name, size=size, most=most)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as cause:
        raise NotAPictureError.of("missing", name=name) from cause
    except OSError as cause:
        other = OTHER_REASON.format(number=cause.errno)
        why = REASONS.get(cause.errno or 0, other)
        system = os.strerror(cause.errno or 0)
        raise UnreadablePictureError.of("locked", name=name, why=why, system=system) from cause
    refuse_unread(name, data[:MAGIC])
    if not data:
        raise NotAPictureError.of("empty", name=name)
    return data


def refuse_unread(name: str, head: bytes) -> None:
    """Raises NotAPictureError for kinds that nothing here opens, by name or first bytes."""
    for kind in (suffix_of(name), kind_inside(head)):
        if kind in HOW_TO_SAVE:
            how = HOW_TO_SAVE[kind]
            how = how[:1].upper() + how[1:]
            shown = kind.lstrip(".").upper()
            raise NotAPictureError.of("unread", name=name, kind=shown, how=how)


def is_drawing(path: Path) -> bool:
    return suffix_of(path.name) == SVG
