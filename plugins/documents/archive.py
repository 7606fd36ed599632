"""A zip of unknown origin: never more files, or more bytes when unpacked, than memory can hold."""

from __future__ import annotations

import lzma
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from .traces import DAMAGE, UnreadableError

ZIP_DAMAGE: tuple[type[Exception], ...] = (*DAMAGE, zipfile.BadZipFile, lzma.LZMAError)
# Bytes: of one file inside, of all that are read of a document, and of the list of its files.
MOST_OF_ONE = 64_000_000
MOST_OF_ALL = 256_000_000
MOST_LISTED = 4_000_000
END = b"PK\5\6"
# From the end of a zip: its last record with the longest comment.
END_WITHIN = 22 + 0xFFFF
ENCRYPTED = 0x1


@dataclass
class Budget:
    """Shared by a document and all that is inside it. left: bytes that may still be unpacked."""

    left: int


class Archive:
    """Every method raises UnreadableError for what is damaged, locked or too large."""

    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self._budget = budget
        _refuse_long_list(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except ZIP_DAMAGE as cause:
            raise UnreadableError("damaged") from cause
        # A damaged list may have files without a name.
        found = [info for info in self._zip.infolist() if info.filename]
        self.names = tuple(info.filename for info in found if not info.is_dir())
        self._known = frozenset(self.names)

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def below(self, *folders: str, suffix: str = "") -> list[str]:
        """Sorted paths that begin with one of `folders` (`xl/worksheets/`) and end as said."""
        return sorted(n for n in self._known if n.startswith(folders) and n.endswith(suffix))

    def is_locked(self) -> bool:
        """Whether a file in it has a password."""
        return any(info.flag_bits & ENCRYPTED for info in self._zip.infolist())

    def read(self, name: str) -> bytes:
        """b"" for a file that is not there."""
        if name not in self._known:
            return b""
        most = min(MOST_OF_ONE, self._budget.left)
        try:
            info = self._zip.getinfo(name)
            if info.flag_bits & ENCRYPTED:
                raise UnreadableError("encrypted")
            with self._zip.open(info) as file:
                data = file.read(most + 1)
        except ZIP_DAMAGE as cause:
            raise UnreadableError("damaged") from cause
        if len(data) > most:
            if most == self._budget.left:
                self._budget.left = 0
            raise UnreadableError("too large")
        self._budget.left -= len(data)
        return data


def _refuse_long_list(file: BinaryIO) -> None:
    """Before each entry of the list becomes an object."""
    size = file.seek(0, 2)
    file.seek(max(0, size - END_WITHIN))
    tail = file.read()
    file.seek(0)
    place = tail.rfind(END)
    if place >= 0 and int.from_bytes(tail[place + 12 : place + 16], "little") > MOST_LISTED:
        raise UnreadableError("too large")
