"""A target that is a folder of this machine, or of a disk that it has mounted."""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import sys
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from plugins.shared.files import discard, write_whole
from plugins.shared.messages import gettext
from tools.publish.errors import TargetUnreachableError
from tools.publish.local_command import run_command
from tools.publish.manifest import Entry, sha256_of
from tools.publish.storage import EntryKind, Heard

FILE, DIRECTORY = 0o644, 0o755
CLOCK_TICK = 0.002  # seconds; the clock of files is coarser than others
SEALED_FILE, SEALED_DIRECTORY = 0o444, 0o555


class Folder:
    """A `FolderStorage` in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def ready(self) -> None:
        if not self._root.parent.is_dir():
            raise TargetUnreachableError(
                gettext(
                    "Không có thư mục {parent}, nên không tạo được {root} trong đó.",
                    parent=self._root.parent,
                    root=self._root,
                )
            )
        if self._root.exists() and not self._root.is_dir():
            raise TargetUnreachableError(
                gettext("{root} là một tệp, không phải thư mục.", root=self._root)
            )
        trial = self._root / ".trial"
        try:
            self._root.mkdir(exist_ok=True)
            trial.write_bytes(b"")
            trial.unlink()
        except PermissionError as cause:
            raise TargetUnreachableError(
                gettext("Không có quyền ghi vào thư mục {root}.", root=self._root)
            ) from cause

    def read(self, path: str) -> bytes | None:
        try:
            return (self._root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def write(self, path: str, data: bytes) -> None:
        write_whole(self._root / path, data)
        (self._root / path).chmod(FILE)

    def claim(self, path: str, data: bytes) -> bool:
        fresh = self._root / f".{os.getpid()}.claim"
        fresh.write_bytes(data)
        try:
            os.link(fresh, self._root / path)
        except FileExistsError:
            return False
        finally:
            fresh.unlink()
        return True

    def names(self, folder: str) -> list[str]:
        try:
            return sorted(os.listdir(self._root / folder))  # noqa: PTH208
        except FileNotFoundError:
            return []

    def sizes(self, folder: str, paths: Collection[str]) -> dict[str, int]:
        found = {}
        for path in paths:
            with suppress(FileNotFoundError):
                found[path] = os.lstat(f"{self._root}/{folder}/{path}").st_size
        return found

    def digests(self, folder: str, known: Mapping[str, Entry]) -> dict[str, str]:
        top = self._root / folder
        found: dict[str, str] = {}
        if top.is_symlink() or not top.is_dir():
            return found
        if not _has(top.stat(), SEALED_DIRECTORY):
            found["./"] = ""
        for place, folders, files in os.walk(top):
            inside = Path(place).relative_to(top).as_posix()
            start = "" if inside == "." else f"{inside}/"
            for name in folders:
                about = os.lstat(f"{place}/{name}")
                if stat.S_ISLNK(about.st_mode):
                    found[start + name] = ""
                elif not _has(about, SEALED_DIRECTORY):
                    found[f"{start}{name}/"] = ""
            for name in files:
                found[start + name] = _digest(f"{place}/{name}")
        return found

    def mark(self, path: str, data: bytes) -> None:
        self.write(path, data)
        trial = self._root / ".trial"
        trial.write_bytes(b"")
        while trial.stat().st_mtime_ns <= (self._root / path).stat().st_mtime_ns:
            time.sleep(CLOCK_TICK)
            trial.write_bytes(b"")
        trial.unlink()

    def untouched(self, folder: str, mark: str) -> bool:
        try:
            limit = os.lstat(self._root / mark).st_mtime_ns
            return _is_older(f"{self._root}/{folder}", limit)
        except OSError:
            return False

    def send(self, folder: str, files: Mapping[str, Path], moment: int, heard: Heard) -> None:
        ready: set[Path] = set()
        for number, (path, source) in enumerate(files.items(), 1):
            file = self._root / folder / path
            _make_room(file.parent, ready)
            shutil.copyfile(source, file)
            file.chmod(SEALED_FILE)
            os.utime(file, (moment, moment))
            heard(number)

    def clone(self, old: str, new: str, without: Collection[str]) -> None:
        left_out = {f"{self._root}/{old}/{path}" for path in without}
        (self._root / new).mkdir(parents=True, exist_ok=True)
        _clone(f"{self._root}/{old}", f"{self._root}/{new}", left_out)

    def link(self, pairs: Sequence[tuple[str, str]]) -> None:
        for old, new in pairs:
            file = self._root / new
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True)
            _link(self._root / old, file)

    def rename(self, pairs: Sequence[tuple[str, str]]) -> None:
        for old, new in pairs:
            (self._root / new).parent.mkdir(parents=True, exist_ok=True)
            if _kind(self._root / old) == "folder":
                (self._root / old).chmod(DIRECTORY)
            (self._root / old).replace(self._root / new)

    def point(self, name: str, to: str) -> None:
        fresh = self._root / f".{name}.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(to)
        fresh.replace(self._root / name)

    def pointed(self, name: str) -> str | None:
        link = self._root / name
        if link.is_symlink():
            return link.readlink().as_posix()
        return "" if link.exists() else None

    def unpoint(self, name: str) -> None:
        if (self._root / name).is_symlink():
            (self._root / name).unlink()

    def kinds(self, names: Sequence[str]) -> list[EntryKind]:
        return [_kind(self._root / name) for name in names]

    def seal(self, folder: str) -> None:
        _seal(f"{self._root}/{folder}")
        _flush(self._root)

    def unseal(self, folder: str) -> None:
        # The outermost first: nothing is found in a folder that cannot be opened.
        top = self._root / folder
        if top.is_dir():
            top.chmod(DIRECTORY)
        for place, folders, files in os.walk(top):
            for name, mode in (*((it, DIRECTORY) for it in folders), *((it, FILE) for it in files)):
                path = Path(place, name)
                if not path.is_symlink():
                    path.chmod(mode)

    def remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            _discard(f"{self._root}/{path}")

    def run(self, command: str) -> str:
        return run_command(command)

    def local(self, path: str) -> Path | None:
        return self._root / path


def _is_older(folder: str, limit: int) -> bool:
    folders = [folder]
    for place in folders:
        about = os.lstat(place)
        if _changed_at(about) > limit:
            return False
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                    continue
                about = entry.stat(follow_symlinks=False)
                if _changed_at(about) > limit:
                    return False
    return True


def _changed_at(about: os.stat_result) -> int:
    """Nobody can set it; Windows has only the time of the bytes."""
    return about.st_mtime_ns if sys.platform == "win32" else about.st_ctime_ns


def _clone(old: str, new: str, left_out: Collection[str]) -> None:
    """A file is the same in both folders only under one inode; what is not goes, or is linked."""
    with os.scandir(new) as entries:
        there = {entry.name: entry for entry in entries}
    lacking, inside = [], []
    with os.scandir(old) as entries:
        for entry in entries:
            if entry.path in left_out:
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            mine = there.get(entry.name)
            if mine is None or not _is_same(mine, entry, is_folder):
                lacking.append((entry.name, is_folder))
            else:
                del there[entry.name]
            if is_folder:
                inside.append(entry.name)
    if there or lacking:
        os.chmod(new, DIRECTORY)  # noqa: PTH101  (ten thousands of Paths are slow)
    for entry in there.values():
        _discard(entry.path)
    for name, is_folder in lacking:
        if is_folder:
            os.mkdir(f"{new}/{name}", DIRECTORY)  # noqa: PTH102
        else:
            _link(f"{old}/{name}", f"{new}/{name}")
    for name in inside:
        _clone(f"{old}/{name}", f"{new}/{name}", left_out)


def _is_same(mine: os.DirEntry[str], other: os.DirEntry[str], is_folder: bool) -> bool:
    if is_folder:
        return mine.is_dir(follow_symlinks=False)
    return mine.is_file(follow_symlinks=False) and mine.inode() == other.inode()


def _make_room(folder: Path, ready: set[Path]) -> None:
    """Makes it where it is not there; a sealed one can be changed."""
    if folder in ready:
        return
    ready.add(folder)
    if folder.is_dir():
        folder.chmod(DIRECTORY)
        return
    _make_room(folder.parent, ready)
    folder.mkdir()


def _discard(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114
        _open_folders(path)
    discard(Path(path))


def _seal(folder: str) -> None:
    """A file that is not sealed lies in a folder that is not: others are not looked at."""
    is_open = stat.S_IMODE(os.lstat(folder).st_mode) != SEALED_DIRECTORY
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _seal(entry.path)
            elif is_open and entry.is_file(follow_symlinks=False) and not _is_sealed(entry):
                os.chmod(entry.path, SEALED_FILE)  # noqa: PTH101
    if is_open:
        os.chmod(folder, SEALED_DIRECTORY)  # noqa: PTH101


def _is_sealed(file: os.DirEntry[str]) -> bool:
    """Then it has other names too, and is not to be touched."""
    return stat.S_IMODE(file.stat(follow_symlinks=False).st_mode) == SEALED_FILE


def _open_folders(folder: str) -> None:
    """The outermost first: nothing is found in a folder that cannot be opened."""
    os.chmod(folder, DIRECTORY)  # noqa: PTH101
    with os.scandir(folder) as entries:
        inside = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    for place in inside:
        _open_folders(place)


def _link(old: str | Path, new: str | Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # a file system without links
        shutil.copy2(old, new)


def _kind(place: Path) -> EntryKind:
    if place.is_symlink():
        return "link"
    if place.is_dir():
        return "folder"
    return "file" if place.exists() else ""


def _has(about: os.stat_result, mode: int) -> bool:
    """Everybody has these rights."""
    return about.st_mode & mode == mode


def _digest(file: str) -> str:
    try:
        about = os.lstat(file)
        if stat.S_ISREG(about.st_mode) and _has(about, SEALED_FILE):
            return sha256_of(file)
    except OSError:  # its disk cannot read it, or it has just gone
        return ""
    return ""


def _flush(folder: Path) -> None:
    """What was written is on the disk, so that a power cut after the switch loses no page."""
    if not sys.platform.startswith("linux"):
        if hasattr(os, "sync"):
            os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        ctypes.CDLL(None).syncfs(handle)
    finally:
        os.close(handle)
