"""A target of each kind with a few releases, made without a build, and whoever damages it."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.object_store import BUCKET, Store, environment, take_on
from tools.publish.content_store import ContentStore
from tools.publish.delivery import Place, deliver
from tools.publish.folder import Folder
from tools.publish.manifest import Changes, Manifest, entry_of
from tools.publish.prepare import Prepared
from tools.publish.progress import Progress
from tools.publish.releases import live_name, names_of_releases, read_release
from tools.publish.s3 import S3
from tools.publish.shell import Shell
from tools.publish.targets import Bucket, Target
from tools.publish.verify import verify
from tools.server.index import object_of

QUIET = Progress(quiet=True)
# Runs here what ssh would run on the other machine.
SSH = '#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift 2\nexec sh -c "$*"\n'


@dataclass
class Damaged:
    """root: where the target's files are; of a bucket, nothing is there."""

    place: Place
    root: Path
    room: Path
    store: Store | None = None
    count: int = 0

    @property
    def releases(self) -> list[str]:
        return names_of_releases(self.place.storage)

    @property
    def live(self) -> str:
        return live_name(self.place.storage)

    def built(self, pages: Mapping[str, str]) -> Prepared:
        self.count += 1
        site = self.room / f"site{self.count}"
        shutil.rmtree(site, ignore_errors=True)  # of a copy of this process
        for name, text in pages.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, "utf-8")
        files = {name: site / name for name in pages}
        return Prepared(
            site, files, Manifest({path: entry_of(file) for path, file in files.items()})
        )

    def publish(self, pages: Mapping[str, str]) -> str:
        live = read_release(self.place.storage, self.live)
        return deliver(self.place, self.built(pages), Changes(), live, QUIET)[0]

    def verify(
        self, built: Mapping[str, str], dry_run: bool = False, anew: Mapping[str, str] | None = None
    ) -> int:
        """built: what a build gives; anew: what is published where that cannot mend."""

        def publish() -> int:
            assert anew is not None
            return 0 if anew and self.publish(anew) else 1

        return verify(self.place, dry_run, False, lambda: self.built(built), publish)

    def whole(self, *releases: str) -> bool:
        storage = self.place.storage
        for name in releases:
            files = read_release(storage, name).manifest.files
            expected = {path: entry.sha256 for path, entry in files.items()}
            if isinstance(storage, ContentStore):
                read = {path: storage.read(f"releases/{name}/site/{path}") for path in files}
                if not read or expected != {
                    path: hashlib.sha256(data or b"").hexdigest() for path, data in read.items()
                }:
                    return False
                continue
            if not files or storage.digests(f"releases/{name}/site", {}).keys() != files.keys():
                return False
            if storage.digests(f"releases/{name}/site", files) != expected:
                return False
        return True

    def text(self, path: str) -> str:
        return (self.place.storage.read(path) or b"").decode()

    def write(self, path: str, text: str) -> None:
        """As somebody with an editor does: the file itself changes, under all its names."""
        if self.store:
            self._client().put_object(Bucket=BUCKET, Key=self._key(path), Body=text.encode())
            return
        file = self.root / path
        self.open(file.parent)
        if file.exists():
            file.chmod(0o644)
        file.write_text(text, "utf-8")

    def drop(self, path: str) -> None:
        if self.store:
            self._client().delete_object(Bucket=BUCKET, Key=self._key(path))
            return
        self.open((self.root / path).parent)
        (self.root / path).unlink()

    def open(self, folder: Path) -> None:
        """Makes it where it is not there; a sealed one can be changed."""
        if not folder.exists():
            self.open(folder.parent)
            folder.mkdir()
        folder.chmod(0o755)

    def _client(self) -> Any:
        assert self.store
        return self.store.client()

    def _key(self, path: str) -> str:
        """Of what readers get for a path of a release."""
        _, name, _, inside = (*path.split("/", 3), "", "", "")[:4]
        if inside:
            entry = read_release(self.place.storage, name).manifest.files[inside]
            path = object_of(inside, entry.sha256)
        return f"{self.place.target.to.removeprefix(f's3://{BUCKET}/')}/{path}"


@contextmanager
def folder_target(folder: Path, url: str = "") -> Iterator[Damaged]:
    root = folder / "nơi"
    target = Target(str(root), url)
    yield _ready(Damaged(Place(target, Folder(root)), root, folder))


@contextmanager
def shell_target(folder: Path) -> Iterator[Damaged]:
    root = folder / "nơi 'x'"
    program = folder / "bin" / "ssh"
    program.parent.mkdir()
    program.write_text(SSH)
    program.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        target = Target(f"ai@may:{root}")
        yield _ready(Damaged(Place(target, Shell("ai@may", str(root))), root, folder))


@contextmanager
def bucket_target(folder: Path, store: Store) -> Iterator[Damaged]:
    prefix = f"hong/{folder.name}"
    with pytest.MonkeyPatch.context() as patch:
        take_on(environment("ai", "cung-duoc"), patch)
        target = Target(f"s3://{BUCKET}/{prefix}", endpoint=store.endpoint)
        storage = S3(Bucket(BUCKET, prefix, store.endpoint))
        yield _ready(Damaged(Place(target, storage), folder, folder, store))


def _ready(made: Damaged) -> Damaged:
    made.place.storage.ready()
    return made


def inodes(root: Path, paths: Sequence[str]) -> list[int]:
    return [(root / path).stat().st_ino for path in paths]
