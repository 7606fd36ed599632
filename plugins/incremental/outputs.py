"""Writes only the files that changed, into a copy of the site that then takes its place."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from plugins.files import is_public, make_folder, make_public, write_new
from plugins.incremental.digest import Digester, NoStableDigest
from plugins.incremental.memory import BuildMemory, Output
from plugins.incremental.spare import Spare, remove
from plugins.incremental.state import State
from plugins.kept import Kept

LISTS = "lists"
NOTE = "outputs"


@dataclass(frozen=True)
class Left:
    """All paths of a build's site. groups: those that were written together, by name; others: the
    rest; pages: how many HTML files there are."""

    groups: dict[str, set[str]]
    others: set[str]
    pages: int


class TrackedOutputs:
    """live: the site as the last build left it; fresh: where the next one is put together.

    The copy costs little: every file has two names, and the folder that was live before the last
    build is kept (`spare`) to be used again. Nothing is changed through a name: files are replaced.
    """

    def __init__(
        self,
        live: Path,
        fresh: Path,
        spare: Path,
        state: State,
        memory: BuildMemory,
        kept: Kept,
    ) -> None:
        self._live, self._fresh = live, fresh
        self._state, self._memory, self._kept = state, memory, kept
        self._begun = False
        self._seen: set[str] = set()  # besides those of groups that are kept
        self._kept_groups: dict[str, set[str]] = {}
        self._groups: dict[str, set[str]] = {}
        self._last: Left | None = None  # of a site that nobody touched
        self._placed: dict[str, bytes | None] = {}
        self._digests: dict[str, bytes] = {}
        self._rekeyed: dict[str, bytes | None] = {}
        self._removed: list[str] = []
        self._page_key = b""
        self._digester = Digester()
        self.changed: set[str] | None = None
        self._unkeyed = 0  # pages that are rendered at every build
        self._known: dict[str, Output] = {}
        self._stale: list[str] = []  # as no build left them
        self._folders = {str(fresh)}  # that are there for sure, once it is begun
        self._single: set[str] = set()  # files with one name
        self._private: list[str] = []  # files that not everybody may read
        # Where only content/ is said to have changed, nobody touched what this process wrote.
        self._is_trusted = memory.changed is not None and live.is_dir()
        if self._is_trusted:
            self._known = memory.outputs
            self._last = memory.notes.pop(NOTE, None)
        else:
            self._look_at_live()
        self._spare = Spare(spare, live, fresh, state, memory.made)
        self._completed = 0  # when `fresh` was, in nanoseconds since 1970

    def _look_at_live(self) -> None:
        place, look = f"{self._live}/", os.lstat  # as text: Paths take longer than all the rest
        for path, output in self._memory.outputs.items():
            try:
                facts = look(place + path)
            except OSError:
                self._stale.append(path)
                continue
            if facts.st_size != output.size or facts.st_mtime_ns != output.time:
                self._stale.append(path)
                continue
            self._known[path] = output
            if facts.st_nlink < 2:
                self._single.add(path)
            if not is_public(facts):
                self._private.append(path)

    # --- While building ---

    def write(self, path: str, text: str) -> None:
        data = text.encode()
        self._see(path)
        digest = hashlib.sha256(data).digest()
        if not self._has(path, digest):
            self._place(path, digest, None, lambda file: write_new(file, data))

    def copy(self, path: str, source: Path, digest: bytes | None = None) -> None:
        self._see(path)
        if digest and self._has(path, digest):
            return
        data = source.read_bytes()  # once: it may be another one meanwhile than digest was made of
        digest = hashlib.sha256(data).digest()
        if not self._has(path, digest):
            self._place(path, digest, None, lambda file: write_new(file, data))

    def write_bytes(self, path: str, data: bytes) -> None:
        self._seen.add(path)
        digest = hashlib.sha256(data).digest()
        if path not in self._placed and not self._has(path, digest):
            self._place(path, digest, None, lambda file: write_new(file, data))

    def begin(self, page_key: bytes, contents: Mapping[str, bytes]) -> None:
        """Once all is read. page_key: of what pages are made with; contents: of what others may
        show of each, by path."""
        self._page_key = page_key
        last = self._state.recall(LISTS)
        if last and last == (page_key, contents):
            self.changed = set()
            self._state.recalled[LISTS] = page_key, contents  # found equal sooner where it stays
        elif last and last[0] == page_key:
            self.changed = {path for path, _ in last[1].items() ^ contents.items()}
        if self.changed != set():
            self._state.keep(LISTS, (page_key, contents))

    @property
    def lists_are_alike(self) -> bool:  # as at the last build
        return self.changed == set()

    def of_lists(self, name: str, write: Callable[[], None], also: str = "") -> None:
        entry = f"{LISTS} {name}"
        last = self._state.recall(entry)
        if self.lists_are_alike and last and last[0] == also:
            if self.keep_group(entry):
                return
            if self.keep_all_of(last[1]):
                self.note_group(entry, set(last[1]))
                return
        before, unkeyed = set(self._seen), self._unkeyed
        write()
        files = self._seen - before
        self._state.keep(entry, (also, sorted(files)) if self._unkeyed == unkeyed else None)
        self.note_group(entry, files)

    def keep_group(self, name: str) -> bool:
        """All files of the group as the last build noted it, where lists are alike; of its pages
        some may still be written anew."""
        if not self.lists_are_alike or not self._last or name not in self._last.groups:
            return False
        self._kept_groups[name] = self._last.groups[name]
        return True

    def note_group(self, name: str, paths: set[str]) -> None:
        """They were all seen, and will be in a next build where lists are alike."""
        self._groups[name] = paths

    def digest(self, *values: object) -> bytes | None:
        try:
            return self._digester.digest(self._page_key, *values)
        except NoStableDigest:
            return None

    def keep_pages(self, paths: Iterable[str]) -> set[str]:
        known = self._known
        kept = {path for path in paths if path in known and known[path].key is not None}
        if not kept.isdisjoint(self._seen):
            raise ValueError(f"written twice: {kept & self._seen}")
        self._seen |= kept
        return kept

    def keep_all(self) -> bool:
        """All that the last build left, if it is still there and nothing else is to be mended."""
        if self._stale or not self._known or not self._spare.is_good:
            return False
        self._seen |= self._known.keys()
        return True

    def keep_all_of(self, paths: Collection[str]) -> bool:
        if not self._known.keys() >= set(paths):
            return False
        self._seen.update(paths)
        return True

    def earlier(self, path: str) -> str | None:
        return (self._live / path).read_text("utf-8") if path in self._known else None

    def page(self, path: str, key: bytes | None, render: Callable[[], str]) -> bool:
        """Whether the page had to be rendered: its key, or its file, is another."""
        known = self._known.get(path)
        if known and key is not None and known.key == key:
            self._see(path)
            return False
        data = render().encode()
        self._see(path)
        self._unkeyed += key is None
        digest = hashlib.sha256(data).digest()
        if not self._has(path, digest):
            self._place(path, digest, key, lambda file: write_new(file, data))
        else:
            self._rekeyed[path] = key
        return True

    # --- At the end ---

    def complete(self) -> None:
        """What no longer belongs is removed; `fresh` is whole, or not there if nothing changed."""
        self._removed = self._left_out()
        lost = any(
            path not in self._seen and os.path.lexists(f"{self._live}/{path}")
            for path in self._stale
        )
        if self._removed or lost or not self._spare.is_good:
            self._begin()
        for path in self._removed:
            remove(self._fresh, path)
        for path in self._private:
            with suppress(FileNotFoundError):
                make_public(f"{self._live}/{path}")
        self._completed = time.time_ns()

    def settle(self, old: Path | None) -> None:
        """Once `fresh` is live: the state is kept, and what was live (`old`) becomes the spare."""
        if self._begun:
            gone = [*self._removed, *self._stale]
            self._memory.made = self._spare.note(
                old,
                lambda: self._seen.union(*self._kept_groups.values()),
                self._placed.keys(),
                gone,
                self._completed,
            )
        self._note()
        self._save()
        self._memory.save(self._kept, self._state)
        if self._begun:
            self._spare.keep()

    def pages(self) -> int:
        if self._last is None:
            return _count_pages(self._seen)
        new = [path for path in self._placed if path not in self._known]  # of few, not of all
        return self._last.pages + _count_pages(new) - _count_pages(self._removed)

    def _left_out(self) -> list[str]:
        """Paths of the last build that this one did not see."""
        before: Set[str] = self._known.keys()
        if self._last:
            groups = self._last.groups.items()
            lost = [paths for name, paths in groups if name not in self._kept_groups]
            before = self._last.others.union(*lost)
        kept = self._kept_groups.values()
        gone = before - self._seen
        return sorted(path for path in gone if not any(path in group for group in kept))

    def _see(self, path: str) -> None:
        if path in self._seen:
            raise ValueError(f"written twice: {path}")
        self._seen.add(path)

    def _has(self, path: str, digest: bytes) -> bool:
        known = self._known.get(path)
        return known is not None and known.digest == digest

    def _place(
        self, path: str, digest: bytes, key: bytes | None, put: Callable[[str], None]
    ) -> None:
        self._begin()
        file = f"{self._fresh}/{path}"
        make_folder(file.rpartition("/")[0], self._folders)
        if os.path.isdir(file):  # noqa: PTH112
            shutil.rmtree(file)
        put(file)
        self._placed[path] = key
        self._digests[path] = digest

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            trusted = self._is_trusted and self._spare.is_made_here
            single = self._single
            if self._is_trusted and not trusted:  # then nobody has looked yet
                single = {path for path in self._known if self._has_one_name(path)}
            self._spare.become_fresh(self._known, self._stale, single, trusted)

    def _has_one_name(self, path: str) -> bool:
        try:
            return os.lstat(f"{self._live}/{path}").st_nlink < 2
        except FileNotFoundError:
            return True

    def _note(self) -> None:
        """For the next build, if every page has a key by which it can stay."""
        if not self._unkeyed:
            groups = self._groups | self._kept_groups
            others = self._seen.difference(*groups.values())
            self._memory.notes[NOTE] = Left(groups, others, self.pages())

    def _save(self) -> None:
        table, rows = self._state.outputs, self._memory.outputs
        changed = {path: rows[path]._replace(key=key) for path, key in self._rekeyed.items()}
        for path, key in self._placed.items():
            try:
                facts = os.lstat(f"{self._live}/{path}")
            except OSError:  # somebody took it away at once: the next build will miss it
                continue
            changed[path] = Output(key, self._digests[path], facts.st_size, facts.st_mtime_ns)
        for path in {*self._stale, *self._removed} - changed.keys():
            table.forget(path)
            rows.pop(path, None)
        for path, output in changed.items():
            table.put(path, tuple(output))
        rows |= changed


def _count_pages(paths: Iterable[str]) -> int:
    return len([path for path in paths if path.endswith(".html")])
