"""What a build remembers is used whole or not at all: one damaged byte, and it is made anew.

SQLite notices a torn structure, not a changed letter, and a changed letter would be published. The
checksum is against accidents: whoever can write these files can write the site itself.
"""

from __future__ import annotations

import zlib
from pathlib import Path

from plugins import files

PIECE = 1 << 20  # bytes


def seal(file: Path) -> None:
    """Once all is written: `file` as it is now is as it should be. Raises OSError."""
    files.write_whole(_seal_of(file), _checksum(file))


def is_sealed(file: Path) -> bool:
    """Whether each byte is as it was when sealed; False where there is no such file."""
    try:
        return _seal_of(file).read_bytes() == _checksum(file)
    except OSError:
        return False


def discard(file: Path) -> None:
    """Whatever has this name, with all that SQLite and the seal keep beside it."""
    for suffix in ("", "-journal", "-wal", "-shm", ".seal"):
        files.discard(file.with_name(file.name + suffix))


def _seal_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.seal")


def _checksum(file: Path) -> bytes:
    checksum = size = 0
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            checksum = zlib.crc32(piece, checksum)
            size += len(piece)
    return b"%08x %d" % (checksum, size)
