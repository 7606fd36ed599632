"""A path that a browser names never leaves content/, whatever it is made of."""

from __future__ import annotations

from pathlib import Path

from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from tools.preview_address import is_name


def article_path(content: Path, named: str) -> Path:
    """The file in `content` that `named` (`tin-tuc/a.md`) means; it may not be there yet.

    Raises DeskError (404) for whatever is no article of content/: `..`, links that lead out,
    devices of Windows, hidden files, other suffixes.
    """
    names = named.split("/")
    is_article = named.endswith(".md") and all(
        name and not name.startswith((".", "_")) and is_name(name, windows=True) for name in names
    )
    file = content.joinpath(*names) if is_article else content
    try:
        inside = is_article and file.resolve().is_relative_to(content.resolve())
    except (OSError, RuntimeError, ValueError):  # too long a name, a loop of links
        inside = False
    if not inside:
        raise DeskError(404, WORDS.errors.no_article.format(path=named[:80]))
    return file
