"""What an article said before each save: nothing that was ever saved is lost by the next one.

`content/.soan/lich-su/<path>/<time> <name>.md` has the bytes that a save replaced, and says
when and who saved.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk.article.replacing import replace_file
from desk.history.aside import make_folder
from desk.history.stamps import read_stamped, stamped
from desk.shell.desk import Desk

FOLDER = "lich-su"
TIDIED = ".da-don"
DAY_SECONDS = 86_400.0
KEPT_DAYS = 365
MOST_BYTES = 200 << 20
# Of each article, however old or many they are.
ALWAYS_KEPT = 10
SUFFIX = ".md"


@dataclass(frozen=True)
class Version:
    """path: of the article, in content/; moment: of the save that replaced it, by `who`; size: in
    bytes."""

    path: str
    name: str
    moment: datetime
    who: str
    size: int


def keep_version(desk: Desk, path: str, data: bytes, who: str) -> None:
    """Before `data` at `path` (`tin-tuc/a.md`) is replaced by a save of `who`.

    What equals the last one kept is not kept again. Raises OSError; then nothing should be saved.
    """
    folder = folder_of(desk, path)
    kept = versions(desk, path)
    if kept and (folder / kept[0].name).read_bytes() == data:
        return
    # Two machines' clocks differ: the order is that of the saves.
    moment = datetime.now(UTC)
    if kept:
        moment = max(moment, kept[0].moment + timedelta(microseconds=1))
    make_folder(desk, folder)
    replace_file(folder / f"{stamped(moment, who)}{SUFFIX}", data)
    with suppress(OSError):  # the version is there: nothing is lost by what is left lying
        tidy_daily(desk)


def versions(desk: Desk, path: str) -> list[Version]:
    """Of an article, the newest first."""
    return sorted(_in_folder(folder_of(desk, path), path), key=lambda each: each.name, reverse=True)


def read_version(desk: Desk, path: str, name: str) -> bytes | None:
    """None where there is none of that name."""
    if not read_name(name):
        return None
    try:
        return (folder_of(desk, path) / name).read_bytes()
    except FileNotFoundError:
        return None


def folder_of(desk: Desk, path: str) -> Path:
    """path: as `article_path` let it pass."""
    return desk.aside / FOLDER / path


def read_name(name: str) -> tuple[datetime, str] | None:
    """Moment and person; None for what is no version."""
    return read_stamped(name.removesuffix(SUFFIX)) if name.endswith(SUFFIX) else None


def _in_folder(folder: Path, path: str) -> Iterator[Version]:
    try:
        files = list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    for file in files:
        if found := read_name(file.name):
            yield Version(path, file.name, *found, file.stat().st_size)


def tidy_daily(desk: Desk) -> None:
    """Removes what need not be kept any more, at most once a day."""
    top = desk.aside / FOLDER
    mark = top / TIDIED
    try:
        if time.time() - mark.stat().st_mtime < DAY_SECONDS:
            return
    except FileNotFoundError:
        pass
    mark.touch()
    everything = [
        version
        for folder in sorted(top.rglob("*.md"))
        if folder.is_dir()
        for version in _in_folder(folder, folder.relative_to(top).as_posix())
    ]
    for version in superfluous(everything, datetime.now(UTC)):
        (top / version.path / version.name).unlink(missing_ok=True)


def superfluous(
    kept: Iterable[Version], now: datetime, most_bytes: int = MOST_BYTES
) -> list[Version]:
    """What goes: beyond the last ten of each article, those older than a year, then the oldest
    until all are within `most_bytes`."""
    by_article: dict[str, list[Version]] = defaultdict(list)
    for version in kept:
        by_article[version.path].append(version)
    total, others = 0, []
    for article in by_article.values():
        article.sort(key=lambda each: each.name, reverse=True)
        total += sum(version.size for version in article)
        others += article[ALWAYS_KEPT:]
    gone = []
    for version in sorted(others, key=lambda each: each.name):
        if version.moment < now - timedelta(days=KEPT_DAYS) or total > most_bytes:
            gone.append(version)
            total -= version.size
    return gone
