"""An editor who waits for photos sees how many are still to come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from plugins.shared.messages import gettext


def progress(stream: TextIO) -> Callable[[int, int], None]:
    """A line that counts up on a terminal; nothing in a log or a pipe."""
    shown = stream.isatty()

    def tell(done: int, total: int) -> None:
        if shown:
            line = gettext("Nén ảnh: {done}/{total}", done=done, total=total)
            stream.write(f"\r{line}" + ("\n" if done == total else ""))
            stream.flush()

    return tell


def told_damaged(cache: str, number: int) -> str:
    """Of files in the folder `cache`."""
    told = gettext(
        "%s: %s tệp ảnh đã nén không còn như lúc ghi (đĩa hỏng, hay bị sửa); đã nén lại từ ảnh gốc."
    )
    return told % (cache, number)
