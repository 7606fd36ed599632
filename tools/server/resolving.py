"""A reader's path becomes an object of a bucket: that of the release which is live just now."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from urllib.parse import unquote

from tools.server.headers import COMPRESSIBLE, HASHED
from tools.server.index import (
    CURRENT,
    KEPT_SINCE,
    Part,
    Root,
    object_of,
    pack_path,
    place_of,
    read_kept,
    read_root,
    read_shard,
    release_led_to,
    root_path,
    shard_number,
)

INDEX = "index.html"
FRESH = 1.0  # seconds for which the pointer holds
SOON = 0.1  # after which a file that a page needs is looked for once more
MOST_SHARDS = 64  # in memory: each has 1,024 files at most, on average
ENCODINGS = {"br": ".br", "gzip": ".gz"}
ACCEPTED = re.compile(r"\s*([a-z0-9-]+)\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*\Z", re.I)
# A folder without its slash, like tools/server's other servers have it.
FOLDER = re.compile(r"(?:.*/)?[^/.]+")

Digests = Mapping[str, str]


class Ask(Protocol):
    def __call__(self, path: str, part: Part | None = None, /) -> bytes | None:
        """What lies below the bucket's address, or only that part of it; None where nothing does.
        Raises OSError where nobody can tell."""


@dataclass(frozen=True)
class Found:
    """object: below the bucket's address; empty for none. is_folder: its page has a slash more."""

    object: str = ""
    policy: str = ""
    is_folder: bool = False


@dataclass(frozen=True)
class _Live:
    release: str
    root: Root
    kept: Root


class NothingKnownError(Exception):
    """The bucket does not answer, and nothing was ever read of it."""


class Resolver:
    """For many threads at once. What is read of the bucket never changes, but for the pointer."""

    def __init__(self, ask: Ask, now: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._now = now
        self._live: _Live | None = None
        self._checked = 0.0
        self._looking = threading.Lock()
        self._shard = lru_cache(MOST_SHARDS)(self._read_shard)

    def find(self, path: str, accepted: str = "") -> Found:
        """path: as the browser wrote it, without a question mark; accepted: what it can unpack.

        Raises NothingKnownError, and OSError where a shard is needed and cannot be read.
        """
        live = self._now_live(FRESH)
        found = self._found(live, path, accepted) if live else Found()
        if live and not found.object and re.match(HASHED, path):
            # Another machine showed the page of a release that is not known here yet.
            live = self._now_live(SOON) or live
            found = self._found(live, path, accepted)
        return found

    def _found(self, live: _Live, raw: str, accepted: str) -> Found:
        inside = unquote(raw, errors="surrogateescape").removeprefix("/")
        path = inside + INDEX if inside == "" or inside.endswith("/") else inside
        files = self._rows(live.root, path)
        if path not in files and re.match(HASHED, f"/{path}"):
            files = self._kept(live, path)
        if path in files:
            return Found(_best(path, files, accepted), live.root.policy)
        page = f"{path}/{INDEX}"
        if FOLDER.fullmatch(path) and page in self._rows(live.root, page):
            return Found(policy=live.root.policy, is_folder=True)
        return Found(policy=live.root.policy)

    def _kept(self, live: _Live, path: str) -> Digests:
        try:
            return self._rows(live.kept, path)
        except OSError:  # a publisher has just put other shards in their place
            return self._rows(read_kept(self._ask(KEPT_SINCE)), path)

    def _rows(self, root: Root, path: str) -> Digests:
        number = shard_number(place_of(path), root.depth)
        digest = root.shards[number]
        return self._shard(digest, root.parts[number]) if digest else {}

    def _read_shard(self, digest: str, part: Part) -> Digests:
        try:
            return read_shard(self._ask(pack_path(part.pack), part) or b"", digest)
        except ValueError as fault:
            raise OSError(f"{pack_path(part.pack)}: {fault}") from fault

    def _now_live(self, fresh: float) -> _Live | None:
        """None before the first publication. Whoever comes while another looks has the last one."""
        if self._now() - self._checked < fresh and self._live:
            return self._live
        if not self._looking.acquire(blocking=self._live is None):
            return self._live
        try:
            if self._live is None or self._now() - self._checked >= fresh:
                self._look()
        finally:
            self._looking.release()
        return self._live

    def _look(self) -> None:
        try:
            release = release_led_to(self._ask(CURRENT) or b"")
            if not release:
                self._live = None
            elif self._live is None or release != self._live.release:
                root = read_root(self._ask(root_path(release)) or b"")
                self._live = _Live(release, root, read_kept(self._ask(KEPT_SINCE)))
        except (OSError, ValueError) as cause:
            if self._live is None:
                raise NothingKnownError(str(cause)) from cause
        finally:
            self._checked = self._now()


def accepts(accepted: str, encoding: str) -> bool:
    """accepted: an Accept-Encoding."""
    for part in accepted.split(","):
        named = ACCEPTED.match(part)
        if named and named[1].lower() == encoding:
            return named[2] is None or named[2].strip("0.") != ""
    return False


def _best(path: str, files: Digests, accepted: str) -> str:
    """The smallest copy that the browser takes, or the file."""
    endings: Sequence[str] = ()
    if path.rpartition(".")[2] in COMPRESSIBLE:
        endings = [end for name, end in ENCODINGS.items() if accepts(accepted, name)]
    copy = next((path + end for end in endings if path + end in files), path)
    return object_of(copy, files[copy])
