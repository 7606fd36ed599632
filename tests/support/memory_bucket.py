"""A bucket in this process's memory, for what has to be tried many times, or looked into."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from tools.publish.content_store import read_sharded
from tools.publish.delivery import Place, deliver, roll_back, settle
from tools.publish.kept_content import kept_files
from tools.publish.manifest import Manifest, changes_between, entry_of_bytes
from tools.publish.prepare import Prepared
from tools.publish.progress import Progress
from tools.publish.releases import live_name, names_of_releases, read_release
from tools.publish.s3 import S3
from tools.publish.s3_client import Item, ListedObject
from tools.publish.storage import Heard
from tools.publish.targets import Bucket, Target
from tools.server.index import Part, object_of, pack_path

QUIET = Progress(quiet=True)
TARGET = Target("s3://kho")


class KilledError(BaseException):
    """The publisher is not there any more, and can tidy up nothing."""


class MemoryClient:
    """Like `Client`, s3_client.py. stop: the first request that is not sent; 0 for none."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()
        self.stop = 0

    def ask(self, what: str, key: str, **more: Any) -> Any:
        self._count("GET")
        if key not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, what)
        data = self.objects[key]
        if "Range" in more:
            first, last = map(int, more["Range"].removeprefix("bytes=").split("-"))
            data = data[first : last + 1]
        return {"Body": BytesIO(data)}

    def put(self, key: str, data: bytes, **more: Any) -> None:
        self._count("PUT")
        if "IfNoneMatch" in more and key in self.objects:
            raise ClientError({"Error": {"Code": "PreconditionFailed"}}, "PutObject")
        self.objects[key] = data

    def listed(self, start: str, **more: str) -> Iterator[ListedObject]:
        self._count("LIST")
        folders = set()
        for key, data in sorted(self.objects.items()):
            if not key.startswith(start):
                continue
            inside, slash, _ = key.removeprefix(start).partition("/")
            if more and slash:
                folders.add(f"{start}{inside}/")
            else:
                md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
                yield ListedObject(key, len(data), md5)
        yield from map(ListedObject, sorted(folders))

    def delete(self, keys: Iterable[str]) -> None:
        if some := list(keys):
            self._count("DELETE")
        for key in some:
            self.objects.pop(key, None)

    def all(self, work: Callable[[Item], None], items: Iterable[Item], heard: Heard) -> None:
        for number, item in enumerate(items, 1):
            work(item)
            heard(number)

    def _count(self, kind: str) -> None:
        self.asked[kind] += 1
        if self.stop and self.asked.total() >= self.stop:
            raise KilledError


class MemoryBucket(S3):
    def __init__(self) -> None:
        self.client = MemoryClient()
        self._roots: dict[str, bytes] = {}
        self._bucket, self._after, self.to = Bucket("kho", ""), "", "s3://kho"
        self._client = self.client  # type: ignore[assignment]

    def seen(self, path: str, part: Part | None = None) -> bytes | None:
        """As everybody may ask."""
        data = self.client.objects.get(path)
        return data[part.offset : part.offset + part.length] if part and data else data


class MemoryPublisher:
    """sites: what was published, by release."""

    def __init__(self, folder: Path) -> None:
        self.bucket, self._folder, self._count = MemoryBucket(), folder, 0
        self.place = Place(TARGET, self.bucket)
        self.sites: dict[str, Mapping[str, bytes]] = {}

    def built(self, site: Mapping[str, bytes]) -> Prepared:
        self._count += 1
        top = self._folder / str(self._count)
        files = {path: top / str(number) for number, path in enumerate(site)}
        top.mkdir()
        for path, file in files.items():
            file.write_bytes(site[path])
        entries = {path: entry_of_bytes(data) for path, data in site.items()}
        return Prepared(top, files, Manifest(entries))

    def publish(self, site: Mapping[str, bytes]) -> str:
        prepared = self.built(site)
        live = read_release(self.bucket, live_name(self.bucket))
        changes = changes_between(live.manifest, prepared.manifest)
        name, _ = deliver(self.place, prepared, changes, live, QUIET)
        self.sites[name] = site
        return name

    def step_back(self) -> None:
        names = names_of_releases(self.bucket)
        live = live_name(self.bucket)
        if names.index(live):
            to = read_release(self.bucket, names[names.index(live) - 1])
            roll_back(self.place, read_release(self.bucket, live), to)
            settle(self.place, to.name)

    def needed(self) -> set[str]:
        """All that releases and readers need, and nothing else."""
        bucket = self.bucket
        names = names_of_releases(bucket)
        manifests = [read_sharded(bucket, name).files for name in names] + [kept_files(bucket)]
        rows = [(path, it) for files in manifests for path, it in files.items()]
        packs = {pack for files in manifests for pack in files.root.packs}
        return {object_of(path, it.sha256) for path, it in rows} | set(map(pack_path, packs))

    def stored(self) -> set[str]:
        return {path for path in self.bucket.client.objects if path[:6] in ("object", "index/")}
