"""The folder that was live before the last build becomes the site again, at the cost of an edit."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from plugins.files import discard, make_folder
from plugins.incremental.memory import Output
from plugins.incremental.state import State

SPARE = "spare"
LIVE = "live"  # which folder it was
# More changed files than these are brought up to date at once: the next edit may be a small one.
AT_ONCE = 1_000


class Spare:
    """folder: where it is kept between builds; live: the site; fresh: where the next one is made.

    Each of its files that the live site has too is the same file under a second name. A spare that
    is not there tells of a build that did not come to its end, whatever it left; another live
    folder than the state's, of an older state that somebody put back. The state says when the spare
    was complete, and by which paths the live site differs from it: if none of its folders is
    younger, and the other files are the live ones, then what these are known for holds there too.
    """

    def __init__(self, folder: Path, live: Path, fresh: Path, state: State) -> None:
        self._folder, self._live, self._fresh, self._state = folder, live, fresh, state
        self.is_good = (
            folder.is_dir() and not folder.is_symlink() and state.recall(LIVE) == _identity(live)
        )

    def become_fresh(
        self,
        known: Mapping[str, Output],
        stale: Collection[str],
        single: Collection[str],
        trusted: bool,
    ) -> None:
        """`fresh` is then the site as the last build left it, of what is sure to be its files.

        known: files that are live as they were left; stale: paths of others that a build left;
        single: paths of files with no second name; trusted: nobody else can have touched it.
        """
        missing: Collection[str] = known
        if self.is_good:
            self._folder.rename(self._fresh)
            completed, changed, _ = self._facts()
            if trusted or (
                set(single) <= set(changed)
                and self._is_untouched(completed, {*known, *stale, *changed})
            ):
                missing = known.keys() & set(changed)
                for path in {*changed, *stale} - missing:
                    remove(self._fresh, path)
            else:
                right: set[str] = set()
                _clear(str(self._fresh), "", known, right)
                missing = known.keys() - right
        else:
            discard(self._folder)
        _link_all(missing, self._live, self._fresh)

    def note(
        self,
        old: Path | None,
        seen: Iterable[str],
        placed: Collection[str],
        gone: Collection[str],
        made_at: int,
    ) -> None:
        """Of what it is that `keep` will put there; the site made now is live already.

        old: what was live before, None for nothing; seen: paths of the live site; placed: of those
        that are new or changed; gone: of what is not there any more; made_at: when the live site
        was complete, in nanoseconds since 1970.
        """
        self._state.keep(LIVE, _identity(self._live))
        _, _, completed = self._facts()
        changed = [*placed, *gone]
        if old is None:
            try:
                _link_all(seen, self._live, self._fresh)
            except OSError:  # a full disk: without a spare, the next build makes one
                discard(self._fresh)
            completed, changed = time.time_ns(), []
        elif len(changed) > AT_ONCE:
            with suppress(OSError):
                for path in set(gone) - set(placed):
                    remove(old, path)
                _link_all(placed, self._live, old)
                completed, changed = time.time_ns(), []
        self._state.keep(SPARE, (completed, changed, made_at))

    def keep(self, old: Path | None) -> None:
        with suppress(OSError):  # as where it could not be linked
            (old or self._fresh).rename(self._folder)

    def _facts(self) -> tuple[int, list[str], int]:
        """When the spare was complete, what differs from it in the live site, when that was."""
        known = self._state.recall(SPARE)
        facts: tuple[int, list[str], int] = known or (0, [], 0)
        return facts

    def _is_untouched(self, completed: int, paths: Collection[str]) -> bool:
        """Whether nobody added, removed or replaced anything in `fresh`, which was the spare."""
        for folder in _folders_of(paths):
            try:
                if os.lstat(f"{self._fresh}/{folder}").st_mtime_ns > completed:
                    return False
            except FileNotFoundError:  # then the one that it was in is younger
                continue
        return True


def _identity(folder: Path) -> tuple[int, int]:
    """Another one each time that a folder comes to this name."""
    try:
        facts = folder.stat()
    except OSError:
        return 0, 0
    return facts.st_ino, facts.st_ctime_ns


def _folders_of(paths: Iterable[str]) -> set[str]:
    """With all that they are in; "" is the site's own."""
    folders = {"", *(path.rpartition("/")[0] for path in paths)}
    above = folders
    while above := {folder.rpartition("/")[0] for folder in above} - folders:
        folders |= above
    return folders


def _clear(folder: str, prefix: str, known: Mapping[str, Output], right: set[str]) -> bool:
    """Leaves only what the last build left, and adds its paths to `right`.

    Returns whether anything is left in `folder`.
    """
    with os.scandir(folder) as entries:
        found = list(entries)
    left = False
    for entry in found:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            if _clear(entry.path, f"{path}/", known, right):
                left = True
            else:
                os.rmdir(entry.path)  # noqa: PTH106
            continue
        output = known.get(path)
        facts = entry.stat(follow_symlinks=False)
        if output and (facts.st_size, facts.st_mtime_ns) == (output.size, output.time):
            right.add(path)
            left = True
        else:
            os.unlink(entry.path)  # noqa: PTH108
    return left


def _link_all(paths: Iterable[str], source: Path, target: Path) -> None:
    """`target` gets these files of `source`, also in place of its own; nobody sees it meanwhile."""
    target.mkdir(parents=True, exist_ok=True)
    folders = {str(target)}
    for path in paths:
        file = f"{target}/{path}"
        make_folder(file.rpartition("/")[0], folders)
        try:
            os.unlink(file)  # noqa: PTH108
        except FileNotFoundError:
            pass
        except OSError:  # somebody's folder
            discard(Path(file))
        try:
            os.link(f"{source}/{path}", file)
        except OSError:  # a file system without links
            shutil.copy2(f"{source}/{path}", file)


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
