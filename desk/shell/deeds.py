"""What somebody did to the files of content/ is told to whoever keeps a record of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, Protocol
from uuid import uuid4

from plugins.shared.failure_log import record

# fmt: off
Kind = Literal[
    "new", "copy", "import", "photo", "file",
    "save", "send", "approve", "send_back",
    "rename", "drop", "restore", "empty",
    "undo", "publish", "rollback",
]
# fmt: on


@dataclass(frozen=True, slots=True)
class Change:
    """Of one file. path: inside content/; before, after: as `digest_of`."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that is done when it is told. who: as colleagues call them; changes: all files that
    are others than before, one that was moved is gone here and new there; title: of the article, or
    the name of what was imported; undoes: id of the deed that this one takes back, "" for none.

    Of a publication or a way back, which changes no file: target, release that is live since then,
    before: the one that was, "" for none.
    """

    kind: Kind
    who: str
    changes: tuple[Change, ...] = ()
    title: str = ""
    undoes: str = ""
    target: str = ""
    release: str = ""
    before: str = ""
    id: str = field(default_factory=lambda: uuid4().hex)

    @property
    def paths(self) -> tuple[str, ...]:
        """Inside content/; a file that is gone has its own still."""
        return tuple(change.path for change in self.changes)

    @property
    def moved(self) -> tuple[str, str] | None:
        """From where to where, where that is what happened to an article."""
        gone = [change.path for change in self.changes if not change.after]
        new = [change.path for change in self.changes if not change.before]
        return (gone[0], new[0]) if len(gone) == len(new) == 1 else None


Listener = Callable[[Deed], None]


class Told(Protocol):
    """A desk."""

    @property
    def listeners(self) -> Sequence[Listener]: ...


def done(desk: Told, deed: Deed) -> None:
    """The turn of who saves may be held meanwhile: no listener asks for it. A record that the disk
    refuses undoes nothing: the deed stands, the cause is kept in the log of failures."""
    for listen in desk.listeners:
        try:
            listen(deed)
        except OSError as cause:
            record(cause, ", ".join(deed.paths))


def digest_of(data: bytes) -> str:
    """SHA-256 of a file's bytes, in hex; "" for no file, or an empty one."""
    return sha256(data).hexdigest() if data else ""
