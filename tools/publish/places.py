"""A target's folder, here or on another machine, or its bucket."""

from __future__ import annotations

from pathlib import Path

from tools.publish.content_store import ContentStore
from tools.publish.folder import Folder
from tools.publish.shell import Shell
from tools.publish.storage import FolderStorage
from tools.publish.targets import Bucket, Target, place_of


def open_storage(target: Target) -> FolderStorage | ContentStore:
    """Raises PublishError."""
    place = place_of(target)
    if isinstance(place, Path):
        return Folder(place)
    if isinstance(place, Bucket):
        # The library takes half a second, which no other target should have to wait.
        from tools.publish.s3 import S3

        return S3(place, target.reload)
    return Shell(place.host, place.path, target.ssh)
