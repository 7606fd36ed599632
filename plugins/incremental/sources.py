"""Tells which files of content/ changed since the last build: by their stat, or their bytes."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from plugins.content import read_tree
from plugins.incremental.memory import BuildMemory, Stamp
from plugins.incremental.state import State

# A file saved this shortly before it was hashed may have been saved again without a new time.
CLOCK_TICK_NS = 2_000_000_000
INODE = 3  # its place in a stamp
# Of the notes: inodes of files that have several names.
SHARED = "shared"


class Sources:
    """Of every file of content/ in `folder`, but those whose names are in `ignored` (shell
    patterns); tree: the list of them."""

    def __init__(
        self, folder: Path, ignored: Iterable[str], state: State, memory: BuildMemory
    ) -> None:
        self._folder = folder
        self._state = state
        self.scanned = time.time_ns()
        if not self._look_at_changed(memory):
            memory.changed = None
            memory.notes.clear()
            memory.tree = read_tree(folder, ignored)
            memory.stamps = {path: _stamp_of(f"{folder}/{path}") for path in memory.tree.files}
            memory.notes[SHARED] = _shared(memory.stamps.values())
        self.tree = memory.tree
        self.stamps: Mapping[str, Stamp] = memory.stamps
        self._are_the_same_files = memory.changed is not None
        self._known = memory.sources
        self._fresh: dict[str, tuple[bytes, int, bytes]] = {}
        self._digests: dict[str, bytes] = {}
        self._under: dict[object, list[str]] = memory.notes.setdefault("under", {})

    @cached_property
    def fingerprint(self) -> bytes:
        """Of the stamps of all files."""
        return hashlib.sha256(repr(self.stamps).encode()).digest()

    def under(self, folders: Sequence[str], suffix: str = "") -> list[str]:
        tops = tuple(f"{folder}/" for folder in folders)
        if (tops, suffix) not in self._under:
            inside = (path for path in self.stamps if path.startswith(tops))
            self._under[tops, suffix] = [path for path in inside if path.endswith(suffix)]
        return self._under[tops, suffix]

    def older_than(self, moment: int) -> bool:
        """Whether every file was last saved before, in nanoseconds since 1970."""
        return all(stamp[1] < moment for stamp in self.stamps.values())

    def digest(self, path: str) -> bytes:
        """Of the file's bytes; b"" where there is no such file."""
        digest = self._digests.get(path)
        if digest is None:
            digest = self._digests[path] = self._digest(path)
        return digest

    def is_as_begun(self, path: str) -> bool:
        """Whether the file is the one that this build found when it began: then whatever was read
        of it since was of the bytes that `digest` tells."""
        return self.stamps.get(path) == _stamp_of(f"{self._folder}/{path}")

    def _digest(self, path: str) -> bytes:
        stamp = self.stamps.get(path)
        if stamp is None:  # it went since
            return _hash(self._folder / path)
        packed = repr(stamp).encode()
        known = self._known.get(path)
        if known and known[0] == packed and stamp[1] < known[1] - CLOCK_TICK_NS:
            return bytes(known[2])
        seen = time.time_ns()
        digest = _hash(self._folder / path)
        if digest:  # else it could not be read now, which says nothing of the next time
            self._fresh[path] = (packed, seen, digest)
        return digest

    def digest_of(self, file: str) -> bytes:
        """The same by the file's absolute path."""
        return self.digest(file.removeprefix(f"{self._folder}{os.sep}").replace(os.sep, "/"))

    def save(self) -> None:
        """Those that were asked for."""
        gone = []
        if not self._are_the_same_files:
            gone = [path for path in self._known if path not in self.stamps]
        for path in gone:
            self._state.sources.forget(path)
            del self._known[path]
        for path, row in self._fresh.items():
            self._state.sources.put(path, row)
        self._known |= self._fresh

    def _look_at_changed(self, memory: BuildMemory) -> bool:
        """Whether that is enough: where a file came or went, or a folder, all are to be found."""
        if memory.changed is None:
            return False
        there = set()
        for path in memory.changed:
            try:
                facts = os.lstat(self._folder / path)
            except FileNotFoundError:
                inside = f"{path}/"
                if any(name == path or name.startswith(inside) for name in memory.stamps):
                    return False
                continue  # what an editor's program had for a moment
            if path not in memory.stamps or not stat.S_ISREG(facts.st_mode):
                return False
            if memory.stamps[path][INODE] in memory.notes[SHARED]:
                return False  # a link to it is another source, of which nobody was told
            there.add(path)
            memory.stamps[path] = _stamp(facts)
        memory.changed = frozenset(there)
        return True


def _shared(stamps: Iterable[Stamp]) -> frozenset[int]:
    counted = Counter(stamp[INODE] for stamp in stamps)
    return frozenset(inode for inode, count in counted.items() if count > 1)


def _stamp_of(file: str) -> Stamp:
    try:
        return _stamp(os.stat(file))  # noqa: PTH116  (ten thousand Paths are slow)
    except OSError:  # it went since
        return (0, 0, 0, 0)


def _stamp(facts: os.stat_result) -> Stamp:
    return (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)


def _hash(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").digest()
    except OSError:
        return b""
