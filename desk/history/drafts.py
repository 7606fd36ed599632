"""Text that nobody has saved outlives the window, the browser and the machine that it was typed in.

`content/.soan/nhap/<path>/<window>.json` has what the page would have sent to save. It is offered
when the article is opened again, and goes when that was saved or somebody says so.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from desk.article.replacing import replace_file
from desk.history.aside import make_folder
from desk.history.presence import open_articles
from desk.history.windows import folders_below, window_file, windows_in
from desk.shell.desk import Desk

FOLDER = "nhap"


class Draft(msgspec.Struct, frozen=True):
    """path: of the article; window: in which it was typed; moment: seconds since 1970; payload: as
    in docs/internals/desk.md; number: how many its window had sent before."""

    path: str
    window: str
    who: str
    moment: float
    payload: dict[str, Any]
    number: int = 0


def keep_draft(desk: Desk, draft: Draft) -> None:
    """In place of the last one of its window, unless that is newer: a page that is left sends
    without waiting for what it sent before. One call at a time. Raises DeskError (400), OSError."""
    file = window_file(desk.aside / FOLDER / draft.path, draft.window)
    known = _read(file)
    if known and known.number > draft.number:
        return
    moment = min(draft.moment, time.time()) if draft.moment > 0 else time.time()
    make_folder(desk, file.parent)
    replace_file(file, msgspec.json.encode(msgspec.structs.replace(draft, moment=moment)))


def drop_draft(desk: Desk, path: str, window: str) -> None:
    """Raises DeskError (400), OSError."""
    file = window_file(desk.aside / FOLDER / path, window)
    file.unlink(missing_ok=True)
    with suppress(OSError):  # the last one
        file.parent.rmdir()


def drafts_of(desk: Desk, path: str) -> list[Draft]:
    """Of an article, the newest first."""
    return sorted(_in_folder(desk.aside / FOLDER / path), key=lambda each: -each.moment)


def left_drafts(desk: Desk) -> list[Draft]:
    """Of all articles, the newest first; without those of windows that are open somewhere."""
    opened = {each.window for readers in open_articles(desk).values() for each in readers}
    folders = folders_below(desk.aside / FOLDER)
    drafts = (draft for _, folder in folders for draft in _in_folder(folder))
    found = [draft for draft in drafts if draft.window not in opened]
    return sorted(found, key=lambda each: -each.moment)


def find_draft(desk: Desk, path: str, window: str) -> Draft | None:
    """Raises DeskError (400)."""
    return _read(window_file(desk.aside / FOLDER / path, window))


def _in_folder(folder: Path) -> Iterator[Draft]:
    yield from filter(None, map(_read, windows_in(folder)))


def _read(file: Path) -> Draft | None:
    """None for what is gone, or was damaged by the disk: nothing can be offered then."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Draft)
    except (OSError, msgspec.DecodeError):
        return None
