"""A bucket that somebody damaged is whole again, or loses only what nobody has whole any more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.memory_bucket import MemoryPublisher
from tools.publish import content_store
from tools.publish.content_store import read_sharded
from tools.publish.kept_content import kept_files
from tools.publish.manifest import entry_of_bytes
from tools.publish.releases import live_name, names_of_releases
from tools.publish.verify import verify
from tools.server.index import object_of, pack_path

SCRIPT = "theme/x.0123456789.js"
FIRST = {
    "index.html": b"1",
    "404.html": b"4",
    "a/index.html": b"a",
    "b/index.html": b"b",
    SCRIPT: b"x",
}
SECOND = FIRST | {"index.html": b"2"}
THIRD = {path: data for path, data in SECOND.items() if path not in ("b/index.html", SCRIPT)}


@pytest.fixture
def publisher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MemoryPublisher:
    monkeypatch.setattr(content_store, "ROOM", tmp_path / "room")
    return MemoryPublisher(tmp_path)


def verified(
    publisher: MemoryPublisher, built: Mapping[str, bytes], anew: Mapping[str, bytes] | None = None
) -> int:
    """built: what a build gives; anew: what is published where that cannot mend."""

    def publish() -> int:
        assert anew is not None
        publisher.publish(anew)
        return 0

    return verify(publisher.place, False, False, lambda: publisher.built(built), publish)


def place_of_object(path: str, data: bytes) -> str:
    return object_of(path, entry_of_bytes(data).sha256)


def test_an_object_is_mended_for_all_releases_that_have_it(
    publisher: MemoryPublisher, capsys: pytest.CaptureFixture[str]
) -> None:
    for site in (FIRST, SECOND):
        publisher.publish(site)
    objects = publisher.bucket.client.objects
    objects[place_of_object("a/index.html", b"a")] = b"?"
    del objects[place_of_object("b/index.html", b"b")]
    assert verified(publisher, SECOND) == 0
    said = capsys.readouterr().out
    assert said.count("2 tệp không còn như lúc đăng (1 bị sửa, 1 mất)") == 2
    assert "Đã sửa xong: 2 bản, 10 tệp" in said
    assert objects[place_of_object("a/index.html", b"a")] == b"a"
    assert publisher.stored() == publisher.needed() <= set(objects)


@pytest.mark.parametrize("remembered", [True, False])
def test_a_lost_shard_comes_from_this_machine_or_from_the_build(
    publisher: MemoryPublisher, remembered: bool
) -> None:
    name = publisher.publish(FIRST)
    root = read_sharded(publisher.bucket, name).files.root
    (digest,), (pack,) = root.shards, root.packs
    publisher.bucket.client.objects[pack_path(pack)] = b"{}"
    if not remembered:
        (content_store.ROOM / digest[:2] / digest).unlink()
    assert verified(publisher, FIRST if not remembered else SECOND) == 0
    assert publisher.bucket.client.objects[pack_path(pack)] != b"{}"
    assert names_of_releases(publisher.bucket) == [name]


def test_a_release_that_nobody_has_whole_goes(publisher: MemoryPublisher) -> None:
    _, second = publisher.publish(FIRST), publisher.publish(SECOND)
    publisher.bucket.client.objects[place_of_object("index.html", b"1")] = b"?"
    assert verified(publisher, SECOND) == 0
    assert names_of_releases(publisher.bucket) == [second]
    assert publisher.stored() == publisher.needed()


def test_a_live_release_that_nobody_has_whole_is_replaced(publisher: MemoryPublisher) -> None:
    first, second = publisher.publish(FIRST), publisher.publish(SECOND)
    publisher.bucket.client.objects[place_of_object("index.html", b"2")] = b"?"
    newer = SECOND | {"index.html": b"3"}
    assert verified(publisher, newer, newer) == 0
    live = live_name(publisher.bucket)
    assert names_of_releases(publisher.bucket) == [first, live]
    assert second != live
    assert publisher.stored() == publisher.needed()


def test_what_is_kept_for_open_pages_is_forgotten_where_it_is_damaged(
    publisher: MemoryPublisher,
) -> None:
    for number in range(6):
        publisher.publish(
            THIRD | {"index.html": b"%d" % number} | ({SCRIPT: b"x"} if not number else {})
        )
    objects = publisher.bucket.client.objects
    assert SCRIPT in kept_files(publisher.bucket)
    objects[place_of_object(SCRIPT, b"x")] = b"?"
    assert verified(publisher, THIRD | {"index.html": b"5"}) == 0
    assert list(kept_files(publisher.bucket)) == []
    assert publisher.stored() == publisher.needed()


def test_what_no_release_names_is_removed_unless_one_cannot_be_read(
    publisher: MemoryPublisher,
) -> None:
    publisher.publish(FIRST)
    objects = publisher.bucket.client.objects
    litter = (place_of_object("la/index.html", b"?"), "objects/la", pack_path("0" * 64))
    objects |= dict.fromkeys(litter, b"?")
    assert verified(publisher, FIRST) == 0
    assert not objects.keys() & set(litter)
    assert publisher.stored() == publisher.needed()


def test_a_look_changes_nothing(publisher: MemoryPublisher) -> None:
    publisher.publish(FIRST)
    objects = publisher.bucket.client.objects
    objects |= {place_of_object("a/index.html", b"a"): b"?", "objects/la": b"?"}
    before = dict(objects)
    assert verify(publisher.place, True, False, lambda: publisher.built(FIRST), lambda: 0) == 1
    assert objects == before
