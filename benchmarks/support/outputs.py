"""Which files of a built site a build wrote and changed; and the site out of the next one's way."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Written:
    """stamp: another one after every writing, even of the same bytes."""

    digest: bytes
    stamp: tuple[int, int]


Snapshot = dict[str, Written]


def snapshot(folder: Path) -> Snapshot:
    """By path below `folder`; empty where there is no such folder."""
    found = {}
    for file in folder.rglob("*"):
        if file.is_file():
            status = file.stat()
            stamp = (status.st_ino, status.st_mtime_ns)
            digest = hashlib.blake2b(file.read_bytes()).digest()
            found[file.relative_to(folder).as_posix()] = Written(digest, stamp)
    return found


def written(before: Snapshot, after: Snapshot) -> list[str]:
    return [name for name, file in after.items() if before.get(name) != file]


def differing(one: Snapshot, other: Snapshot) -> list[str]:
    """Paths that only one has, or with other bytes."""
    return [
        name
        for name in sorted(one.keys() | other.keys())
        if name not in one or name not in other or one[name].digest != other[name].digest
    ]


def put_aside(folder: Path) -> None:
    """Not deleted: for some minutes ext4 avoids the numbers of deleted files one by one, which
    would cost whoever makes ten thousand new ones several seconds."""
    if folder.exists():
        folder.rename(folder.with_name(f".{uuid.uuid4().hex}"))
