"""What a publisher asks for arrives as it was meant, and nothing else gets past the grammar."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.server.errors import ServerConfigError
from tools.server.moved import Moved, parse_moved
from tools.server.policy import Hashes
from tools.server.wanted import MOST_BYTES, MOST_MOVED, Wanted, mark_of, read_wanted

HASH = "sha256-" + "a" * 43 + "="
RELEASE = "20261125T071200-0123456789"
POLICIES = {RELEASE: Hashes(frozenset([HASH]), frozenset())}
ODD = st.text(
    st.sampled_from("\"'`;$\\{}#<>|^~*?[]()%&=+,:@! ạĐ€/.")
    | st.characters(exclude_categories=["C"]),
    min_size=1,
    max_size=20,
)


def whole(**changes: Any) -> bytes:
    kinds = {"scripts": [HASH], "styles": []}
    return json.dumps({"moved": ["/a\t/b/"], "policies": {RELEASE: kinds}} | changes).encode()


@given(st.lists(st.tuples(ODD, ODD | st.just(""), ODD), max_size=5))
def test_old_addresses_are_read_back_as_they_were(rows: list[tuple[str, str, str]]) -> None:
    moved: tuple[Moved, ...] = ()
    for number, (path, query, new) in enumerate(rows):
        line = f"/{number}/{path}" + (f"?{query}" if query else "") + f"\t/moi/{new}"
        try:
            moved += parse_moved([line])
        except ServerConfigError:
            continue
    wanted = Wanted(moved, POLICIES)
    read = read_wanted(wanted.data)
    assert sorted(read.moved, key=str) == sorted(moved, key=str)
    assert read.policies == POLICIES
    assert read.data == wanted.data


def test_bytes_that_are_no_letters_are_kept() -> None:
    moved = parse_moved(["/%FF%FE?a=%FF\t/b/"])
    assert (
        read_wanted(Wanted(moved).data).moved == moved == (Moved("/\udcff\udcfe", "a=%FF", "/b/"),)
    )


def test_the_mark_names_all_that_is_asked_for_and_no_order() -> None:
    moved = parse_moved(f"/{n}\t/b/{n}" for n in range(50))
    mixed = random.Random(1).sample(moved, len(moved))
    asked = Wanted(moved, POLICIES)
    assert Wanted(tuple(mixed), POLICIES).digest == asked.digest
    others = [Wanted(moved), Wanted(moved[:-1], POLICIES), Wanted()]
    assert len({mark_of(each.digest) for each in (asked, *others)}) == 4


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không phải là dữ liệu"),
        (b"map_hash_max_size 2048;\naccess_log /etc/cron.d/x;", "không phải là dữ liệu"),
        (b"[" * 100_000, "không phải là dữ liệu"),
        (b'{"a": ' * 50_000, "không phải là dữ liệu"),
        (b"1" * 10_000, "không phải là dữ liệu"),
        ("{“}".encode(), "không phải là dữ liệu"),
        (b" " * (MOST_BYTES + 1), "lớn quá 16 MB"),
        (b"[]", "đúng hai phần"),
        (whole(more=1), "đúng hai phần"),
        (whole(moved={"/a": "/b"}), "danh sách các dòng"),
        (whole(moved=[1]), "danh sách các dòng"),
        (whole(moved=["/a\t/b"] * (MOST_MOVED + 1)), "nhiều hơn 100000 địa chỉ cũ"),
        (whole(moved=["/a\t/b\n} access_log /etc/x;"]), r"wanted\.json:1: mỗi dòng cần"),
        (whole(moved=["/a%0A;}\t/b"]), "không phải là địa chỉ cũ"),
        (whole(moved=["/a\tfile:///etc/shadow"]), "không phải là địa chỉ mới"),
        (whole(policies=[]), "cần là một bảng"),
        (whole(policies={"../etc": {"scripts": [], "styles": []}}), "không phải là một bản đăng"),
        (whole(policies={RELEASE: {"scripts": []}}), "không phải là một bản đăng"),
        (whole(policies={RELEASE: {"scripts": HASH, "styles": []}}), "không đúng dạng"),
    ],
)  # fmt: skip
def test_anything_else_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ServerConfigError, match=words):
        read_wanted(data)


@pytest.mark.parametrize(
    "text",
    ["unsafe-inline", f"{HASH}'; script-src *", f'{HASH}"; include /tmp/x;', f"{HASH}\n", "{$HOME}",
     "sha256-" + "$" * 43 + "=", "", 1, None],
)  # fmt: skip
def test_a_policy_takes_nothing_but_hashes(text: object) -> None:
    with pytest.raises(ServerConfigError, match="không đúng dạng sha256-"):
        read_wanted(whole(policies={RELEASE: {"scripts": [text], "styles": []}}))


def test_nothing_is_asked_where_there_is_no_file() -> None:
    assert read_wanted(None) == Wanted()
