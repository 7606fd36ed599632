"""What an earlier build made is used only where each byte is as that build wrote it.

Before the data a file has a checksum of its name and its data: a changed byte, a file cut short
and one under another's name are noticed when it is read, and nothing of them is used.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path, PurePosixPath

from plugins.shared.files import discard, write_whole

SEAL = sha256().digest_size
IN_THE_WAY = (FileExistsError, NotADirectoryError, IsADirectoryError, PermissionError)


class BrokenSealError(Exception):
    """What is there is not what was written."""


class SealedFiles:
    """In `folder`, which may be deleted at any time; names are POSIX and may have folders."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        """None where there is none. Raises BrokenSealError."""
        try:
            sealed = (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as cause:
            raise BrokenSealError(name) from cause
        data = sealed[SEAL:]
        if _seal(name, data) != sealed[:SEAL]:
            raise BrokenSealError(name)
        return data

    def write(self, name: str, data: bytes) -> None:
        """In place of whatever is there. Raises OSError."""
        file, sealed = self._folder / name, _seal(name, data) + data
        try:
            write_whole(file, sealed)
        except IN_THE_WAY:
            self._make_way(name)
            write_whole(file, sealed)

    def _make_way(self, name: str) -> None:
        """Where a file has the name of one of our folders, or a folder the file's."""
        file = self._folder / name
        inside = len(PurePosixPath(name).parts)
        for folder in reversed(file.parents[:inside]):
            if os.path.lexists(folder) and not folder.is_dir():
                discard(folder)
        if file.is_dir():
            discard(file)


def _seal(name: str, data: bytes) -> bytes:
    seal = sha256(name.encode() + b"\0")
    seal.update(data)
    return seal.digest()
