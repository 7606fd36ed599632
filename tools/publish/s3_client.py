"""What a bucket is asked for, many things at once, with the keys that a publisher's machine has."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import boto3
from botocore.config import Config

from tools.publish.errors import TargetUnreachableError
from tools.publish.s3_errors import refusal_of, translated
from tools.publish.storage import Heard
from tools.publish.targets import Bucket

AT_ONCE = 16
MOST_WAITING = 2 * AT_ONCE
# The newer checksums are asked for only where the API needs one: not every store knows them.
CONFIG = Config(
    connect_timeout=10,
    read_timeout=60,
    retries={"mode": "standard", "max_attempts": 4},
    max_pool_connections=AT_ONCE,
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
OWN_ENDPOINT = CONFIG.merge(Config(s3={"addressing_style": "path"}))
MOST_REMOVED = 1000  # objects, by one request
Item = TypeVar("Item")


class ListedObject(NamedTuple):
    """etag: mostly the MD5 of the object's bytes, hexadecimal; empty for a folder."""

    key: str
    size: int = 0
    etag: str = ""


class Client:
    """Keys are whole: with the target's prefix. All but `ask` and `put`
    raise TargetUnreachableError."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        with translated(bucket):
            self._api = boto3.client(
                "s3",
                endpoint_url=bucket.endpoint or None,
                region_name=bucket.region or None,
                config=OWN_ENDPOINT if bucket.endpoint else CONFIG,
            )
        # Older stores remove nothing without this digest.
        self._api.meta.events.register("before-call.s3.DeleteObjects", _add_digest)

    def ask(self, what: str, key: str, **more: Any) -> Any:
        """what: a name of S3's API. Raises ClientError or BotoCoreError."""
        return getattr(self._api, what)(Bucket=self._bucket.name, Key=key, **more)

    def put(self, key: str, data: bytes, **more: Any) -> None:
        """As `ask`; the store compares what arrives with its digest."""
        self.ask("put_object", key, Body=data, ContentMD5=_digest(data), **more)

    def listed(self, start: str, **more: str) -> Iterator[ListedObject]:
        """What has a key that begins so; with a Delimiter, folders too."""
        pages = self._api.get_paginator("list_objects_v2")
        with translated(self._bucket):
            for page in pages.paginate(Bucket=self._bucket.name, Prefix=start, **more):
                for folder in page.get("CommonPrefixes", ()):
                    yield ListedObject(folder["Prefix"])
                for found in page.get("Contents", ()):
                    yield ListedObject(found["Key"], found["Size"], found["ETag"].strip('"'))

    def delete(self, keys: Iterable[str]) -> None:
        """MOST_REMOVED at a time."""
        keys = iter(keys)
        while some := [{"Key": key} for key in islice(keys, MOST_REMOVED)]:
            with translated(self._bucket, writing=True):
                answer = self._api.delete_objects(
                    Bucket=self._bucket.name, Delete={"Objects": some, "Quiet": True}
                )
            for fault in answer.get("Errors", ()):
                sentence = refusal_of(fault["Code"], self._bucket, True, fault.get("Message", ""))
                raise TargetUnreachableError(sentence)

    def all(self, work: Callable[[Item], None], items: Iterable[Item], heard: Heard) -> None:
        """Many at once; the first that fails, or Ctrl-C, keeps the others from beginning. Of
        `items` few are taken before their turn comes."""
        done = 0
        with ThreadPoolExecutor(AT_ONCE) as pool, translated(self._bucket, writing=True):
            waiting: set[Future[None]] = set()

            def hear(most: int) -> None:
                nonlocal waiting, done
                while len(waiting) > most:
                    ended, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    for future in ended:
                        future.result()
                        done += 1
                        heard(done)

            try:
                for item in items:
                    waiting.add(pool.submit(work, item))
                    hear(MOST_WAITING)
                hear(0)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def _digest(data: bytes) -> str:
    return base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()


def _add_digest(params: dict[str, Any], **_: object) -> None:
    params["headers"]["Content-MD5"] = _digest(params["body"])
