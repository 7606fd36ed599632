"""A target that is a bucket of S3 or of a store that speaks like it, behind nginx or a CDN."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from botocore.exceptions import ClientError

from plugins.shared.messages import gettext
from tools.publish.by_content import remove_release
from tools.publish.content_store import ContentStore, Item, Stored, read_sharded
from tools.publish.errors import TargetUnreachableError
from tools.publish.local_command import run_command
from tools.publish.objects import headers_of
from tools.publish.releases import FOLDER, INCOMING, LIVE
from tools.publish.s3_client import Client
from tools.publish.s3_errors import code_of, translated
from tools.publish.storage import EntryKind, Heard
from tools.publish.targets import Bucket
from tools.server.index import Part, object_of

NO_KEY = ("NoSuchKey", "404")
TOO_SHORT = ("InvalidRange", "416")
TAKEN = ("PreconditionFailed", "ConditionalRequestConflict", "412", "409")
NO_CONDITIONS = ("NotImplemented", "501")
ROOT = re.compile(rf"{FOLDER}/[^/]+\.json")
IN_SITE = re.compile(rf"{FOLDER}/(?P<release>[^/]+)/site/(?P<path>.+)", re.DOTALL)


class S3(ContentStore):
    """A `ContentStore` in a bucket."""

    def __init__(self, bucket: Bucket, after: str = "") -> None:
        """after: a command of this machine, run when the pointer has moved."""
        # A release's root is written once.
        self._roots: dict[str, bytes] = {}
        self.to = f"s3://{bucket.name}/{bucket.prefix}"
        self._bucket = bucket
        self._client = Client(bucket)
        self._after = after

    def ready(self) -> None:
        """The lock is the first thing that is written: it tells whether anything can be."""

    def read(self, path: str) -> bytes | None:
        if found := IN_SITE.fullmatch(path):
            return self._of_site(found["release"], found["path"])
        if path in self._roots:
            return self._roots[path]
        data = self._read(path)
        if data is not None and ROOT.fullmatch(path):
            self._roots[path] = data
        return data

    def fresh(self, path: str) -> bytes | None:
        self._roots.pop(path, None)
        return self.read(path)

    def part(self, path: str, part: Part) -> bytes | None:
        return self._read(path, Range=part.asked)

    def _read(self, path: str, **more: str) -> bytes | None:
        with translated(self._bucket):
            try:
                answer = self._client.ask("get_object", self._key(path), **more)
            except ClientError as cause:
                if code_of(cause) in (*NO_KEY, *(TOO_SHORT if more else ())):
                    return None
                raise
            data: bytes = answer["Body"].read()
            return data

    def write(self, path: str, data: bytes) -> None:
        self._roots.pop(path, None)
        with translated(self._bucket, writing=True):
            self._client.put(self._key(path), data, **headers_of(path))
        if ROOT.fullmatch(path):
            self._roots[path] = data

    def claim(self, path: str, data: bytes) -> bool:
        if self.read(path) is not None:
            return False
        with translated(self._bucket, writing=True):
            try:
                self._client.put(self._key(path), data, IfNoneMatch="*")
            except ClientError as cause:
                if code_of(cause) in TAKEN:
                    return False
                if code_of(cause) not in NO_CONDITIONS:
                    raise
                self._client.put(self._key(path), data)
        # A store that knows no conditions keeps what came last.
        return self.read(path) == data

    def names(self, folder: str) -> list[str]:
        found = self._children(folder)
        if folder == FOLDER:
            found = {name for name in found if f"{name}.json" in found}
        return sorted(found)

    def put(self, path: str, data: bytes, like: str) -> None:
        self._client.put(self._key(path), data, **headers_of(like))

    def listed(self, start: str) -> Iterator[Stored]:
        top = self._key("")
        for it in self._client.listed(f"{top}{start}"):
            yield Stored(it.key.removeprefix(top), it.size, it.etag)

    def delete(self, paths: Iterable[str]) -> None:
        def keys() -> Iterator[str]:
            for path in paths:
                self._roots.pop(path, None)
                yield self._key(path)

        self._client.delete(keys())

    def all(self, work: Callable[[Item], None], items: Iterable[Item], heard: Heard) -> None:
        self._client.all(work, items, heard)

    def point(self, name: str, to: str) -> None:
        self.write(name, to.encode())
        if self._after and (complaint := run_command(self._after, {"PORTAL_RELEASE": to})):
            raise TargetUnreachableError(
                gettext(
                    "Lệnh reload “{command}” báo lỗi: {complaint}",
                    command=self._after,
                    complaint=complaint,
                )
            )

    def pointed(self, name: str) -> str | None:
        found = self.read(name)
        return None if found is None else found.decode("utf-8", "replace").strip()

    def unpoint(self, name: str) -> None:
        self.delete([name])

    def kinds(self, names: Sequence[str]) -> list[EntryKind]:
        """Folders and links are no things of their own there."""
        return ["" for _ in names]

    def remove(self, paths: Iterable[str]) -> None:
        files = []
        for path in paths:
            if path == INCOMING:
                for name in self._unfinished():
                    remove_release(self, name)
            elif PurePosixPath(path).parent == PurePosixPath(FOLDER):
                remove_release(self, PurePosixPath(path).name)
            else:
                files.append(path)
        self.delete(files)

    def run(self, command: str) -> str:
        return run_command(command)

    def local(self, path: str) -> Path | None:
        return None

    def _of_site(self, release: str, path: str) -> bytes | None:
        try:
            entry = read_sharded(self, release).files.get(path)
        except ValueError:
            return None
        return self.read(object_of(path, entry.sha256)) if entry else None

    def _unfinished(self) -> list[str]:
        found = self._children(FOLDER)
        # Readers have the live one, even if somebody took its manifest away.
        live = (self.pointed(LIVE) or "").rpartition("/")[2]
        return sorted(
            name
            for name in found - {live}
            if not name.endswith(".json") and f"{name}.json" not in found
        )

    def _key(self, path: str) -> str:
        return f"{self._bucket.prefix}/{path}".lstrip("/")

    def _children(self, folder: str) -> set[str]:
        """The names of files and folders right below."""
        top = self._key(f"{folder}/" if folder else "")
        return {
            it.key.removeprefix(top).rstrip("/") for it in self._client.listed(top, Delimiter="/")
        }
