"""Who opens an article hears who has it open: two who write at once should know of each other.

`content/.soan/dang-mo/<path>/<window>.json` is written again every half minute. Its age is
counted by the disk's clock, the same for all machines of a shared folder.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desk.history.aside import make_folder
from desk.history.moments import show_recent
from desk.history.people import who
from desk.history.windows import folders_below, window_file, windows_in
from desk.shell.desk import Desk
from plugins.shared.files import write_whole

FOLDER = "dang-mo"
STALE_SECONDS = 90.0
# What was left when a machine went down.
FORGOTTEN_SECONDS = 86_400.0
CLOCK = ".gio"


class Reader(msgspec.Struct, frozen=True):
    """name: of a person; since: seconds since 1970."""

    name: str
    machine: str
    since: float


@dataclass(frozen=True)
class Open:
    """beaten: by the disk's clock."""

    reader: Reader
    window: str
    beaten: float


def beat(desk: Desk, path: str, window: str) -> list[Open]:
    """Says that `window` has the article open; who else has. Raises DeskError (400), OSError."""
    file = window_file(folder_of(desk, path), window)
    known = _read(file)
    since = known.since if known else time.time()
    make_folder(desk, file.parent)
    write_whole(file, msgspec.json.encode(Reader(who(desk), platform.node(), since)))
    now = file.stat().st_mtime
    return [each for each in _open(file.parent, now) if each.window != window]


def leave(desk: Desk, path: str, window: str) -> None:
    """The window is closed. Raises DeskError (400)."""
    with suppress(OSError):  # it is stale in a while
        window_file(folder_of(desk, path), window).unlink(missing_ok=True)


def open_articles(desk: Desk) -> Mapping[str, list[Open]]:
    """By path."""
    folders = [found for found in folders_below(desk.aside / FOLDER) if any(windows_in(found[1]))]
    if not folders:
        return {}
    now = _clock(desk)
    opened = {path: list(_open(folder, now)) for path, folder in folders}
    return {path: readers for path, readers in opened.items() if readers}


def open_elsewhere(desk: Desk, path: str) -> set[str]:
    """Windows at other machines."""
    readers = open_articles(desk).get(path, ())
    return {each.window for each in readers if each.reader.machine != platform.node()}


def shown(opened: Open) -> dict[str, str]:
    """The person's name, and since when."""
    return {"name": opened.reader.name, "since": show_recent(opened.reader.since)}


def is_own(reader: Reader, desk: Desk) -> bool:
    """Whether it is another window of the same person at the same machine."""
    return (reader.name, reader.machine) == (who(desk), platform.node())


def folder_of(desk: Desk, path: str) -> Path:
    """path: as `article_path` let it pass."""
    return desk.aside / FOLDER / path


def _open(folder: Path, now: float) -> Iterator[Open]:
    for file in windows_in(folder):
        with suppress(FileNotFoundError):
            age = now - file.stat().st_mtime
            if age > FORGOTTEN_SECONDS:
                with suppress(OSError):
                    file.unlink(missing_ok=True)
            elif age <= STALE_SECONDS and (reader := _read(file)):
                yield Open(reader, file.stem, now - age)


def _read(file: Path) -> Reader | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Reader)
    except (OSError, msgspec.DecodeError):
        return None


def _clock(desk: Desk) -> float:
    """What a file that is written now would have as its time."""
    probe = desk.aside / FOLDER / CLOCK
    try:
        write_whole(probe, b"")
        return probe.stat().st_mtime
    except OSError:
        return time.time()
