"""A publication of a bucket compares and writes a few shards of a release, however large it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import groupby

from tools.publish.manifest import Entry, Manifest, digest_of, row_of
from tools.server.index import (
    DIGIT_VALUES,
    NOWHERE,
    Part,
    Root,
    place_of,
    shard_number,
    shard_text,
)

Rows = Mapping[str, Entry]
MOST_LOADED = 4  # shards in memory, of each release
MOST_PACKED = 4_000_000  # bytes of a pack, which is sent whole
TABLE = """\
create table files (place, path, sha256, size, md5, primary key (place, path)) without rowid"""


@dataclass(frozen=True)
class Difference:
    """Of one path in two releases; None where it has no such file."""

    path: str
    old: Entry | None
    new: Entry | None


class ShardedFiles(Mapping[str, Entry]):
    """The files of a release by path, of which only a few shards are in memory."""

    def __init__(self, root: Root, load: Callable[[int], Rows | None]) -> None:
        """load: the files of the shard of that number; None where it is lost."""
        self.root = root
        self._load = lru_cache(MOST_LOADED)(load)

    def __getitem__(self, path: str) -> Entry:
        return self.shard(shard_number(place_of(path), self.root.depth))[path]

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self.root.shards)):
            yield from self.shard(number)

    def __len__(self) -> int:
        return self.root.count

    def shard(self, number: int) -> Rows:
        """The files of one shard; empty where it is lost."""
        return self._load(number) or {} if self.root.shards[number] else {}

    def is_lost(self, number: int) -> bool:
        """Whether the shard should be there and is not."""
        return bool(self.root.shards[number]) and self._load(number) is None

    def covering(self, number: int, depth: int) -> range:
        """The shards with all files of the one of that number, if `depth` digits told shards."""
        own = self.root.depth
        if own <= depth:
            first = number // DIGIT_VALUES ** (depth - own)
            return range(first, first + 1)
        ratio: int = DIGIT_VALUES ** (own - depth)
        return range(number * ratio, (number + 1) * ratio)

    def within(self, number: int, depth: int) -> Rows:
        """What would be in the shard of that number if `depth` digits told shards."""
        if depth == self.root.depth:
            return self.shard(number)
        return {
            path: entry
            for part in self.covering(number, depth)
            for path, entry in self.shard(part).items()
            if depth < self.root.depth or shard_number(place_of(path), depth) == number
        }

    def unlike(self, others: Iterable[ShardedFiles]) -> Iterator[int]:
        """The numbers of the shards that none of `others` has the same."""
        same = [other.root.shards for other in others if other.root.depth == self.root.depth]
        for number, digest in enumerate(self.root.shards):
            if digest and all(shards[number] != digest for shards in same):
                yield number


@dataclass(frozen=True)
class ShardedManifest(Manifest):
    """Of a release in a bucket, or of one that is to be put there."""

    files: ShardedFiles

    @property
    def digest(self) -> str:
        """Of the whole list."""
        return self.files.root.digest

    def differing(self, other: Manifest) -> set[str]:
        """Paths of files that differ; only shards that differ are read."""
        with in_shards(other, self.files.root.depth) as there:
            return {it.path for it in differences(self.files, there.files)}


def differences(old: ShardedFiles, new: ShardedFiles) -> Iterator[Difference]:
    """By shards of `new`; those that both have the same are not loaded."""
    depth = new.root.depth
    same = old.root.shards if old.root.depth == depth else ()
    for number, digest in enumerate(new.root.shards):
        if same and same[number] == digest:
            continue
        before, after = old.within(number, depth), new.shard(number)
        for path in sorted(before.keys() | after.keys()):
            if before.get(path) != after.get(path):
                yield Difference(path, before.get(path), after.get(path))


@contextmanager
def in_shards(manifest: Manifest, depth: int) -> Iterator[ShardedManifest]:
    """The same files by shards, sorted on this machine's disk as long as that is needed."""
    if isinstance(manifest, ShardedManifest):
        yield manifest
        return
    # Without a name, the file goes with its connection.
    with closing(sqlite3.connect("")) as table:
        table.execute(TABLE)
        rows = ((place_of(path), path, *row_of(it)) for path, it in manifest.files.items())
        table.executemany("insert into files values (?, ?, ?, ?, ?)", rows)
        digests, count = [""] * DIGIT_VALUES**depth, 0
        parts = [NOWHERE] * len(digests)
        ordered = table.execute("select * from files order by place, path")
        for number, found in groupby(ordered, lambda row: shard_number(row[0], depth)):
            shard = {path: Entry(*entry) for _, path, *entry in found}
            text = text_of_shard(shard)
            digests[number], count = sha256(text).hexdigest(), count + len(shard)
            parts[number] = Part("", 0, len(text))
        digest = digest_of(table.execute("select path, sha256, size from files order by path"))
        root = Root(digest, (0, 0, 0), count, depth, "", tuple(digests), tuple(parts))
        yield ShardedManifest(ShardedFiles(root, lambda number: _shard(table, number, depth)))


def text_of_shard(rows: Rows) -> bytes:
    """As it is stored."""
    return shard_text({path: row_of(entry) for path, entry in rows.items()})


def laid_out(new: Root, live: Root, release: str) -> tuple[Part, ...]:
    """Where the shards of `release` are to lie: what `live` has the same stays where it is, the
    rest goes into packs of its own."""
    same = live if live.depth == new.depth else None
    parts, count, end = list(new.parts), 0, 0
    for number, digest in enumerate(new.shards):
        length = new.parts[number].length
        if same and same.shards[number] == digest:
            parts[number] = same.parts[number]
        elif digest:
            if end + length > MOST_PACKED:
                count, end = count + 1, 0
            parts[number] = Part(f"{release}-{count}", end, length)
            end += length
    return tuple(parts)


def _shard(table: sqlite3.Connection, number: int, depth: int) -> Rows:
    first = f"{number:0{depth}x}" if depth else ""
    found = table.execute(
        "select path, sha256, size, md5 from files where place between ? and ?",
        (first, f"{first}g"),
    )
    return {path: Entry(*entry) for path, *entry in found}
