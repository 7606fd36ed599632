"""What of the live release may be in the next one too: what is still as it was published.

A release that nobody has touched since that was last known is not read again; any other is, whole,
and each is once a week, whether touched or not: a disk can lose what nobody touches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from plugins.shared.command import COMMAND
from plugins.shared.messages import gettext
from tools.console import complain
from tools.publish.manifest import Manifest
from tools.publish.releases import Release, site_of
from tools.publish.storage import FolderStorage, Storage

# Names the release and when all of it was last read; younger is what anybody touches later.
PROVEN = "proven"
READ_AGAIN = timedelta(days=7)


@dataclass(frozen=True)
class Sound:
    """release: with those files only that are on the target as they were sent; strays: what else
    lies there, damaged files among it; read: when it was last read, byte for byte."""

    release: Release
    strays: Sequence[str]
    read: datetime


def sound(storage: FolderStorage, release: Release, now: datetime) -> Sound:
    """The publisher hears what is damaged."""
    expected = release.manifest.files
    if not expected:
        return Sound(release, (), now)
    read = _last_read(storage, release.name)
    if read and now - read < READ_AGAIN and storage.untouched(site_of(release.name), PROVEN):
        return Sound(release, (), read)
    found = storage.digests(site_of(release.name), expected)
    files = {path: entry for path, entry in expected.items() if found.get(path) == entry.sha256}
    if damaged := sorted(expected.keys() - files.keys()):
        complain(
            gettext(
                "Cảnh báo: ở nơi đăng, {count} tệp của bản {name} đã mất hay bị sửa (như "
                "{first}); bản mới không dùng lại những tệp ấy. Muốn xem hết: "
                "{command} publish --verify",
                count=len(damaged),
                name=release.name,
                first=damaged[0],
                command=COMMAND,
            )
        )
    # A folder's lack of rights ends in a slash, and is no thing that lies there.
    strays = sorted(path for path in found.keys() - files.keys() if not path.endswith("/"))
    return Sound(replace(release, manifest=Manifest(files)), strays, now)


def prove(storage: FolderStorage, release: str, read: datetime) -> None:
    """All of it is as published now, and what is changed from now on can be told."""
    storage.mark(PROVEN, f"{release} {read.astimezone(UTC).isoformat()}\n".encode("ascii"))


def _last_read(storage: Storage, release: str) -> datetime | None:
    """None where something else was proven last, or nothing."""
    name, _, moment = (storage.read(PROVEN) or b"").decode("ascii", "replace").partition(" ")
    try:
        return datetime.fromisoformat(moment.strip()) if name == release else None
    except ValueError:
        return None
