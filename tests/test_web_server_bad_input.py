"""Odd names, folders and old addresses are served as they are, or refused with a sentence."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.web_server import Kind, facts_for, running
from tools.server.caddy import caddy_text
from tools.server.errors import ServerConfigError
from tools.server.facts import Certificate, ServerFacts
from tools.server.moved import Moved, parse_moved
from tools.server.nginx import nginx_text
from tools.server.policy import Hashes

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="these servers run on Linux")
PRINTABLE = st.characters(exclude_categories=["C", "Z"], include_characters=" ")
ODD = st.text(
    st.sampled_from("\"'`;$\\{}#<>|^~*?[]()%&=+,:@! ạĐ€/.") | PRINTABLE, min_size=1, max_size=20
)
NEW_SAFE = "".join(chr(code) for code in range(33, 127))


def old_address(path: str, query: str) -> str:
    """As a browser asks for it."""
    return "/cu/" + quote(path, safe="/!$&'()*+,:;=@~") + (f"?{query}" if query else "")


def small_site(folder: Path) -> Path:
    site = folder / "releases/r/site"
    site.mkdir(parents=True)
    (site / "404.html").write_text("<p>404")
    (folder / "kept").mkdir()
    (folder / "current").symlink_to("releases/r")
    return folder


@ON_LINUX
@pytest.mark.parametrize("kind", ["nginx", "caddy"])
# A smaller example would need a server's start for each try.
@settings(max_examples=3, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(ODD, ODD | st.just(""), ODD), min_size=120, max_size=120))
def test_any_old_address_leads_to_exactly_the_new_one(
    tmp_path_factory: pytest.TempPathFactory, kind: Kind, rows: list[tuple[str, str, str]]
) -> None:
    """Many in one start of the server; the old ones are told apart by a number."""
    target = small_site(tmp_path_factory.mktemp("moved") / "t")
    asked = {}
    for number, (path, query, new) in enumerate(rows):
        clean = path.replace("%", "").replace("/..", "").replace("/.", "").replace("//", "/")
        query = quote(query.replace("#", ""), safe="".join(set(NEW_SAFE) - set('"<>#%')))
        old = old_address(f"{number}x{clean}x", query)
        asked[old] = f"/moi/{number}/{new}"
    lines = [f"{old}\t{new}" for old, new in asked.items()]
    facts = facts_for(target, hosts=("localhost",), moved=parse_moved(lines))
    with running(kind, facts, target.parent / kind) as server:
        for old, new in asked.items():
            answer = server.ask(old)
            assert answer.status == 301, (old, new)
            assert unquote(answer["location"]) == unquote(new), old
            if all(letter in NEW_SAFE and letter not in '"<>\\^`{|}' for letter in new):
                assert answer["location"] == new, old


@ON_LINUX
@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_what_begins_like_a_pattern_is_plain_text(tmp_path: Path, kind: Kind) -> None:
    target = small_site(tmp_path / "t")
    rows = {"/a?\\": "/1", "/a?~.*": "/2/$1", "/a?default": "/3", "/b?*.x": "/4", "/~b": "/5;"}
    moved = parse_moved(f"{old}\t{new}" for old, new in rows.items())
    with running(kind, facts_for(target, moved=moved), tmp_path / kind) as server:
        assert {old: server.ask(old)["location"] for old in rows} == rows
        assert server.ask("/a?anything").status == 404


@ON_LINUX
@pytest.mark.parametrize(("kind", "count"), [("nginx", 10_000), ("caddy", 1_000)])
def test_as_many_old_addresses_as_an_archive_has_are_taken(
    tmp_path: Path, kind: Kind, count: int
) -> None:
    target = small_site(tmp_path / "t")
    lines = [f"/cu/{'bai-viet-' * 20}{n}.aspx?ItemID={n}\t/tin-tuc/{n}/" for n in range(count)]
    lines += [f"/cu/{n}.html\t/tin-tuc/{n}/" for n in range(count)]
    facts = facts_for(target, hosts=("localhost",), moved=parse_moved(lines))
    with running(kind, facts, tmp_path / kind) as server:
        for line in (lines[0], lines[count - 1], lines[-1]):
            old, new = line.split("\t")
            assert server.ask(old)["location"] == new


@ON_LINUX
@pytest.mark.parametrize("kind", ["nginx", "caddy"])
@pytest.mark.parametrize(
    "name", ["có dấu cách", "Bạch Thông", 'ngoặc "kép"', "nháy 'đơn'; #a", "%5f"]
)
def test_a_folder_with_an_odd_name_is_served(tmp_path: Path, kind: Kind, name: str) -> None:
    target = small_site(tmp_path / name)
    (target / "current/site/index.html").write_text("<p>a")
    with running(kind, facts_for(target), tmp_path / kind) as server:
        assert server.ask("/").body == b"<p>a"


@pytest.mark.parametrize(
    "host",
    [
        "a b.vn", "a.vn\n}", "a.vn;", "", "xã.vn", "A.vn", "-a.vn", "a.vn/b", "a.vn:80", "*.vn",
        "a" * 64 + ".vn", "a..vn", "a.vn\n", ".vn", "{$HOME}", "a.vn,b.vn",
    ],
)  # fmt: skip
def test_what_is_no_host_name_is_refused(host: str) -> None:
    with pytest.raises(ServerConfigError, match=r"không phải là tên miền: chỉ gồm chữ thường"):
        ServerFacts((host,), PurePosixPath("/srv/a"))


@pytest.mark.parametrize(
    "path", ["/srv/a\nb", "/srv/$a", "/srv/{a}", "/srv/a\\b", "/srv/[a]*", "/a`b"]
)
def test_a_folder_that_no_quotes_can_hold_is_refused(path: str) -> None:
    with pytest.raises(ServerConfigError, match=r"có ký tự “.+” mà máy chủ web không nhận"):
        ServerFacts(("a.vn",), PurePosixPath(path))
    with pytest.raises(ServerConfigError, match="mà máy chủ web không nhận"):
        ServerFacts(
            ("a.vn",),
            PurePosixPath("/srv"),
            tls=True,
            certificate=Certificate(PurePosixPath(path), PurePosixPath("/k")),
        )


def test_other_facts_that_cannot_be_are_refused() -> None:
    target = PurePosixPath("/srv/a")
    with pytest.raises(ServerConfigError, match="bắt đầu bằng “/”"):
        ServerFacts(("a.vn",), PurePosixPath("srv/a"))
    with pytest.raises(ServerConfigError, match="Thiếu tên miền"):
        ServerFacts((), target)
    with pytest.raises(ServerConfigError, match="Cổng 70000 không có"):
        ServerFacts(("a.vn",), target, http_port=70_000)
    # Python takes all that follows a percent sign for an interface's name.
    for address in ("a;b", "fe80::1%lo; include /tmp/a", "::%"):
        with pytest.raises(ServerConfigError, match="” không phải là địa chỉ IP"):
            ServerFacts(("a.vn",), target, addresses=(address,))
    with pytest.raises(ServerConfigError, match="nginx cần hai tệp chứng thư"):
        nginx_text(ServerFacts(("a.vn",), target, tls=True))
    assert "\ttls " not in caddy_text(ServerFacts(("a.vn",), target, tls=True))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/a /b", "một dấu tab"),
        ("a\t/b", "không phải là địa chỉ cũ"),
        ("/a%0Ab\t/b", "không phải là địa chỉ cũ"),
        ("/a#b\t/b", "không phải là địa chỉ cũ"),
        ("/a\tb", "không phải là địa chỉ mới"),
        ("/a\t//b.vn", "không phải là địa chỉ mới"),
        ("/a\t/\\b.vn", "không phải là địa chỉ mới"),
        ("/a\tjavascript:b", "không phải là địa chỉ mới"),
        ("/a\t/b\x1b", "một dấu tab"),
        ("/a" * 1500 + "\t/b", "dài quá 2000 chữ"),
        ("/TIN?id=5\t/khac/", "dẫn tới hai nơi"),
    ],
)
def test_a_line_of_the_map_that_cannot_be_is_named(line: str, words: str) -> None:
    with pytest.raises(ServerConfigError, match=rf"^\.portal/map\.txt:3: .*{words}"):
        parse_moved(["/tin?ID=5\t/tin-tuc/", "", line])


def test_an_old_address_is_read_as_servers_read_it() -> None:
    lines = [
        "/a//b/../%C4%90%E1%BB%8Ba?x=%20&utm_source=fb\t/m%E1%BB%9Bi /{a}",
        "/A/%c4%90ịa?X=%20\t/mới%20/%7Ba%7D",
    ]
    assert parse_moved(lines) == (Moved("/a/Địa", "x=%20", "/m%E1%BB%9Bi%20/%7Ba%7D"),)


def test_the_same_facts_give_the_same_bytes() -> None:
    facts = [
        ServerFacts(("a.vn",), PurePosixPath("/srv/a"), Hashes(frozenset(order), frozenset(order)))
        for order in ("abc", "cba")
    ]
    for text in (nginx_text, caddy_text):
        assert text(facts[0]) == text(facts[1])
