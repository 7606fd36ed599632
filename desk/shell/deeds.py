"""What somebody did to the files of content/ is told to whoever keeps a record of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, Protocol

from plugins.failure_log import record

# fmt: off
Kind = Literal[
    "new", "copy", "import", "photo", "file",
    "save", "send", "approve", "send_back",
    "rename", "drop", "restore", "undo",
]
# fmt: on


@dataclass(frozen=True)
class Change:
    """Of one file. path: inside content/; before, after: as `digest_of`."""

    path: str
    before: str
    after: str


@dataclass(frozen=True)
class Deed:
    """One thing that is on the disk when it is told. who: as colleagues call them; changes: all
    files that are others than before, one that was moved is gone here and new there; title: of the
    article; undoes: the journal's name of the deed that this one takes back, "" for none."""

    kind: Kind
    who: str
    changes: tuple[Change, ...]
    title: str = ""
    undoes: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """Inside content/; a file that is gone has its own still."""
        return tuple(change.path for change in self.changes)


Listener = Callable[[Deed], None]


class Told(Protocol):
    """A desk."""

    @property
    def listeners(self) -> Sequence[Listener]: ...


def done(desk: Told, deed: Deed) -> None:
    """A record that the disk refuses undoes nothing: the deed stands, the cause is kept in the log
    of failures."""
    for listen in desk.listeners:
        try:
            listen(deed)
        except OSError as cause:
            record(cause, ", ".join(deed.paths))


def digest_of(data: bytes) -> str:
    """SHA-256 of a file's bytes, in hex; "" for no file, or an empty one."""
    return sha256(data).hexdigest() if data else ""
