"""A build in a process that has built before finds decoded what a new one would decode."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import CodeType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plugins.rendering.site import BuiltSite


class ProcessCache:
    """What one build leaves to the next in the same process, under the mark of its last commit: so
    it is what the cache's file has, and no other process wrote there meanwhile. It can be taken
    once: a build that fails half-way may have changed it, so it leaves nothing.

    started: when this process began to load code, in nanoseconds since 1970; templates: compiled,
    by name, with the checksums of their sources.
    wants_site: whether a build is to leave `site`, with which a text is rendered that nobody has
    saved (plugins/rendering); site: of the last build that made pages.
    """

    def __init__(self, started: int | None = None) -> None:
        self.started = time.time_ns() if started is None else started
        self.templates: dict[str, tuple[str, CodeType]] = {}
        self.wants_site = False
        self.site: BuiltSite | None = None
        self._mark = b""
        self._values: dict[str, dict[str, Any]] = {}

    def take(self, mark: bytes) -> dict[str, dict[str, Any]]:
        """Empty where the last build in this process is not the one of `mark`."""
        values, self._values = self._values, {}
        return values if mark and mark == self._mark else {}

    def leave(self, mark: bytes, values: dict[str, dict[str, Any]]) -> None:
        self._mark, self._values = mark, values


def wants_site(settings: Mapping[str, Any]) -> bool:
    process: ProcessCache | None = settings.get("PROCESS_CACHE")
    return process is not None and process.wants_site
