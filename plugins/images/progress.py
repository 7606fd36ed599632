"""An editor who waits for photos sees how many are still to come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

LINE = "Nén ảnh: {done}/{total}"


def progress(stream: TextIO, line: str = LINE) -> Callable[[int, int], None]:
    """A line that counts up on a terminal; nothing in a log or a pipe."""
    shown = stream.isatty()

    def tell(done: int, total: int) -> None:
        if shown:
            said = line.format(done=done, total=total)
            stream.write(f"\r{said}" + ("\n" if done == total else ""))
            stream.flush()

    return tell
