"""A store that refuses or a publisher that dies leaves the site as it was, and a sentence why."""

from __future__ import annotations

import hashlib
import json
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.bucket_publishing import Keeper, storage_of, watched
from tests.support.object_store import BUCKET, HOST
from tests.support.web_server import free_port
from tools.publish.errors import TargetUnreachableError
from tools.publish.s3 import S3
from tools.publish.s3_errors import REFUSED, SENTENCES, refusal_of
from tools.publish.targets import Bucket
from tools.server.index import object_of, pack_path, read_shard

ELSE = Bucket("kho", "trang", "https://kho.example.vn")


def refused(keeper: Keeper, command: str = "publish") -> str:
    told = keeper.publisher.run(command, *(["--yes"] if command == "publish" else []))
    assert told.returncode == 1
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    return told.stderr


def test_a_key_that_is_unknown_or_wrong_is_said(keeper: Keeper) -> None:
    keys = keeper.store.keys_for(f"a-{keeper.prefix[-8:]}", "s3:*")
    with keeper.store.asking_for_rights():
        assert "không nhận khóa truy cập này" in refused(keeper)
        keeper.publisher.environment = keys | {"AWS_SECRET_ACCESS_KEY": "sai"}
        assert "không nhận khóa bí mật đi với khóa truy cập này" in refused(keeper, "releases")
        keeper.publisher.environment = keys
        keeper.publisher.publish()


def test_a_key_that_may_only_read_is_said(keeper: Keeper) -> None:
    keeper.publisher.publish()
    before = keeper.objects()
    keeper.publisher.write("b", "Bài hai")
    keeper.publisher.environment = keeper.store.keys_for(
        f"b-{keeper.prefix[-8:]}", "s3:GetObject", "s3:ListBucket"
    )
    with keeper.store.asking_for_rights():
        for command in ("publish", "rollback"):
            said = refused(keeper, command)
            assert said.startswith(f"Khóa truy cập chỉ được đọc kho “{BUCKET}”, không được ghi")
        assert keeper.publisher.run("releases").returncode == 0
        assert keeper.publisher.run("publish", "--dry-run").returncode == 0
    assert keeper.objects() == before


