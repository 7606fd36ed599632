"""What readers have on a host, and in which order another release takes its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tools.publish.hosts.htaccess import NAME as HTACCESS
from tools.publish.manifest import INDEX, PAGE, Entry, read_row, row_of

# Of the site's folder there, beside what the site itself notes: no server shows it.
NOTES = ".portal/publish"
SHOWN = "shown.json"


@dataclass(frozen=True)
class Shown:
    """release: "" where there is none. files: all that publishing has put there, by path.

    doubtful: paths that a publisher was just changing when it was stopped.
    """

    release: str = ""
    files: Mapping[str, Entry] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()

    @property
    def certain(self) -> dict[str, Entry]:
        """Files of which nothing is in doubt."""
        return {path: it for path, it in self.files.items() if path not in self.doubtful}


@dataclass(frozen=True)
class Moves:
    """In the order in which readers meet no page whose parts are not there yet.

    blocking: what is in the way of a file or folder of the same name; put: files, then pages, the
    home page last, and then what the server reads; remove: what nothing leads to any more.
    """

    blocking: tuple[str, ...]
    put: tuple[str, ...]
    remove: tuple[str, ...]

    @property
    def touched(self) -> frozenset[str]:
        """Paths that are about to change."""
        return frozenset((*self.blocking, *self.put, *self.remove))


def moves_between(shown: Shown, wanted: Mapping[str, Entry]) -> Moves:
    """What to put and to remove, in the order in which readers meet no broken page."""
    there = shown.certain
    put = sorted(
        (path for path, entry in wanted.items() if there.get(path) != entry),
        key=lambda path: (_rank(path, shown.files), -path.count("/"), path),
    )
    gone = sorted((shown.files.keys() | shown.doubtful) - wanted.keys(), reverse=True)
    blocking = _blocking(gone, put)
    return Moves(
        tuple(path for path in gone if path in blocking),
        tuple(put),
        tuple(path for path in gone if path not in blocking),
    )


def shown_text(shown: Shown) -> bytes:
    """The same for the same facts."""
    whole = {
        "release": shown.release,
        "files": {path: row_of(it)[:2] for path, it in sorted(shown.files.items())},
        "doubtful": sorted(shown.doubtful),
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def read_shown(data: bytes | None) -> Shown:
    """Raises ValueError for what is none."""
    if data is None:
        return Shown()
    try:
        read = json.loads(data)
        files = {str(path): read_row(row) for path, row in read["files"].items()}
        return Shown(str(read["release"]), files, frozenset(map(str, read["doubtful"])))
    except (LookupError, TypeError, AttributeError) as cause:
        raise ValueError(f"not what a host shows: {cause!r}") from cause


def _rank(path: str, shown: Mapping[str, Entry]) -> int:
    if path.rpartition("/")[2] == HTACCESS:
        return 4
    if not path.endswith(PAGE):
        return 0
    if path == INDEX:
        return 3
    return 1 if path not in shown else 2


def _blocking(gone: Iterable[str], put: Iterable[str]) -> set[str]:
    """Files where a folder will be, and files below what will be a file."""
    put = set(put)
    folders = {folder for path in put for folder in _folders(path)}
    return {path for path in gone if path in folders or put.intersection(_folders(path))}


def _folders(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]
