"""Names of files and folders that Windows does not take, where the site may be edited or built."""

from __future__ import annotations

import re

from plugins.shared.messages import gettext

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
FORBIDDEN = re.compile(r'[<>:"|?*\\]')
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\..*)?", re.I)


def windows_fault(name: str) -> str:
    """Why Windows takes no file or folder of this name, in Vietnamese; "" where it does."""
    if found := FORBIDDEN.search(name):
        return gettext("có dấu {sign}", sign=found.group())
    if name.endswith((".", " ")):
        return gettext("có dấu chấm hoặc dấu cách ở cuối")
    if DEVICE.fullmatch(name):
        return gettext("{name} là tên riêng của Windows", name=name.partition(".")[0])
    return ""
