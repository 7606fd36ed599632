"""A bucket in this process's memory, for what has to be tried many times, or looked into."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

from botocore.exceptions import ClientError

from tools.publish.s3 import S3
from tools.publish.s3_client import Item, ListedObject
from tools.publish.storage import Heard
from tools.publish.targets import Bucket


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
        return {"Body": BytesIO(self.objects[key])}

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
        self._bucket, self._after, self.to = Bucket("kho", ""), "", "s3://kho"
        self._client = self.client  # type: ignore[assignment]

    def seen(self, path: str) -> bytes | None:
        """As everybody may ask."""
        return self.client.objects.get(path)
