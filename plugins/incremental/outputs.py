"""Writes only the files that changed, into a copy of the site that then takes its place."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import msgspec

from plugins.incremental.previous import Folders, PreviousOutput, remove
from plugins.shared.files import is_public, make_folder, write_new


class Output(msgspec.Struct, frozen=True, array_like=True):
    """key: of all that the file was made from, b"" where only its bytes can tell.

    digest: of its bytes; size, time: by which a change by somebody else is noticed.
    """

    key: bytes
    digest: bytes
    size: int
    time: int


class Group(msgspec.Struct, frozen=True, array_like=True):
    """Files that were written together. key: of all that they were made from."""

    key: bytes
    paths: tuple[str, ...]


class OutputManifest(msgspec.Struct, frozen=True):
    """All that a build left, files by path inside the site's folder and groups by name."""

    files: dict[str, Output] = {}
    groups: dict[str, Group] = {}
    folders: Folders = Folders()


class CachedOutputs:
    """live: the site as the last build left it; fresh: where the next one is put together.

    See `plugins.shared.outputs.Outputs`, which this is; save: keeps what `commit` leaves.
    """

    def __init__(
        self, live: Path, fresh: Path, last: OutputManifest, save: Callable[[OutputManifest], None]
    ) -> None:
        self._live, self._fresh, self._last, self._save = live, fresh, last, save
        self._previous = PreviousOutput(live, fresh, last.folders)
        self._known: dict[str, Output] = {}  # live as they were left
        self._stale: list[str] = []  # others that the last build left
        self._seen: set[str] = set()
        self._placed: dict[str, Output] = {}
        self._groups: dict[str, Group] = {}
        self._removed: list[str] = []
        self._folders = {str(fresh)}  # that are there for sure, once it is begun
        self._is_begun = False
        self._unkeyed = 0  # pages that are rendered at every build
        self._made_at = 0
        self._look_at_live()

    def _look_at_live(self) -> None:
        place, look = f"{self._live}/", os.lstat  # as text: Paths take longer than all the rest
        known = self._known
        for path, output in self._last.files.items():
            try:
                facts = look(place + path)
            except OSError:
                self._stale.append(path)
                continue
            is_as_left = facts.st_mtime_ns == output.time and facts.st_size == output.size
            if is_as_left and is_public(facts):
                known[path] = output
            else:
                self._stale.append(path)

    # --- While building ---

    @property
    def is_as_left(self) -> bool:
        """Whether the site is the one that the last build left, and nobody touched it since."""
        return self._previous.knows_live and not self._stale and bool(self._known)

    def keep_site(self) -> None:
        """All that the last build left."""
        self._seen |= self._known.keys()
        self._groups = self._last.groups

    def write(self, path: str, text: str) -> None:
        self._see(path)
        self._place(path, b"", text.encode())

    def copy(self, path: str, source: Path, digest: bytes | None = None) -> None:
        self._see(path)
        known = self._known.get(path)
        if not known or known.digest != digest:
            # Read once: it may be another one meanwhile than digest was made of.
            self._place(path, b"", source.read_bytes())

    def write_bytes(self, path: str, data: bytes) -> None:
        if path not in self._seen:
            self._see(path)
            self._place(path, b"", data)

    def page(self, path: str, key: bytes, render: Callable[[], str]) -> None:
        """render: called only if the page's key, b"" for none, or its file is another."""
        known = self._known.get(path)
        if not known or not key or known.key != key:
            data = render().encode()
            self._unkeyed += not key
            self._place(path, key, data)
        self._see(path)

    def is_key_of_last(self, name: str, key: bytes) -> bool:
        """Whether the last build had the same `key` for what is called so."""
        last, digest = self._last.groups.get(name), hashlib.sha256(key).digest()
        self._groups[name] = Group(digest, ())
        return last is not None and last.key == digest

    def keep_pages(self, paths: Iterable[str]) -> set[str]:
        """paths: made from the same as at the last build; returns those that are still there."""
        known = self._known
        kept = {path for path in paths if path in known and known[path].key}
        self._seen |= kept
        return kept

    def group(self, name: str, key: bytes, write: Callable[[], None]) -> None:
        last, key = self._last.groups.get(name), hashlib.sha256(key).digest()
        if not last or last.key != key or not self.keep_all_of(last.paths):
            before, unkeyed = set(self._seen), self._unkeyed
            write()
            if self._unkeyed != unkeyed:
                return
            last = Group(key, tuple(sorted(self._seen - before)))
        self._groups[name] = last

    def keep_all_of(self, paths: Collection[str]) -> bool:
        if not self._known.keys() >= set(paths):
            return False
        self._seen.update(paths)
        return True

    def earlier(self, path: str) -> str | None:
        return (self._live / path).read_text("utf-8") if path in self._known else None

    # --- At the end ---

    def complete(self) -> None:
        """What no longer belongs is removed; `fresh` is whole, or not there if nothing changed."""
        self._removed = sorted({*self._known, *self._stale} - self._seen)
        if self._removed or not self._previous.knows_live:
            self._begin()
        for path in self._removed:
            remove(self._fresh, path)
        self._made_at = time.time_ns()

    def commit(self, old: Path | None) -> None:
        """Once `fresh` is live; `old`: what was live before."""
        files = {path: output for path, output in self._known.items() if path in self._seen}
        for path, output in self._placed.items():
            try:
                facts = os.lstat(f"{self._live}/{path}")
            except OSError:  # somebody took it away at once: the next build will miss it
                continue
            files[path] = Output(output.key, output.digest, facts.st_size, facts.st_mtime_ns)
        folders = self._last.folders
        if self._is_begun:
            changed = {*self._placed, *self._removed}
            folders = self._previous.keep(old, files, changed, self._made_at)
        self._save(OutputManifest(files, self._groups, folders))

    def pages(self) -> int:
        return "\n".join([*self._seen, ""]).count(".html\n")

    def _see(self, path: str) -> None:
        if path in self._seen:
            raise ValueError(f"written twice: {path}")
        self._seen.add(path)

    def _place(self, path: str, key: bytes, data: bytes) -> None:
        digest = hashlib.sha256(data).digest()
        known = self._known.get(path)
        if known and known.digest == digest:
            self._known[path] = msgspec.structs.replace(known, key=key)
            return
        self._begin()
        file = f"{self._fresh}/{path}"
        make_folder(file.rpartition("/")[0], self._folders)
        if os.path.isdir(file):  # noqa: PTH112
            shutil.rmtree(file)
        write_new(file, data)
        self._placed[path] = Output(key, digest, 0, 0)

    def _begin(self) -> None:
        if not self._is_begun:
            self._is_begun = True
            self._previous.become_fresh(self._known, self._stale)
