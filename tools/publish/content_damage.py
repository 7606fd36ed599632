"""What in a bucket is not as it was published, shard by shard, and whole objects in its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter

from tools.publish.by_content import INTENDED, put_objects, upload
from tools.publish.content_store import (
    ContentStore,
    Stored,
    root_of,
    shard_there,
    sharded_of,
)
from tools.publish.damage import Compared, Look
from tools.publish.front import policy_of
from tools.publish.kept_content import forget, kept_files
from tools.publish.manifest import Changes, Entry, Manifest
from tools.publish.prepare import Prepared
from tools.publish.releases import (
    FOLDER,
    KEPT,
    Release,
    digest_of,
    live_name,
    names_of_releases,
    site_of,
)
from tools.publish.sharded import (
    Difference,
    ShardedFiles,
    ShardedManifest,
    in_shards,
    text_of_shard,
)
from tools.server.index import (
    DIGIT_VALUES,
    KEPT_SINCE,
    OBJECTS,
    SHARDS,
    Root,
    object_of,
    pack_path,
    root_path,
    root_text,
    shard_number,
)

OBJECT = re.compile(rf"{OBJECTS}/([0-9a-f]{{16}})-[0-9a-f]{{64}}(?:\.[a-z]+)?")
MOST_SHARED = 32  # shards in memory, of all releases
Wanted = Mapping[str, tuple[str, Entry, Sequence[str]]]


@dataclass
class _Found:
    """By folder: files that are not as they should be, and the digests of those that are there."""

    wrong: dict[str, dict[str, Entry]] = field(default_factory=dict)
    seen: dict[str, dict[str, str]] = field(default_factory=dict)
    garbage: list[str] = field(default_factory=list)


def look_at(store: ContentStore) -> Look:
    """Compares every object with what the releases, and those kept for readers, should have."""
    live = live_name(store)
    names = sorted({*names_of_releases(store), *([live] if live else [])})
    releases = _readable(store, names)
    folders = {site_of(name): files for name, files in releases.items()}
    folders[KEPT] = kept_files(store, partial(shard_there, store))
    found, lost = _Found(), set[str]()
    depth = max(files.root.depth for files in folders.values())
    objects = _by_shard(store, depth, found)
    for number in range(DIGIT_VALUES**depth):
        here = {folder for folder, files in folders.items() if _is_lost(files, number, depth)}
        wanted = _wanted(folders, number, depth)
        there = {it.path: it for it in next(objects)}
        _compare(store, wanted, there, found)
        if not here:  # what nobody can tell the use of stays
            found.garbage += sorted(there.keys() - wanted.keys())
        lost |= here
    if KEPT in lost:
        found.wrong.setdefault(KEPT, {})[KEPT_SINCE] = Entry("", 0)
    used = {pack_path(pack) for files in folders.values() for pack in files.root.packs}
    found.garbage += [it.path for it in store.listed(f"{SHARDS}/") if it.path not in used]
    trusted = [name for name in releases if site_of(name) not in lost]
    compared = [
        Compared(folder, found.wrong.get(folder, {}), found.seen.get(folder, {}))
        for folder in (*map(site_of, trusted), KEPT)
    ]
    untrusted = [name for name in names if name not in trusted]
    count = sum(len(releases[name]) for name in trusted)
    return Look(live, compared, untrusted, count, () if untrusted else tuple(found.garbage))


def mended(store: ContentStore, look: Look, prepared: Prepared | None, tls: bool) -> Look:
    """Puts whole objects there as far as the build, or this machine, has them; what is left."""
    for name in look.untrusted:
        _mend_release(store, name, prepared, tls)
    look = look_at(store)
    if prepared:
        wrong = {(path, it.files[path]) for it in look.damaged for path in it.wrong}
        files = prepared.manifest.files
        own = [Difference(path, None, it) for path, it in wrong if files.get(path) == it]
        put_objects(store, prepared, own, lambda _: None)
        look = look_at(store)
    gone = {path for it in look.damaged if it.folder == KEPT for path in it.wrong}
    if not gone:
        return look
    forget(store, gone, datetime.now(UTC))
    return look_at(store)


def _readable(store: ContentStore, names: Sequence[str]) -> dict[str, ShardedFiles]:
    """By name; what this machine remembers of shards is no proof of what is there."""
    # Neighbours share most shards.
    read = lru_cache(MOST_SHARED)(partial(shard_there, store))
    found = {}
    for name in names:
        with suppress(ValueError):
            root = root_of(store, store.fresh(root_path(name)) or b"")
            manifest = sharded_of(store, root, read)
            if manifest.digest == digest_of(name):
                found[name] = manifest.files
    return found


def _is_lost(files: ShardedFiles, number: int, depth: int) -> bool:
    return any(files.is_lost(part) for part in files.covering(number, depth))


def _by_shard(store: ContentStore, depth: int, found: _Found) -> Iterator[Sequence[Stored]]:
    """The objects of each shard in turn, also of those without any."""

    def ours() -> Iterator[tuple[int, Stored]]:
        for it in store.listed(f"{OBJECTS}/"):
            if named := OBJECT.fullmatch(it.path):
                yield shard_number(named[1], depth), it
            else:
                found.garbage.append(it.path)

    last = -1
    for number, group in groupby(ours(), itemgetter(0)):
        yield from [()] * (number - last - 1)
        yield [it for _, it in group]
        last = number
    yield from [()] * (DIGIT_VALUES**depth - last - 1)


def _wanted(folders: Mapping[str, ShardedFiles], number: int, depth: int) -> Wanted:
    """By object: the path, what it should be, and for which folders."""
    wanted: dict[str, tuple[str, Entry, list[str]]] = {}
    for folder, files in folders.items():
        for path, entry in files.within(number, depth).items():
            place = object_of(path, entry.sha256)
            wanted.setdefault(place, (path, entry, []))[2].append(folder)
    return wanted


def _compare(
    store: ContentStore, wanted: Wanted, there: Mapping[str, Stored], found: _Found
) -> None:
    def note(place: str, digest: str) -> None:
        path, entry, folders = wanted[place]
        for folder in folders:
            found.wrong.setdefault(folder, {})[path] = entry
            if digest:
                found.seen.setdefault(folder, {})[path] = digest

    def look(place: str) -> None:
        digest = hashlib.sha256(store.read(place) or b"").hexdigest()
        if digest != wanted[place][1].sha256:
            note(place, digest)

    for place in wanted.keys() - there.keys():
        note(place, "")
    # Another object, or a store whose ETags are no MD5s.
    unsure = [it for it in wanted.keys() & there.keys() if there[it].etag != wanted[it][1].md5]
    store.all(look, sorted(unsure), lambda _: None)


def _mend_release(store: ContentStore, name: str, prepared: Prepared | None, tls: bool) -> None:
    same = prepared is not None and prepared.manifest.digest == digest_of(name)
    manifest = _told(store, name)
    if manifest is None:
        if prepared and same:
            nothing, policy = Release("", Manifest({})), policy_of(prepared.code, tls)
            upload(store, name, prepared, Changes(), policy, nothing, lambda _: None)
        return
    root = manifest.files.root
    own = prepared.manifest if prepared else Manifest({})
    with in_shards(own, root.depth) as built:
        for pack in root.packs:
            _mend_pack(store, pack, root, (manifest.files, built.files))
    store.write(root_path(name), root_text(root))


def _mend_pack(store: ContentStore, pack: str, root: Root, sources: Sequence[ShardedFiles]) -> None:
    """What other releases have in it stays as it is."""
    lost = {
        number: digest
        for number, digest in enumerate(root.shards)
        if root.parts[number].pack == pack and not _is_there(store, root, number)
    }
    if not lost:
        return
    data = bytearray(store.read(pack_path(pack)) or b"")
    for number, digest in lost.items():
        for files in sources:
            if files.root.shards[number] == digest and not files.is_lost(number):
                _, offset, length = root.parts[number]
                data.extend(b" " * (offset + length - len(data)))
                data[offset : offset + length] = text_of_shard(files.shard(number))
    store.write(pack_path(pack), bytes(data))


def _is_there(store: ContentStore, root: Root, number: int) -> bool:
    digest = root.shards[number]
    data = shard_there(store, digest, root.parts[number])
    return hashlib.sha256(data).hexdigest() == digest


def _told(store: ContentStore, name: str) -> ShardedManifest | None:
    """By its root, or by what it was intended to be; with shards as this machine has them too."""
    for path in (root_path(name), f"{FOLDER}/{name}/{INTENDED}"):
        with suppress(ValueError):
            root = root_of(store, store.fresh(path) or b"")
            if root.digest == digest_of(name):
                return sharded_of(store, root)
    return None
