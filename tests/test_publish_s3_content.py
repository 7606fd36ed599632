"""An edit costs a bucket what it changed, and what nobody keeps is gone, whatever happened."""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.memory_bucket import KilledError, MemoryBucket, MemoryPublisher
from tools.publish import content_store, sharded
from tools.publish.by_content import upload
from tools.publish.content_store import read_sharded
from tools.publish.kept_content import keep, kept_files
from tools.publish.manifest import Changes, Manifest, entry_of_bytes
from tools.publish.prepare import Prepared
from tools.publish.releases import (
    Release,
    live_name,
    names_of_releases,
)
from tools.server import index
from tools.server.index import object_of, pack_path, place_of, shard_number
from tools.server.resolving import Resolver

ENDS = (".br", ".gz")
ODD = ("a b/ặ'+%.html", "objects/x", "current", "..", "a/../b", "a//b", "\n", "?#", "x.br", "x")
HASHED = "theme/{:08x}.css"
Value = TypeVar("Value")


@pytest.fixture(autouse=True)
def _room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds what another's bucket has."""
    monkeypatch.setattr(content_store, "ROOM", tmp_path / "room")


@pytest.fixture
def publisher(tmp_path: Path) -> MemoryPublisher:
    return MemoryPublisher(tmp_path)


def page(text: str) -> bytes:
    return f"<!doctype html><title>{text}</title>".encode()


def site_of(count: int, edit: int = 0) -> dict[str, bytes]:
    """Pages with their copies; the last, the lists and one hashed file are as of that edit."""
    names = ["index.html", "tin-tuc/index.html", "atom.xml", "sitemap.xml"]
    files = {f"a/{number}/index.html": page(f"Bài {number}") for number in range(count)}
    files |= {name: page(f"{name} {edit}") for name in (*names, f"a/{edit}/index.html")}
    copies = {path + end: data + end.encode() for path, data in files.items() for end in ENDS}
    return files | copies | {HASHED.format(edit): b"x"}


def test_an_edit_costs_the_same_at_any_size(tmp_path: Path) -> None:
    costs = []
    for count in (200, 2000):
        (tmp_path / str(count)).mkdir()
        publisher = MemoryPublisher(tmp_path / str(count))
        for edit in range(8):
            publisher.bucket.client.asked.clear()
            publisher.publish(site_of(count, edit))
        costs.append(publisher.bucket.client.asked.total())
    small, large = costs
    assert small <= 100
    assert large <= 100