def test_a_machine_without_keys_is_told_how_to_get_them(keeper: Keeper) -> None:
    keeper.publisher.environment |= {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
    assert "chạy “aws configure”" in refused(keeper)
    keeper.publisher.environment |= {"AWS_PROFILE": "khong-co"}
    assert "xem lại AWS_PROFILE" in refused(keeper)


def test_a_wrong_bucket_and_a_closed_port_are_said(keeper: Keeper) -> None:
    keeper.publisher.settings["to"] = "s3://kho-khac/trang"
    assert f"Không có kho nào tên “kho-khac” ở {keeper.store.endpoint}" in refused(keeper)
    endpoint = f"http://{HOST}:{free_port()}"
    keeper.publisher.settings["endpoint"] = endpoint
    assert refused(keeper).startswith(f"Không tới được {endpoint}: xem lại mạng và endpoint")


@contextmanager
def answering(code: str, status: int) -> Iterator[Bucket]:
    """A store that says only this."""

    class Refuser(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = f"<Error><Code>{code}</Code><Message>english</Message></Error>".encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_PUT = do_GET  # noqa: N815

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer((HOST, 0), Refuser)
    threading.Thread(target=server.serve_forever).start()
    try:
        yield Bucket(BUCKET, "x", f"http://{HOST}:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("code", "status", "sentence"),
    [
        ("ExpiredToken", 400, "đã hết hạn"),
        ("RequestTimeTooSkewed", 403, "Đồng hồ của máy này lệch"),
        ("AuthorizationHeaderMalformed", 400, "ở vùng khác: khai báo region"),
        ("XMinioStorageFull", 409, "đã hết chỗ"),
        ("MalformedThing", 400, "từ chối một việc (MalformedThing: "),
        ("AccessDenied", 403, "không được ghi"),
    ],
)
def test_each_answer_of_a_store_has_its_sentence(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, code: str, status: int, sentence: str
) -> None:
    storage_of(keeper, monkeypatch)
    with answering(code, status) as bucket:
        with pytest.raises(TargetUnreachableError, match=re.escape(sentence)):
            S3(bucket).write("a", b"x")
        with pytest.raises(TargetUnreachableError):
            S3(bucket).read("a")


@pytest.mark.parametrize("code", [code for codes, _ in SENTENCES for code in codes] + [*REFUSED])
def test_no_sentence_is_half_filled(code: str) -> None:
    for writing in (True, False):
        assert re.search("[{}]", refusal_of(code, ELSE, writing, "x")) is None


def test_another_machines_lock_names_who_and_since_when(keeper: Keeper) -> None:
    keeper.publisher.publish()
    keeper.publisher.write("b", "Bài hai")
    lock = {"publisher": "khac", "who": "lan (máy vp)", "since": "2026-01-02T03:04:05+00:00"}
    keeper.put("publish.lock", json.dumps(lock))
    before = keeper.objects()
    assert "lan (máy vp) đang đăng lên s3://" in refused(keeper)
    assert "--break-lock" in refused(keeper, "rollback")
    assert keeper.objects() == before
    keeper.publisher.publish("--steal")
    assert "Bài hai" in keeper.page("b")
    assert "publish.lock" not in keeper.objects()


def knows_all(put: Callable[..., Any]) -> Callable[..., Any]:
    return put


def ignores_conditions(put: Callable[..., Any]) -> Callable[..., Any]:
    return lambda IfNoneMatch="", **given: put(**given)  # noqa: N803


def refuses_conditions(put: Callable[..., Any]) -> Callable[..., Any]:
    def refuse(**given: Any) -> Any:
        if "IfNoneMatch" in given:
            raise ClientError({"Error": {"Code": "NotImplemented"}}, "PutObject")
        return put(**given)

    return refuse


@pytest.mark.parametrize("kind", [knows_all, ignores_conditions, refuses_conditions])
def test_one_of_many_gets_the_lock(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, kind: Callable[..., Any]
) -> None:
    """Where the store knows no conditions, whoever comes a little later sees that it is taken."""
    storage = storage_of(keeper, monkeypatch)
    api = storage._client._api
    monkeypatch.setattr(api, "put_object", kind(api.put_object))
    bodies = [b"%d" % number for number in range(8)]
    if kind is knows_all:
        with ThreadPoolExecutor(8) as pool:
            got = list(pool.map(lambda body: storage.claim("khóa", body), bodies))
    else:
        got = [storage.claim("khóa", body) for body in bodies]
    assert sum(got) == 1
    assert storage.read("khóa") == bodies[got.index(True)]


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_killed_publisher_leaves_the_old_site_or_the_new_one(keeper: Keeper) -> None:
    publisher = keeper.publisher
    publisher.write("dem", "Lần 0")
    publisher.publish()
    publisher.write("dem", "Lần 1")
    _, requests = watched(publisher)
    paths = [path.removeprefix(f"/{BUCKET}/{keeper.prefix}/") for _, path in requests]
    hows = [how for how, _ in requests]
    switch = next(at for at, how in enumerate(hows) if how == "PUT" and paths[at] == "current")
    first = next(at for at, path in enumerate(paths) if path.startswith("objects/"))
    # The first comes in the midst of the upload; the last, when readers have the new release.
    seen = set()
    for number, point in enumerate((first + 2, switch, switch + 1), 2):
        publisher.write("dem", f"Lần {number}")
        killed, _ = watched(publisher, point + 1)
        assert killed.returncode == -signal.SIGKILL, (point, killed.stderr)
        assert_whole(keeper)
        is_new = f"Lần {number}" in keeper.page("dem")
        assert is_new == (point > switch)
        seen.add(is_new)
        publisher.publish()
        assert f"Lần {number}" in keeper.page("dem")
        assert_whole(keeper)
    assert seen == {False, True}
    publisher.write("dem", "Lần cuối")
    publisher.publish()
    left = {path.partition("/")[0].removesuffix(".json") for path in keeper.objects("releases/")}
    assert left == set(keeper.releases)
    assert sorted({path.partition("/")[0] for path in keeper.objects()}) == [
        "current", "index", "objects", "releases", "server",
    ]  # fmt: skip
    # What the killed publishers had sent went with their releases.
    assert set(keeper.objects("objects/")) == of_releases(keeper, keeper.releases)


def assert_whole(keeper: Keeper) -> None:
    """The live release is what its root says."""
    expected = of_releases(keeper, [keeper.live.partition("/")[2]])
    found = keeper.objects("objects/")
    assert expected <= set(found)
    for name in expected:
        if not name.endswith((".br", ".gz")):
            data = keeper.read(f"objects/{name}").encode()
            assert hashlib.sha256(data).hexdigest() in name


def of_releases(keeper: Keeper, names: list[str]) -> set[str]:
    """The names of the objects that they have."""
    found = set()
    for name in names:
        root = keeper.root(name)
        for digest, (pack, offset, length) in zip(root.shards, root.parts, strict=True):
            data = keeper.read(pack_path(pack)).encode()[offset : offset + length]
            rows = read_shard(data, digest)
            found |= {object_of(path, it).partition("/")[2] for path, it in rows.items()}
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="the command is a POSIX shell's")
def test_a_command_hears_of_each_switch_and_may_stop_it(keeper: Keeper, tmp_path: Path) -> None:
    heard = tmp_path / "nghe"
    keeper.publisher.settings["reload"] = f'echo "$PORTAL_RELEASE" > "{heard}"'
    keeper.publisher.publish()
    assert heard.read_text() == f"{keeper.live}\n"
    first = keeper.live
    keeper.publisher.write("b", "Bài hai")
    keeper.publisher.publish()
    assert keeper.publisher.run("rollback").returncode == 0
    assert heard.read_text() == f"{first}\n"
    keeper.publisher.settings["reload"] = "echo hỏng >&2; exit 3"
    keeper.publisher.write("c", "Bài ba")
    names = keeper.releases
    assert refused(keeper) == "Lệnh reload “echo hỏng >&2; exit 3” báo lỗi: hỏng\n"
    assert (keeper.live, keeper.releases) == (first, names)
