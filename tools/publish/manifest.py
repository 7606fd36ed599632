"""A publisher sees what a release changes: every file of it is listed with its digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import msgspec

NAME = "manifest.json"
FORMAT = 1
TIME_FORMAT = "%Y%m%dT%H%M%S"
DIGEST_LENGTH = 10
INDEX = "index.html"
PAGE = ".html"
COPIES = (".gz", ".br", ".zst")


class Entry(msgspec.Struct, frozen=True, array_like=True, eq=False):
    """sha256, md5: hexadecimal; size: bytes.

    md5: all that a store of objects tells without being read; empty in older manifests.
    """

    sha256: str
    size: int
    md5: str = ""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Entry):
            return NotImplemented
        return self.sha256 == other.sha256 and self.size == other.size

    def __ne__(self, other: object) -> bool:  # the struct has one of its own
        return not self == other

    def __hash__(self) -> int:
        return hash(self.sha256)


class KeptEntry(Entry, frozen=True, array_like=True, eq=False):
    """Of a file that left; since: when (Unix seconds)."""

    since: int = 0


class _File(msgspec.Struct):
    """RELEASE/manifest.json. changes: how many pages were new, changed and removed."""

    format: int
    changes: tuple[int, int, int]
    files: dict[str, Entry]


@dataclass(frozen=True)
class Changes:
    """Paths of pages (`tin-tuc/index.html`), sorted; others: how many files of other
    kinds, compressed copies apart."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    others: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.removed or self.others)


@dataclass(frozen=True)
class Manifest:
    """files: by POSIX path inside the site's folder."""

    files: Mapping[str, Entry]

    @cached_property
    def digest(self) -> str:
        """Equal for releases with the same bytes at the same paths."""
        files = ((path, self.files[path]) for path in sorted(self.files))
        return digest_of((path, it.sha256, it.size) for path, it in files)

    def differing(self, other: Manifest) -> set[str]:
        """The paths at which they have other bytes, or only one of them has any."""
        old, new = self.files, other.files
        gone = old.keys() - new.keys()
        return gone | {path for path, it in new.items() if not is_same(old.get(path), it)}

    def pages(self) -> list[str]:
        """Paths of its pages, sorted."""
        return sorted(path for path in self.files if path.endswith(PAGE))


def digest_of(files: Iterable[tuple[str, str, int]]) -> str:
    """files: path, SHA-256 and size of each, by path."""
    whole = hashlib.sha256()
    for path, sha256, size in files:
        whole.update(f"{path}\0{sha256}\0{size}\n".encode())
    return whole.hexdigest()[:DIGEST_LENGTH]


def entry_of(file: Path) -> Entry:
    """Digests and size of a file."""
    with file.open("rb") as opened:
        md5 = hashlib.file_digest(opened, _md5).hexdigest()
        size = opened.seek(0, os.SEEK_END)
        opened.seek(0)
        return Entry(hashlib.file_digest(opened, "sha256").hexdigest(), size, md5)


def entry_of_bytes(data: bytes) -> Entry:
    """The same of bytes."""
    md5 = _md5()
    md5.update(data)
    return Entry(hashlib.sha256(data).hexdigest(), len(data), md5.hexdigest())


def sha256_of(file: str) -> str:
    """Hexadecimal."""
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123  (a Path costs as much as reading)
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _md5() -> hashlib._Hash:
    return hashlib.md5(usedforsecurity=False)


def manifest_text(manifest: Manifest, changes: Changes) -> str:
    """What RELEASE/manifest.json holds."""
    counts = len(changes.new), len(changes.changed), len(changes.removed)
    file = _File(FORMAT, counts, {path: manifest.files[path] for path in sorted(manifest.files)})
    return msgspec.json.encode(file).decode()


def row_of(entry: Entry) -> list[str | int]:
    """An entry as it stands in a file of the target."""
    return list(msgspec.structs.astuple(entry))


def read_row(row: Sequence[str | int]) -> Entry:
    """Raises ValueError, TypeError or LookupError for what is none."""
    if len(row) > len(Entry.__struct_fields__):
        return KeptEntry(str(row[0]), int(row[1]), str(row[2]), int(row[3]))
    return Entry(str(row[0]), int(row[1]), *map(str, row[2:3]))


def read_manifest(text: str | bytes) -> tuple[Manifest, tuple[int, int, int]]:
    """The files, and how many pages were new, changed and removed. Raises ValueError."""
    try:
        file = msgspec.json.decode(text, type=_File)
    except msgspec.MsgspecError as cause:
        raise ValueError(f"not a manifest: {cause}") from cause
    return Manifest(file.files), file.changes


def changes_between(before: Manifest, after: Manifest) -> Changes:
    """Pages that came, changed and went, and how many other files did."""
    old, new = before.files, after.files
    differing = before.differing(after)
    pages = sorted(path for path in differing if path.endswith(PAGE))
    return Changes(
        new=tuple(path for path in pages if path not in old),
        changed=tuple(path for path in pages if path in old and path in new),
        removed=tuple(path for path in pages if path not in new),
        others=sum(not path.endswith((PAGE, *COPIES)) for path in differing),
    )


def is_same(old: Entry | None, new: Entry) -> bool:
    """As ==, at half its time."""
    return old is not None and old.sha256 == new.sha256 and old.size == new.size


def release_name(manifest: Manifest, now: datetime, last: str = "") -> str:
    """Sorts after `last`, a release's name: a changed file gets a second of its own."""
    stamp = now.astimezone(UTC).strftime(TIME_FORMAT)
    if last and stamp <= (previous := last.partition("-")[0]):
        stamp = datetime.fromtimestamp(_seconds(previous) + 1, UTC).strftime(TIME_FORMAT)
    return f"{stamp}-{manifest.digest}"


def moment_of(release: str) -> datetime:
    """When it was made, in UTC; raises ValueError for what is no release's name."""
    return datetime.fromtimestamp(_seconds(release.partition("-")[0]), UTC)


def _seconds(stamp: str) -> int:
    return int(datetime.strptime(stamp, TIME_FORMAT).replace(tzinfo=UTC).timestamp())


def addresses_of(paths: Iterable[str], root: str) -> list[str]:
    """As a browser shows them; root: the site's path without a slash at its end."""
    return [f"{root}/{quote(path.removesuffix(INDEX))}" for path in paths]
