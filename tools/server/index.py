"""Whoever serves a bucket finds, by two small objects, which object holds a path of a release.

PREFIX/releases/<id>.json says which shards a release is made of and where each lies, in one of the
packs PREFIX/index/<id>-<n>; a shard names the files whose paths fall there, and
PREFIX/objects/<place>-<digest> are a file's bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

RELEASES = "releases"
SHARDS = "index"
OBJECTS = "objects"
CURRENT = "current"
KEPT_SINCE = "kept.json"
FORMAT = 3
ENDINGS = (".br", ".gz", ".zst")
PLACE_LENGTH = 16
DIGIT_VALUES = 16
# Files in a shard, on average: with more, one edit writes much; with fewer, a root lists many.
MOST_FILES = 1024
# A site that shrinks and grows a little doesn't get all its shards anew each time.
FEWEST_FILES = 32
DEEPEST = 5
# Of a root, a shard or a table of kept files that somebody else may have written.
MOST_BYTES = 256_000_000
NAME = re.compile(r"[0-9A-Za-z-]{1,64}")
LED_TO = re.compile(rf"{RELEASES}/({NAME.pattern})/?\s*")
ROW_LENGTHS = (3, 4)  # SHA-256, size and MD5; of a file that left, since when too
SHA256 = re.compile(r"[0-9a-f]{64}")


class Part(NamedTuple):
    """Of a pack; in bytes."""

    pack: str
    offset: int
    length: int

    @property
    def asked(self) -> str:
        """As HTTP asks for it."""
        return f"bytes={self.offset}-{self.offset + self.length - 1}"


NOWHERE = Part("", 0, 0)


@dataclass(frozen=True)
class Root:
    """digest: of the release's manifest; changes: how many pages were new, changed and removed;
    count: files; depth: how many digits of its place tell a path's shard; policy: of its pages.

    shards: digests, by the number that those digits are; empty for a shard without files.
    parts: where the shards lie, by the same numbers.
    """

    digest: str
    changes: tuple[int, int, int]
    count: int
    depth: int
    policy: str
    shards: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def packs(self) -> list[str]:
        return sorted({part.pack for part in self.parts} - {""})


NOTHING = Root("", (0, 0, 0), 0, 0, "", ("",), (NOWHERE,))


def plain_of(path: str) -> str:
    """The page or file that `path` is a compressed copy of, or itself."""
    for ending in ENDINGS:
        if path.endswith(ending):
            return path.removesuffix(ending)
    return path


def place_of(path: str) -> str:
    """Hexadecimal digits that spread paths evenly; a page's copies have its own."""
    whole = sha256(plain_of(path).encode("utf-8", "surrogateescape"))
    return whole.hexdigest()[:PLACE_LENGTH]


def shard_number(place: str, depth: int) -> int:
    return int(place[:depth] or "0", DIGIT_VALUES)


def object_of(path: str, digest: str) -> str:
    """Where the bytes of that SHA-256 lie for that path: with an ending, of whose encoding."""
    ending = path[len(plain_of(path)) :]
    return f"{OBJECTS}/{place_of(path)}-{digest}{ending}"


def root_path(release: str) -> str:
    return f"{RELEASES}/{release}.json"


def pack_path(pack: str) -> str:
    return f"{SHARDS}/{pack}"


def depth_of(count: int, before: int = 0) -> int:
    """before: of the release before, which stays as long as it is no bad one."""
    if before and FEWEST_FILES <= count / DIGIT_VALUES**before <= MOST_FILES:
        return before
    depth = 0
    while count > MOST_FILES * DIGIT_VALUES**depth and depth < DEEPEST:
        depth += 1
    return depth


def root_text(root: Root) -> bytes:
    packs = root.packs
    numbers = {pack: number for number, pack in enumerate(packs)}
    shards = [
        f"{digest} {numbers[part.pack]} {part.offset} {part.length}" if digest else ""
        for digest, part in zip(root.shards, root.parts, strict=True)
    ]
    whole = {
        "format": FORMAT,
        "digest": root.digest,
        "changes": root.changes,
        "count": root.count,
        "depth": root.depth,
        "policy": root.policy,
        "packs": packs,
        "shards": shards,
    }
    return json.dumps(whole, separators=(",", ":")).encode("ascii")


def read_root(data: bytes) -> Root:
    """Raises ValueError for anything that `root_text` did not write."""
    try:
        read = json.loads(data)
        new, changed, removed = map(int, read["changes"])
        depth, packs = int(read["depth"]), list(map(str, read["packs"]))
        digest, policy, count = str(read["digest"]), str(read["policy"]), int(read["count"])
        known = read["format"] == FORMAT
        shards = [_read_shard_line(line, packs) for line in read["shards"]]
    except (LookupError, TypeError, AttributeError, RecursionError) as cause:
        raise ValueError(f"not a release: {cause!r}") from cause
    whole = 0 <= depth <= DEEPEST and len(shards) == DIGIT_VALUES**depth
    if not known or not whole or not (policy.isascii() and policy.isprintable()):
        raise ValueError("not a release of this format")
    if not all(map(NAME.fullmatch, packs)):
        raise ValueError("a pack of another name")
    digests, parts = zip(*shards, strict=True)
    return Root(digest, (new, changed, removed), count, depth, policy, digests, parts)


def _read_shard_line(line: str, packs: list[str]) -> tuple[str, Part]:
    if not line:
        return "", NOWHERE
    digest, pack, offset, length = line.split(" ")
    part = Part(packs[int(pack)], int(offset), int(length))
    if not SHA256.fullmatch(digest) or min(int(pack), *part[1:]) < 0:
        raise ValueError("a shard that lies nowhere")
    return digest, part


def shard_text(rows: Mapping[str, list[str | int]]) -> bytes:
    """rows: SHA-256, size and MD5 by path."""
    ordered = dict(sorted(rows.items()))
    return json.dumps(ordered, separators=(",", ":")).encode("ascii")


def read_rows(data: bytes, digest: str) -> dict[str, list[str | int]]:
    """Of `shard_text`. Raises ValueError for other bytes than those that `digest` was made of, and
    for what only somebody else can have written."""
    if sha256(data).hexdigest() != digest:
        raise ValueError("not the shard that was written")
    try:
        read: dict[str, Any] = json.loads(data)
        whole = all(len(row) in ROW_LENGTHS and SHA256.fullmatch(row[0]) for row in read.values())
    except (TypeError, AttributeError, LookupError, RecursionError) as cause:
        raise ValueError(f"not a shard: {cause!r}") from cause
    if not whole:
        raise ValueError("a file without a digest")
    return read


def read_shard(data: bytes, digest: str) -> dict[str, str]:
    """SHA-256 by path. As `read_rows`."""
    return {path: str(row[0]) for path, row in read_rows(data, digest).items()}


def read_kept(data: bytes | None) -> Root:
    """Of the hashed files that left releases; without any where nobody can tell."""
    try:
        return read_root(data or b"")
    except ValueError:
        return NOTHING


def release_led_to(pointer: bytes) -> str:
    """The release that the pointer names; empty for anything else."""
    found = LED_TO.fullmatch(pointer.decode("utf-8", "replace"))
    return found[1] if found else ""
