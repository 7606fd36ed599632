"""A build in a process that has built before starts from what is in memory already."""

from __future__ import annotations

import time
from typing import Any


class Kept:
    """What one build leaves to the next in the same process, under a mark.

    The mark tells which build left it: that build's state bears it too, so that what is taken up is
    what a new process would read from there. It can be taken once: a build that fails half-way may
    have changed it, so it leaves nothing, and the next one reads all from the state.

    changed: files of content/, by their paths in it, that alone may be others than the last build
    in this process found, as long as settings, theme and code are the same; None where more may be.
    started: when this process began to load code, in nanoseconds since 1970.
    """

    def __init__(self, started: int | None = None) -> None:
        self.started = time.time_ns() if started is None else started
        self.changed: frozenset[str] | None = None
        self._mark: bytes | None = None
        self._memory: Any = None

    @property
    def memory(self) -> Any:
        """To be looked at only; None where the last build failed."""
        return self._memory

    def is_of(self, mark: bytes | None) -> bool:
        return mark is not None and mark == self._mark

    def take(self, mark: bytes | None) -> Any:
        """None where the last build in this process is not the one of `mark`."""
        memory, self._memory = self._memory, None
        return memory if self.is_of(mark) else None

    def leave(self, mark: bytes, memory: Any) -> None:
        self._mark, self._memory = mark, memory
