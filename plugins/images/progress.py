"""An editor who waits for photos sees how many are still to come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

LINE = "\rNén ảnh: {done}/{total}"


def progress(stream: TextIO) -> Callable[[int, int], None]:
    """A line that counts up on a terminal; nothing in a log or a pipe."""
    shown = stream.isatty()

    def tell(done: int, total: int) -> None:
        if shown:
            stream.write(LINE.format(done=done, total=total) + ("\n" if done == total else ""))
            stream.flush()

    return tell
