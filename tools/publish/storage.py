"""The few things that a publication does on a target, wherever the target is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

from tools.publish.manifest import Entry

Heard = Callable[[int], None]
# A folder or file that a link leads to is a link; empty for nothing.
EntryKind = Literal["", "link", "folder", "file"]


class Storage(Protocol):
    """Paths are POSIX, inside the target's folder. All raise OSError or TargetUnreachableError.

    `read` takes an absolute path too, of the target's machine, where that is no bucket.
    """

    def ready(self) -> None:
        """Makes the target's folder where only that is missing; raises unless it can be used."""

    def read(self, path: str) -> bytes | None:
        """None where there is no such file."""

    def write(self, path: str, data: bytes) -> None:
        """The file appears whole, in the place of an older one."""

    def claim(self, path: str, data: bytes) -> bool:
        """Writes a file that is not there yet, whole; False where it is there."""

    def names(self, folder: str) -> list[str]:
        """Sorted; empty where there is no such folder."""

    def point(self, name: str, to: str) -> None:
        """The symbolic link `name` leads to `to` from one instant on."""

    def pointed(self, name: str) -> str | None:
        """Where the link leads; None where nothing has that name, empty where it is no link."""

    def unpoint(self, name: str) -> None:
        """Removes the link, and never what is no link."""

    def kinds(self, names: Sequence[str]) -> list[EntryKind]:
        """What lies there under each name."""

    def remove(self, paths: Iterable[str]) -> None:
        """Files or whole folders, sealed or not; what is not there is no error."""

    def run(self, command: str) -> str:
        """Of the target's shell; what it complained of, empty when it succeeded."""

    def local(self, path: str) -> Path | None:
        """Where a program of this machine can read it; None on another machine."""


class FolderStorage(Storage, Protocol):
    """Of a target that has folders, in which files can have a second name."""

    def sizes(self, folder: str, paths: Collection[str]) -> dict[str, int]:
        """Of those of the files `paths`, inside `folder`, that are there."""

    def digests(self, folder: str, known: Mapping[str, Entry]) -> dict[str, str]:
        """The SHA-256, hexadecimal, of every file below `folder`, by path inside it.

        Empty for what is no file that everybody may read: a link, a pipe, a lack of rights; also
        for a folder that not everybody may open, whose path ends in a slash; `./` is the whole.
        known: what the files should be; of a file that is not in it any other text may be told.
        """

    def mark(self, path: str, data: bytes) -> None:
        """As `write`; what is changed from now on is younger than this file."""

    def untouched(self, folder: str, mark: str) -> bool:
        """Whether nobody has changed, added, taken away or given other rights to anything below
        `folder` since the file `mark` was written. False where that can't be told cheaply."""

    def send(self, folder: str, files: Mapping[str, Path], moment: int, heard: Heard) -> None:
        """Puts `files`, by path inside `folder`, which may be sealed; nobody may write to them, and
        their time becomes `moment` (Unix seconds).

        heard: is told after each file how many there are.
        """

    def clone(self, old: str, new: str, without: Collection[str]) -> None:
        """Each file of the folder `old` has a second name in `new`, and nothing else is there.

        new: may be another folder, which becomes it by what they differ in; only what has the same
        inode is taken for the same. without: files and folders inside `old` that are left out.
        """

    def link(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Gives each first file its second name too, in folders made for it."""

    def rename(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Each first file or folder, sealed or not, takes its second name, in folders made for it;
        a file that has that name is replaced from one instant to the next."""

    def seal(self, folder: str) -> None:
        """All below is on the disk, readable by the web server and written by nobody; a file is
        looked at only in folders that are not sealed yet."""

    def unseal(self, folder: str) -> None:
        """All below may be changed again by its owner, and still be read by everybody."""
