"""One file knows what the last build read and wrote; without it, or damaged, a build does all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from plugins.store import Rows, Store, discard


class State(Store):
    """key: of all that makes readings what they are. Plugins may keep tables of their own.

    sources, outputs: the rows of BuildMemory; readings: Known, as a tuple, of each article and
    page; endings: of the paths in it, a line each; light, pictures, contents: see Reading.
    """

    def __init__(self, file: Path, key: bytes) -> None:
        self._place = file, key
        self.recalled: dict[str, Any] = {}  # what is at hand of what is kept: not to be changed
        super().__init__(file, key)
        self.sources, self.outputs = self.table("sources"), self.table("outputs")
        self.readings, self.endings = self.table("readings"), self.table("endings")
        self.light, self.pictures = Rows(self, "light"), Rows(self, "pictures")
        self.contents = Rows(self, "contents")

    def anew(self) -> State:
        """Nothing is known, instead of this one."""
        self.close()
        discard(self._place[0])
        return State(*self._place)

    def recall(self, name: str) -> Any:
        if name not in self.recalled:
            self.recalled[name] = super().recall(name)
        return self.recalled[name]

    def keep(self, name: str, value: Any) -> None:
        super().keep(name, value)
        self.recalled[name] = value
