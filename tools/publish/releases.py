"""The releases on a target: which is live, which is the last, which may go.

TARGET/releases/<id>/site and manifest.json, TARGET/current -> releases/<id>, TARGET/kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from plugins.shared.command import COMMAND
from plugins.shared.messages import gettext
from tools.publish.content_store import ContentStore, read_sharded
from tools.publish.errors import PublishError
from tools.publish.manifest import COPIES, Entry, Manifest, read_manifest, read_row, row_of
from tools.publish.manifest import NAME as MANIFEST
from tools.publish.storage import FolderStorage, Storage
from tools.server.headers import HASHED
from tools.server.index import CURRENT, KEPT_SINCE, RELEASES

FOLDER = RELEASES
LIVE = CURRENT
INCOMING = ".incoming"
# The release that a publisher is just about to make live; gone when nothing is left to do for it.
SWITCHING = "switching"
# Names the last release that somebody stepped back from; gone at the next publication.
STEPPED_BACK = "rollback"
KEPT = "kept"
FOLDERS = (FOLDER, KEPT)
KEPT_FOR = timedelta(days=30)
MOST_RELEASES = 5
# What a killed publisher was just writing, here or over ssh.
HALF = re.compile(r"\.[0-9a-f]{32}\.tmp|\.\d+\.claim|\.current\.new|\.trial|publish\.lock\.\d+")
RELEASE = re.compile(r"\d{8}T\d{6}-[0-9a-f]{10}")
POINTER = re.compile(rf"{FOLDER}/({RELEASE.pattern})/?")


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
    """The folder of a release's files."""
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
    """Empty before the first publication. Raises PublishError where somebody else's thing has
    that name: whoever set it up had a reason, and it may be all that readers have."""
    found = storage.pointed(LIVE)
    if found is None:
        return ""
    if ours := POINTER.fullmatch(found):
        return ours[1]
    what = (
        gettext("dẫn tới “{found}”", found=found)
        if found
        else gettext("là thư mục hay tệp do ai đó chép vào (như bằng scp)")
    )
    raise PublishError(
        gettext(
            "“{live}” ở nơi đăng {what}, không phải liên kết tới một bản trong "
            "{folder} mà lệnh publish tạo ra; không đụng tới nó. Hãy đổi tên nó "
            "thành {live}.cu rồi chạy ngay {command} publish, hoặc {command} "
            "rollback TÊN_BẢN: ở giữa hai lệnh trang không mở được.",
            live=LIVE,
            what=what,
            folder=FOLDER,
            command=COMMAND,
        )
    )


def refuse_dangling(live: str, names: Sequence[str]) -> None:
    """Raises PublishError where the release that readers should have is not there any more.

    names: of all releases; live: may be empty.
    """
    if not live or live in names:
        return
    way = (
        gettext(
            "Hãy chạy {command} rollback TÊN_BẢN để dùng một bản còn lại (mới nhất: {newest})",
            command=COMMAND,
            newest=names[-1],
        )
        if names
        else gettext("Cũng không còn bản nào khác: hãy xóa liên kết {live}", live=LIVE)
    )
    raise PublishError(
        gettext(
            "“{live}” ở nơi đăng dẫn tới bản {release}, mà bản ấy không còn ở đó: bạn "
            "đọc không thấy trang nào. {way}, rồi chạy lại {command} publish.",
            live=LIVE,
            release=live,
            way=way,
            command=COMMAND,
        )
    )


def refuse_foreign(storage: Storage) -> None:
    """Raises PublishError where a name that a publication needs is taken by something else."""
    for name, kind in zip(FOLDERS, storage.kinds(FOLDERS), strict=True):
        if kind not in ("", "folder"):
            what = gettext("liên kết") if kind == "link" else gettext("tệp")
            raise PublishError(
                gettext(
                    "“{name}” ở nơi đăng là một {what}, cần một thư mục thật ở đó; không "
                    "đụng tới nó. Hãy đổi tên nó thành {name}.cu rồi chạy lại.",
                    name=name,
                    what=what,
                )
            )


def read_release(storage: Storage, name: str) -> Release:
    """One whose manifest is missing or not the one that its name tells has no files: nothing of it
    is trusted."""
    manifest: Manifest
    try:
        if isinstance(storage, ContentStore):
            manifest = read_sharded(storage, name)
            changed = manifest.files.root.changes
        else:
            text = storage.read(f"{FOLDER}/{name}/{MANIFEST}") if name else None
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


def keep_assets(storage: FolderStorage, old: Release, new: Manifest, now: datetime) -> None:
    """Pages of `old` that are still open somewhere go on finding their scripts and photos.

    The kept files that nobody has asked for in KEPT_FOR, as far as that can be known, go.
    """
    kept = read_kept(storage) or {}
    leaving = {
        path: entry
        for path, entry in old.manifest.files.items()
        if path not in new.files and is_hashed(path)
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
    """Which hashed files stay, and since when."""
    rows = {
        path: [it.since.isoformat(), *(row_of(it.entry) if it.entry else ())]
        for path, it in kept.items()
    }
    storage.write(KEPT_SINCE, json.dumps(rows, indent=0, sort_keys=True).encode())


def _kept(row: str | list[str | int]) -> Kept:
    since, *entry = [row] if isinstance(row, str) else row
    return Kept(datetime.fromisoformat(str(since)), read_row(entry) if entry else None)
