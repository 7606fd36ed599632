"""A reader on a slow line gets each page compressed as well as it can be, made once for all."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import brotli
import zstandard

from plugins.shared.files import discard, write_whole
from plugins.shared.messages import gettext
from plugins.shared.processes import in_processes
from tools.places import CACHE
from tools.publish.errors import PublishError
from tools.publish.manifest import Entry, entry_of_bytes
from tools.publish.storage import Heard
from tools.server.headers import COMPRESSIBLE

ROOM = CACHE / "copies"
SMALLEST = 200  # bytes: below, an answer's head weighs more than what is saved
QUICK_QUALITY = 8  # the next one takes ten times as long for a thousandth
OF_PROGRAMS = ".portal/"
DIGEST = ".sha256"  # of the file that holds a copy's digest, beside it
SWEPT = ".swept"
SWEPT_AGAIN = 7 * 24 * 3600
FORGOTTEN = 60 * 24 * 3600  # seconds after its last use
# Its window of 8 MiB is the largest that a browser opens (RFC 9659).
ZSTD_LEVEL, ZSTD_WINDOW = 19, 8 << 20


class Method(NamedTuple):
    """How a kind of copy is made and opened again."""

    pack: Callable[[bytes], bytes]
    unpack: Callable[[bytes], bytes]


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    packed: bytes = brotli.compress(data, quality=11)
    return packed


def _quick_brotli(data: bytes) -> bytes:
    packed: bytes = brotli.compress(data, quality=QUICK_QUALITY)
    return packed


def _zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(data)


def _from_zstd(packed: bytes) -> bytes:
    return zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).decompress(packed)


METHODS = {
    ".gz": Method(_gzip, gzip.decompress),
    ".br": Method(_brotli, brotli.decompress),
    ".zst": Method(_zstd, _from_zstd),
    ".quick.br": Method(_quick_brotli, brotli.decompress),
}
ANYWHERE = (".gz", ".br")
# nginx has no module for the third. In a bucket each copy is a request that is paid; who serves it
# compresses what is small, and for the few who take gzip alone.
BY_SERVER = {"caddy": (".gz", ".br", ".zst"), "bucket": (".br",)}
SMALLEST_BY_SERVER = {"bucket": 4000}
# A twentieth of the time for 8 % more bytes.
QUICK = {".br": ".quick.br"}
MONTH = re.compile(r"/(\d{4})/(\d\d)/")
OLDER_LISTS = re.compile("/(?:trang|page)/")
RECENT_MONTHS = 36

# By kind of a page's or file's copies; None for one that saves nothing.
Copies = Mapping[str, Entry | None]


class Work(NamedTuple):
    """What is to be made of one file."""

    file: Path
    sha256: str
    room: Path
    kinds: Sequence[str]


def kinds_of(entries: Mapping[str, Entry], server: str = "") -> dict[str, tuple[str, ...]]:
    """Which copies each of those files gets for which compressing is worth it.

    server: nginx, caddy or bucket, which decides what copies there are; empty for any other. The
    last quality is for what many ask for: not for articles and lists of months that are long gone
    by the site's newest, nor for lists that begin with older articles.
    """
    usual = BY_SERVER.get(server, ANYWHERE)
    quick = tuple(QUICK.get(kind, kind) for kind in usual)
    months = {path: found for path in entries if (found := MONTH.search(f"/{path}"))}
    newest = max((_number_of(found) for found in months.values()), default=0)

    def kinds(path: str) -> tuple[str, ...]:
        found = months.get(path)
        is_old = found is not None and _number_of(found) <= newest - RECENT_MONTHS
        return quick if is_old or OLDER_LISTS.search(path) else usual

    least = SMALLEST_BY_SERVER.get(server, SMALLEST)
    return {path: kinds(path) for path, it in entries.items() if is_worth_it(path, it.size, least)}


def _number_of(month: re.Match[str]) -> int:
    return int(month[1]) * 12 + int(month[2])


def is_worth_it(path: str, size: int, least: int) -> bool:
    """Whether a file of that name and size, in bytes, is sent compressed; least: a size. What
    programs on the server read is sent to no reader."""
    is_read = not path.startswith(OF_PROGRAMS)
    return is_read and size > least and path.rpartition(".")[2] in COMPRESSIBLE


def make_copies(works: Sequence[Work], heard: Heard) -> Iterator[Copies]:
    """In the order of `works`. Each has been unpacked and compared with its page."""
    for number, made in enumerate(in_processes(_make, works), start=1):
        yield made
        heard(number)


def place_of_copy(room: Path, sha256: str, kind: str) -> Path:
    """Where it is kept between publications, by the digest of the file."""
    return room / sha256[:2] / f"{sha256}{kind}"


def ending_of(kind: str) -> str:
    """As a web server looks for it."""
    return f".{kind.rpartition('.')[2]}"


def _make(work: Work) -> Copies:
    data = work.file.read_bytes()
    made: dict[str, Entry | None] = {}
    for kind in work.kinds:
        file = place_of_copy(work.room, work.sha256, kind)
        packed = remembered(file)
        if packed is None:
            packed = pack(kind, data, work.file)
            remember(file, packed)
        made[kind] = entry_of_bytes(packed) if len(packed) < len(data) else None
    return made


def pack(kind: str, data: bytes, file: Path) -> bytes:
    """The copy, opened again and compared; file: for the message."""
    method = METHODS[kind]
    packed = method.pack(data)
    if method.unpack(packed) != data:
        raise PublishError(
            gettext(
                "Chưa đăng: bản nén {ending} của {file} không mở lại được.",
                ending=ending_of(kind),
                file=file,
            )
        )
    return packed


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


def forget(room: Path, used: Collection[str]) -> None:
    """What no publication has used for long, once a week. used: SHA-256 of what has its copies."""
    swept, now = room / SWEPT, time.time()
    with suppress(FileNotFoundError):
        if now - swept.stat().st_mtime < SWEPT_AGAIN:
            return
    for file in room.glob("*/*"):
        with suppress(FileNotFoundError):  # of another publication, which also writes and forgets
            if file.name[:64] not in used and file.stat().st_mtime < now - FORGOTTEN:
                discard(file)
    if room.is_dir():
        swept.touch()
