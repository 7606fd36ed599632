"""A publisher at a terminal sees how far a long step is."""

from __future__ import annotations

import sys
import time

from tools.publish.storage import Heard

PAUSE = 0.1  # seconds between two drawings
CLEAR = "\r\033[K"


class Progress:
    """Draws one line on a terminal; elsewhere, and when quiet, nothing."""

    def __init__(self, quiet: bool = False) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._last = 0.0

    def of(self, what: str, total: int) -> Heard:
        def hear(done: int) -> None:
            now = time.monotonic()
            if self._shown and now - self._last > PAUSE:
                self._last = now
                sys.stderr.write(f"{CLEAR}{what}: {done}/{total}")
                sys.stderr.flush()

        return hear

    def done(self) -> None:
        if self._shown:
            sys.stderr.write(CLEAR)
            sys.stderr.flush()
