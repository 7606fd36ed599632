"""A publisher whose target is a bucket, and that bucket as its owner sees it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.support.object_store import BUCKET, Store, environment, take_on
from tests.support.publishing import Publisher, Told, closed, make_publisher
from tools.publish.s3 import S3
from tools.publish.targets import Bucket
from tools.server.index import Part, Root, read_root, root_path
from tools.server.resolving import Resolver

PREFIX = "cong/trang"
# Tells each request, and ends the process, as kill -9 does, before the n-th.
WATCHER = """\
import os, signal, sys, threading
from botocore.endpoint import Endpoint

last, seen, send, lock = int(sys.argv[1]), [], Endpoint._send, threading.Lock()

def watch(self, request):
    how = "COPY" if "x-amz-copy-source" in request.headers else request.method
    with lock:
        seen.append(how)
        if len(seen) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        sys.stderr.write(f"REQUEST {how} {request.url}\\n")
        sys.stderr.flush()
    return send(self, request)

Endpoint._send = watch
from tools.publish.command import main

sys.exit(main(sys.argv[2:]))
"""


@dataclass
class Keeper:
    publisher: Publisher
    store: Store
    prefix: str

    def objects(self, folder: str = "") -> dict[str, tuple[str, datetime]]:
        """ETag and time by path below the prefix."""
        pages = self.store.client().get_paginator("list_objects_v2")
        top = f"{self.prefix}/{folder}"
        found = pages.paginate(Bucket=BUCKET, Prefix=top).search("Contents[]") or ()
        return {it["Key"].removeprefix(top): (it["ETag"], it["LastModified"]) for it in found if it}

    def head(self, path: str) -> Any:
        return self.store.client().head_object(Bucket=BUCKET, Key=f"{self.prefix}/{path}")

    def read(self, path: str) -> str:
        answer = self.store.client().get_object(Bucket=BUCKET, Key=f"{self.prefix}/{path}")
        return str(answer["Body"].read().decode())

    def put(self, path: str, text: str) -> None:
        key = f"{self.prefix}/{path}"
        self.store.client().put_object(Bucket=BUCKET, Key=key, Body=text.encode())

    @property
    def live(self) -> str:
        return self.read("current")

    def object(self, address: str, accepted: str = "") -> str:
        """The object that readers of `address` get; empty for none."""
        return Resolver(self._ask).find(address, accepted).object

    def page(self, name: str) -> str:
        return self.read(self.object(f"/{name}/"))

    def root(self, name: str) -> Root:
        return read_root(self.read(root_path(name)).encode())

    @property
    def releases(self) -> list[str]:
        found = self.objects("releases/")
        return sorted(name.removesuffix(".json") for name in found if "/" not in name)

    @property
    def policy(self) -> str:
        return self.root(self.live.partition("/")[2]).policy

    def _ask(self, path: str, part: Part | None = None) -> bytes | None:
        data = self.read(path).encode() if path in self.objects() else None
        return data[part.offset : part.offset + part.length] if part and data else data


@contextmanager
def keeping(store: Store, folder: Path, **settings: Any) -> Iterator[Keeper]:
    """A publisher of the tiny site with a prefix of its own."""
    prefix = f"{PREFIX}/{folder.name}"
    declared = {"to": f"s3://{BUCKET}/{prefix}", "endpoint": store.endpoint}
    publisher = make_publisher(folder, **declared, **settings)
    publisher.environment = environment("ai", "cung-duoc")
    with closed(publisher):
        yield Keeper(publisher, store, prefix)


def storage_of(keeper: Keeper, patch: pytest.MonkeyPatch) -> S3:
    take_on(keeper.publisher.environment, patch)
    return S3(Bucket(BUCKET, keeper.prefix, keeper.store.endpoint))


def watched(publisher: Publisher, last: int = 0) -> tuple[Told, list[tuple[str, str]]]:
    """One publication and its requests; last: which one it does not come to, 0 for none."""
    program = [sys.executable, "-P", "-c", WATCHER, str(last)]
    told = publisher.run("publish", "--yes", module=program)
    lines = [line.split(" ", 2)[1:] for line in told.stderr.splitlines() if line[:8] == "REQUEST "]
    return told, [(how, unquote(urlsplit(url).path)) for how, url in lines]
