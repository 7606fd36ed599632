"""A release is whole on the target before a reader can see it; what is there is not sent again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.shared.messages import gettext
from tools.publish.errors import TargetUnreachableError
from tools.publish.manifest import NAME as MANIFEST
from tools.publish.manifest import Changes, Manifest, is_same, manifest_text, moment_of
from tools.publish.origin import NAME as ORIGIN
from tools.publish.origin import origin_text
from tools.publish.paths import folders_of, outermost
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
    recycled: str,
    heard: Heard,
) -> None:
    """Makes TARGET/releases/`name`, whole, on the disk and read-only.

    files: where the bytes of what is missing there are; recycled: a release that goes, or empty.
    Raises TargetUnreachableError.
    """
    # To give a file one more name touches it.
    storage.remove([INCOMING, PROVEN])
    fresh = f"{INCOMING}/{name}"
    new = f"{fresh}/site"
    if parts.there:
        if recycled:
            recycle(storage, recycled, new)
        storage.clone(site_of(live.release.name), new, left_out(parts, live))
    send(storage, fresh, files, prepared, changes, moment_of(name), heard)
    arrived = storage.sizes(new, parts.missing)
    expected = {path: prepared.manifest.files[path].size for path in parts.missing}
    if arrived != expected:
        wrong = sorted(arrived.items() ^ expected.items())[0][0]
        raise TargetUnreachableError(
            gettext("Tệp “{wrong}” không tới nơi nguyên vẹn; hãy chạy lại lệnh này.", wrong=wrong)
        )
    # In this order: a sealed folder cannot be moved.
    storage.rename([(fresh, f"{FOLDER}/{name}")])
    storage.seal(f"{FOLDER}/{name}")


def recycle(storage: FolderStorage, release: str, new: str) -> None:
    """Its folder becomes `new`, which is only to be made what it differs by. It loses its name
    first: nobody can step back to what is half another's."""
    place, aside = f"{FOLDER}/{release}", f"{INCOMING}/{release}"
    # What somebody has put in its place, like a link, leads elsewhere.
    if storage.kinds([place, f"{place}/site"]) == ["folder", "folder"]:
        storage.rename([(place, aside), (f"{aside}/site", new)])


def send(
    storage: FolderStorage,
    fresh: str,
    files: Mapping[str, Path],
    prepared: Prepared,
    changes: Changes,
    moment: datetime,
    heard: Heard,
) -> None:
    heads = {
        MANIFEST: manifest_text(prepared.manifest, changes),
        ORIGIN: origin_text(prepared.origin),
    }
    with TemporaryDirectory() as room:
        for head, text in heads.items():
            Path(room, head).write_text(text, "utf-8")
        sent = {f"site/{path}": file for path, file in files.items()}
        sent |= {head: Path(room, head) for head in heads}
        storage.send(fresh, sent, int(moment.timestamp()), heard)


def left_out(parts: Parts, live: Sound) -> list[str]:
    """Files of `live`, and whole folders of it, that the new release does not take over."""
    gone = [*live.strays, *sorted(live.release.manifest.files.keys() - set(parts.there))]
    if not gone:
        return []
    kept = folders_of(parts.there) | folders_of(parts.missing)
    empty = folders_of(gone) - kept
    return outermost([*empty, *gone])
