"""A reader with an old link finds the article while it is published and taken back."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from tests.support.served_publisher import Site, served
from tests.support.web_server import Kind
from tools.publish.moving import between, is_there
from tools.server.moved import Moved

OLD, NEW = {"index.html", "a/index.html"}, {"index.html", "a/index.html", "b/index.html"}
MOST_HOPS = 5
SWITCHES = 3


def table(**addresses: str) -> list[Moved]:
    return [Moved(f"/{name}", "", new) for name, new in addresses.items()]


def test_what_the_older_release_does_not_have_is_not_led_to() -> None:
    """`b` came with the newer one; a page at `a` leads there."""
    x, y = table(x="/a/"), table(x="/b/")
    assert between(y, x, NEW, OLD) == between(x, y, OLD, NEW) == tuple(x)


def test_what_is_a_page_before_and_after_needs_no_table() -> None:
    assert between(table(a="/b/"), [], NEW, OLD) == ()
    assert between([], table(a="/b/"), OLD, NEW) == ()


def test_a_new_old_address_waits_until_its_page_is_there() -> None:
    assert between([], table(x="/b/"), OLD, NEW) == ()
    assert between([], table(x="/a/"), OLD, NEW) == tuple(table(x="/a/"))


def test_what_only_today_leads_on_is_led_on_until_the_switch() -> None:
    assert between(table(x="/b/"), [], NEW, OLD) == tuple(table(x="/b/"))


def test_an_address_with_a_question_is_not_the_page_without_it() -> None:
    asked = [Moved("/", "id=7", "/a/")]
    assert between(asked, [], NEW, OLD) == tuple(asked)


def test_equal_tables_stay_as_they_are() -> None:
    same = table(a="/b/", x="/khong-co/", y="https://tinh.example.vn/")
    assert between(same, same, NEW, OLD) == tuple(same)


@pytest.mark.parametrize(
    ("new", "there"),
    [("/a/", True), ("/a/?x=1#y", True), ("/%61", True), ("/b/", False), ("//x.vn/", True)],
)
def test_an_address_is_there_when_a_page_is(new: str, there: bool) -> None:
    assert is_there(new, OLD) == there


@pytest.mark.skipif(sys.platform != "linux", reason="these servers run on Linux")
@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_an_old_link_never_leads_to_a_missing_page(tmp_path: Path, kind: Kind) -> None:
    """Twice in a row: a switch may fall between a reader's two requests."""
    with served(tmp_path, kind) as site:
        publisher = site.publisher
        publisher.write("a", "Bài ở địa chỉ cũ")
        site.moved({"/tin.aspx?id=5": "/a/", "/tin.aspx": "/a/"})
        publisher.publish()
        publisher.write("b", "Bài ở địa chỉ mới")  # what is at /a/ now stands for the stub
        site.moved({"/tin.aspx?id=5": "/b/", "/tin.aspx": "/b/", "/a/": "/b/"})
        publisher.publish()
        newest = publisher.live_name
        stopped = threading.Event()
        lost: list[str] = []
        counts: dict[str, int] = dict.fromkeys(("/tin.aspx?id=5", "/tin.aspx", "/a/"), 0)

        def read(old: str) -> None:
            while not stopped.is_set():
                counts[old] += 1
                if not (arrives(site, old) or arrives(site, old)):
                    lost.append(f"{old} with {publisher.live_name}")

        readers = [threading.Thread(target=read, args=(old,)) for old in counts]
        for reader in readers:
            reader.start()
        try:
            for _ in range(SWITCHES):
                assert publisher.run("rollback").stderr == ""
                assert site.ask("/tin.aspx?id=5")["location"] == "/a/"
                assert publisher.run("rollback", newest).stderr == ""
                assert site.ask("/tin.aspx?id=5")["location"] == "/b/"
        finally:
            stopped.set()
            for reader in readers:
                reader.join()
        assert lost == []
        assert min(counts.values()) > SWITCHES


def arrives(site: Site, path: str) -> bool:
    """Caddy 2.6 resets what waits for it when it reloads, and a browser asks again."""
    try:
        return led_to_a_page(site, path)
    except ConnectionResetError:
        if site.server.kind != "caddy":
            raise
        return led_to_a_page(site, path)


def led_to_a_page(site: Site, path: str) -> bool:
    for _ in range(MOST_HOPS):
        answer = site.ask(path)
        if answer.status != 301:
            return answer.status == 200
        path = answer["location"]
    return False
