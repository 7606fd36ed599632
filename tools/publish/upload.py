"""A release is whole on the target before a reader can see it; what is there is not sent again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.command import COMMAND
from tools.console import complain
from tools.publish.errors import TargetUnreachableError
from tools.publish.manifest import NAME as MANIFEST
from tools.publish.manifest import Changes, Manifest, manifest_text, moment_of
from tools.publish.origin import NAME as ORIGIN
from tools.publish.origin import Origin, origin_text
from tools.publish.releases import FOLDER, INCOMING, Release, site_of
from tools.publish.storage import FolderStorage, Heard


@dataclass(frozen=True)
class Parts:
    """Paths inside the site: what the target has under the same path, and what must be sent."""

    there: tuple[str, ...]
    missing: tuple[str, ...]


def parts_of(manifest: Manifest, live: Release) -> Parts:
    """live: as `intact` leaves it.

    A file under another path is not taken over: its time is older than the other bytes that were
    there, and a browser would take the new ones for those.
    """
    there = [
        path for path, entry in manifest.files.items() if live.manifest.files.get(path) == entry
    ]
    known = set(there)
    return Parts(tuple(there), tuple(path for path in manifest.files if path not in known))


def intact(storage: FolderStorage, release: Release) -> Release:
    """With those files only that are on the target as they were sent; the others are told of."""
    if not release.manifest.files:
        return release
    found = storage.digests(site_of(release.name), release.manifest.files)
    files = {
        path: entry
        for path, entry in release.manifest.files.items()
        if found.get(path) == entry.sha256
    }
    if damaged := sorted(release.manifest.files.keys() - files.keys()):
        complain(
            f"Cảnh báo: ở nơi đăng, {len(damaged)} tệp của bản {release.name} đã mất hay bị sửa "
            f"(như {damaged[0]}); bản mới không dùng lại những tệp ấy. Muốn xem hết: {COMMAND} "
            "publish --verify"
        )
    return replace(release, manifest=Manifest(files))


def upload(
    storage: FolderStorage,
    name: str,
    files: Mapping[str, Path],
    manifest: Manifest,
    changes: Changes,
    live: Release,
    heard: Heard,
    origin: Origin,
) -> None:
    """Makes TARGET/releases/`name`, whole, on the disk and read-only.

    live: as `intact` leaves it. Raises TargetUnreachableError.
    """
    storage.remove([INCOMING])
    parts = parts_of(manifest, live)
    fresh = f"{INCOMING}/{name}"
    old, new = site_of(live.name), f"{fresh}/site"
    storage.link([(f"{old}/{path}", f"{new}/{path}") for path in parts.there])
    sent = {path: files[path] for path in parts.missing}
    storage.send(new, sent, int(moment_of(name).timestamp()), heard)
    arrived = storage.sizes(new)
    expected = {path: entry.size for path, entry in manifest.files.items()}
    if arrived != expected:
        wrong = sorted(arrived.items() ^ expected.items())[0][0]
        raise TargetUnreachableError(
            f"Tệp “{wrong}” không tới nơi nguyên vẹn; hãy chạy lại lệnh này."
        )
    storage.write(f"{fresh}/{ORIGIN}", origin_text(origin).encode())
    storage.write(f"{fresh}/{MANIFEST}", manifest_text(manifest, changes).encode())
    # In this order: a sealed folder cannot be moved.
    storage.rename([(fresh, f"{FOLDER}/{name}")])
    storage.seal(f"{FOLDER}/{name}")
