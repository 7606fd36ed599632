"""Names of files and folders that Windows does not take, where the site may be edited or built."""

from __future__ import annotations

import re

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
FORBIDDEN = re.compile(r'[<>:"|?*\\]')
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\..*)?", re.I)


def windows_fault(name: str) -> str:
    """Why Windows takes no file or folder of this name, in Vietnamese; "" where it does."""
    if found := FORBIDDEN.search(name):
        return f"có dấu {found.group()}"
    if name.endswith((".", " ")):
        return "có dấu chấm hoặc dấu cách ở cuối"
    if DEVICE.fullmatch(name):
        return f"{name.partition('.')[0]} là tên riêng của Windows"
    return ""
