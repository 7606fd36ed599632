"""The one door through which a build puts files into the site's folder, whatever made them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Protocol

from plugins.files import link_whole


class Outputs(Protocol):
    """Paths are POSIX, inside the site's folder (`tin-tuc/index.html`)."""

    def write(self, path: str, text: str) -> None: ...

    def copy(self, path: str, source: Path) -> None: ...

    def link(self, path: str, source: Path) -> None:
        """A file that nobody changes in place: with two names where the disk can do that."""

    def keeps(self, path: str) -> bool:
        """Whether an earlier build left this file, whose name tells its bytes, to be kept."""

    def earlier(self, path: str) -> str | None:
        """The text of a file that the last build left, None where there is none."""


class FreshOutputs:
    """Into an empty folder: everything is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, path: str, text: str) -> None:
        file = self._place(path)
        file.write_text(text, "utf-8", newline="\n")

    def copy(self, path: str, source: Path) -> None:
        shutil.copyfile(source, self._place(path))

    def link(self, path: str, source: Path) -> None:
        link_whole(source, self._folder / path)

    def keeps(self, path: str) -> bool:
        return False

    def earlier(self, path: str) -> str | None:
        return None

    def _place(self, path: str) -> Path:
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        return file


def outputs_of(settings: dict[str, Any]) -> Outputs:
    outputs: Outputs = settings["PORTAL_OUTPUTS"]
    return outputs
