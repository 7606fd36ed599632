"""A target that is a bucket of S3 or of a store that speaks like it, for a CDN or nginx in front.

Nothing can be renamed there: a release is put where it will be, and its manifest, which comes last
and lies beside it, makes it one.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any, TypeVar

from botocore.exceptions import ClientError

from tools.publish.front import POLICY
from tools.publish.here import run_here
from tools.publish.manifest import NAME as MANIFEST
from tools.publish.objects import headers_of
from tools.publish.refusal import TargetUnreachable
from tools.publish.releases import FOLDER, INCOMING
from tools.publish.s3_client import AT_ONCE, NO_KEY, code_of, open_client, refusal_of, told
from tools.publish.storage import Heard
from tools.publish.targets import Bucket

MOST_AT_ONCE = 1000  # objects that one request may remove
TAKEN = ("PreconditionFailed", "ConditionalRequestConflict", "412", "409")
NO_CONDITIONS = ("NotImplemented", "501")
Item = TypeVar("Item")


class S3:
    def __init__(self, bucket: Bucket, after: str = "") -> None:
        """after: a command of this machine, run when the pointer has moved."""
        self._bucket = bucket
        self._client = open_client(bucket)
        self._after = after

    def ready(self) -> None:
        self.pointed("current")
        self._keys(".trial")
        self.write(".trial", b"")
        self._delete([self._key(".trial")])

    def read(self, path: str) -> bytes | None:
        with told(self._bucket, writing=False):
            try:
                answer = self._ask("get_object", path)
            except ClientError as cause:
                if code_of(cause) in NO_KEY:
                    return None
                raise
            data: bytes = answer["Body"].read()
            return data

    def write(self, path: str, data: bytes) -> None:
        with told(self._bucket, writing=True):
            self._put(path, data, **headers_of(path))

    def claim(self, path: str, data: bytes) -> bool:
        if self.read(path) is not None:
            return False
        with told(self._bucket, writing=True):
            try:
                self._put(path, data, IfNoneMatch="*")
            except ClientError as cause:
                if code_of(cause) in TAKEN:
                    return False
                if code_of(cause) not in NO_CONDITIONS:
                    raise
                self._put(path, data)
        # A store that knows no conditions keeps what came last.
        return self.read(path) == data

    def names(self, folder: str) -> list[str]:
        found = self._children(folder)
        if folder == FOLDER:
            found = {name for name in found if f"{name}.json" in found}
        return sorted(found)

    def sizes(self, folder: str) -> dict[str, int]:
        top = self._key(folder) + "/"
        return {key.removeprefix(top): size for key, size in self._listed(top)}

    def send(self, folder: str, files: Mapping[str, Path], moment: int, heard: Heard) -> None:
        def put(path: str) -> None:
            whole = f"{folder}/{path}"
            self._put(whole, files[path].read_bytes(), **headers_of(whole))

        self._all(put, list(files), heard)

    def link(self, pairs: Sequence[tuple[str, str]]) -> None:
        def copy(pair: tuple[str, str]) -> None:
            old, new = pair
            source = {"Bucket": self._bucket.name, "Key": self._key(old)}
            # What an object answers with follows today's rules, not those of its first day.
            rules = {"MetadataDirective": "REPLACE", **headers_of(new)}
            self._ask("copy_object", new, CopySource=source, **rules)

        self._all(copy, pairs, lambda _: None)

    def rename(self, old: str, new: str) -> None:
        """All of it is there already: see `_key`."""

    def point(self, name: str, to: str) -> None:
        policy = (self.read(f"{to}/{POLICY}") or b"").decode("ascii")
        about = {"release": to, "policy": policy}
        with told(self._bucket, writing=True):
            self._put(name, to.encode(), Metadata=about, **headers_of(f"{name}.txt"))
        told_about = {"PORTAL_RELEASE": to, "PORTAL_POLICY": policy}
        if self._after and (complaint := run_here(self._after, told_about)):
            raise TargetUnreachable(f"Lệnh reload “{self._after}” báo lỗi: {complaint}")

    def pointed(self, name: str) -> str:
        return (self.read(name) or b"").decode("utf-8", "replace").strip()

    def seal(self, folder: str) -> None:
        """The store writes through, and only its own keys' holders may change something."""

    def remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            if path == INCOMING:
                self.remove(f"{FOLDER}/{name}" for name in self._unfinished())
                continue
            # Without its manifest it is no release any more, however far the rest gets.
            if path.startswith(f"{FOLDER}/"):
                self._delete([f"{self._key(path)}.json"])
            self._delete(self._keys(path))

    def run(self, command: str) -> str:
        return run_here(command)

    def local(self, path: str) -> Path | None:
        return None

    def _unfinished(self) -> list[str]:
        found = self._children(FOLDER)
        return sorted(
            name for name in found if not name.endswith(".json") and f"{name}.json" not in found
        )

    def _key(self, path: str) -> str:
        if path.startswith(f"{INCOMING}/"):
            path = FOLDER + path.removeprefix(INCOMING)
        if path.startswith(f"{FOLDER}/") and path.endswith(f"/{MANIFEST}"):
            path = path.removesuffix(f"/{MANIFEST}") + ".json"
        return f"{self._bucket.prefix}/{path}".strip("/")

    def _put(self, path: str, data: bytes, **more: Any) -> None:
        digest = base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()
        self._ask("put_object", path, Body=data, ContentMD5=digest, **more)

    def _ask(self, what: str, path: str, **more: Any) -> Any:
        call = getattr(self._client, what)
        return call(Bucket=self._bucket.name, Key=self._key(path), **more)

    def _children(self, folder: str) -> set[str]:
        """The names of files and folders right below."""
        top = f"{self._key(folder)}/".lstrip("/")
        return {key.removeprefix(top).rstrip("/") for key, _ in self._listed(top, Delimiter="/")}

    def _keys(self, path: str) -> list[str]:
        """Of the file `path`, or of all files of that folder."""
        key = self._key(path)
        found = (found for found, _ in self._listed(key))
        return [found for found in found if found == key or found.startswith(f"{key}/")]

    def _listed(self, start: str, **more: str) -> Iterator[tuple[str, int]]:
        pages = self._client.get_paginator("list_objects_v2")
        with told(self._bucket, writing=False):
            for page in pages.paginate(Bucket=self._bucket.name, Prefix=start, **more):
                for folder in page.get("CommonPrefixes", ()):
                    yield folder["Prefix"], 0
                for found in page.get("Contents", ()):
                    yield found["Key"], found["Size"]

    def _delete(self, keys: Sequence[str]) -> None:
        for start in range(0, len(keys), MOST_AT_ONCE):
            some = [{"Key": key} for key in keys[start : start + MOST_AT_ONCE]]
            with told(self._bucket, writing=True):
                answer = self._client.delete_objects(
                    Bucket=self._bucket.name, Delete={"Objects": some, "Quiet": True}
                )
            for fault in answer.get("Errors", ()):
                sentence = refusal_of(fault["Code"], self._bucket, True, fault.get("Message", ""))
                raise TargetUnreachable(sentence)

    def _all(self, work: Callable[[Item], None], items: Sequence[Item], heard: Heard) -> None:
        """Many at once; the first that fails, or Ctrl-C, keeps the others from beginning."""
        with ThreadPoolExecutor(AT_ONCE) as pool, told(self._bucket, writing=True):
            futures = [pool.submit(work, item) for item in items]
            try:
                for number, future in enumerate(as_completed(futures), 1):
                    future.result()
                    heard(number)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
