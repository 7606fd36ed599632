"""What the state file says, at hand: read from it once a process, then kept as builds go on."""

from __future__ import annotations

import pickle
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plugins.kept import Kept

if TYPE_CHECKING:
    from plugins.incremental.state import State

MARK = "mark"


@dataclass(frozen=True)
class Output:
    """key: of all that the file was made from, None where only its bytes can tell.

    digest: of its bytes; size, time: by which a change by somebody else is noticed.
    """

    key: bytes | None
    digest: bytes
    size: int
    time: int


@dataclass(frozen=True)
class Known:
    """Of an article or page that was read: see plugins/incremental/contents.py."""

    digest: bytes
    listed: bytes
    light: dict[str, Any]


@dataclass
class BuildMemory:
    """The rows of the state's tables by path, which whoever changes a table changes here too."""

    sources: dict[str, tuple[bytes, int, bytes]]
    outputs: dict[str, Output]
    _readings: dict[str, Known] | None = None

    @classmethod
    def take_up(cls, kept: Kept, state: State) -> BuildMemory:
        memory = kept.take(state.get(MARK))
        if isinstance(memory, cls):
            return memory
        rows = state.connection.execute
        return cls(
            {
                path: tuple(row)
                for path, *row in rows("SELECT path, stamp, seen, digest FROM sources")
            },
            {
                path: Output(*row)
                for path, *row in rows("SELECT path, key, digest, size, time FROM outputs")
            },
        )

    def readings(self, state: State) -> dict[str, Known]:
        """Loaded when the first build asks: one that finds nothing changed never does."""
        if self._readings is None:
            self._readings = {
                path: Known(digest, listed, pickle.loads(light))  # noqa: S301  (our own file)
                for path, digest, listed, light in state.connection.execute(
                    "SELECT path, digest, listed, light FROM readings"
                )
            }
        return self._readings

    def save(self, kept: Kept, state: State) -> None:
        """With what else the build has written into the state; then the next build may have it."""
        mark = secrets.token_bytes(16)
        state.put(MARK, mark)
        state.commit()
        kept.leave(mark, self)
