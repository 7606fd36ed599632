"""Who once ran a command as root, or copied files as root, reads what to type to have them back."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from plugins.shared.messages import gettext
from tools.places import ROOT, shown


def owner_beside_root(folder: Path) -> str:
    """The user whose folder root is about to fill with files of its own; empty if there is none."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return ""
    try:
        return folder.owner() if folder.stat().st_uid else ""
    except (OSError, KeyError):  # not there yet, or a user whom this machine does not know
        return ""


def no_right_to(file: str) -> str:
    """file: what this user may not read or write, as a PermissionError names it."""
    sentence = gettext("Không có quyền đọc hay ghi {path}", path=shown(Path(file)))
    if sys.platform == "win32":
        return gettext("{sentence}. Có chương trình khác đang mở?", sentence=sentence)
    import pwd  # Windows has none

    try:
        user = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        user = str(os.geteuid())
    where = ROOT if Path(file).is_relative_to(ROOT) else gettext("THƯ_MỤC")
    return gettext(
        "{sentence}. Nếu nó thuộc người dùng khác (như root) thì, bằng root, "
        "chạy “chown -R {user}: {where}” rồi chạy lại.",
        sentence=sentence,
        user=user,
        where=where,
    )
