"""Wherever a target is, a publication finds there the few things that it does."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tools.publish.content_store import ContentStore
from tools.publish.folder import Folder
from tools.publish.hosts.carried import host_files
from tools.publish.hosts.ftps import FtpsHost
from tools.publish.hosts.git_branch import GitBranch
from tools.publish.hosts.mirrored import Host, Mirrored
from tools.publish.hosts.upload_folder import UploadFolder
from tools.publish.shell import Shell
from tools.publish.storage import FolderStorage
from tools.publish.targets import Branch, Bucket, Remote, Target, place_of


def open_storage(target: Target, build: Path, releases: Path) -> FolderStorage | ContentStore:
    """build: where the site is built; releases: where those of a host that keeps
    none have their place on this machine. Raises PublishError."""
    place = place_of(target)
    if isinstance(place, Path):
        if target.kind == "upload":
            return UploadFolder(place, target.server, target.reload)
        return Folder(place)
    if isinstance(place, Bucket):
        # The library takes half a second, which no other target should have to wait.
        from tools.publish.s3 import S3

        return S3(place, target.reload)
    if isinstance(place, Remote):
        return Shell(place.host, place.path, target.ssh)
    room = releases / hashlib.sha256(target.to.encode()).hexdigest()[:16]
    host: Host
    if isinstance(place, Branch):
        host = GitBranch(place, target.server, room / "branch.git")
    else:
        host = FtpsHost(place)
    return Mirrored(room, host, (host_files(build), build))
