"""A target that keeps files by content: what a release shares with others is there once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar, runtime_checkable

from plugins.shared.command import COMMAND
from plugins.shared.files import write_whole
from plugins.shared.messages import gettext, gettext_noop
from tools.places import CACHE
from tools.publish.errors import PublishError
from tools.publish.manifest import read_row
from tools.publish.sharded import Rows, ShardedFiles, ShardedManifest, text_of_shard
from tools.publish.storage import Heard, Storage
from tools.server.index import Part, Root, pack_path, read_root, read_rows, root_path

# Shards that this machine has written or read: they never change.
ROOM = CACHE / "publish" / "index"
FORGOTTEN = 60 * 24 * 3600  # seconds after their last use
OLD_ROOTS = (b'{"format":1,', b'{"format":2,')
OLD_LAYOUT = gettext_noop(
    "{to} còn theo cách xếp của phiên bản cũ, nay không dùng nữa; chưa "
    "đụng tới gì. Hãy khai báo một thư mục khác trong kho (như "
    "s3://tên-kho/trang-2) làm nơi đăng, chạy {command} publish, rồi mới đổi "
    "store trong site.toml trên máy chủ web sang thư mục ấy."
)
ReadShard = Callable[[str, Part], bytes]
Item = TypeVar("Item")


class Stored(NamedTuple):
    """etag: mostly the MD5 of the bytes, hexadecimal."""

    path: str
    size: int
    etag: str


@runtime_checkable
class ContentStore(Storage, Protocol):
    """What is there never changes, but for the pointer and what few files `Storage.write` names.

    Paths are inside the target; `releases/<id>/site/…` can be read as in a folder.
    """

    to: str

    def fresh(self, path: str) -> bytes | None:
        """As `read`, which may remember roots of releases."""

    def part(self, path: str, part: Part) -> bytes | None:
        """As `read`, of an object these bytes."""

    def put(self, path: str, data: bytes, like: str) -> None:
        """like: a path inside the site, whose type and lifetime the object has."""

    def listed(self, start: str) -> Iterator[Stored]:
        """What has a path that begins so, sorted by it."""

    def delete(self, paths: Iterable[str]) -> None:
        """What is not there is no error."""

    def all(self, work: Callable[[Item], None], items: Iterable[Item], heard: Heard) -> None:
        """Many at once; the first that fails keeps the others from beginning."""


def read_sharded(
    store: ContentStore, release: str, shards: ReadShard | None = None
) -> ShardedManifest:
    """Raises ValueError where there is no such release, PublishError for one of an older layout.

    shards: where they are read; without it, on this machine and else there.
    """
    return sharded_of(store, root_of(store, store.read(root_path(release)) or b""), shards)


def root_of(store: ContentStore, data: bytes) -> Root:
    """As `read_sharded`."""
    if data.startswith(OLD_ROOTS):
        raise PublishError(gettext(OLD_LAYOUT, to=store.to, command=COMMAND))
    return read_root(data)


def sharded_of(store: ContentStore, root: Root, shards: ReadShard | None = None) -> ShardedManifest:
    """The list of files of a release in a store; shards: how one is read."""

    def load(number: int) -> Rows | None:
        digest = root.shards[number]
        for read in (shards,) if shards else (remembered, partial(shard_there, store)):
            with suppress(ValueError):
                data = read(digest, root.parts[number])
                rows = read_rows(data, digest)
                remember(digest, data)
                return {path: read_row(row) for path, row in rows.items()}
        return None

    return ShardedManifest(ShardedFiles(root, load))


def shard_there(store: ContentStore, _: str, part: Part) -> bytes:
    """As the store has it, empty where it has none."""
    return store.part(pack_path(part.pack), part) or b""


def put_packs(store: ContentStore, files: ShardedFiles, root: Root, name: str) -> None:
    """Those shards of the release `name` that lie in packs of its own."""
    own = ((number, part) for number, part in enumerate(root.parts) if is_own(part.pack, name))
    for pack, found in groupby(own, lambda it: it[1].pack):
        texts = []
        for number, _ in found:
            texts.append(text_of_shard(files.shard(number)))
            remember(root.shards[number], texts[-1])
        store.write(pack_path(pack), b"".join(texts))


def is_own(pack: str, release: str) -> bool:
    return pack.rpartition("-")[0] == release


def remember(digest: str, data: bytes) -> None:
    """What cannot be kept on this machine is read again."""
    with suppress(OSError):
        write_whole(_room(digest), data)


def remembered(digest: str, _: Part) -> bytes:
    """Empty where this machine has none."""
    file = _room(digest)
    try:
        os.utime(file)
        return file.read_bytes()
    except OSError:
        return b""


def forget_shards() -> None:
    """Those that no publication has used for long."""
    oldest = time.time() - FORGOTTEN
    for file in ROOM.glob("*/*"):
        with suppress(FileNotFoundError):  # of another publication, which also forgets
            if file.stat().st_mtime < oldest:
                file.unlink()


def _room(digest: str) -> Path:
    return ROOM / digest[:2] / digest
