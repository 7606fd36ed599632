"""What on a target is not as it was published, file by file, and where the same bytes are whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plugins.shared.messages import gettext
from tools.publish.manifest import Entry
from tools.publish.releases import (
    KEPT,
    LIVE,
    Release,
    is_hashed,
    live_name,
    names_of_releases,
    read_kept,
    read_release,
    site_of,
)
from tools.publish.storage import FolderStorage
from tools.publish.targets import Target

MOST_NAMED = 10


@dataclass(frozen=True)
class Compared:
    """One folder of a target. Paths are inside it.

    files: what should be there; optional: those of them that may be missing.
    seen: as `Storage.digests` gives it. complete: what `files` does not name is nobody's.
    """

    folder: str
    files: Mapping[str, Entry]
    seen: Mapping[str, str]
    optional: Collection[str] = ()
    complete: bool = True

    @property
    def missing(self) -> list[str]:
        """Files of the release that are not there."""
        return sorted(self.files.keys() - self.seen.keys() - set(self.optional))

    @property
    def changed(self) -> list[str]:
        """Files with other bytes."""
        return sorted(
            path
            for path, it in self.files.items()
            if self.seen.get(path) not in (it.sha256, "", None)
        )

    @property
    def unusable(self) -> list[str]:
        """What is no file, or cannot be read."""
        return sorted(path for path, digest in self.seen.items() if not digest)

    @property
    def added(self) -> list[str]:
        """Files that are not of the release."""
        if not self.complete:
            return []
        return sorted(path for path in self.seen.keys() - self.files.keys() if self.seen[path])

    @property
    def whole(self) -> bool:
        """Whether all is as published."""
        return not (self.missing or self.changed or self.unusable or self.added)

    @property
    def wrong(self) -> list[str]:
        """What is to be put there anew."""
        spoilt = [path for path in self.unusable if path in self.files]
        return [*self.missing, *self.changed, *spoilt]

    @property
    def strange(self) -> list[str]:
        """What is to be taken away; lacking rights of folders are none of it."""
        links = [path for path in self.unusable if path not in self.files and path[-1] != "/"]
        return [*self.added, *links]


@dataclass(frozen=True)
class Look:
    """live: the live release's name. untrusted: releases without a manifest of theirs; count: files
    of the others. garbage: what is there for no release.

    In a bucket, `compared` names only what is wrong.
    """

    live: str
    compared: Sequence[Compared]
    untrusted: Sequence[str]
    count: int
    garbage: Sequence[str] = ()

    @property
    def damaged(self) -> list[Compared]:
        """Folders in which something is not."""
        return [it for it in self.compared if not it.whole]

    @property
    def hopeless(self) -> list[str]:
        """Releases that are not whole, once what can be mended is mended."""
        folders = {it.folder for it in self.damaged}
        names = names_in(self.compared)
        return [*self.untrusted, *(name for name in names if site_of(name) in folders)]


def names_in(compared: Sequence[Compared]) -> list[str]:
    """Of the releases among these."""
    return [it.folder.split("/")[1] for it in compared if it.folder not in (KEPT, LIVE)]


def look_at(storage: FolderStorage, target: Target) -> Look:
    """Reads every file of the releases and of those kept for their readers, and what a host that
    keeps no releases shows of the live one."""
    live = live_name(storage)
    names = sorted({*names_of_releases(storage), *([live] if live else [])})
    releases = [read_release(storage, name) for name in names]
    trusted = [release for release in releases if release.manifest.files]
    compared = [_compare_release(storage, release) for release in trusted]
    compared.append(_compare_kept(storage, trusted))
    if target.shows_one:
        compared += [_compare_shown(storage, it) for it in trusted if it.name == live]
    count = sum(len(release.manifest.files) for release in trusted)
    return Look(live, compared, [it.name for it in releases if it not in trusted], count)


def _compare_release(storage: FolderStorage, release: Release) -> Compared:
    folder, files = site_of(release.name), release.manifest.files
    return Compared(folder, files, storage.digests(folder, files))


def _compare_shown(storage: FolderStorage, live: Release) -> Compared:
    """What else lies on a host may be the office's own."""
    files = live.manifest.files
    return Compared(LIVE, files, storage.digests(LIVE, files), complete=False)


def _compare_kept(storage: FolderStorage, releases: Sequence[Release]) -> Compared:
    kept = read_kept(storage)
    usual = _hashed(releases)
    files = usual | {path: it.entry for path, it in (kept or {}).items() if it.entry}
    unknown = set(kept or {}) - files.keys()
    seen = storage.digests(KEPT, files)
    return Compared(
        KEPT,
        files,
        {path: digest for path, digest in seen.items() if path not in unknown},
        optional=usual.keys() - (kept or {}).keys(),
        complete=kept is not None,
    )


def _hashed(releases: Sequence[Release]) -> dict[str, Entry]:
    return {
        path: entry
        for release in releases
        for path, entry in release.manifest.files.items()
        if is_hashed(path)
    }


def whole_places(compared: Sequence[Compared]) -> dict[str, str]:
    """Paths on the target where bytes are as they should be, by their SHA-256."""
    return {
        entry.sha256: f"{it.folder}/{path}"
        for it in compared
        for path, entry in it.files.items()
        if it.seen.get(path) == entry.sha256
    }


def report(look: Look) -> str:
    """What is damaged, the first ones by name."""
    lines = [line for it in look.damaged for line in _lines(it, look.live)]
    lines += [
        gettext(
            "{label}: danh sách tệp (manifest.json) mất hay hỏng, nên không đối chiếu được.",
            label=_label(name, look.live),
        )
        for name in look.untrusted
    ]
    return "\n".join(lines)


def _lines(compared: Compared, live: str) -> Iterator[str]:
    # Missing files, which may be thousands, come after what somebody put there.
    kinds = (
        (gettext("bị sửa"), compared.changed),
        (gettext("thêm vào"), compared.added),
        (gettext("là liên kết hay thiếu quyền đọc"), compared.unusable),
        (gettext("mất"), compared.missing),
    )
    named = [f"  {kind}: {path}" for kind, paths in kinds for path in paths]
    counts = ", ".join(f"{len(paths)} {kind}" for kind, paths in kinds if paths)
    where = {KEPT: gettext("Thư mục kept"), LIVE: gettext("Trang ở nơi đăng")}.get(compared.folder)
    where = where or _label(compared.folder.split("/")[1], live)
    yield gettext(
        "{where}: {count} tệp không còn như lúc đăng ({counts}):",
        where=where,
        count=len(named),
        counts=counts,
    )
    yield from named[:MOST_NAMED]
    if len(named) > MOST_NAMED:
        yield gettext("  … và {count} tệp nữa.", count=len(named) - MOST_NAMED)


def _label(name: str, live: str) -> str:
    return (
        gettext("Bản {name} (đang dùng)", name=name)
        if name == live
        else gettext("Bản {name}", name=name)
    )
