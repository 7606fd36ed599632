"""The folder that was live before the last build becomes the site again, at the cost of an edit."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from plugins.files import discard, is_public, make_folder, make_public
from plugins.incremental.memory import Output
from plugins.incremental.state import State

SPARE = "spare"
LIVE = "live"  # which folder it was
# More changed files than these are brought up to date at once: the next edit may be a small one.
AT_ONCE = 1_000
NO_FOLDER = 0, 0


class Spare:
    """folder: where it is kept between builds; live: the site; fresh: where the next one is made.

    Each of its files that the live site has too is the same file under a second name. A spare that
    is not there tells of a build that did not come to its end, whatever it left; another spare or
    live folder than the state's, of an older state that somebody put back. The state says when the
    spare was complete, and by which paths the live site differs from it: if none of its folders is
    younger, and the other files are the live ones, then what these are known for holds there too.
    A site of which the state knows nothing may hold anything, so it never becomes the spare.

    made: the folders that builds of this process put together, in which nobody else writes.
    """

    def __init__(
        self, folder: Path, live: Path, fresh: Path, state: State, made: frozenset[int]
    ) -> None:
        self._folder, self._live, self._fresh, self._state = folder, live, fresh, state
        self._made = made
        number = self._facts()[3]
        self.knows_live = state.recall(LIVE) == _identity(live) != NO_FOLDER
        self.is_good = self.knows_live and not folder.is_symlink() and _number(folder) == number
        self.is_made_here = number in made
        self._next: Path | None = None  # what `keep` puts there

    def become_fresh(
        self,
        known: Mapping[str, Output],
        stale: Collection[str],
        single: Collection[str],
        trusted: bool,
    ) -> None:
        """`fresh` is then the site as the last build left it, of what is sure to be its files.

        known: files that are live as they were left; stale: paths of others that a build left;
        single: paths of files with no second name; trusted: nobody else can have touched
        the spare since this process made it.
        """
        missing: Collection[str] = known
        if self.is_good:
            self._folder.rename(self._fresh)
            completed, changed, _, _ = self._facts()
            if trusted or (
                set(single) <= set(changed)
                and _is_untouched(self._fresh, completed, {*known, *stale, *changed})
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
        seen: Callable[[], Collection[str]],
        placed: Collection[str],
        gone: Collection[str],
        made_at: int,
    ) -> frozenset[int]:
        """Of what it is that `keep` will put there; the site made now is live already.

        old: what was live before, None for nothing; seen: gives all paths of the live site; placed:
        of those that are new or changed; gone: of what is not there any more; made_at: when the
        live site was complete, in nanoseconds since 1970. Returns `made` for the next build.
        """
        self._state.keep(LIVE, _identity(self._live))
        _, _, completed, _ = self._facts()
        changed = [*placed, *gone]
        if old is None or not self.knows_live:
            self._next = self._fresh
            try:
                _link_all(seen(), self._live, self._fresh)
            except OSError:  # a full disk: without a spare, the next build makes one
                discard(self._fresh)
            completed, changed = time.time_ns(), []
        else:
            self._next = old
            is_made_here = _number(old) in self._made
            if len(changed) > AT_ONCE and (
                is_made_here or _is_untouched(old, completed, {*seen(), *gone})
            ):
                with suppress(OSError):
                    for path in set(gone) - set(placed):
                        remove(old, path)
                    _link_all(placed, self._live, old)
                    completed, changed = time.time_ns(), []
        number = _number(self._next)
        self._state.keep(SPARE, (completed, changed, made_at, number))
        is_exact = self._next is self._fresh or number in self._made
        return frozenset({_number(self._live), *([number] if is_exact else [])})

    def keep(self) -> None:
        if self._next:
            with suppress(OSError):  # as where it could not be linked
                self._next.rename(self._folder)

    def _facts(self) -> tuple[int, list[str], int, int]:
        """When the spare was complete, what differs from it in the live site, when that was, and
        which folder it is."""
        known = self._state.recall(SPARE)
        facts: tuple[int, list[str], int, int] = known or (0, [], 0, -1)
        return facts


def _is_untouched(site: Path, completed: int, paths: Collection[str]) -> bool:
    """Whether nobody added, removed or replaced anything in a folder of these files since then.

    The rights of the folders are set right.
    """
    for folder in _folders_of(paths):
        place = f"{site}/{folder}"
        try:
            facts = os.lstat(place)
        except FileNotFoundError:  # then the one that it was in is younger
            continue
        if facts.st_mtime_ns > completed:
            return False
        if not is_public(facts):
            make_public(place)
    return True


def _identity(folder: Path) -> tuple[int, int]:
    """Another one each time that a folder comes to this name."""
    try:
        facts = folder.stat()
    except OSError:
        return NO_FOLDER
    return facts.st_ino, facts.st_ctime_ns


def _number(folder: Path) -> int:
    """The same whatever the folder's name; 0 for none."""
    return _identity(folder)[0]


def _folders_of(paths: Iterable[str]) -> set[str]:
    """With all that they are in; "" is the site's own."""
    folders = {"", *(path.rpartition("/")[0] for path in paths)}
    above = folders
    while above := {folder.rpartition("/")[0] for folder in above} - folders:
        folders |= above
    return folders


def _clear(folder: str, prefix: str, known: Mapping[str, Output], right: set[str]) -> bool:
    """Leaves only what the last build left, open to all, and adds its paths to `right`.

    Returns whether anything is left in `folder`.
    """
    make_public(folder)
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
    folders = {str(target.parent)}
    make_folder(str(target), folders)
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
