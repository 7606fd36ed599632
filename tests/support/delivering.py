"""Releases of a few files by hand, without a build, on a target that can fall silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tools.publish.delivery import Place, deliver
from tools.publish.errors import TargetUnreachableError
from tools.publish.folder import Folder
from tools.publish.manifest import changes_between
from tools.publish.origin import Origin
from tools.publish.prepare import Prepared, ready
from tools.publish.progress import Progress
from tools.publish.releases import live_name, read_release
from tools.publish.storage import FolderStorage
from tools.publish.targets import Target

LOST = "Máy không mở cổng ssh."


class Silent(Folder):
    """Every method but those of `Folder` that a test replaces; `after` a change nothing answers."""

    def __init__(self, root: Path, last: str = "", done: bool = True) -> None:
        """last: the name of the method and its first argument that is the last one heard, and
        whether it was `done` before the connection was lost."""
        super().__init__(root)
        self.lost = False
        self._last, self._done = last, done

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name.startswith("_") or name == "lost":
            return found
        return lambda *given: self._hear(name, found, given)

    def _hear(self, name: str, method: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        if self.lost:
            raise TargetUnreachableError(LOST)
        first = given[0] if given else ""
        if f"{name} {first}" != self._last:
            return method(*given)
        self.lost = True
        if self._done:
            method(*given)
        raise TargetUnreachableError(LOST)


def place_at(storage: FolderStorage, root: Path) -> Place:
    return Place(Target(str(root)), storage)


def site_of_text(folder: Path, text: str) -> Prepared:
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(f"<!doctype html><title>x</title>{text}", "utf-8")
    prepared = ready(folder, "", Progress(quiet=True))
    return replace(prepared, origin=Origin({"a.md": text}, "lan"))


def publish_text(place: Place, folder: Path, text: str) -> tuple[str, bool]:
    """What `deliver` gives."""
    prepared = site_of_text(folder, text)
    live = read_release(place.storage, live_name(place.storage))
    changes = changes_between(live.manifest, prepared.manifest)
    return deliver(place, prepared, changes, live, Progress(quiet=True))
