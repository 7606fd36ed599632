"""Tells which files of content/ changed since the last build: by their stat, or their bytes."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import re
import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from plugins.incremental.memory import BuildMemory
from plugins.incremental.state import State

# A file saved this shortly before it was hashed may have been saved again without a new time.
CLOCK_TICK_NS = 2_000_000_000

Stamp = tuple[int, int, int, int]


class Sources:
    """Of every file in `folder`, whose names are not in `ignored` (shell patterns).

    Links to folders are followed, as Pelican follows them.
    """

    def __init__(
        self, folder: Path, ignored: Iterable[str], state: State, memory: BuildMemory
    ) -> None:
        self._folder = folder
        self._state = state
        self._ignored = re.compile("|".join(map(fnmatch.translate, ignored)) or "(?!)")
        self.scanned = time.time_ns()
        self.stamps: dict[str, Stamp] = dict(sorted(self._walk(str(folder), "")))
        self._known = memory.sources
        self._fresh: dict[str, tuple[bytes, int, bytes]] = {}
        self._digests: dict[str, bytes] = {}

    @cached_property
    def fingerprint(self) -> bytes:
        """Of the stamps of all files."""
        return hashlib.sha256(repr(self.stamps).encode()).digest()

    def under(self, folders: Sequence[str], suffix: str = "") -> list[str]:
        tops = tuple(f"{folder}/" for folder in folders)
        return [path for path in self.stamps if path.startswith(tops) and path.endswith(suffix)]

    def older_than(self, moment: int) -> bool:
        """Whether every file was last saved before, in nanoseconds since 1970."""
        return all(stamp[1] < moment for stamp in self.stamps.values())

    def digest(self, path: str) -> bytes:
        """Of the file's bytes; b"" where there is no such file."""
        digest = self._digests.get(path)
        if digest is None:
            digest = self._digests[path] = self._digest(path)
        return digest

    def _digest(self, path: str) -> bytes:
        stamp = self.stamps.get(path)
        if stamp is None:  # an article may show a file that IGNORE_FILES leaves out
            return _hash(self._folder / path)
        packed = repr(stamp).encode()
        known = self._known.get(path)
        if known and known[0] == packed and stamp[1] < known[1] - CLOCK_TICK_NS:
            return bytes(known[2])
        seen = time.time_ns()
        digest = _hash(self._folder / path)
        self._fresh[path] = (packed, seen, digest)
        return digest

    def digest_of(self, file: str) -> bytes:
        """The same by the file's absolute path."""
        return self.digest(file.removeprefix(f"{self._folder}{os.sep}").replace(os.sep, "/"))

    def save(self) -> None:
        """Those that were asked for."""
        for path in [path for path in self._known if path not in self.stamps]:
            self._state.sources.forget(path)
            del self._known[path]
        for path, row in self._fresh.items():
            self._state.sources.put(path, row)
        self._known |= self._fresh

    def _walk(self, folder: str, prefix: str) -> Iterable[tuple[str, Stamp]]:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if self._ignored.match(name):
                    continue
                if entry.is_dir():
                    yield from self._walk(entry.path, f"{prefix}{name}/")
                else:
                    yield prefix + name, _stamp(entry)


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        facts = entry.stat()
    except OSError:  # a link that leads nowhere
        return (0, 0, 0, 0)
    return (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)


def _hash(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").digest()
    except OSError:
        return b""
