"""A path that a browser names never leaves content/, whatever it is made of."""

from __future__ import annotations

from pathlib import Path

from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.shared.file_names import windows_fault
from tools.preview_address import is_name

# What all file systems take; of a path, what Windows takes with a project's own folder before it.
MOST_BYTES, MOST_IN_ALL = 255, 800


def article_path(content: Path, named: str) -> Path:
    """The file in `content` that `named` (`tin-tuc/a.md`) means; it may not be there yet.

    Raises DeskError (404) for whatever is no article of content/: `..`, links that lead out,
    devices of Windows, hidden files, other suffixes.
    """
    file = path_inside(content, named) if named.endswith(".md") else None
    if file is None:
        shown = named[:80].encode("utf-8", "replace").decode()
        raise DeskError(404, WORDS.errors.no_article.format(path=shown))
    return file


def path_inside(content: Path, named: str) -> Path | None:
    """The file or folder in `content`, not hidden, that `named` means
    on every system; None where there can be none. It need not be there."""
    names = named.split("/")
    if not all(map(_is_safe, names)) or len(named.encode()) > MOST_IN_ALL:
        return None
    file = content.joinpath(*names)
    try:
        return file if file.resolve().is_relative_to(content.resolve()) else None
    except (OSError, RuntimeError, ValueError):  # too long for this system, a loop of links
        return None


def _is_safe(name: str) -> bool:
    try:
        size = len(name.encode())
    except UnicodeError:
        return False
    return (
        0 < size <= MOST_BYTES
        and not name.startswith((".", "_"))
        and is_name(name, windows=True)
        and not windows_fault(name)
    )
