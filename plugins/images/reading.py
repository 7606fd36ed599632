"""A picture's bytes, or in Vietnamese why there are none that could be a picture."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from plugins.shared.errors import PortalError
from plugins.shared.file_kinds import suffix_of
from plugins.shared.picture_kinds import HOW_TO_SAVE, MAGIC, SVG, kind_inside

# As large as a photo without any loss of 25 million pixels; the whole file is held in memory.
MAX_BYTES = 120_000_000
MISSING = "Không tìm thấy tệp ảnh “{name}”."
MISSING_REMEDY = "Kiểm tra tên tệp: chữ hoa, chữ thường, dấu và đuôi tệp."
NO_FILE = "“{name}” không phải là một tệp thường."
NO_FILE_REMEDY = "Xóa nó đi rồi chép tệp ảnh vào đó."
EMPTY = "Tệp ảnh “{name}” trống."
EMPTY_REMEDY = "Chép lại ảnh từ nguồn gốc."
HEAVY = "Tệp ảnh “{name}” nặng {size} MB, tối đa là {most} MB."
HEAVY_REMEDY = "Lưu lại ảnh ở dạng JPEG rồi thay tệp này."
LOCKED = "Hệ điều hành không cho đọc tệp ảnh “{name}”: {why}."
LOCKED_REMEDY = (
    "Đóng chương trình đang mở tệp này, xem lại quyền đọc của tệp, rồi chạy lại; "
    "không phải thay tệp."
)
REPLACED = "Tệp ảnh “{name}” vừa bị thay bằng tệp khác trong lúc dựng."
REPLACED_REMEDY = "Chờ chép xong ảnh rồi dựng lại; không phải sửa bài."
REASONS = {
    errno.EACCES: "không có quyền đọc, hoặc chương trình khác đang giữ tệp",
    errno.EPERM: "không có quyền đọc, hoặc chương trình khác đang giữ tệp",
    errno.EIO: "ổ đĩa đọc không được",
    errno.ELOOP: "lối tắt (symlink) dẫn vòng tròn",
}
OTHER_REASON = "lỗi số {number} của hệ điều hành"
NOT_READ = "Ảnh “{name}” ở dạng {kind}, nhiều trình duyệt không xem được."


class NotAPictureError(PortalError):
    """The file can't be shown as a picture."""


class UnreadablePictureError(NotAPictureError, OSError):
    """The system did not give the file's bytes now. Says nothing about them: not to be kept."""


class ReplacedPictureError(NotAPictureError):
    """Pages were made for another picture, which nobody has any more."""

    def __init__(self, name: str) -> None:
        super().__init__(REPLACED.format(name=name), REPLACED_REMEDY)


def read_picture(path: Path) -> bytes:
    """All of a regular file that may be a picture which is read here, or a drawing.

    Raises NotAPictureError; what it says is a function of name and bytes alone, save for
    UnreadablePictureError.
    """
    name = path.name
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):  # a pipe would be waited for without end
            raise NotAPictureError(NO_FILE.format(name=name), NO_FILE_REMEDY)
        if facts.st_size > MAX_BYTES:
            size, most = facts.st_size // 1_000_000, MAX_BYTES // 1_000_000
            raise NotAPictureError(HEAVY.format(name=name, size=size, most=most), HEAVY_REMEDY)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as cause:
        raise NotAPictureError(MISSING.format(name=name), MISSING_REMEDY) from cause
    except OSError as cause:
        other = OTHER_REASON.format(number=cause.errno)
        why = REASONS.get(cause.errno or 0, other)
        raise UnreadablePictureError(LOCKED.format(name=name, why=why), LOCKED_REMEDY) from cause
    refuse_unread(name, data[:MAGIC])
    if not data:
        raise NotAPictureError(EMPTY.format(name=name), EMPTY_REMEDY)
    return data


def refuse_unread(name: str, head: bytes) -> None:
    """Raises NotAPictureError for kinds that nothing here opens, by name or first bytes."""
    for kind in (suffix_of(name), kind_inside(head)):
        if kind in HOW_TO_SAVE:
            sentence = NOT_READ.format(name=name, kind=kind.lstrip(".").upper())
            remedy = HOW_TO_SAVE[kind]
            raise NotAPictureError(sentence, remedy[:1].upper() + remedy[1:])


def is_drawing(path: Path) -> bool:
    return suffix_of(path.name) == SVG
