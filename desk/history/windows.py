"""A browser's window that shows an article has a name, in drafts and in what is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from desk.shell.errors import DeskError
from desk.shell.words import WORDS

WINDOW = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SUFFIX = ".json"


def window_file(folder: Path, window: str) -> Path:
    """Raises DeskError (400) for what is no name of a window."""
    if not WINDOW.fullmatch(window):
        raise DeskError(400, WORDS.errors.no_json)
    return folder / f"{window}{SUFFIX}"


def windows_in(folder: Path) -> Iterator[Path]:
    """The files of all windows; none where there is no folder."""
    try:
        files = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    for file in files:
        if WINDOW.fullmatch(file.stem) and file.suffix == SUFFIX:
            yield file


def folders_below(top: Path) -> Iterator[tuple[str, Path]]:
    """(path of an article in content/, folder of its windows), where there are any."""
    for folder in sorted(top.rglob("*.md")):
        if folder.is_dir():
            yield folder.relative_to(top).as_posix(), folder
