"""One piece of personal data, where it stands."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """Offsets of its first character and behind its last; what: how an editor knows it, in the
    language of messages; remedy: what to do."""

    start: int
    end: int
    what: str
    remedy: str

    def moved(self, start: int, end: int) -> Found:
        """The same at another place."""
        return self._replace(start=start, end=end)
