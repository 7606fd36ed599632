"""A target that shows one release and keeps none: the others are whole on the publisher's machine.

So a publication, a step back and a check are the same there as for a folder of releases; what is
known of the host itself is in the few things that a `Host` does.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from plugins.shared.messages import gettext
from tools.console import say
from tools.publish.errors import PublishError
from tools.publish.folder import Folder
from tools.publish.hosts.shown import Moves, Shown, moves_between
from tools.publish.manifest import NAME as MANIFEST
from tools.publish.manifest import Entry, sha256_of
from tools.publish.origin import NAME as ORIGIN
from tools.publish.proven import PROVEN
from tools.publish.releases import (
    FOLDER,
    INCOMING,
    KEPT,
    LIVE,
    SWITCHING,
    read_kept,
    read_release,
    site_of,
)

# Of the publisher's machine; all else that a publication writes is the host's to keep.
HERE = (FOLDER, KEPT, INCOMING, PROVEN)
BROUGHT = ".brought"
HEADS = (MANIFEST, ORIGIN)


@dataclass(frozen=True)
class Showing:
    """release: "" for none; files: all that should be there; sources: where the bytes are of each
    path that has to be put; notes: by name, the release's own."""

    release: str
    files: Mapping[str, Entry]
    moves: Moves
    sources: Mapping[str, Path]
    notes: Mapping[str, bytes]


class Host(Protocol):
    """Paths are POSIX, inside the site's folder. All raise OSError or TargetUnreachableError."""

    def ready(self) -> None:
        """Raises unless it can be written to."""

    def shown(self) -> Shown:
        """As it is now; raises PublishError where somebody else's site is there."""

    def show(self, before: Shown, showing: Showing) -> None:
        """Puts the release there; what is stopped in between, the next call does."""

    def read(self, path: str) -> bytes | None: ...

    def put(self, files: Mapping[str, Path]) -> None:
        """Each replaces what has its path."""

    def remove(self, paths: Sequence[str]) -> None: ...

    def digests(self, known: Mapping[str, Entry]) -> dict[str, str]:
        """The SHA-256 of those files of `known` that are there, each of which is read."""

    def note(self, name: str) -> bytes | None:
        """A small file for publishers."""

    def write_note(self, name: str, data: bytes) -> None: ...

    def remove_note(self, name: str) -> None: ...

    def claim(self, name: str, data: bytes) -> bool:
        """As `Storage.claim`."""


