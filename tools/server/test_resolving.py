"""A front shows what the bucket's live release has, whatever somebody wrote into the bucket."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.server.index import (
    DIGIT_VALUES,
    MOST_FILES,
    NOWHERE,
    Part,
    Root,
    depth_of,
    object_of,
    pack_path,
    place_of,
    read_root,
    root_text,
    shard_number,
    shard_text,
)
from tools.server.resolving import NothingKnownError, Resolver, accepts

PAGE, OTHER = sha256(b"page").hexdigest(), sha256(b"other").hexdigest()
SCRIPT = "theme/x.0123456789.js"
FILES = {
    "index.html": PAGE, "index.html.br": OTHER, "tin-tuc/index.html": PAGE, "404.html": OTHER,
    "tep/a b/ặ'+%.pdf": PAGE, "tep/a.tar": PAGE, "tep/a.tar.gz": OTHER, SCRIPT: PAGE,
}  # fmt: skip


class Bucket:
    """What everybody may ask of it; down: it does not answer."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()
        self.parts: dict[str, Part] = {}
        self.time, self.down = 0.0, False

    def publish(self, name: str, files: Mapping[str, str], depth: int = 1) -> None:
        shards: list[dict[str, list[str | int]]] = [{} for _ in range(DIGIT_VALUES**depth)]
        for path, digest in files.items():
            shards[shard_number(place_of(path), depth)][path] = [digest, 1, ""]
        texts = [shard_text(rows) if rows else b"" for rows in shards]
        digests = tuple(sha256(text).hexdigest() if text else "" for text in texts)
        # Only those that no release before has, as a publication does it.
        for digest, text in zip(digests, texts, strict=True):
            if digest and digest not in self.parts:
                self.parts[digest] = Part(
                    name, len(self.objects.get(pack_path(name), b"")), len(text)
                )
                self.objects[pack_path(name)] = self.objects.get(pack_path(name), b"") + text
        parts = tuple(self.parts.get(digest, NOWHERE) for digest in digests)
        root = Root("", (0, 0, 0), len(files), depth, f"policy of {name}", digests, parts)
        self.objects[f"releases/{name}.json"] = root_text(root)
        self.objects["current"] = f"releases/{name}".encode()

    def ask(self, path: str, part: Part | None = None) -> bytes | None:
        self.asked[path] += 1
        if self.down:
            raise OSError("down")
        data = self.objects.get(path)
        return data[part.offset : part.offset + part.length] if part and data else data

    def resolver(self) -> Resolver:
        return Resolver(self.ask, lambda: self.time)


@pytest.fixture
def bucket() -> Bucket:
    made = Bucket()
    made.publish("r1", FILES)
    return made


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_each_path_leads_to_the_bytes_of_its_release(bucket: Bucket, depth: int) -> None:
    bucket.publish("r2", FILES, depth)
    resolver = bucket.resolver()
    for address, path in (
        ("/", "index.html"), ("/index.html", "index.html"), ("/tin-tuc/", "tin-tuc/index.html"),
        ("/tep/a%20b/%e1%ba%b7'+%25.pdf", "tep/a b/ặ'+%.pdf"), (f"/{SCRIPT}", SCRIPT),
    ):  # fmt: skip
        found = resolver.find(address)
        assert (found.object, found.policy) == (object_of(path, FILES[path]), "policy of r2")
    assert resolver.find("/tin-tuc").is_folder
    for address in ("/khong", "/tin-tuc/a", "//", "//tin-tuc", "/../index.html", "/%00", "/%ff%fe"):
        found = resolver.find(address)
        assert (found.object, found.is_folder) == ("", False), address


def test_a_copy_is_chosen_only_of_what_the_build_compressed(bucket: Bucket) -> None:
    resolver = bucket.resolver()
    assert resolver.find("/", "gzip, br").object == object_of("index.html.br", OTHER)
    assert resolver.find("/", "gzip").object == object_of("index.html", PAGE)
    # Another file, which only happens to be called so.
    assert resolver.find("/tep/a.tar", "gzip").object == object_of("tep/a.tar", PAGE)


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("br", True), ("gzip, BR ; q=0.5", True), ("gzip;q=1, br;q=0", False), ("br;q=0.00", False),
        ("", False), ("brotli", False), ("*", False), ("identity, br;q=0.001", True),
    ],
)  # fmt: skip
def test_what_a_browser_takes_is_read_as_the_standard_has_it(header: str, taken: bool) -> None:
    assert accepts(header, "br") is taken


def test_a_switch_is_seen_within_a_second_and_shards_are_read_once(bucket: Bucket) -> None:
    resolver = bucket.resolver()
    assert resolver.find("/").object
    bucket.publish("r2", {**FILES, "index.html": OTHER})
    assert resolver.find("/").object == object_of("index.html", PAGE)
    bucket.time += 1
    assert resolver.find("/").object == object_of("index.html", OTHER)
    bucket.objects["current"] = b"releases/r1"
    bucket.time += 1
    assert resolver.find("/").object == object_of("index.html", PAGE)
    assert max(count for path, count in bucket.asked.items() if path[:6] == "index/") == 1


