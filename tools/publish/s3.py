"""A target that is a bucket of S3 or of a store that speaks like it, for a CDN or nginx in front.

Nothing can be renamed there: a release is put where it will be, and its manifest, which comes last
and lies beside it, makes it one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from botocore.exceptions import ClientError

from tools.publish.errors import TargetUnreachableError
from tools.publish.front import POLICY
from tools.publish.local_command import run_command
from tools.publish.manifest import NAME as MANIFEST
from tools.publish.manifest import Entry
from tools.publish.objects import headers_of
from tools.publish.releases import FOLDER, INCOMING, LIVE
from tools.publish.s3_client import Client
from tools.publish.s3_errors import code_of, translated
from tools.publish.storage import EntryKind, Heard
from tools.publish.targets import Bucket

TRIAL = ".trial"
NO_KEY = ("NoSuchKey", "404")
TAKEN = ("PreconditionFailed", "ConditionalRequestConflict", "412", "409")
NO_CONDITIONS = ("NotImplemented", "501")


class S3:
    def __init__(self, bucket: Bucket, after: str = "") -> None:
        """after: a command of this machine, run when the pointer has moved."""
        self._bucket = bucket
        self._client = Client(bucket)
        self._after = after

    def ready(self) -> None:
        self.names(FOLDER)
        self.write(TRIAL, b"")
        self._client.delete([self._key(TRIAL)])

    def read(self, path: str) -> bytes | None:
        with translated(self._bucket):
            try:
                answer = self._client.ask("get_object", self._key(path))
            except ClientError as cause:
                if code_of(cause) in NO_KEY:
                    return None
                raise
            data: bytes = answer["Body"].read()
            return data

    def write(self, path: str, data: bytes) -> None:
        with translated(self._bucket, writing=True):
            self._client.put(self._key(path), data, **headers_of(path))

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

    def sizes(self, folder: str, paths: Collection[str]) -> dict[str, int]:
        top, asked = self._key(folder) + "/", set(paths)
        found = {it.key.removeprefix(top): it.size for it in self._client.listed(top)}
        return {path: size for path, size in found.items() if path in asked}

    def digests(self, folder: str, known: Mapping[str, Entry]) -> dict[str, str]:
        top = self._key(folder) + "/"
        found = {it.key.removeprefix(top): it.etag for it in self._client.listed(top)}
        unsure = []
        for path in known.keys() & found.keys():
            if found[path] == known[path].md5:
                found[path] = known[path].sha256
            else:  # another object, an older manifest, or a store whose ETags are no MD5s
                unsure.append(path)

        def look(path: str) -> None:
            data = self.read(f"{folder}/{path}")
            found[path] = "" if data is None else hashlib.sha256(data).hexdigest()

        self._client.all(look, sorted(unsure), lambda _: None)
        return found

    def mark(self, path: str, data: bytes) -> None:
        """The store tells of each object what it holds: see `digests`."""

    def untouched(self, folder: str, mark: str) -> bool:
        return False

    def send(self, folder: str, files: Mapping[str, Path], moment: int, heard: Heard) -> None:
        def put(path: str) -> None:
            whole = f"{folder}/{path}"
            self._client.put(self._key(whole), files[path].read_bytes(), **headers_of(whole))

        self._client.all(put, list(files), heard)

    def clone(self, old: str, new: str, without: Collection[str]) -> None:
        top, left_out = self._key(old) + "/", set(without)
        paths = [it.key.removeprefix(top) for it in self._client.listed(top)]
        self.link([(f"{old}/{path}", f"{new}/{path}") for path in paths if path not in left_out])

    def link(self, pairs: Sequence[tuple[str, str]]) -> None:
        def copy(pair: tuple[str, str]) -> None:
            old, new = pair
            source = {"Bucket": self._bucket.name, "Key": self._key(old)}
            # What an object answers with follows today's rules, not those of its first day.
            rules = {"MetadataDirective": "REPLACE", **headers_of(new)}
            self._client.ask("copy_object", self._key(new), CopySource=source, **rules)

        self._client.all(copy, pairs, lambda _: None)

    def rename(self, pairs: Sequence[tuple[str, str]]) -> None:
        # All of a release is there already: see `_key`.
        moved = [pair for pair in pairs if self._key(pair[0]) != self._key(pair[1])]
        self.link(moved)
        self._client.delete([self._key(old) for old, _ in moved])

    def point(self, name: str, to: str) -> None:
        policy = (self.read(f"{to}/{POLICY}") or b"").decode("ascii")
        about = {"release": to, "policy": policy}
        with translated(self._bucket, writing=True):
            self._client.put(
                self._key(name), to.encode(), Metadata=about, **headers_of(f"{name}.txt")
            )
        told_about = {"PORTAL_RELEASE": to, "PORTAL_POLICY": policy}
        if self._after and (complaint := run_command(self._after, told_about)):
            raise TargetUnreachableError(f"Lệnh reload “{self._after}” báo lỗi: {complaint}")

    def pointed(self, name: str) -> str | None:
        found = self.read(name)
        return None if found is None else found.decode("utf-8", "replace").strip()

    def unpoint(self, name: str) -> None:
        self._client.delete([self._key(name)])

    def kinds(self, names: Sequence[str]) -> list[EntryKind]:
        """Folders and links are no things of their own there."""
        return ["" for _ in names]

    def seal(self, folder: str) -> None:
        """The store writes through, and only its own keys' holders may change something."""

    def unseal(self, folder: str) -> None:
        """See `seal`."""

    def remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            if path == INCOMING:
                self.remove(f"{FOLDER}/{name}" for name in self._unfinished())
                continue
            # Without its manifest it is no release any more, however far the rest gets.
            if PurePosixPath(path).parent == PurePosixPath(FOLDER):
                self._client.delete([f"{self._key(path)}.json"])
            self._client.delete(self._keys(path))

    def run(self, command: str) -> str:
        return run_command(command)

    def local(self, path: str) -> Path | None:
        return None

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
        if path.startswith(f"{INCOMING}/"):
            path = FOLDER + path.removeprefix(INCOMING)
        parts = path.split("/")
        if parts[0] == FOLDER and parts[2:] == [MANIFEST]:
            path = f"{FOLDER}/{parts[1]}.json"
        return f"{self._bucket.prefix}/{path}".strip("/")

    def _children(self, folder: str) -> set[str]:
        """The names of files and folders right below."""
        top = f"{self._key(folder)}/".lstrip("/")
        return {
            it.key.removeprefix(top).rstrip("/") for it in self._client.listed(top, Delimiter="/")
        }

    def _keys(self, path: str) -> list[str]:
        """Of the file `path`, or of all files of that folder."""
        key = self._key(path)
        found = (it.key for it in self._client.listed(key))
        return [found for found in found if found == key or found.startswith(f"{key}/")]
