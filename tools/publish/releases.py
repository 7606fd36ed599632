"""The releases on a target: which is live, which is the last, which may go.

TARGET/releases/<id>/site and manifest.json, TARGET/current -> releases/<id>, TARGET/kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tools.publish.manifest import COPIES, Entry, Manifest, read_manifest, read_row, row_of
from tools.publish.manifest import NAME as MANIFEST
from tools.publish.storage import Storage
from tools.server.headers import HASHED

FOLDER = "releases"
LIVE = "current"
INCOMING = ".incoming"
KEPT = "kept"
KEPT_SINCE = "kept.json"
KEPT_FOR = timedelta(days=30)
MOST_RELEASES = 5
# What a killed publisher was just writing, here or over ssh.
HALF = re.compile(r"\.[0-9a-f]{32}\.tmp|\.\d+\.claim|\.\w+\.new|\.trial|publish\.lock\.\d+")
RELEASE = re.compile(r"\d{8}T\d{6}-[0-9a-f]{10}")


@dataclass(frozen=True)
class Release:
    """changed: how many pages were new, changed and removed when it was published."""

    name: str
    manifest: Manifest
    changed: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True)
class Kept:
    """since: when it left; entry: None where an older version of this program kept it."""

    since: datetime
    entry: Entry | None


def site_of(name: str) -> str:
    return f"{FOLDER}/{name}/site"


def names_of_releases(storage: Storage) -> list[str]:
    """The oldest first."""
    return [name for name in storage.names(FOLDER) if RELEASE.fullmatch(name)]


def half_files(storage: Storage, *folders: str) -> list[str]:
    """Paths in `folders` that only a killed publisher can have left."""
    return [
        f"{folder}/{name}".lstrip("/")
        for folder in folders
        for name in storage.names(folder)
        if HALF.fullmatch(name)
    ]


def live_name(storage: Storage) -> str:
    """Empty before the first publication."""
    return storage.pointed(LIVE).rstrip("/").rpartition("/")[2]


def read_release(storage: Storage, name: str) -> Release:
    """One whose manifest is missing or not the one that its name tells has no files: nothing of it
    is trusted."""
    text = storage.read(f"{FOLDER}/{name}/{MANIFEST}") if name else None
    try:
        manifest, changed = read_manifest(text or b"")
    except ValueError:
        return Release(name, Manifest({}))
    if manifest.digest != digest_of(name):
        return Release(name, Manifest({}))
    return Release(name, manifest, changed)


def digest_of(name: str) -> str:
    """Of a release's manifest, as its name tells."""
    return name.partition("-")[2]


def switch(storage: Storage, name: str) -> None:
    """From one instant to the next, readers see this release."""
    storage.point(LIVE, f"{FOLDER}/{name}")


def keep_assets(storage: Storage, old: Release, new: Manifest, now: datetime) -> None:
    """Pages of `old` that are still open somewhere go on finding their scripts and photos.

    The kept files that nobody has asked for in KEPT_FOR, as far as that can be known, go.
    """
    kept = read_kept(storage) or {}
    leaving = {
        path: entry
        for path, entry in old.manifest.files.items()
        if is_hashed(path) and path not in new.files
    }
    fresh = [path for path in leaving if path not in kept]
    storage.link([(f"{site_of(old.name)}/{path}", f"{KEPT}/{path}") for path in fresh])
    # What has come back has not left.
    since = {path: it for path, it in kept.items() if path not in new.files}
    moment = now.astimezone(UTC).replace(microsecond=0)
    since |= {path: Kept(moment, entry) for path, entry in leaving.items()}
    expired = [path for path, it in since.items() if now - it.since > KEPT_FOR]
    storage.remove(f"{KEPT}/{path}" for path in expired)
    for path in expired:
        del since[path]
    if since != kept:
        write_kept(storage, since)


def is_hashed(path: str) -> bool:
    """Its name tells its bytes, so that it can be kept beside newer ones."""
    for ending in COPIES:
        path = path.removesuffix(ending)
    return re.match(HASHED, f"/{path}") is not None


def surplus(names: Iterable[str], live: str) -> list[str]:
    """What is older than the last few; never the live one."""
    return [name for name in sorted(names)[:-MOST_RELEASES] if name != live]


def read_kept(storage: Storage) -> dict[str, Kept] | None:
    """By path inside KEPT; None where it is not known what was kept."""
    text = storage.read(KEPT_SINCE)
    if text is None:
        return {}
    try:
        read = json.loads(text)
        return {path: _kept(row) for path, row in read.items()}
    except (ValueError, AttributeError, TypeError, LookupError):
        return None


def write_kept(storage: Storage, kept: Mapping[str, Kept]) -> None:
    rows = {
        path: [it.since.isoformat(), *(row_of(it.entry) if it.entry else ())]
        for path, it in kept.items()
    }
    storage.write(KEPT_SINCE, json.dumps(rows, indent=0, sort_keys=True).encode())


def _kept(row: str | list[str | int]) -> Kept:
    since, *entry = [row] if isinstance(row, str) else row
    return Kept(datetime.fromisoformat(str(since)), read_row(entry) if entry else None)
