"""Tells which files of content/ changed since the last build: by their stat, or their bytes."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from plugins.shared.content import Tree

# A file saved this shortly before it was hashed may have been saved again without a new time.
CLOCK_TICK_NS = 2_000_000_000
GONE = (0, 0, 0, 0)
# Size, times of change in nanoseconds, inode.
Stamp = tuple[int, int, int, int]


class Source(msgspec.Struct, frozen=True, array_like=True):
    """seen: when it was hashed, in nanoseconds since 1970; digest: SHA-256 of its bytes, b"" for a
    file that nobody has asked for."""

    stamp: Stamp
    seen: int = 0
    digest: bytes = b""


class Sources:
    """Of every file of `tree`, which is that of `folder`; known: as the last build found them."""

    def __init__(self, folder: Path, tree: Tree, known: dict[str, Source]) -> None:
        self._folder = folder
        self._known = known
        self.scanned = time.time_ns()
        self.stamps = {path: _stamp_of(f"{folder}/{path}") for path in tree.files}
        stamp_of = self.stamps.get
        self._now = {
            path: source
            for path, source in known.items()
            if source.digest
            and source.stamp == stamp_of(path)
            and source.stamp[1] < source.seen - CLOCK_TICK_NS
        }

    @property
    def are_as_known(self) -> bool:
        """Whether no file came, went or was saved since the last build, or just before it."""
        known, limit = self._known, self.scanned - CLOCK_TICK_NS
        return self.stamps.keys() == known.keys() and all(
            known[path].stamp == stamp and stamp[1] < limit for path, stamp in self.stamps.items()
        )

    @property
    def moved(self) -> set[str]:
        """Paths that came or went since the last build."""
        return self.stamps.keys() ^ self._known.keys()

    def digest(self, path: str) -> bytes:
        """Of the file's bytes; b"" where there is no such file, or it cannot be read now, which
        says nothing of the next time."""
        source = self._now.get(path)
        if source is None:
            seen, digest = time.time_ns(), _hash(self._folder / path)
            source = self._now[path] = Source(self.stamps.get(path, GONE), seen, digest)
        return source.digest

    def digest_of_all(self, path: str, others: Sequence[str]) -> bytes:
        """Of the bytes of all these files."""
        own = self.digest(path)
        return sha256(b"".join([own, *map(self.digest, others)])).digest() if others else own

    def is_as_begun(self, path: str) -> bool:
        """Whether the file is the one that this build found when it began: then whatever was read
        of it since was of the bytes that `digest` tells."""
        return self.stamps.get(path) == _stamp_of(f"{self._folder}/{path}")

    def now(self) -> dict[str, Source]:
        """For the next build."""
        return {path: self._now.get(path) or Source(stamp) for path, stamp in self.stamps.items()}


def _stamp_of(file: str) -> Stamp:
    try:
        facts = os.stat(file)  # noqa: PTH116  (ten thousand Paths are slow)
    except OSError:  # it went since
        return GONE
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def _hash(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").digest()
    except OSError:
        return b""
