"""The folder that was live before the last build becomes the site again, at the cost of an edit."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path

import msgspec

from plugins.shared.files import discard, is_public, make_folder, make_public

NO_FOLDER = 0, 0


class Folders(msgspec.Struct, frozen=True):
    """What a build leaves. live: the site, see `identity`; made: when it was complete, in
    nanoseconds since 1970; previous: inode of the folder that was live before, 0 for none;
    complete: when that one was; differing: paths by which the live site differs from it.
    """

    live: tuple[int, int] = NO_FOLDER
    made: int = 0
    previous: int = 0
    complete: int = 0
    differing: tuple[str, ...] = ()


class PreviousOutput:
    """live: the site; fresh: where the next one is made; last: what the last build left.

    Each file of the previous folder that the live site has too is the same file under a second
    name. Nothing is changed through a name: files are replaced, which changes the time of their
    folder. So the previous folder is as a build left it if none of its folders is younger. A live
    site of which `last` knows nothing (a build was killed, an older cache was put back, somebody
    added a file) may hold anything: it never becomes the previous folder.
    """

    def __init__(self, live: Path, fresh: Path, last: Folders) -> None:
        self._folder = live.with_name(f".{live.name}.previous")
        self._live, self._fresh, self._last = live, fresh, last
        self.knows_live = last.live == identity(live) != NO_FOLDER
        self._has_links = True

    def become_fresh(self, known: Collection[str], stale: Collection[str]) -> None:
        """`fresh` is then the site as the last build left it, of the files `known` alone; stale:
        paths of others that it left."""
        last, folder = self._last, self._folder
        differing = {*last.differing, *stale}
        paths = chain(known, differing)
        is_last = self.knows_live and last.previous == identity(folder)[0] != 0
        if is_last and not folder.is_symlink() and _is_untouched(folder, last.complete, paths):
            folder.rename(self._fresh)
            for path in differing:
                remove(self._fresh, path)
            self._link(path for path in differing if path in known)
        else:
            discard(folder)
            self._link(known)

    def keep(
        self, old: Path | None, site: Collection[str], changed: Iterable[str], made: int
    ) -> Folders:
        """Once `fresh` is live: what was live before becomes the previous folder.

        old: where that is now, None for nothing; site: all paths of the live site; changed: by
        which it differs from `old`; made: when it was complete. Returns what this build leaves.
        """
        discard(self._folder)
        complete, differing = self._last.made, tuple(changed)
        if old and self.knows_live and self._has_links:
            old.rename(self._folder)
        else:
            self._fresh, differing = self._folder, ()
            try:
                self._link(site)
            except OSError:  # a full disk: the next build makes one
                self._has_links = False
            if not self._has_links:
                discard(self._folder)
            complete = time.time_ns()
        return Folders(identity(self._live), made, identity(self._folder)[0], complete, differing)

    def _link(self, paths: Iterable[str]) -> None:
        """`fresh` gets these files of the live site."""
        target = str(self._fresh)
        folders = {str(self._fresh.parent)}
        make_folder(target, folders)
        for path in paths:
            file = f"{target}/{path}"
            make_folder(file.rpartition("/")[0], folders)
            try:
                os.link(f"{self._live}/{path}", file)
            except OSError as cause:
                if cause.errno == errno.ENOSPC:
                    raise
                # A disk without links: a copy may be changed in place, and no folder tells.
                self._has_links = False
                shutil.copy2(f"{self._live}/{path}", file)


def identity(folder: Path) -> tuple[int, int]:
    """Inode and time of change: another one each time that a folder comes to this name, or
    something to its top."""
    try:
        facts = folder.stat()
    except OSError:
        return NO_FOLDER
    return facts.st_ino, facts.st_ctime_ns


def remove(folder: Path, path: str) -> None:
    """The file, and each folder that it leaves empty."""
    file = folder / path
    if file.is_file():
        file.unlink()
    with suppress(OSError):  # not empty, or not there
        for parent in file.parents:
            if parent == folder:
                break
            parent.rmdir()


def _is_untouched(site: Path, complete: int, paths: Iterable[str]) -> bool:
    """Whether nobody added, removed or replaced anything in a folder of these files since then.

    The rights of the folders are set right.
    """
    for folder in _folders_of(paths):
        place = f"{site}/{folder}"
        try:
            facts = os.lstat(place)
        except (FileNotFoundError, NotADirectoryError):  # then the one that it was in is younger
            continue
        if facts.st_mtime_ns > complete:
            return False
        if not is_public(facts):
            make_public(place)
    return True


def _folders_of(paths: Iterable[str]) -> Iterable[str]:
    """With all that they are in; "" is the site's own. In the order of paths: neighbours are found
    sooner."""
    found = dict.fromkeys(["", *(path.rpartition("/")[0] for path in paths)])
    above = set(found)
    while above := {folder.rpartition("/")[0] for folder in above} - found.keys():
        found |= dict.fromkeys(above)
    return found
