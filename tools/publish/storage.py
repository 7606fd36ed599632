"""The few things that a publication does on a target, wherever the target is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

Heard = Callable[[int], None]


class Storage(Protocol):
    """Paths are POSIX, inside the target's folder. All raise OSError or TargetUnreachable.

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

    def sizes(self, folder: str) -> dict[str, int]:
        """Of every file below `folder`, by path inside it."""

    def send(self, folder: str, files: Mapping[str, Path], moment: int, heard: Heard) -> None:
        """Puts `files`, by path inside `folder`; their time becomes `moment` (Unix seconds).

        heard: is told after each file how many there are.
        """

    def link(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Gives each first file its second name too, in folders made for it."""

    def rename(self, old: str, new: str) -> None: ...

    def point(self, name: str, to: str) -> None:
        """The symbolic link `name` leads to `to` from one instant on."""

    def pointed(self, name: str) -> str:
        """Where the link leads; empty where there is none."""

    def seal(self, folder: str) -> None:
        """All below is on the disk, readable by the web server and written by nobody."""

    def remove(self, paths: Iterable[str]) -> None:
        """Files or whole folders, sealed or not; what is not there is no error."""

    def run(self, command: str) -> str:
        """Of the target's shell; what it complained of, empty when it succeeded."""

    def local(self, path: str) -> Path | None:
        """Where a program of this machine can read it; None on another machine."""
