"""What a publisher may ask of the web server: old addresses and hashes of inline code, no more.

One file of data, TARGET/server/wanted.json, written by the publisher's user and read by root's
renderer. Nothing in it is ever included, run or shown by a web server as it stands.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from plugins.shared.messages import gettext
from tools.server.errors import ServerConfigError
from tools.server.moved import Moved, parse_moved
from tools.server.policy import NO_HASHES, Hashes

FILE = "server/wanted.json"
# A hundred thousand old addresses of usual length are half of it.
MOST_BYTES = 16_000_000
MOST_MOVED = 100_000
# No server shows a folder whose name begins with a dot: no page can be meant.
MARK = "/.portal/{}"
RELEASE = re.compile(r"[0-9A-Za-z-]{1,64}")
HASH = re.compile(r"sha256-[A-Za-z0-9+/]{43}=")
PATH_LETTERS = "/!$&'()*+,-.:;=@_~"
KINDS = ("scripts", "styles")


@dataclass(frozen=True)
class Wanted:
    """policies: by release, so that the publisher reads each release only once."""

    moved: tuple[Moved, ...] = ()
    policies: Mapping[str, Hashes] = field(default_factory=dict)

    @property
    def hashes(self) -> Hashes:
        """Of all releases: at a switch or a step back, pages before and after it are allowed."""
        together = NO_HASHES
        for hashes in self.policies.values():
            together |= hashes
        return together

    @property
    def data(self) -> bytes:
        """The file: the same for the same requests, whatever their order."""
        policies = {
            name: {"scripts": sorted(hashes.scripts), "styles": sorted(hashes.styles)}
            for name, hashes in self.policies.items()
        }
        whole = {"moved": sorted(map(_line, self.moved)), "policies": policies}
        return (json.dumps(whole, indent=0, sort_keys=True) + "\n").encode("ascii")

    @property
    def digest(self) -> str:
        """Of its data, by which a publisher knows that it was taken."""
        return digest_of(self.data)


def digest_of(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def mark_of(digest: str) -> str:
    """The address that leads on only where a server has taken exactly the data of this digest."""
    return MARK.format(digest[:32])


def read_wanted(data: bytes | None) -> Wanted:
    """Of `Wanted.data`; nothing is asked where there is no file.

    Raises ServerConfigError for anything else than that: it may come from whoever got hold of a
    publisher's account.
    """
    if data is None:
        return Wanted()
    if len(data) > MOST_BYTES:
        raise ServerConfigError(
            gettext("{file}: lớn quá {most} MB.", file=FILE, most=MOST_BYTES // 1_000_000)
        )
    try:
        whole = json.loads(data.decode("ascii"))
    except (ValueError, RecursionError):
        raise ServerConfigError(
            gettext("{file}: không phải là dữ liệu mà lệnh publish ghi.", file=FILE)
        ) from None
    if not isinstance(whole, dict) or set(whole) != {"moved", "policies"}:
        raise ServerConfigError(
            gettext("{file}: cần đúng hai phần “moved” và “policies”.", file=FILE)
        )
    return Wanted(_moved(whole["moved"]), _policies(whole["policies"]))


def _moved(lines: object) -> tuple[Moved, ...]:
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise ServerConfigError(gettext("{file}: “moved” cần là danh sách các dòng.", file=FILE))
    if len(lines) > MOST_MOVED:
        raise ServerConfigError(
            gettext("{file}: nhiều hơn {most} địa chỉ cũ.", file=FILE, most=MOST_MOVED)
        )
    return parse_moved(lines, FILE)


def _policies(read: object) -> dict[str, Hashes]:
    if not isinstance(read, dict):
        raise ServerConfigError(gettext("{file}: “policies” cần là một bảng.", file=FILE))
    found = {}
    for name, kinds in read.items():
        if not RELEASE.fullmatch(name) or not isinstance(kinds, dict) or set(kinds) != set(KINDS):
            raise ServerConfigError(
                gettext("{file}: “policies” có mục không phải là một bản đăng.", file=FILE)
            )
        for hashes in kinds.values():
            if not isinstance(hashes, list) or not all(map(_is_hash, hashes)):
                raise ServerConfigError(
                    gettext(
                        "{file}: bản {name} có mã băm không đúng dạng sha256-….",
                        file=FILE,
                        name=name,
                    )
                )
        found[name] = Hashes(frozenset(kinds["scripts"]), frozenset(kinds["styles"]))
    return found


def _is_hash(text: object) -> bool:
    return isinstance(text, str) and HASH.fullmatch(text) is not None


def _line(moved: Moved) -> str:
    path = quote(moved.path, safe=PATH_LETTERS, errors="surrogateescape")
    return f"{path}?{moved.query}\t{moved.new}" if moved.query else f"{path}\t{moved.new}"
