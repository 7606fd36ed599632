"""A publisher to a store of objects gets what a folder gives: whole releases, a quick step back."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import pytest

from plugins.file_kinds import FILE_FOLDERS
from tests.bucket_publishing import Keeper, storage_of, watched
from tests.object_store import BUCKET
from tools.places import ROOT
from tools.publish.errors import PublishError
from tools.publish.front import share_assets
from tools.publish.manifest import Entry, Manifest, entry_of_bytes
from tools.publish.objects import headers_of
from tools.publish.releases import Release, keep_assets, live_name
from tools.server.headers import (
    FILE_POLICY,
    HASHED,
    IMMUTABLE,
    REVALIDATED,
    VIEWED,
    VIEWED_POLICY,
    WORKER_POLICY,
)

SCRIPT = "theme/x.0123456789.js"


def test_a_release_has_its_own_prefix_and_the_pointer_names_it(keeper: Keeper) -> None:
    publisher = keeper.publisher
    publisher.write("dai", "Chữ dài. " * 100)
    assert "4 trang mới" in publisher.publish().stdout
    (name,) = keeper.releases
    assert keeper.live == f"releases/{name}"
    site = f"releases/{name}/site"
    page = keeper.read(f"{site}/dai/index.html")
    assert "Chữ dài." in page
    bucket = keeper.store.client()
    for ending, encoding, unpack in (
        (".br", "br", brotli.decompress), (".gz", "gzip", gzip.decompress),
    ):  # fmt: skip
        copy = bucket.get_object(
            Bucket=BUCKET, Key=f"{keeper.prefix}/{site}/dai/index.html{ending}"
        )
        assert copy["ContentEncoding"] == encoding
        assert copy["ContentType"] == "text/html; charset=utf-8"
        assert unpack(copy["Body"].read()).decode() == page
    pointer = keeper.head("current")
    assert pointer["CacheControl"] == "no-cache"
    assert pointer["Metadata"]["release"] == keeper.live
    assert pointer["Metadata"]["policy"].startswith("default-src 'none'; script-src 'self';")
    assert sorted({path.partition("/")[0] for path in keeper.objects()}) == [
        "404.html", "current", "releases", "server",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "kind", "encoding", "kept"),
    [
        ("releases/1/site/index.html", "text/html; charset=utf-8", None, REVALIDATED),
        (".incoming/1/site/a/index.html.br", "text/html; charset=utf-8", "br", REVALIDATED),
        ("releases/1/site/atom.xml.gz", "application/atom+xml; charset=utf-8", "gzip", REVALIDATED),
        (
            "releases/1/site/theme/x.0123456789.js",
            "text/javascript; charset=utf-8",
            None,
            IMMUTABLE,
        ),
        ("kept/theme/x.0123456789.js.br", "text/javascript; charset=utf-8", "br", IMMUTABLE),
        ("releases/1/site/anh/2023/a.0a1b2c3d-480.avif", "image/avif", None, IMMUTABLE),
        ("releases/1/site/tep/a.PDF", "application/pdf", None, REVALIDATED),
        ("releases/1/site/tep/so-lieu.tar.gz", "application/octet-stream", None, REVALIDATED),
    ],
)
def test_an_object_has_its_type_encoding_and_lifetime(
    path: str, kind: str, encoding: str | None, kept: str
) -> None:
    expected = {"ContentType": kind, "CacheControl": kept}
    assert headers_of(path) == expected | ({"ContentEncoding": encoding} if encoding else {})


def test_what_did_not_change_is_copied_there_not_sent_again(keeper: Keeper) -> None:
    keeper.publisher.publish()
    old = keeper.live
    keeper.publisher.write("b", "Bài mới")
    told, requests = watched(keeper.publisher)
    assert "1 trang mới, 1 trang sửa" in told.stdout
    new = f"/{keeper.prefix}/{keeper.live}/site/"
    there = {path.partition(new)[2]: how for how, path in requests if new in path and how != "GET"}
    assert there["b/index.html"] == there["index.html"] == "PUT"
    assert there["bai-thu/index.html"] == there["404.html"] == "COPY"
    assert keeper.head(f"{keeper.live}/site/404.html")["CacheControl"] == REVALIDATED
    assert old != keeper.live
    assert (
        keeper.objects(f"{old}/site/")["404.html"][0]
        == (keeper.objects(f"{keeper.live}/site/")["404.html"][0])
    )


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
    key = f"{keeper.prefix}/{keeper.live}/site/bai-thu/index.html"
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
    before = keeper.objects("releases/")
    assert publisher.run("rollback").returncode == 0
    assert keeper.live == f"releases/{first}"
    assert keeper.objects("releases/") == before
    newest, oldest = publisher.run("releases").stdout.splitlines()
    assert newest.startswith(f"  {second}")
    assert newest.endswith("mới 1, sửa 1, bỏ 0")
    assert oldest.startswith(f"→ {first}")
    assert publisher.run("publish", "--due").stdout == ""
    assert keeper.live == f"releases/{first}"
    assert publisher.run("rollback", second).returncode == 0
    assert keeper.live == f"releases/{second}"
    assert "rollback" not in keeper.objects()


def test_five_releases_are_kept_whole(keeper: Keeper) -> None:
    keeper.publisher.publish()
    old = [f"2025010{day}T000000-0123456789" for day in range(1, 6)]
    for name in old:
        keeper.put(f"releases/{name}.json", "{}")
        keeper.put(f"releases/{name}/site/index.html", "cũ")
    keeper.publisher.write("b", "Bài hai")
    keeper.publisher.publish()
    names = keeper.releases
    assert names[:3] == old[2:]
    assert len(names) == 5
    assert keeper.live == f"releases/{names[-1]}"
    left = {path.partition("/")[0].removesuffix(".json") for path in keeper.objects("releases/")}
    assert left == set(names)


def test_the_policy_follows_the_pages(keeper: Keeper) -> None:
    template = keeper.publisher.folder / "site/theme/templates/index.html"
    text = template.read_text("utf-8")
    policies = []
    for colour in ("red", "blue"):
        template.write_text(f"<style>p{{color:{colour}}}</style>{text}", "utf-8")
        keeper.publisher.publish()
        policies.append(keeper.head("current")["Metadata"]["policy"])
    assert policies[0] != policies[1]
    assert all("style-src 'sha256-" in policy for policy in policies)
    keeper.publisher.run("rollback")
    assert keeper.head("current")["Metadata"]["policy"] == policies[0]
    keeper.publisher.write("xau", '<p onclick="x()">Bấm</p>')
    told = keeper.publisher.run("publish")
    assert told.stderr.endswith(
        "thẻ <p> có thuộc tính “onclick”, trình duyệt sẽ chặn; hãy bỏ đi.\n"
    )
    assert keeper.head("current")["Metadata"]["policy"] == policies[0]


def test_hashed_files_are_kept_for_thirty_days(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = storage_of(keeper, monkeypatch)
    for path in (SCRIPT, "b/index.html"):
        storage.write(f"releases/1/site/{path}", b"x")
    old = Release("1", Manifest({SCRIPT: Entry("a", 1), "b/index.html": Entry("a", 1)}))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    nothing = Release("2", Manifest({}))
    keep_assets(storage, old, nothing.manifest, start)
    assert keeper.head(f"kept/{SCRIPT}")["CacheControl"] == IMMUTABLE
    keep_assets(storage, nothing, nothing.manifest, start + timedelta(days=29))
    assert list(keeper.objects("kept/")) == [SCRIPT]
    keep_assets(storage, nothing, nothing.manifest, start + timedelta(days=31))
    assert list(keeper.objects("kept/")) == []


def test_a_file_that_came_back_is_kept_for_as_long_as_it_is_used(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = storage_of(keeper, monkeypatch)
    storage.write(f"releases/1/site/{SCRIPT}", b"x")
    used, unused = Release("1", Manifest({SCRIPT: Entry("a", 1)})), Release("2", Manifest({}))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    share_assets(storage, used)
    assert list(keeper.objects("kept/")) == [SCRIPT]
    keep_assets(storage, used, unused.manifest, start)
    keep_assets(storage, unused, used.manifest, start + timedelta(days=1))
    keep_assets(storage, used, used.manifest, start + timedelta(days=90))
    assert list(keeper.objects("kept/")) == [SCRIPT]


def test_the_storage_does_what_a_folder_does(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = storage_of(keeper, monkeypatch)
    source = tmp_path / "nguồn.txt"
    source.write_bytes(b"\x00chu\xff")
    storage.ready()
    assert keeper.objects() == {}
    assert storage.read("không/có") is None
    assert (storage.names("không"), storage.sizes("không", ["a"])) == ([], {})
    assert storage.pointed("current") is None
    heard: list[int] = []
    files = {"a b/ặ'+%.txt": source, "manifest.json": source}
    storage.send(".incoming/1/site", files, 0, heard.append)
    assert heard == [1, 2]
    assert storage.sizes(".incoming/1/site", files) == dict.fromkeys(files, 5)
    storage.link([(".incoming/1/site/a b/ặ'+%.txt", "kept/d/ặ'+%.txt")])
    assert storage.read("kept/d/ặ'+%.txt") == b"\x00chu\xff"
    assert storage.names("releases") == []
    storage.write(".incoming/1/manifest.json", b"{}")
    storage.rename([(".incoming/1", "releases/1")])
    assert storage.names("releases") == ["1"]
    assert storage.read("releases/1/manifest.json") == b"{}"
    storage.send(".incoming/2/site", files, 0, heard.append)
    storage.remove([".incoming"])
    assert storage.digests("releases/2", {}) == {}
    assert storage.sizes("releases/1/site", files) == dict.fromkeys(files, 5)
    assert storage.claim("khóa", b"3")
    assert not storage.claim("khóa", b"4")
    assert storage.read("khóa") == b"3"
    storage.write("khóa2", b"")
    storage.remove(["releases/1", "khóa", "không có"])
    assert sorted(keeper.objects()) == ["kept/d/ặ'+%.txt", "khóa2"]


def test_the_stores_own_digests_are_enough(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what they do not tell is read: somebody else's object, one of an older manifest."""
    storage = storage_of(keeper, monkeypatch)
    known = {}
    for name in ("a", "b", "c", "d"):
        storage.write(f"releases/1/site/{name}", name.encode())
        known[name] = entry_of_bytes(name.encode())
    storage.write("releases/1/site/b", b"x")
    known["c"] = replace(known["c"], md5="")
    read: list[str] = []
    read_at_all = storage.read

    def note(path: str) -> bytes | None:
        read.append(path)
        return read_at_all(path)

    monkeypatch.setattr(storage, "read", note)
    del known["d"]
    found = storage.digests("releases/1/site", known)
    assert sorted(read) == ["releases/1/site/b", "releases/1/site/c"]
    assert found.pop("d") not in ("", hashlib.sha256(b"d").hexdigest())
    assert found == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in (("a", b"a"), ("b", b"x"), ("c", b"c"))
    }


def test_a_files_removal_takes_no_other(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = storage_of(keeper, monkeypatch)
    for name in ("a", "a.json"):
        storage.write(f"releases/1/site/{name}", b"x")
    storage.remove(["releases/1/site/a"])
    assert list(storage.digests("releases/1/site", {})) == ["a.json"]


def test_cloudfronts_function_knows_the_same_names_as_the_servers() -> None:
    text = (ROOT / "deploy/cloudfront/functions.js").read_text("utf-8")
    assert f"/{HASHED.replace('/', chr(92) + '/')}/" in text
    assert f"const VIEWED = /{VIEWED}/i;" in text
    assert f'"{FILE_POLICY}"' in text
    assert f'"{VIEWED_POLICY}"' in text
    assert f'"{WORKER_POLICY}"' in text
    assert f"(?:{'|'.join(FILE_FOLDERS)})" in text


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
