"""A build in a process that has built before finds decoded what a new one would decode."""

from __future__ import annotations

import time
from types import CodeType
from typing import Any


class ProcessCache:
    """What one build leaves to the next in the same process, under the mark of its last commit: so
    it is what the cache's file has, and no other process wrote there meanwhile. It can be taken
    once: a build that fails half-way may have changed it, so it leaves nothing.

    started: when this process began to load code, in nanoseconds since 1970; templates: compiled,
    by name, with the checksums of their sources.
    """

    def __init__(self, started: int | None = None) -> None:
        self.started = time.time_ns() if started is None else started
        self.templates: dict[str, tuple[str, CodeType]] = {}
        self._mark = b""
        self._values: dict[str, dict[str, Any]] = {}

    def take(self, mark: bytes) -> dict[str, dict[str, Any]]:
        """Empty where the last build in this process is not the one of `mark`."""
        values, self._values = self._values, {}
        return values if mark and mark == self._mark else {}

    def leave(self, mark: bytes, values: dict[str, dict[str, Any]]) -> None:
        self._mark, self._values = mark, values
