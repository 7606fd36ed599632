"""A publisher sees what a release changes: every file of it is listed with its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

NAME = "manifest.json"
FORMAT = 1
TIME_FORMAT = "%Y%m%dT%H%M%S"
DIGEST_LENGTH = 10
INDEX = "index.html"
PAGE = ".html"
COPIES = (".gz", ".br", ".zst")


@dataclass(frozen=True)
class Entry:
    """sha256: hexadecimal; size: bytes."""

    sha256: str
    size: int


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

    @property
    def digest(self) -> str:
        """Equal for releases with the same bytes at the same paths."""
        lines = (f"{path}\0{it.sha256}\0{it.size}\n" for path, it in sorted(self.files.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()[:DIGEST_LENGTH]

    def pages(self) -> list[str]:
        return sorted(path for path in self.files if path.endswith(PAGE))


def entry_of(file: Path) -> Entry:
    with file.open("rb") as opened:
        return Entry(hashlib.file_digest(opened, "sha256").hexdigest(), file.stat().st_size)


def manifest_text(manifest: Manifest, changes: Changes) -> str:
    """What RELEASE/manifest.json holds."""
    return json.dumps(
        {
            "format": FORMAT,
            "changes": [len(changes.new), len(changes.changed), len(changes.removed)],
            "files": {path: [it.sha256, it.size] for path, it in sorted(manifest.files.items())},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_manifest(text: str | bytes) -> tuple[Manifest, tuple[int, int, int]]:
    """The files, and how many pages were new, changed and removed. Raises ValueError."""
    try:
        read = json.loads(text)
        new, changed, removed = map(int, read["changes"])
        files = {str(path): Entry(str(it[0]), int(it[1])) for path, it in read["files"].items()}
    except (KeyError, TypeError, IndexError, AttributeError) as cause:
        raise ValueError(f"not a manifest: {cause!r}") from cause
    return Manifest(files), (new, changed, removed)


def changes_between(before: Manifest, after: Manifest) -> Changes:
    old, new = before.files, after.files
    differing = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    pages = sorted(path for path in differing if path.endswith(PAGE))
    return Changes(
        new=tuple(path for path in pages if path not in old),
        changed=tuple(path for path in pages if path in old and path in new),
        removed=tuple(path for path in pages if path not in new),
        others=sum(not path.endswith((PAGE, *COPIES)) for path in differing),
    )


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