def test_all_shards_that_changed_are_one_object(
    publisher: MemoryPublisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_FILES", 4)
    pages = {f"a/{number}/index.html": b"x" for number in range(500)}
    publisher.publish(pages)
    before = set(publisher.bucket.client.objects)
    name = publisher.publish(pages | {f"a/{number}/index.html": b"y" for number in range(40)})
    sent = set(publisher.bucket.client.objects) - before
    assert [path for path in sent if path.startswith("index/")] == [f"index/{name}-0"]
    assert len(read_sharded(publisher.bucket, name).files.root.packs) == 2
    assert_whole(publisher, name)


def test_memory_does_not_grow_with_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_FILES", 64)
    monkeypatch.setattr(sharded, "MOST_PACKED", 20_000)
    # A Path's name goes into a table of the interpreter's, which grows now and then.
    monkeypatch.setattr(content_store, "remember", lambda *_: None)
    peaks = []
    for count in (600, 10_000):
        prepared = Prepared(Path(), _Same(count, Path(__file__)), Manifest(_Same(count, MINE)))
        bucket = MemoryBucket()
        bucket.client.put = lambda *_, **__: None  # type: ignore[method-assign]
        nothing = Release("", Manifest({}))
        tracemalloc.start()
        upload(bucket, "r", prepared, Changes(), "", nothing, lambda _: None)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_what_no_release_has_any_more_is_removed(publisher: MemoryPublisher) -> None:
    for edit in range(7):
        publisher.publish(site_of(3, edit))
        assert publisher.stored() == publisher.needed()
    names = names_of_releases(publisher.bucket)
    assert len(names) == 5
    for name in names:
        assert_whole(publisher, name)
    gone = object_of("a/0/index.html", entry_of_bytes(page("a/0/index.html 0")).sha256)
    assert gone not in publisher.bucket.client.objects
    # Pages of a release that is gone may still be open somewhere.
    assert found(publisher, f"/{HASHED.format(0)}") == b"x"


def test_what_came_back_outlives_the_release_that_had_it_first(publisher: MemoryPublisher) -> None:
    first, other = {"index.html": page("một")}, {"index.html": page("hai")}
    for number in range(9):
        publisher.publish((first if number % 2 else other) | {"b.html": page(str(number))})
    assert publisher.stored() == publisher.needed()
    for name in names_of_releases(publisher.bucket):
        assert_whole(publisher, name)


def test_a_kill_at_any_request_leaves_whole_releases_and_no_litter(tmp_path: Path) -> None:
    """Readers have the old release or the new one; the next publisher finishes or clears."""
    requests, edits = 1, 0
    publisher = MemoryPublisher(tmp_path)
    for edits in range(6):
        publisher.publish(site_of(3, edits))
    client = publisher.bucket.client
    seen: set[bool] = set()
    while True:
        edits += 1
        before = live_name(publisher.bucket)
        client.asked.clear()
        client.stop = requests
        with suppress(KilledError):
            publisher.publish(site_of(3, edits))
            break
        client.stop = 0
        live = live_name(publisher.bucket)
        seen.add(live == before)
        assert_whole(publisher, live)
        publisher.publish(site_of(3, edits))
        assert_whole(publisher, live_name(publisher.bucket))
        assert publisher.stored() == publisher.needed(), requests
        requests += 1
    assert requests > 30
    assert seen == {False, True}


PATHS = [f"{name}/index.html" for name in "abcdefgh"] + [HASHED.format(1), HASHED.format(2), *ODD]
SITES = st.dictionaries(st.sampled_from(PATHS), st.sampled_from([b"1", b"2", b"3"]), min_size=1)
STEPS = st.lists(SITES | st.none(), min_size=1, max_size=12)


@settings(max_examples=25)
@given(STEPS, st.integers(1, 3))
def test_readers_get_each_path_of_the_live_release_and_of_no_other(
    steps: Sequence[Mapping[str, bytes] | None], most: int
) -> None:
    """None: a step back. most: files in a shard, so that more digits or fewer tell shards."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(content_store, "ROOM", Path(folder, "room"))
        patch.setattr(index, "MOST_FILES", most)
        patch.setattr(index, "FEWEST_FILES", most / 4)
        publisher = MemoryPublisher(Path(folder))
        for site in steps:
            if site is not None:
                publisher.publish(site)
            elif publisher.sites:
                publisher.step_back()
            else:
                continue
            live = publisher.sites[live_name(publisher.bucket)]
            for path in PATHS:
                if path.endswith("/index.html") and path.count("/") == 1:
                    assert found(publisher, f"/{path}") == live.get(path)
            for path in live.keys() & set(ODD):
                if not path.endswith("index.html"):
                    assert found(publisher, f"/{quote(path)}") == live[path]
            for name in names_of_releases(publisher.bucket):
                assert_whole(publisher, name)
            assert publisher.stored() == publisher.needed()


def test_a_lost_shard_of_another_release_keeps_what_it_may_need(publisher: MemoryPublisher) -> None:
    for edit in range(5):
        publisher.publish(site_of(3, edit))
    bucket = publisher.bucket
    second = read_sharded(bucket, names_of_releases(bucket)[1]).files
    objects = {object_of(path, it.sha256) for path, it in second.items()}
    (digest,), (pack,) = second.root.shards, second.root.packs
    bucket.delete([pack_path(pack)])
    (content_store.ROOM / digest[:2] / digest).unlink()
    publisher.publish(site_of(3, 5))
    assert objects <= publisher.stored()


def test_what_left_is_listed_at_the_cost_of_what_leaves_now(
    publisher: MemoryPublisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And goes after thirty days, where something else is listed in its place."""
    monkeypatch.setattr(index, "MOST_FILES", 4)
    bucket, now = publisher.bucket, datetime(2026, 12, 1, tzinfo=UTC)
    pages = {f"a/{number}/index.html": b"x" for number in range(1000)}
    scripts = {HASHED.format(number): b"x" for number in range(2000)}
    first = publisher.publish(pages | scripts)
    second = publisher.publish(pages | {HASHED.format(0): b"x"})
    third = publisher.publish(pages)
    kept = kept_files(bucket)
    assert set(kept) == scripts.keys()
    whole = sum(part.length for part in kept.root.parts)
    own = {part for part in kept.root.parts if part.pack == max(kept.root.packs)}
    assert 0 < sum(part.length for part in own) < whole / 100
    assert publisher.stored() == publisher.needed()
    keep(bucket, second, third, now + timedelta(days=365))
    left = set(kept_files(bucket))
    assert HASHED.format(0) in left
    number = shard_number(place_of(HASHED.format(0)), kept.root.depth)
    assert left == scripts.keys() - set(kept.shard(number)) | {HASHED.format(0)}
    assert first in names_of_releases(bucket)
    assert publisher.stored() == publisher.needed()


def assert_whole(publisher: MemoryPublisher, name: str) -> None:
    site = publisher.sites.get(name)
    files = read_sharded(publisher.bucket, name).files
    for path, entry in files.items():
        data = publisher.bucket.client.objects[object_of(path, entry.sha256)]
        assert hashlib.sha256(data).hexdigest() == entry.sha256
        assert site is None or site[path] == data
    assert site is None or site.keys() == set(files)


def found(publisher: MemoryPublisher, address: str) -> bytes | None:
    place = Resolver(publisher.bucket.seen).find(address).object
    return publisher.bucket.client.objects[place] if place else None


MINE = entry_of_bytes(Path(__file__).read_bytes())


class _Same(Mapping[str, Value]):
    """Many paths, none of which is in memory, with one value."""

    def __init__(self, count: int, value: Value) -> None:
        self._count, self._value = count, value

    def __getitem__(self, path: str) -> Value:
        return self._value

    def __iter__(self) -> Iterator[str]:
        return (f"tin-tuc/{number}/index.html" for number in range(self._count))

    def __len__(self) -> int:
        return self._count
