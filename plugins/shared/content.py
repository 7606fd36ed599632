"""Only what an editor put into content/ is read: one list of its files for checks and builds."""

from __future__ import annotations

import errno
import fnmatch
import os
import re
import stat
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ON_WINDOWS = sys.platform == "win32"
# A symbolic link or a Windows junction: out of content/, to a folder inside, to nothing, in a
# circle; what is neither a file nor a folder: a pipe, a socket, a device.
PathFault = Literal["outside", "folder", "nowhere", "loop", "special"]


@dataclass(frozen=True)
class Tree:
    """Paths inside content/, POSIX, as the disk spells them, sorted.

    files: regular files, and links to such inside content/; ignored: those that IGNORE_FILES
    leaves out; odd: what nobody opens, and why. Folders that IGNORE_FILES leaves out are not
    looked into.
    """

    files: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    odd: tuple[tuple[str, PathFault], ...] = ()

    def below(self, folders: Iterable[str]) -> list[str]:
        """Of `files`, those in one of these; in their order."""
        found: list[str] = []
        last = "/"
        for top in sorted(f"{folder}/" for folder in folders):
            if top.startswith(last):  # in one of these, or the same
                continue
            last, first = top, bisect_left(self.files, top)
            found += self.files[first : bisect_left(self.files, f"{top[:-1]}0", first)]
        return found


def read_tree(folder: Path, ignored: Iterable[str]) -> Tree:
    """ignored: shell patterns of names. No link to a folder is followed, so no walk is endless."""
    pattern = re.compile("|".join(map(fnmatch.translate, ignored)) or "(?!)")
    files: list[str] = []
    left_out: list[str] = []
    odd: list[tuple[str, PathFault]] = []
    for path, name, fault in _walk(str(folder), os.path.realpath(folder), pattern):
        if pattern.match(name):
            left_out += [path] if fault is None else []
        elif fault is None:
            files.append(path)
        else:
            odd.append((path, fault))
    return Tree(tuple(sorted(files)), tuple(sorted(left_out)), tuple(sorted(odd)))


def fault_of(file: Path, content: Path) -> PathFault | None:
    """Why nobody may open `file`, in the folder `content`; None for what may be read as a file.

    Raises FileNotFoundError where nothing has this name.
    """
    facts = os.lstat(file)
    if _is_link(facts):
        return _fault_of_link(str(file), os.path.realpath(content))
    return None if stat.S_ISREG(facts.st_mode) else "special"


def _walk(
    folder: str, top: str, ignored: re.Pattern[str]
) -> Iterator[tuple[str, str, PathFault | None]]:
    """Path, name and fault of everything but folders. top: without links."""
    waiting = [(folder, "")]
    for place, prefix in waiting:
        with os.scandir(place) as entries:
            for entry in entries:
                name = entry.name
                path = prefix + name
                if entry.is_file(follow_symlinks=False):
                    yield path, name, None
                elif entry.is_symlink() or _is_junction(entry):
                    yield path, name, _fault_of_link(entry.path, top)
                elif not entry.is_dir(follow_symlinks=False):
                    yield path, name, "special"
                elif not ignored.match(name):
                    waiting.append((entry.path, f"{path}/"))


def _is_junction(entry: os.DirEntry[str]) -> bool:
    return ON_WINDOWS and _is_link(entry.stat(follow_symlinks=False))


def _is_link(facts: os.stat_result) -> bool:
    if sys.platform == "win32" and facts.st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT:
        return True
    return stat.S_ISLNK(facts.st_mode)


def _fault_of_link(link: str, top: str) -> PathFault | None:
    try:
        target = os.path.realpath(link, strict=True)
        facts = os.stat(target)  # noqa: PTH116  (as the rest: text)
    except OSError as cause:
        return "loop" if cause.errno == errno.ELOOP else "nowhere"
    if not Path(target).is_relative_to(top):
        return "outside"
    if stat.S_ISDIR(facts.st_mode):
        return "folder"
    return None if stat.S_ISREG(facts.st_mode) else "special"
