"""A bucket in this process that keeps sizes and digests of objects, so that sites of any size fit.

Like `MemoryClient`, but a listing is as many requests as S3 makes of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from hashlib import md5
from typing import Any

from tests.support.memory_bucket import MemoryBucket, MemoryClient
from tools.publish.s3_client import ListedObject
from tools.server.index import OBJECTS

LISTED = 1000  # by one request


class LeanClient(MemoryClient):
    def __init__(self) -> None:
        super().__init__()
        self.sent = 0
        self._about: dict[str, tuple[int, bytes]] = {}
        self._names: list[str] = []

    @property
    def requests(self) -> Counter[str]:
        return self.asked

    def begin(self) -> None:
        self.asked, self.sent = Counter(), 0

    def put(self, key: str, data: bytes, **more: Any) -> None:
        kept = b"" if key.startswith(f"{OBJECTS}/") else data
        super().put(key, kept, **more)
        self.sent += len(data)
        self._about[key] = len(data), md5(data, usedforsecurity=False).digest()
        self._names = []

    def listed(self, start: str, **more: str) -> Iterator[ListedObject]:
        self._count("LIST")
        self._names = self._names or sorted(self._about)
        folders, found = set(), 0
        for place in range(bisect_left(self._names, start), len(self._names)):
            key = self._names[place]
            if not key.startswith(start):
                break
            if key not in self.objects:  # removed since
                continue
            inside, slash, _ = key.removeprefix(start).partition("/")
            if more and slash:
                folders.add(f"{start}{inside}/")
            else:
                found += 1
                if found > LISTED:
                    self._count("LIST")
                    found = 1
                size, digest = self._about[key]
                yield ListedObject(key, size, digest.hex())
        yield from map(ListedObject, sorted(folders))


class LeanBucket(MemoryBucket):
    def __init__(self) -> None:
        super().__init__()
        self.lean = LeanClient()
        self.client, self._client = self.lean, self.lean  # type: ignore[assignment]
