"""A photo of the last weeks can be chosen again: the newest pictures of content/anh/ first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.shared.file_kinds import PICTURE_FOLDER, suffix_of
from plugins.shared.picture_kinds import READ, SVG
from plugins.vietnamese.text import fold

PAGE = 24


@dataclass(frozen=True)
class Page:
    """paths: inside content/; page and pages count from 1."""

    paths: tuple[str, ...]
    page: int
    pages: int
    total: int


def recent_photos(content: Path, words: str, page: int) -> Page:
    """Those whose path has all of `words`, typed with marks or without."""
    wanted = fold(words).replace("-", " ").split()
    found = sorted(
        (
            (changed, path)
            for path, changed in _pictures(content)
            if all(word in fold(path).replace("-", " ") for word in wanted)
        ),
        reverse=True,
    )
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    here = found[(page - 1) * PAGE : page * PAGE]
    return Page(tuple(path for _, path in here), page, pages, len(found))


def _pictures(content: Path) -> Iterator[tuple[str, int]]:
    """Path and when it was changed; links and hidden ones are left out."""
    kinds = READ | {SVG}
    waiting = [PICTURE_FOLDER]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(content / folder))
        except OSError:
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif suffix_of(entry.name) in kinds and entry.is_file(follow_symlinks=False):
                yield path, entry.stat().st_mtime_ns
