"""A release comes into a bucket, and one that nobody keeps goes, at the cost of what differs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from plugins.shared.command import COMMAND
from plugins.shared.messages import gettext
from tools.console import complain
from tools.publish.content_store import (
    ContentStore,
    forget_shards,
    put_packs,
    root_of,
    sharded_of,
)
from tools.publish.errors import PublishError
from tools.publish.kept_content import kept_files, releases_there
from tools.publish.manifest import Changes, Entry, moment_of
from tools.publish.origin import NAME as ORIGIN
from tools.publish.origin import origin_text
from tools.publish.prepare import Prepared
from tools.publish.releases import (
    FOLDER,
    Release,
)
from tools.publish.sharded import (
    Difference,
    ShardedFiles,
    ShardedManifest,
    differences,
    in_shards,
    laid_out,
)
from tools.publish.spot_check import not_there
from tools.publish.storage import Heard
from tools.publish.whole import whole_file
from tools.server.index import (
    depth_of,
    object_of,
    pack_path,
    root_path,
    root_text,
)

# What a release is to be, before anything of it is there: whoever removes half of one reads it.
INTENDED = "intended.json"


def upload(
    store: ContentStore,
    name: str,
    prepared: Prepared,
    changes: Changes,
    policy: str,
    live: Release,
    heard: Heard,
) -> None:
    """Puts there what `live` does not have; the root, which makes it a release, comes last.

    Raises TargetUnreachableError, or PublishError where a file changed since it was prepared.
    """
    old = live.manifest
    before = old.files.root.depth if isinstance(old, ShardedManifest) else 0
    depth = depth_of(len(prepared.manifest.files), before)
    counts = (len(changes.new), len(changes.changed), len(changes.removed))
    with in_shards(prepared.manifest, depth) as new, in_shards(old, depth) as there:
        parts = laid_out(new.files.root, there.files.root, name)
        root = replace(new.files.root, changes=counts, policy=policy, parts=parts)
        store.write(f"{FOLDER}/{name}/{INTENDED}", root_text(root))
        put_packs(store, new.files, root, name)
        lacking = not_there(store, new.files, moment_of(name)) if live.name else {}
        wanted = _with(differences(there.files, new.files), lacking, live.name)
        put_objects(store, prepared, wanted, heard)
    store.write(f"{FOLDER}/{name}/{ORIGIN}", origin_text(prepared.origin).encode())
    store.write(root_path(name), root_text(root))
    forget_shards()


def _with(
    wanted: Iterable[Difference], lacking: dict[str, Entry], live: str
) -> Iterator[Difference]:
    """What is damaged too; of that, whoever publishes hears."""
    for it in wanted:
        lacking.pop(it.path, None)
        yield it
    if lacking:
        complain(
            gettext(
                "Cảnh báo: ở nơi đăng, {count} tệp của bản {live} đã mất hay bị sửa (như "
                "{first}); đang chuyển lại những tệp ấy. Muốn xem hết: {command} publish "
                "--verify",
                count=len(lacking),
                live=live,
                first=min(lacking),
                command=COMMAND,
            )
        )
    for path, entry in sorted(lacking.items()):
        yield Difference(path, None, entry)


def put_objects(
    store: ContentStore, prepared: Prepared, wanted: Iterable[Difference], heard: Heard
) -> None:
    """Uploads the files that differ, each once. Raises PublishError where one was changed
    meanwhile."""

    def put(file: tuple[str, Entry]) -> None:
        path, entry = file
        data = whole_file(prepared, path).read_bytes()
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise PublishError(
                gettext(
                    "Chưa đăng: tệp “{path}” vừa bị sửa trong lúc đăng; hãy chạy lại lệnh này.",
                    path=path,
                )
            )
        store.put(object_of(path, entry.sha256), data, path)

    store.all(put, ((it.path, it.new) for it in wanted if it.new), heard)


def remove_release(store: ContentStore, name: str) -> None:
    """With what no other has; one that is only half there too."""
    data = store.read(root_path(name)) or store.read(f"{FOLDER}/{name}/{INTENDED}") or b""
    # Without its root it is no release any more, however far the rest gets.
    store.delete([root_path(name)])
    with suppress(ValueError):
        store.delete(_unneeded(store, sharded_of(store, root_of(store, data)).files))
    # What it was to be comes last: until then, whoever comes next goes on here.
    store.delete([f"{FOLDER}/{name}/{file}" for file in (ORIGIN, INTENDED)])


def _unneeded(store: ContentStore, gone: ShardedFiles) -> Iterator[str]:
    """Objects, then packs that told of them. Raises ValueError as `releases_there`."""
    others = [*releases_there(store), kept_files(store)]
    for path, entry in _unused(gone, others):
        yield object_of(path, entry.sha256)
    used = {pack for files in others for pack in files.root.packs}
    yield from (pack_path(it) for it in gone.root.packs if it not in used)


def _unused(gone: ShardedFiles, others: list[ShardedFiles]) -> Iterator[tuple[str, Entry]]:
    depth = gone.root.depth
    for number in gone.unlike(others):
        parts = [(files, part) for files in others for part in files.covering(number, depth)]
        if any(files.is_lost(part) for files, part in parts):
            continue  # `publish --verify` looks after it
        used = {
            (path, it.sha256)
            for files in others
            for path, it in files.within(number, depth).items()
        }
        for path, entry in gone.shard(number).items():
            if (path, entry.sha256) not in used:
                yield path, entry
