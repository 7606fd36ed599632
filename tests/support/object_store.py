"""A store of objects on loopback that speaks as S3 does, with keys and rights, for the tests."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from tests.support.web_server import free_port
from tools.publish.by_content import upload
from tools.publish.front import policy_of
from tools.publish.kept_content import add
from tools.publish.manifest import Changes, Manifest, entry_of
from tools.publish.prepare import Prepared
from tools.publish.releases import Release
from tools.publish.s3 import S3
from tools.publish.targets import Bucket
from tools.server.index import object_of
from tools.server.policy import InlineCode, policy_hashes

HOST = "127.0.0.1"
BUCKET = "kho"
EVERYBODY_READS = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                # A right of its own to this store alone.
                "Action": ["s3:GetObject", "s3:HeadObject"],
                "Resource": f"arn:aws:s3:::{BUCKET}/*",
            }
        ],
    }
)
NEVER = 1_000_000_000  # requests before which the store asks for no rights


@dataclass(frozen=True)
class Store:
    port: int
    process: subprocess.Popen[bytes]

    @property
    def endpoint(self) -> str:
        return f"http://{HOST}:{self.port}"

    def client(self, kind: str = "s3") -> Any:
        return boto3.client(
            kind,
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id="chu",
            aws_secret_access_key="kho",
            config=Config(s3={"addressing_style": "path"}),
        )

    def keys_for(self, name: str, *actions: str) -> dict[str, str]:
        """The environment of somebody who may do this and nothing else."""
        people = self.client("iam")
        people.create_user(UserName=name)
        rights = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [rights]})
        people.put_user_policy(UserName=name, PolicyName="x", PolicyDocument=policy)
        made = people.create_access_key(UserName=name)["AccessKey"]
        return environment(made["AccessKeyId"], made["SecretAccessKey"])

    @contextmanager
    def asking_for_rights(self) -> Iterator[None]:
        self._reset(0)
        try:
            yield
        finally:
            self._reset(NEVER)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def _reset(self, count: int) -> None:
        request = urllib.request.Request(
            f"{self.endpoint}/moto-api/reset-auth",
            str(count).encode(),
            {"Content-Type": "text/plain"},
        )
        urllib.request.urlopen(request, timeout=20).close()


def environment(key: str, secret: str) -> dict[str, str]:
    """Of a publisher with these keys; whatever this machine has of its own is not looked at."""
    return {
        "AWS_ACCESS_KEY_ID": key,
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "none",
        "AWS_SHARED_CREDENTIALS_FILE": "none",
        "AWS_REGION": "us-east-1",
    }


def take_on(variables: dict[str, str], patch: pytest.MonkeyPatch) -> None:
    """For this process and its children; no profile of this machine is asked for."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
        patch.delenv(name, raising=False)
    for name, value in variables.items():
        patch.setenv(name, value)


@contextmanager
def object_store(folder: Path) -> Iterator[Store]:
    """With an empty bucket whose objects everybody may read."""
    with pytest.MonkeyPatch.context() as patch:
        take_on({}, patch)
        port = free_port()
        program = [sys.executable, "-c", "from moto.server import main; main()"]
        with (folder / "store.txt").open("wb") as log:
            process = subprocess.Popen(
                [*program, "-H", HOST, "-p", str(port)], stdout=log, stderr=log
            )
        store = Store(port, process)
        try:
            end = time.monotonic() + 30
            while not _answers(store):
                if process.poll() is not None or time.monotonic() > end:
                    pytest.fail((folder / "store.txt").read_text("utf-8", "replace"))
                time.sleep(0.1)
            client = store.client()
            client.create_bucket(Bucket=BUCKET)
            client.put_bucket_policy(Bucket=BUCKET, Policy=EVERYBODY_READS)
            yield store
        finally:
            store.stop()


@contextmanager
def stored_target(target: Path, folder: Path) -> Iterator[str]:
    """The address of a store that holds the live release and the kept files of `target`."""
    folder.mkdir()
    with object_store(folder) as store, pytest.MonkeyPatch.context() as patch:
        take_on(environment("chu", "kho"), patch)
        bucket = S3(Bucket(BUCKET, "trang/xa", store.endpoint))
        live = (target / "current").readlink().as_posix()
        site = prepared_of(target / live / "site")
        policy = policy_of(InlineCode(policy_hashes(site.site)), tls=False)
        nothing = Release("", Manifest({}))
        name = live.rpartition("/")[2]
        upload(bucket, name, site, Changes(), policy, nothing, lambda _: None)
        kept = prepared_of(target / "kept")
        for path, entry in kept.manifest.files.items():
            bucket.put(object_of(path, entry.sha256), kept.files[path].read_bytes(), path)
        now = datetime.now(UTC)
        add(bucket, kept.manifest.files.items(), now)
        bucket.point("current", live)
        yield f"{store.endpoint}/{BUCKET}/trang/xa"


def prepared_of(folder: Path) -> Prepared:
    """A folder as it is, without a build or proofs."""
    found = (file for file in folder.rglob("*") if file.is_file())
    files = {file.relative_to(folder).as_posix(): file for file in found}
    entries = {path: entry_of(file) for path, file in files.items()}
    return Prepared(folder, files, Manifest(entries))


def _answers(store: Store) -> bool:
    try:
        urllib.request.urlopen(f"{store.endpoint}/moto-api/", timeout=5).close()
    except OSError:
        return False
    return True
