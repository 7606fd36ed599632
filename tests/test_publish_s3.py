"""A publisher to a store of objects gets what a folder gives: whole releases, a quick step back."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import brotli
import pytest

from tests.support.bucket_publishing import Keeper, storage_of, watched
from tests.support.object_store import BUCKET
from tools.places import ROOT
from tools.publish.errors import PublishError
from tools.publish.objects import headers_of
from tools.publish.releases import live_name
from tools.server.headers import (
    IMMUTABLE,
    REVALIDATED,
)

SCRIPT = "theme/x.0123456789.js"


def test_a_release_names_objects_by_their_digests(keeper: Keeper) -> None:
    publisher = keeper.publisher
    publisher.write("dai", "Chữ dài. " * 400)
    assert "4 trang mới" in publisher.publish().stdout
    (name,) = keeper.releases
    assert keeper.live == f"releases/{name}"
    plain = keeper.object("/dai/")
    page = keeper.read(plain)
    assert "Chữ dài." in page
    assert hashlib.sha256(page.encode()).hexdigest() in plain
    bucket = keeper.store.client()
    place = keeper.object("/dai/", "gzip, br")
    assert place.endswith(".br")
    copy = bucket.get_object(Bucket=BUCKET, Key=f"{keeper.prefix}/{place}")
    assert copy["ContentEncoding"] == "br"
    assert copy["ContentType"] == "text/html; charset=utf-8"
    assert brotli.decompress(copy["Body"].read()).decode() == page
    # Each copy is a request: none is for the few who take gzip alone, nor of what is small.
    assert keeper.object("/dai/", "gzip") == plain
    assert not [path for path in keeper.objects("objects/") if path.endswith(".gz")]
    assert keeper.object("/bai-thu/", "br") == keeper.object("/bai-thu/")
    assert keeper.head("current")["CacheControl"] == "no-cache"
    assert keeper.policy.startswith("default-src 'none'; script-src 'self';")
    assert sorted({path.partition("/")[0] for path in keeper.objects()}) == [
        "current", "index", "objects", "releases", "server",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "kind", "encoding", "kept"),
    [
        ("index.html", "text/html; charset=utf-8", None, REVALIDATED),
        ("a/index.html.br", "text/html; charset=utf-8", "br", REVALIDATED),
        ("atom.xml.gz", "application/atom+xml; charset=utf-8", "gzip", REVALIDATED),
        (
            "theme/x.0123456789.js",
            "text/javascript; charset=utf-8",
            None,
            IMMUTABLE,
        ),
        ("theme/x.0123456789.js.br", "text/javascript; charset=utf-8", "br", IMMUTABLE),
        ("anh/2023/a.0a1b2c3d-480.avif", "image/avif", None, IMMUTABLE),
        ("tep/a.PDF", "application/pdf", None, REVALIDATED),
        ("tep/so-lieu.tar.gz", "application/octet-stream", None, REVALIDATED),
    ],
)
def test_an_object_has_its_type_encoding_and_lifetime(
    path: str, kind: str, encoding: str | None, kept: str
) -> None:
    expected = {"ContentType": kind, "CacheControl": kept}
    assert headers_of(path) == expected | ({"ContentEncoding": encoding} if encoding else {})


def test_what_did_not_change_is_neither_copied_nor_sent_again(keeper: Keeper) -> None:
    keeper.publisher.publish()
    before, old = keeper.objects("objects/"), keeper.live
    keeper.publisher.write("b", "Bài mới")
    told, requests = watched(keeper.publisher)
    assert "1 trang mới, 1 trang sửa" in told.stdout
    sent = [path for how, path in requests if how == "PUT" and "/objects/" in path]
    assert not [how for how, _ in requests if how == "COPY"]
    for address in ("/b/", "/"):
        assert sum(path.endswith(keeper.object(address)) for path in sent) == 1
    assert not any(path.endswith(keeper.object("/bai-thu/")) for path in sent)
    assert old != keeper.live
    assert before.items() <= keeper.objects("objects/").items()


def test_an_unchanged_site_sends_nothing(keeper: Keeper) -> None:
    keeper.publisher.publish()
    before = keeper.objects()
    told, requests = watched(keeper.publisher)
    assert "Không có gì mới" in told.stdout
    # To know that it may write, it writes a trial and takes it away.
    assert {path.rpartition("/")[2] for how, path in requests if how in ("PUT", "COPY")} <= {
        ".trial", "publish.lock",
    }  # fmt: skip
    assert keeper.objects() == before


def test_an_object_that_was_cut_short_there_is_sent_again(keeper: Keeper) -> None:
    keeper.publisher.publish()
    whole = keeper.page("bai-thu")
    key = f"{keeper.prefix}/{keeper.object('/bai-thu/')}"
    keeper.store.client().put_object(Bucket=BUCKET, Key=key, Body=b"")
    keeper.publisher.write("b", "Bài mới")
    keeper.publisher.publish()
    assert keeper.page("bai-thu") == whole


def test_a_dry_run_and_a_no_touch_nothing(keeper: Keeper) -> None:
    assert "3 trang mới" in keeper.publisher.publish("--dry-run").stdout
    told = keeper.publisher.run("publish")
    assert told.returncode == 1
    assert f"Lần đầu đăng lên “{keeper.publisher.name}” (s3://{BUCKET}/" in told.stdout
    assert keeper.objects() == {}


def test_rollback_moves_the_pointer_and_nothing_else(keeper: Keeper) -> None:
    publisher = keeper.publisher
    publisher.publish()
    publisher.write("b", "Bài hai")
    publisher.publish()
    first, second = keeper.releases
    before = keeper.objects("releases/"), keeper.objects("objects/"), keeper.objects("index/")
    assert publisher.run("rollback").returncode == 0
    assert keeper.live == f"releases/{first}"
    assert before == tuple(keeper.objects(f"{it}/") for it in ("releases", "objects", "index"))
    newest, oldest = publisher.run("releases").stdout.splitlines()
    assert newest.startswith(f"  {second}")
    assert newest.endswith("mới 1, sửa 1, bỏ 0")
    assert oldest.startswith(f"→ {first}")
    assert publisher.run("publish", "--due").stdout == ""
    assert keeper.live == f"releases/{first}"
    assert publisher.run("rollback", second).returncode == 0
    assert keeper.live == f"releases/{second}"
    assert "rollback" not in keeper.objects()


def test_the_policy_follows_the_pages(keeper: Keeper) -> None:
    template = keeper.publisher.folder / "site/theme/templates/index.html"
    text = template.read_text("utf-8")
    policies = []
    for colour in ("red", "blue"):
        template.write_text(f"<style>p{{color:{colour}}}</style>{text}", "utf-8")
        keeper.publisher.publish()
        policies.append(keeper.policy)
    assert policies[0] != policies[1]
    assert all("style-src 'sha256-" in policy for policy in policies)
    keeper.publisher.run("rollback")
    assert keeper.policy == policies[0]
    keeper.publisher.write("xau", '<p onclick="x()">Bấm</p>')
    told = keeper.publisher.run("publish")
    assert told.stderr.endswith(
        "thẻ <p> có thuộc tính “onclick”, trình duyệt sẽ chặn; hãy bỏ đi.\n"
    )
    assert keeper.policy == policies[0]


def test_the_storage_does_what_a_folder_does(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = storage_of(keeper, monkeypatch)
    storage.ready()
    assert keeper.objects() == {}
    assert storage.read("không/có") is None
    assert storage.read("releases/1/site/index.html") is None
    assert storage.names("không") == []
    assert storage.pointed("current") is None
    odd = "a b/ặ'+%.txt"
    storage.write(odd, b"\x00chu\xff")
    assert storage.read(odd) == b"\x00chu\xff"
    assert storage.names("a b") == ["ặ'+%.txt"]
    assert storage.claim("khóa", b"3")
    assert not storage.claim("khóa", b"4")
    assert storage.read("khóa") == b"3"
    storage.write("khóa2", b"")
    storage.remove([odd, "khóa", "không có"])
    assert sorted(keeper.objects()) == ["khóa2"]


def test_a_bucket_of_the_older_layout_is_left_as_it_is(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "20250101T000000-0123456789"
    keeper.put(f"releases/{name}.json", '{"format":1,"changes":[1,0,0],"files":{}}')
    keeper.put(f"releases/{name}/site/index.html", "cũ")
    keeper.put("current", f"releases/{name}")
    before = keeper.objects()
    told = keeper.publisher.run("publish", "--yes")
    assert told.returncode == 1
    assert "còn theo cách xếp của phiên bản cũ" in told.stderr
    assert keeper.objects() == before


def test_other_targets_do_not_wait_for_the_library() -> None:
    program = "import sys, tools.publish.command; print('boto3' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert told.stdout == "False\n"


def test_a_pointer_that_is_none_of_ours_is_left_alone(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = storage_of(keeper, monkeypatch)
    assert live_name(storage) == ""
    for text in ("<!doctype html>", "", "../releases/20260101T000000-0123456789"):
        keeper.put("current", text)
        with pytest.raises(PublishError, match="không phải liên kết tới một bản"):
            live_name(storage)
    told = keeper.publisher.run("publish", "--yes")
    assert told.returncode == 1
    assert told.stderr.startswith("“current” ở nơi đăng dẫn tới “../releases/")
    assert list(keeper.objects()) == ["current"]
    keeper.put("current/site/index.html", "x")
    storage.unpoint("current")
    assert list(keeper.objects()) == ["current/site/index.html"]
    assert storage.kinds(["releases", "kept"]) == ["", ""]
