"""Whoever has a page open goes on finding its scripts and photos in a bucket after they left.

What left is listed in shards, as a release's files are: `kept.json` is their root.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256

from tools.publish.content_store import (
    ContentStore,
    ReadShard,
    put_packs,
    read_sharded,
    root_of,
    sharded_of,
)
from tools.publish.manifest import Entry, KeptEntry
from tools.publish.releases import KEPT_FOR, is_hashed, live_name, names_of_releases
from tools.publish.sharded import Rows, ShardedFiles, differences, laid_out, text_of_shard
from tools.server.index import (
    DIGIT_VALUES,
    KEPT_SINCE,
    NOTHING,
    NOWHERE,
    Part,
    Root,
    object_of,
    pack_path,
    place_of,
    root_text,
    shard_number,
)

KEPT = "kept-"
NAME = f"{KEPT}%Y%m%dT%H%M%S%f"


def kept_files(store: ContentStore, shards: ReadShard | None = None) -> ShardedFiles:
    """Without any where nothing left, or nobody can tell what. shards: as of `read_sharded`."""
    try:
        return sharded_of(store, root_of(store, store.read(KEPT_SINCE) or b""), shards).files
    except ValueError:
        return ShardedFiles(NOTHING, lambda _: None)


def keep(store: ContentStore, old: str, new: str, now: datetime) -> None:
    """Hashed files that the release `old` has and `new` has not stay for `KEPT_FOR`.

    Older ones go where a shard is written anyway.
    """
    try:
        before, after = read_sharded(store, old).files, read_sharded(store, new).files
    except ValueError:  # none before the first publication; nobody can tell what left
        return
    kept, moment = kept_files(store), int(now.timestamp())
    depth = max(kept.root.depth, after.root.depth)
    leaving: dict[int, dict[str, Entry]] = {}
    for it in differences(before, after):
        if it.old and not it.new and is_hashed(it.path):
            number = shard_number(place_of(it.path), depth)
            row = KeptEntry(it.old.sha256, it.old.size, it.old.md5, moment)
            leaving.setdefault(number, {})[it.path] = row
    oldest = moment - int(KEPT_FOR.total_seconds())

    def rows(number: int) -> Rows:
        known = kept.within(number, depth)
        lasting = {path: it for path, it in known.items() if _since(it) >= oldest}
        return lasting | leaving.get(number, {})

    def gone() -> Iterator[tuple[str, Entry]]:
        for number in leaving:
            now_there = rows(number)
            for path, entry in kept.within(number, depth).items():
                if now_there.get(path) != entry:
                    yield path, entry

    if leaving:
        rewrite(store, kept, depth, leaving, rows, now)
        with suppress(ValueError):
            releases = releases_there(store)
            unused = (it for it in gone() if not any(_has(files, *it) for files in releases))
            store.delete(object_of(path, entry.sha256) for path, entry in unused)


def add(store: ContentStore, files: Iterable[tuple[str, Entry]], now: datetime) -> None:
    """Kept, though no release had them."""
    moment, kept = int(now.timestamp()), kept_files(store)
    new = {path: KeptEntry(it.sha256, it.size, it.md5, moment) for path, it in files}
    depth = kept.root.depth
    numbers = {shard_number(place_of(path), depth) for path in new}

    def rows(number: int) -> Rows:
        own = {p: it for p, it in new.items() if shard_number(place_of(p), depth) == number}
        return {**kept.shard(number), **own}

    rewrite(store, kept, depth, numbers, rows, now)


def forget(store: ContentStore, paths: Collection[str], now: datetime) -> None:
    """Nobody has these whole any more, nor what stood in shards that are lost."""
    kept = kept_files(store)
    depth = kept.root.depth
    lost = {number for number in range(DIGIT_VALUES**depth) if kept.is_lost(number)}
    numbers = lost | {shard_number(place_of(path), depth) for path in paths}

    def rows(number: int) -> Rows:
        return {path: it for path, it in kept.shard(number).items() if path not in paths}

    rewrite(store, kept, depth, numbers, rows, now)


def rewrite(
    store: ContentStore,
    kept: ShardedFiles,
    depth: int,
    numbers: Iterable[int],
    rows: Callable[[int], Rows],
    now: datetime,
) -> None:
    """All is kept as before but for the shards of those numbers, which get `rows`."""
    old = kept.root
    count = DIGIT_VALUES**depth
    digests, parts = list(old.shards), list(old.parts)
    if old.depth != depth:
        numbers, digests, parts = range(count), [""] * count, [NOWHERE] * count
    for number in numbers:
        text = text_of_shard(found) if (found := rows(number)) else b""
        digests[number] = sha256(text).hexdigest() if text else ""
        parts[number] = Part("", 0, len(text))
    root = Root("", (0, 0, 0), 0, depth, "", tuple(digests), tuple(parts))
    name = now.strftime(NAME)
    new = Root("", (0, 0, 0), 0, depth, "", root.shards, laid_out(root, old, name))
    put_packs(store, ShardedFiles(root, rows), new, name)
    store.write(KEPT_SINCE, root_text(new))
    # Those before, and what a killed publisher left of his own.
    used = {pack_path(it) for it in new.packs}
    store.delete(it.path for it in store.listed(pack_path(KEPT)) if it.path not in used)


def releases_there(store: ContentStore) -> list[ShardedFiles]:
    """Raises ValueError where it cannot be told what one of them has."""
    names = {*names_of_releases(store), live_name(store)} - {""}
    return [read_sharded(store, name).files for name in names]


def _since(entry: Entry) -> int:
    return entry.since if isinstance(entry, KeptEntry) else 0


def _has(files: ShardedFiles, path: str, entry: Entry) -> bool:
    """Also where it cannot be told."""
    number = shard_number(place_of(path), files.root.depth)
    return files.is_lost(number) or files.get(path) == entry
