"""A release is whole on the target before a reader can see it; what is there is not sent again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.publish.errors import TargetUnreachableError
from tools.publish.manifest import NAME as MANIFEST
from tools.publish.manifest import Changes, Manifest, is_same, manifest_text, moment_of
from tools.publish.origin import NAME as ORIGIN
from tools.publish.origin import origin_text
from tools.publish.prepare import Prepared
from tools.publish.proven import PROVEN, Sound
from tools.publish.releases import FOLDER, INCOMING, Release, site_of
from tools.publish.storage import FolderStorage, Heard


@dataclass(frozen=True)
class Parts:
    """Paths inside the site: what the target has under the same path, and what must be sent."""

    there: tuple[str, ...]
    missing: tuple[str, ...]


def parts_of(manifest: Manifest, live: Release) -> Parts:
    """live: with what is sound of it.

    A file under another path is not taken over: its time is older than the other bytes that were
    there, and a browser would take the new ones for those.
    """
    old = live.manifest.files
    there = [path for path, entry in manifest.files.items() if is_same(old.get(path), entry)]
    known = set(there)
    return Parts(tuple(there), tuple(path for path in manifest.files if path not in known))


def upload(
    storage: FolderStorage,
    name: str,
    files: Mapping[str, Path],
    parts: Parts,
    prepared: Prepared,
    changes: Changes,
    live: Sound,
    heard: Heard,
) -> None:
    """Makes TARGET/releases/`name`, whole, on the disk and read-only.

    files: where the bytes of what is missing there are. Raises TargetUnreachableError.
    """
    # To give a file one more name touches it.
    storage.remove([INCOMING, PROVEN])
    fresh = f"{INCOMING}/{name}"
    new = f"{fresh}/site"
    if parts.there:
        storage.clone(site_of(live.release.name), new, left_out(parts, live))
    storage.send(new, files, int(moment_of(name).timestamp()), heard)
    arrived = storage.sizes(new, parts.missing)
    expected = {path: prepared.manifest.files[path].size for path in parts.missing}
    if arrived != expected:
        wrong = sorted(arrived.items() ^ expected.items())[0][0]
        raise TargetUnreachableError(
            f"Tệp “{wrong}” không tới nơi nguyên vẹn; hãy chạy lại lệnh này."
        )
    storage.write(f"{fresh}/{ORIGIN}", origin_text(prepared.origin).encode())
    storage.write(f"{fresh}/{MANIFEST}", manifest_text(prepared.manifest, changes).encode())
    # In this order: a sealed folder cannot be moved.
    storage.rename([(fresh, f"{FOLDER}/{name}")])
    storage.seal(f"{FOLDER}/{name}")


def left_out(parts: Parts, live: Sound) -> list[str]:
    """Files of `live`, and whole folders of it, that the new release does not take over."""
    gone = [*live.strays, *sorted(live.release.manifest.files.keys() - set(parts.there))]
    if not gone:
        return []
    kept = _folders(parts.there) | _folders(parts.missing)
    empty = _folders(gone) - kept
    return [*sorted(path for path in empty if not _folders([path]) & empty), *gone]


def _folders(paths: Iterable[str]) -> set[str]:
    """All that the paths lie in, the site itself left out."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
