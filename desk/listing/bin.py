"""What is thrown away lies in the bin until somebody empties it, and comes back as it was.

`content/.soan/thung-rac/<time> <name>/tin-tuc/a.md`: an article keeps its bytes and its path;
photos and files that it shows stay where they are.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk.history.aside import make_folder
from desk.history.now import change_of_new, title_of
from desk.history.stamps import read_stamped, stamped
from desk.shell.deeds import Change, Deed, digest_of, done
from desk.shell.desk import Desk
from plugins.links.files import ARTICLE_SUFFIX
from tools.new import name_free

FOLDER = "thung-rac"
# Nothing goes sooner, and nothing by itself: somebody has to press the button.
KEPT_DAYS = 90


@dataclass(frozen=True)
class Thrown:
    """name: of its folder in the bin; path: where it was in content/, and comes back to."""

    name: str
    path: str
    moment: datetime
    who: str

    def is_old(self, now: datetime) -> bool:
        """Whether it may be removed for good."""
        return self.moment < now - timedelta(days=KEPT_DAYS)


def throw_away(desk: Desk, path: str, who: str) -> Thrown:
    """Raises FileNotFoundError where it is gone already, OSError."""
    title = title_of(desk, path)
    thrown = put_in_bin(desk, path, who)
    change = Change(path, digest_of(file_of(desk, thrown).read_bytes()), "")
    done(desk, Deed("drop", who, (change,), title))
    return thrown


def put_in_bin(desk: Desk, path: str, who: str) -> Thrown:
    """At one instant, and told to nobody. Raises as `throw_away`."""
    moment = datetime.now(UTC)
    thrown = Thrown(stamped(moment, who), path, moment, who)
    place = file_of(desk, thrown)
    make_folder(desk, place.parent)
    try:
        (desk.content / path).rename(place)
    except OSError:
        _forget_folders(desk, thrown)
        raise
    return thrown


def thrown_away(desk: Desk) -> list[Thrown]:
    """The last one first."""
    return sorted(_in_bin(desk), key=lambda thrown: (thrown.name, thrown.path), reverse=True)


def restore(desk: Desk, thrown: Thrown, who: str) -> str:
    """Its path in content/: the old one, or where that is taken one beside it. Raises
    FileNotFoundError where somebody else was quicker, OSError."""
    wanted = desk.content / thrown.path
    make_folder(desk, wanted.parent)
    file = name_free(file_of(desk, thrown), wanted)
    _forget_folders(desk, thrown)
    path = file.relative_to(desk.content).as_posix()
    done(desk, Deed("restore", who, (change_of_new(desk, path),), title_of(desk, path)))
    return path


def empty_old(desk: Desk, now: datetime, who: str) -> int:
    """Deletes for good what has been there for KEPT_DAYS; how many that were. Raises OSError."""
    old = [thrown for thrown in _in_bin(desk) if thrown.is_old(now)]
    for thrown in old:
        delete(desk, thrown)
    if old:
        done(desk, Deed("empty", who, title=", ".join(thrown.path for thrown in old)))
    return len(old)


def delete(desk: Desk, thrown: Thrown) -> None:
    """For good. Raises OSError."""
    file_of(desk, thrown).unlink(missing_ok=True)
    _forget_folders(desk, thrown)


def file_of(desk: Desk, thrown: Thrown) -> Path:
    """Where the thrown article lies."""
    return desk.aside / FOLDER / thrown.name / thrown.path


def _in_bin(desk: Desk) -> Iterator[Thrown]:
    try:
        folders = list((desk.aside / FOLDER).iterdir())
    except FileNotFoundError:
        return
    for folder in folders:
        if found := read_stamped(folder.name):
            for file in folder.rglob(f"*{ARTICLE_SUFFIX}"):
                if file.is_file():
                    yield Thrown(folder.name, file.relative_to(folder).as_posix(), *found)


def _forget_folders(desk: Desk, thrown: Thrown) -> None:
    """The empty ones that are left: what stays lies there and harms nobody."""
    folder = desk.aside / FOLDER / thrown.name
    if not any(each.is_file() for each in folder.rglob("*")):
        with suppress(OSError):
            shutil.rmtree(folder)
