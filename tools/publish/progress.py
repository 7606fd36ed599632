"""A publisher at a terminal sees how far a long step is, a program that watches hears all of it."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

from plugins.shared.messages import gettext, gettext_noop
from tools.publish.lines import Line, Step, StepName, write_line
from tools.publish.storage import Heard

PAUSE = 0.1  # seconds between two drawings
CLEAR = "\r\033[K"
LABELS: dict[StepName, str] = {"compress": gettext_noop("Nén"), "upload": gettext_noop("Chuyển")}


class Progress:
    """Draws one line on a terminal; elsewhere, and when quiet, nothing.

    lines: a file that gets each line of data (lines.py).
    """

    def __init__(self, quiet: bool = False, lines: Path | None = None) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._lines = lines
        self._last = 0.0

    def tell(self, line: Line) -> None:
        """Writes a line for who watches."""
        if self._lines:
            with suppress(OSError):  # a publication is not stopped by who can't hear of it
                write_line(self._lines, line)

    def step(self, name: StepName) -> None:
        """A step begins."""
        self.tell(Step(name))

    def of(self, name: StepName, total: int) -> Heard:
        """As `step`, of something that is counted; what it gives hears how many are done."""
        self.tell(Step(name, 0, total))

        def hear(done: int) -> None:
            now = time.monotonic()
            if now - self._last > PAUSE:
                self._last = now
                self.tell(Step(name, done, total))
                if self._shown:
                    sys.stderr.write(f"{CLEAR}{gettext(LABELS[name])}: {done}/{total}")
                    sys.stderr.flush()

        return hear

    def done(self) -> None:
        """Clears the terminal's line."""
        if self._shown:
            sys.stderr.write(CLEAR)
            sys.stderr.flush()
