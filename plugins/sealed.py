"""What a build remembers is used whole or not at all: one damaged byte, and it is made anew.

SQLite notices a torn structure, not a changed letter, and a changed letter would be published.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from plugins import files


def seal(file: Path) -> None:
    """Once all is written: `file` as it is now is as it should be. Raises OSError."""
    files.write_whole(_seal_of(file), _digest(file))


def is_sealed(file: Path) -> bool:
    """Whether each byte is as it was when sealed; False where there is no such file."""
    try:
        return _seal_of(file).read_bytes() == _digest(file)
    except OSError:
        return False


def discard(file: Path) -> None:
    """Whatever has this name, with all that SQLite and the seal keep beside it."""
    for suffix in ("", "-journal", "-wal", "-shm", ".seal"):
        files.discard(file.with_name(file.name + suffix))


def _seal_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.seal")


def _digest(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
