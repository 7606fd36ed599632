"""The journal outlives program and machine: plain files, a line of JSON a deed, that only grow.

`content/.soan/nhat-ky/2026 3f9c1a2b.jsonl` has what one machine did in one year. No other machine
writes it, so that a shared folder has no two versions of it to choose from.
"""

from __future__ import annotations

import errno
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import msgspec

from desk.shell.deeds import Deed
from tools.file_lock import hold, release
from tools.places import ASIDE, SCRATCH

FOLDER = "nhat-ky"
SUFFIX = ".jsonl"
# Against another desk or publisher of this machine; a shared folder may know no locks.
LOCK = SCRATCH / "journal.lock"


class Entry(msgspec.Struct, frozen=True):
    """at: when it was done, by the clock of its machine."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]
    deed: Deed


@dataclass(frozen=True)
class Damaged:
    """file: its name; line: from 1."""

    file: str
    line: int


@dataclass(frozen=True)
class Read:
    """What a file held when it was looked at last; size: in bytes, of whole lines."""

    size: int = 0
    lines: int = 0
    entries: tuple[Entry, ...] = ()
    damaged: tuple[Damaged, ...] = ()


def append(content: Path, deed: Deed, moment: datetime | None = None) -> None:
    """It is on the disk when this returns. Raises OSError, also where content/ is gone."""
    moment = moment or datetime.now(UTC)
    machine = sha256(platform.node().encode()).hexdigest()[:8]
    folder = content / ASIDE / FOLDER
    if not content.is_dir():
        raise FileNotFoundError(content)
    folder.mkdir(parents=True, exist_ok=True)
    line = msgspec.json.encode(Entry(moment, deed)) + b"\n"
    lock = hold(LOCK)
    try:
        name = folder / f"{moment.year} {machine}{SUFFIX}"
        file = os.open(name, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0))
        try:
            end = os.lseek(file, 0, os.SEEK_END)
            # What a killed process began stays a line of its own.
            if end and (os.lseek(file, end - 1, os.SEEK_SET), os.read(file, 1))[1] != b"\n":
                line = b"\n" + line
            if os.write(file, line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file)
        finally:
            os.close(file)
    finally:
        release(lock)


def read_on(file: Path, known: Read) -> Read:
    """`known`, and what was added to `file` since; all anew where it is shorter. A last line that
    has no end yet is left for the next time. Raises OSError."""
    size = file.stat().st_size
    known = known if size >= known.size else Read()
    if size == known.size:
        return known
    with file.open("rb") as opened:
        opened.seek(known.size)
        added = opened.read(size - known.size)
    added = added[: added.rfind(b"\n") + 1]
    lines = added.split(b"\n")[:-1]
    entries, damaged = list(known.entries), list(known.damaged)
    decoder = msgspec.json.Decoder(Entry)
    for number, line in enumerate(lines, known.lines + 1):
        try:
            entries.append(decoder.decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            damaged.append(Damaged(file.name, number))
    size, count = known.size + len(added), known.lines + len(lines)
    return Read(size, count, tuple(entries), tuple(damaged))


def files_of(content: Path) -> Iterator[Path]:
    """Also what a shared folder's program made of a file that two machines wrote after all."""
    folder = content / ASIDE / FOLDER
    if folder.is_dir():
        yield from sorted(folder.glob(f"*{SUFFIX}"))
