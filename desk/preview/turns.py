"""Whoever types asks again and again: one text is rendered, the newest waits, no other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """So many threads may ask: no more than two are held up."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._newest = 0
        self._is_taken = False

    @contextmanager
    def next_one(self) -> Iterator[bool]:
        """Waits for its turn; False at once, without one, when somebody newer waits."""
        with self._changed:
            self._newest += 1
            mine = self._newest
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._is_taken or mine != self._newest)
            is_mine = mine == self._newest
            self._is_taken = self._is_taken or is_mine
        try:
            yield is_mine
        finally:
            if is_mine:
                with self._changed:
                    self._is_taken = False
                    self._changed.notify_all()
