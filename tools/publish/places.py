"""A target's folder, here or on another machine."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from tools.publish.folder import Folder
from tools.publish.shell import Shell
from tools.publish.storage import Storage
from tools.publish.targets import Target, place_of


def open_storage(target: Target) -> tuple[Storage, PurePosixPath]:
    """With the path that the target's own web server knows. Raises PublishRefused."""
    place = place_of(target.to)
    if isinstance(place, Path):
        return Folder(place), PurePosixPath(place.as_posix())
    return Shell(place.host, place.path, target.ssh), PurePosixPath(place.path)
