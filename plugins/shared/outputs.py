"""The one door through which a build puts files into the site's folder, whatever made them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Protocol

from plugins.shared.files import make_all_public


class Outputs(Protocol):
    """Paths are POSIX, inside the site's folder (`tin-tuc/index.html`)."""

    def write(self, path: str, text: str) -> None:
        """Writes a text in UTF-8; path: inside the site's folder."""

    def copy(self, path: str, source: Path, digest: bytes | None = None) -> None:
        """digest: SHA-256 of the source's bytes, where it is known already."""

    def write_bytes(self, path: str, data: bytes) -> None:
        """A file whose name tells its bytes; it may be written several times."""

    def keep_all_of(self, paths: Collection[str]) -> bool:
        """Whether the last build left all these files, which are to be as they were, and nobody
        changed them since: then they belong to this build too."""

    def group(self, name: str, key: bytes, write: Callable[[], None]) -> None:
        """Runs `write`, all of whose files are made from what `key` is a digest of, or keeps those
        of the last build."""

    def earlier(self, path: str) -> str | None:
        """The text of a file that the last build left, None where there is none."""

    def pages(self) -> int:
        """How many HTML files there are."""

    def complete(self) -> None:
        """All is written."""

    def commit(self, old: Path | None) -> None:
        """The site is in its place; `old` is the one that was there, to be kept or removed."""


class FreshOutputs:
    """Into an empty folder: everything is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pages = 0

    def write(self, path: str, text: str) -> None:
        file = self._place(path)
        file.write_text(text, "utf-8", newline="\n")

    def copy(self, path: str, source: Path, digest: bytes | None = None) -> None:
        shutil.copyfile(source, self._place(path))

    def write_bytes(self, path: str, data: bytes) -> None:
        self._place(path).write_bytes(data)

    def keep_all_of(self, paths: Collection[str]) -> bool:
        return not paths

    def group(self, name: str, key: bytes, write: Callable[[], None]) -> None:
        write()

    def earlier(self, path: str) -> str | None:
        return None

    def pages(self) -> int:
        return self._pages

    def complete(self) -> None:
        """Makes all files readable for a web server."""
        self._folder.mkdir(parents=True, exist_ok=True)
        make_all_public(self._folder)  # Pelican's writer knows nothing of it
        self._pages = sum(1 for _ in self._folder.rglob("*.html"))

    def commit(self, old: Path | None) -> None:
        if old:
            shutil.rmtree(old)

    def _place(self, path: str) -> Path:
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        return file