def test_a_hashed_file_of_a_newer_page_is_looked_for_at_once(bucket: Bucket) -> None:
    resolver, new = bucket.resolver(), "theme/y.0123456789.js"
    assert resolver.find("/").object
    bucket.publish("r2", FILES | {new: OTHER})
    bucket.time += 0.2
    assert resolver.find(f"/{new}").object == object_of(new, OTHER)


def test_a_hashed_file_that_left_is_found_where_it_was(bucket: Bucket) -> None:
    rest = {path: digest for path, digest in FILES.items() if path != SCRIPT}
    bucket.publish("r2", rest)
    text = shard_text({SCRIPT: [PAGE, 1, "", 1]})
    kept = Root(
        *("", (0, 0, 0), 0, 0, ""), (sha256(text).hexdigest(),), (Part("k-0", 0, len(text)),)
    )
    bucket.objects |= {"kept.json": root_text(kept), pack_path("k-0"): text}
    resolver = bucket.resolver()
    assert resolver.find(f"/{SCRIPT}").object == object_of(SCRIPT, PAGE)
    # A publisher keeps more, and no release has become another yet.
    resolver = bucket.resolver()
    assert resolver.find("/").object
    more = replace(kept, parts=(Part("k-1", 0, len(text)),))
    bucket.objects |= {"kept.json": root_text(more), pack_path("k-1"): text}
    del bucket.objects[pack_path("k-0")]
    assert resolver.find(f"/{SCRIPT}").object == object_of(SCRIPT, PAGE)


def test_a_bucket_that_is_down_changes_nothing(bucket: Bucket) -> None:
    resolver = bucket.resolver()
    bucket.down = True
    with pytest.raises(NothingKnownError):
        resolver.find("/")
    bucket.down = False
    assert resolver.find("/").object
    bucket.down = True
    bucket.time += 1
    assert resolver.find("/").object == object_of("index.html", PAGE)
    tried = bucket.asked["current"]
    assert resolver.find("/").object
    assert bucket.asked["current"] == tried


def test_before_the_first_publication_nothing_is_there() -> None:
    bucket = Bucket()
    resolver = bucket.resolver()
    assert not resolver.find("/").object
    bucket.publish("r1", FILES)
    assert resolver.find("/").object


ROOT = Root("0123456789", (0, 0, 0), 1, 0, "default-src 'none'", (PAGE,), (Part("r", 0, 2),))


@pytest.mark.parametrize(
    "root",
    [
        replace(ROOT, policy="x\r\nSet-Cookie: a=b"), replace(ROOT, policy="ặ"),
        replace(ROOT, shards=("../../x",)), replace(ROOT, shards=(), parts=()),
        replace(ROOT, depth=-1), replace(ROOT, depth=9),
        replace(ROOT, parts=(Part("../x", 0, 2),)), replace(ROOT, parts=(Part("r", -1, 2),)),
    ],
)  # fmt: skip
def test_a_root_that_publish_did_not_write_leaves_the_old_release(
    bucket: Bucket, root: Root
) -> None:
    resolver = bucket.resolver()
    assert resolver.find("/").object
    bucket.objects |= {"releases/r2.json": root_text(root), "current": b"releases/r2"}
    bucket.time += 1
    assert resolver.find("/").object == object_of("index.html", PAGE)


@pytest.mark.parametrize(
    "text", [b"{", b"[]", b'{"index.html":["../../etc/passwd",1,""]}', b'{"index.html":[]}']
)
def test_a_shard_leads_nowhere_but_to_objects(bucket: Bucket, text: bytes) -> None:
    digest = sha256(text).hexdigest()
    root = replace(ROOT, shards=(digest,), parts=(Part("r", 0, len(text)),))
    bucket.objects |= {
        "releases/r2.json": root_text(root), "current": b"releases/r2", pack_path("r"): text,
    }  # fmt: skip
    with pytest.raises(OSError, match="index/"):
        bucket.resolver().find("/")


def test_a_pointer_that_is_none_shows_nothing(bucket: Bucket) -> None:
    for text in (b"<!doctype html>", b"releases/../x", b"\xff", b""):
        bucket.objects["current"] = text
        assert not bucket.resolver().find("/").object


@given(st.binary() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(repr))
def test_whatever_a_root_is_it_is_read_or_refused(data: bytes | str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_root(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))


@given(st.integers(0, 10**7), st.integers(0, 5))
def test_a_shard_has_a_bounded_number_of_files(count: int, before: int) -> None:
    depth = depth_of(count, before)
    assert count / DIGIT_VALUES**depth <= MOST_FILES
    # A site that grows or shrinks a little keeps its shards.
    assert depth_of(count, depth) == depth
    assert depth in (before, depth_of(count)) or depth_of(count + count // 100, depth) == depth


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_copy_lies_in_its_pages_shard(path: str) -> None:
    for ending in (".br", ".gz", ".zst"):
        if not path.endswith((".br", ".gz", ".zst")):
            assert place_of(path + ending) == place_of(path)