class Mirrored(Folder):
    """`current/…` is what the host shows."""

    def __init__(self, root: Path, host: Host, build: Sequence[Path]) -> None:
        """build: folders with what is to be published, from which a release of another machine
        can be completed."""
        super().__init__(root)
        self._host = host
        self._build = build

    def ready(self) -> None:
        self._root.mkdir(parents=True, exist_ok=True)
        self._host.ready()

    def read(self, path: str) -> bytes | None:
        if inside := _inside(path):
            return self._host.read(inside)
        if path.partition("/")[0] not in HERE:
            found = self._host.note(path)
            if path == SWITCHING and found is None and self._host.shown().doubtful:
                return b""
            return found
        found = super().read(path)
        if found is not None or not path.startswith(f"{FOLDER}/"):
            return found
        _, name, rest = path.split("/", 2)
        if name != self._host.shown().release:
            return None
        return self._host.note(path) if rest in HEADS else self._host.read(rest.partition("/")[2])

    def write(self, path: str, data: bytes) -> None:
        if path.partition("/")[0] in HERE:
            super().write(path, data)
        else:
            self._host.write_note(path, data)

    def claim(self, path: str, data: bytes) -> bool:
        return self._host.claim(path, data)

    def names(self, folder: str) -> list[str]:
        found = super().names(folder)
        if folder != FOLDER or not (live := self._host.shown().release):
            return found
        return sorted({*found, live})

    def digests(self, folder: str, known: Mapping[str, Entry]) -> dict[str, str]:
        if folder == LIVE:
            return self._host.digests(known)
        if folder == KEPT:  # what another machine kept is on the host alone
            there = self._host.shown().certain
            held = {path: it.sha256 for path, it in known.items() if there.get(path) == it}
            return held | super().digests(folder, known)
        name = folder.split("/")[1]
        if (
            name == self._host.shown().release
            and super().read(f"{FOLDER}/{name}/{MANIFEST}") is None
        ):
            self._bring(name)
        return super().digests(folder, known)

    def link(self, pairs: Sequence[tuple[str, str]]) -> None:
        # A hashed file that only the host has stays there.
        super().link([pair for pair in pairs if (self._root / pair[0]).exists()])

    def rename(self, pairs: Sequence[tuple[str, str]]) -> None:
        there = {inside: self._root / old for old, new in pairs if (inside := _inside(new))}
        super().rename([pair for pair in pairs if not _inside(pair[1])])
        if there:
            self._host.put(there)

    def point(self, name: str, to: str) -> None:
        release = read_release(self, to.rpartition("/")[2])
        if not release.manifest.files:
            raise PublishError(
                gettext(
                    "Bản {name} không có danh sách tệp, nên không đưa lên được.", name=release.name
                )
            )
        kept = {path: it.entry for path, it in (read_kept(self) or {}).items() if it.entry}
        heads = {it: super(Mirrored, self).read(f"{to}/{it}") or b"" for it in HEADS}
        notes = {f"{to}/{it}": data for it, data in heads.items() if data}
        self._show(release.name, kept | dict(release.manifest.files), notes)

    def pointed(self, name: str) -> str | None:
        release = self._host.shown().release
        return f"{FOLDER}/{release}" if release else None

    def unpoint(self, name: str) -> None:
        self._show("", {}, {})

    def remove(self, paths: Iterable[str]) -> None:
        paths = list(paths)
        if there := [inside for path in paths if (inside := _inside(path))]:
            self._host.remove(there)
        for path in paths:
            if _inside(path):
                continue
            if path.partition("/")[0] in HERE:
                super().remove([path])
            else:
                self._host.remove_note(path)

    def _show(self, release: str, files: Mapping[str, Entry], notes: Mapping[str, bytes]) -> None:
        before = self._host.shown()
        there = before.certain
        needed = {path: entry for path, entry in files.items() if there.get(path) != entry}
        sources = {path: self._source(path, entry, release) for path, entry in needed.items()}
        own = read_release(self, release).manifest.files
        if lacking := [path for path, it in sources.items() if not it and path in own]:
            raise PublishError(
                gettext(
                    "Máy này không có {count} tệp của bản {release} (như {first}): bản ấy "
                    "được đăng từ máy khác. Hãy trở lại bản ấy từ máy đã đăng, hoặc sửa bài "
                    "rồi đăng.",
                    count=len(lacking),
                    release=release,
                    first=lacking[0],
                )
            )
        # Another machine may have kept some that the host has lost since.
        held = {path: it for path, it in files.items() if path not in needed or sources[path]}
        if (release, held) == (before.release, before.files) and not before.doubtful:
            return
        whole = {path: it for path, it in sources.items() if it}
        showing = Showing(release, held, moves_between(before, held), whole, notes)
        self._host.show(before, showing)

    def _source(self, path: str, entry: Entry, release: str) -> Path | None:
        """A file of this machine with these bytes: of the release, of those kept, of others."""
        names = [release, *reversed(super().names(FOLDER))]
        places = [site_of(name) for name in names if name] + [KEPT]
        for place in places:
            if _is(entry, file := self._root / place / path):
                return file
        return None

    def _bring(self, name: str) -> None:
        """The live release, which another machine has published, becomes whole on this one."""
        files = read_release(self, name).manifest.files
        say(
            gettext(
                "Bản {name} đăng từ máy khác: lấy {count} tệp của bản ấy về máy này.",
                name=name,
                count=len(files),
            )
        )
        room = self._root / BROUGHT
        shutil.rmtree(room, ignore_errors=True)
        for path, entry in files.items():
            file = room / "site" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if built := self._built(path, entry):
                shutil.copyfile(built, file)
                continue
            data = self._host.read(path)
            if data is not None and hashlib.sha256(data).hexdigest() == entry.sha256:
                file.write_bytes(data)
        for head in HEADS:
            if (data := self._host.note(f"{FOLDER}/{name}/{head}")) is not None:
                (room / head).write_bytes(data)
        super().remove([f"{FOLDER}/{name}"])
        super().rename([(BROUGHT, f"{FOLDER}/{name}")])
        self.seal(f"{FOLDER}/{name}")

    def _built(self, path: str, entry: Entry) -> Path | None:
        for folder in self._build:
            if _is(entry, file := folder / path):
                return file
        return None


def _inside(path: str) -> str:
    """The path on the host; "" for what lies elsewhere."""
    return path.removeprefix(f"{LIVE}/") if path.startswith(f"{LIVE}/") else ""


def _is(entry: Entry, file: Path) -> bool:
    is_long_enough = file.is_file() and file.stat().st_size == entry.size
    return is_long_enough and sha256_of(str(file)) == entry.sha256
