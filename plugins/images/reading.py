"""A picture's bytes, or in Vietnamese why there are none that could be a picture."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from plugins.shared.errors import PortalError
from plugins.shared.file_kinds import suffix_of
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.picture_kinds import HOW_TO_SAVE, MAGIC, SVG, kind_inside

# As large as a photo without any loss of 25 million pixels; the whole file is held in memory.
MAX_BYTES = 120_000_000
MISSING = gettext_noop("Không tìm thấy tệp ảnh “{name}”.")
MISSING_REMEDY = gettext_noop("Kiểm tra tên tệp: chữ hoa, chữ thường, dấu và đuôi tệp.")
NO_FILE = gettext_noop("“{name}” không phải là một tệp thường.")
NO_FILE_REMEDY = gettext_noop("Xóa nó đi rồi chép tệp ảnh vào đó.")
EMPTY = gettext_noop("Tệp ảnh “{name}” trống.")
EMPTY_REMEDY = gettext_noop("Chép lại ảnh từ nguồn gốc.")
HEAVY = gettext_noop("Tệp ảnh “{name}” nặng {size} MB, tối đa là {most} MB.")
HEAVY_REMEDY = gettext_noop("Lưu lại ảnh ở dạng JPEG rồi thay tệp này.")
LOCKED = gettext_noop("Hệ điều hành không cho đọc tệp ảnh “{name}”: {why}.")
LOCKED_REMEDY = gettext_noop(
    "Đóng chương trình đang mở tệp này, xem lại quyền đọc của tệp, rồi chạy lại; "
    "không phải thay tệp."
)
REPLACED = gettext_noop("Tệp ảnh “{name}” vừa bị thay bằng tệp khác trong lúc dựng.")
REPLACED_REMEDY = gettext_noop("Chờ chép xong ảnh rồi dựng lại; không phải sửa bài.")
REASONS = {
    errno.EACCES: gettext_noop("không có quyền đọc, hoặc chương trình khác đang giữ tệp"),
    errno.EPERM: gettext_noop("không có quyền đọc, hoặc chương trình khác đang giữ tệp"),
    errno.EIO: gettext_noop("ổ đĩa đọc không được"),
    errno.ELOOP: gettext_noop("lối tắt (symlink) dẫn vòng tròn"),
}
OTHER_REASON = gettext_noop("lỗi số {number} của hệ điều hành")
NOT_READ = gettext_noop("Ảnh “{name}” ở dạng {kind}, nhiều trình duyệt không xem được.")


class NotAPictureError(PortalError):
    """The file can't be shown as a picture."""


class UnreadablePictureError(NotAPictureError, OSError):
    """The system did not give the file's bytes now. Says nothing about them: not to be kept."""


class ReplacedPictureError(NotAPictureError):
    """Pages were made for another picture, which nobody has any more."""

    def __init__(self, name: str) -> None:
        super().__init__(gettext(REPLACED, name=name), gettext(REPLACED_REMEDY))


def read_picture(path: Path) -> bytes:
    """All of a regular file that may be a picture which is read here, or a drawing.

    Raises NotAPictureError; what it says is a function of name and bytes alone, save for
    UnreadablePictureError.
    """
    name = path.name
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):  # a pipe would be waited for without end
            raise NotAPictureError(gettext(NO_FILE, name=name), gettext(NO_FILE_REMEDY))
        if facts.st_size > MAX_BYTES:
            size, most = facts.st_size // 1_000_000, MAX_BYTES // 1_000_000
            raise NotAPictureError(
                gettext(HEAVY, name=name, size=size, most=most), gettext(HEAVY_REMEDY)
            )
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as cause:
        raise NotAPictureError(gettext(MISSING, name=name), gettext(MISSING_REMEDY)) from cause
    except OSError as cause:
        why = gettext(REASONS.get(cause.errno or 0, OTHER_REASON), number=cause.errno)
        raise UnreadablePictureError(
            gettext(LOCKED, name=name, why=why), gettext(LOCKED_REMEDY)
        ) from cause
    refuse_unread(name, data[:MAGIC])
    if not data:
        raise NotAPictureError(gettext(EMPTY, name=name), gettext(EMPTY_REMEDY))
    return data


def refuse_unread(name: str, head: bytes) -> None:
    """Raises NotAPictureError for kinds that nothing here opens, by name or first bytes."""
    for kind in (suffix_of(name), kind_inside(head)):
        if kind in HOW_TO_SAVE:
            sentence = gettext(NOT_READ, name=name, kind=kind.lstrip(".").upper())
            remedy = gettext(HOW_TO_SAVE[kind])
            raise NotAPictureError(sentence, remedy[:1].upper() + remedy[1:])


def is_drawing(path: Path) -> bool:
    """Whether its name says that it is an SVG."""
    return suffix_of(path.name) == SVG
