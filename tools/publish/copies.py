"""A reader on a slow line gets each page compressed as well as it can be, made once for all."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import brotli
import zstandard

from plugins.files import discard, write_whole
from plugins.processes import in_processes
from tools.places import CACHE
from tools.publish.errors import PublishError
from tools.publish.manifest import Entry, entry_of_bytes
from tools.publish.storage import Heard
from tools.server.headers import COMPRESSIBLE

ROOM = CACHE / "copies"
SMALLEST = 200  # bytes: below, an answer's head weighs more than what is saved
DIGEST = ".sha256"  # of the file that holds a copy's digest, beside it
FORGOTTEN = 60 * 24 * 3600  # seconds after its last use
# Its window of 8 MiB is the largest that a browser opens (RFC 9659).
ZSTD_LEVEL, ZSTD_WINDOW = 19, 8 << 20


class Method(NamedTuple):
    pack: Callable[[bytes], bytes]
    unpack: Callable[[bytes], bytes]


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    packed: bytes = brotli.compress(data, quality=11)
    return packed


def _zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(data)


def _from_zstd(packed: bytes) -> bytes:
    return zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).decompress(packed)


METHODS = {
    ".gz": Method(_gzip, gzip.decompress),
    ".br": Method(_brotli, brotli.decompress),
    ".zst": Method(_zstd, _from_zstd),
}
ANYWHERE = (".gz", ".br")
# nginx has no module for the third.
BY_SERVER = {"caddy": tuple(METHODS)}


class _Work(NamedTuple):
    file: Path
    sha256: str
    room: Path
    endings: Sequence[str]


class _Copy(NamedTuple):
    ending: str
    file: Path
    entry: Entry


def copies_of(
    files: Mapping[str, Path],
    entries: Mapping[str, Entry],
    heard: Heard,
    room: Path = ROOM,
    server: str = "",
) -> tuple[dict[str, Path], dict[str, Entry]]:
    """The compressed copies of those `files` that shrink, by their paths (`index.html.br`).

    server: nginx or caddy, which decides what copies there are; empty for any other.
    Each has been unpacked and compared with its page. A path that `files` has is left alone.
    """
    paths = [path for path in files if is_worth_it(path, entries[path].size)]
    endings = BY_SERVER.get(server, ANYWHERE)
    work = [_Work(files[path], entries[path].sha256, room, endings) for path in paths]
    copies: dict[str, Path] = {}
    found: dict[str, Entry] = {}
    for number, (path, made) in enumerate(
        zip(paths, in_processes(_make, work), strict=True), start=1
    ):
        for copy in made:
            if path + copy.ending not in files:
                copies[path + copy.ending] = copy.file
                found[path + copy.ending] = copy.entry
        heard(number)
    forget(room)
    return copies, found


def is_worth_it(path: str, size: int) -> bool:
    return size > SMALLEST and path.rpartition(".")[2] in COMPRESSIBLE


def _make(work: _Work) -> list[_Copy]:
    data = work.file.read_bytes()
    made = []
    for ending in work.endings:
        method = METHODS[ending]
        file = work.room / work.sha256[:2] / f"{work.sha256}{ending}"
        packed = remembered(file)
        if packed is None:
            packed = method.pack(data)
            if method.unpack(packed) != data:
                raise PublishError(
                    f"Chưa đăng: bản nén {ending} của {work.file} không mở lại được."
                )
            remember(file, packed)
        if len(packed) < len(data):
            made.append(_Copy(ending, file, entry_of_bytes(packed)))
    return made


def remembered(file: Path) -> bytes | None:
    """The copy made for an earlier publication; None unless each byte is as it was written."""
    noted = _beside(file)
    try:
        if not file.is_file():  # reading a pipe would wait for ever
            return None
        packed = file.read_bytes()
        if noted.read_bytes() != _digest(packed):
            return None
        os.utime(file)
        os.utime(noted)
    except OSError:  # unreadable or gone: it is made anew
        return None
    return packed


def remember(file: Path, packed: bytes) -> None:
    """Whatever is in its place goes; another publication may just be writing the same bytes."""
    if not file.parent.is_dir():
        with suppress(OSError):
            file.parent.unlink()
    for place, data in ((file, packed), (_beside(file), _digest(packed))):
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        write_whole(place, data)


def _beside(file: Path) -> Path:
    return file.with_name(file.name + DIGEST)


def _digest(packed: bytes) -> bytes:
    return hashlib.sha256(packed).hexdigest().encode()


def forget(room: Path) -> None:
    """What no publication has used for long."""
    oldest = time.time() - FORGOTTEN
    for file in room.glob("*/*"):
        with suppress(FileNotFoundError):  # of another publication, which also writes and forgets
            if file.stat().st_mtime < oldest:
                discard(file)
