"""After a switch the server sends the new release, or the old one is back."""

from __future__ import annotations

import gzip
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard

from tests.support.publishing import closed, make_publisher
from tests.support.served_publisher import Site, commands_of, inode_of, served
from tests.support.web_server import free_port, running
from tools.publish.errors import PublishError
from tools.publish.fetch import ask
from tools.publish.folder import Folder
from tools.publish.proven import PROVEN
from tools.publish.releases import Release, live_name, read_release
from tools.publish.server import allow, allowed
from tools.publish.targets import OF_ROOT, Target, read_publishing
from tools.server.applying import apply
from tools.server.headers import FILE_POLICY, IMMUTABLE, REVALIDATED, same_headers
from tools.server.policy import code_of_page

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these servers run on Linux")

LOOPBACK = "127.0.0.1"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "zstd": zstandard.decompress}
ENDINGS = {"br": ".br", "gzip": ".gz", "zstd": ".zst"}


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("server"), request.param) as made:
        made.publisher.write("dai", "Chữ dài. " * 100)
        made.publisher.publish()
        yield made


def answers(url: str) -> bool:
    try:
        ask(f"{url}/")
    except OSError:
        return False
    return True


def test_the_server_sends_the_release_and_its_copies(site: Site) -> None:
    live = site.publisher.live
    page = (live / "dai/index.html").read_bytes()
    assert site.ask("/dai/").body == page
    encodings = ["br", "gzip"] + ["zstd"] * (site.server.kind == "caddy")
    for encoding in encodings:
        answer = site.ask("/dai/", encoding)
        assert answer["content-encoding"] == encoding
        assert UNPACK[encoding](answer.body) == page
        assert answer.body == (live / f"dai/index.html{ENDINGS[encoding]}").read_bytes()
    missing = site.ask("/khong/")
    assert (missing.status, missing.body) == (404, (live / "404.html").read_bytes())


def test_what_is_published_carries_the_headers(site: Site) -> None:
    for path, kept in (("/dai/", REVALIDATED), ("/khong/", REVALIDATED)):
        answer = site.ask(path, "br")
        for name, value in same_headers(site.server.facts).items():
            assert answer[name.lower()] == value, (path, name)
        assert answer["cache-control"] == kept
        assert answer["vary"] == "Accept-Encoding"
        assert answer["content-security-policy"].startswith("default-src 'none'")
        assert "unsafe" not in answer["content-security-policy"]


def test_an_old_address_leads_on_after_the_publication(site: Site) -> None:
    site.moved({"/tin.aspx?id=5": "/dai/"})
    assert site.ask("/tin.aspx?id=5").status == 404
    site.publisher.publish()
    answer = site.ask("/tin.aspx?id=5")
    assert (answer.status, answer["location"]) == (301, "/dai/")


def test_the_policy_allows_the_new_page_and_the_old_ones(site: Site) -> None:
    site.style("red")
    site.publisher.publish()
    one = site.ask("/")["content-security-policy"]
    site.style("blue")
    site.publisher.publish()
    two = site.ask("/")["content-security-policy"]
    sources = [set(text.partition("style-src")[2].split(";")[0].split()) for text in (one, two)]
    assert sources[0] < sources[1]
    assert site.publisher.run("rollback").returncode == 0
    assert b"red" in site.ask("/").body
    assert site.ask("/")["content-security-policy"] == two


def test_a_server_that_shows_something_else_gets_the_old_release_back(
    site: Site,
) -> None:
    """As after a switch that a server does not follow: it serves a copy of the older release."""
    publisher = site.publisher
    live = publisher.live_name
    releases = publisher.releases
    publisher.write("moi", "Bài mới")
    port = free_port()
    other = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", LOOPBACK],
        cwd=publisher.live.resolve(),
        stderr=subprocess.DEVNULL,
    )
    url, kind = publisher.settings["url"], publisher.settings["server"]
    publisher.settings |= {"url": f"http://{LOOPBACK}:{port}", "server": ""}
    try:
        while not answers(publisher.settings["url"]):
            time.sleep(0.05)
        told = publisher.run("publish")
    finally:
        other.terminate()
        other.wait(20)
        publisher.settings |= {"url": url, "server": kind}
    assert told.returncode == 1
    assert "Đã tự trở lại bản trước, vì sau khi đăng" in told.stderr
    assert publisher.live_name == live
    assert publisher.releases == releases
    assert site.ask("/moi/").status == 404
    publisher.publish()
    assert site.ask("/moi/").status == 200


def test_a_site_that_does_not_answer_is_left_as_it_was(tmp_path: Path) -> None:
    port = free_port()
    with closed(make_publisher(tmp_path, url=f"http://{LOOPBACK}:{port}")) as publisher:
        told = publisher.run("publish", "--yes")
        assert told.returncode == 1
        assert f"http://{LOOPBACK}:{port} không trả lời" in told.stderr
        assert "Traceback" not in told.stderr
        assert [path.name for path in publisher.target.iterdir()] == ["releases"]
        assert publisher.releases == []


def test_a_reload_that_fails_stops_before_the_switch(site: Site) -> None:
    publisher = site.publisher
    live, before = publisher.live_name, asked(site)
    site.style("green")
    publisher.settings["reload"] = "echo hỏng >&2; exit 3"
    try:
        told = publisher.run("publish")
    finally:
        del publisher.settings["reload"]
    assert (told.returncode, publisher.live_name, asked(site)) == (1, live, before)
    assert told.stderr.endswith("báo lỗi: hỏng\n")
    publisher.publish()
    assert b"green" in site.ask("/").body


def test_a_handler_that_no_policy_allows_stops_the_publication(
    site: Site,
) -> None:
    publisher = site.publisher
    live = publisher.live_name
    article = publisher.write("xau", '<p onclick="x()">Bấm</p>')
    told = publisher.run("publish")
    article.unlink()
    assert (told.returncode, publisher.live_name) == (1, live)
    assert told.stderr.endswith(
        "Chưa đăng: xau/index.html: thẻ <p> có thuộc tính “onclick”, trình duyệt sẽ chặn; "
        "hãy bỏ đi.\n"
    )


def test_a_hashed_file_of_an_older_release_still_arrives(site: Site) -> None:
    publisher = site.publisher
    old, text = "x.0123456789.js", "// cũ " * 60
    file = site.theme(old, text)
    publisher.publish()
    file.unlink()
    site.theme("x.aaaaaaaaaa.js", "// mới")
    publisher.publish("--lost")
    assert not (publisher.live / "theme" / old).exists()
    answer = site.ask(f"/theme/{old}")
    assert (answer.body, answer["cache-control"]) == (text.encode(), IMMUTABLE)
    assert answer["content-security-policy"] == FILE_POLICY
    assert site.ask(f"/theme/{old}", "br")["content-encoding"] == "br"
    assert publisher.run("rollback").returncode == 0
    assert site.ask("/theme/x.aaaaaaaaaa.js").status == 200


def test_a_change_that_systemd_overlooked_is_taken_all_the_same(tmp_path: Path) -> None:
    """It does not hear of a file that changes while it still reloads for the last change."""
    with served(tmp_path, "nginx") as site:
        publisher = site.publisher
        publisher.publish()
    with running("nginx", site.server.facts, tmp_path / "nginx"):
        storage = Folder(publisher.target)
        live = read_release(storage, live_name(storage))
        root = replace(site.root, **commands_of("nginx", tmp_path / "nginx", ""))
        seen, stopped = [inode_of(root.data)], threading.Event()

        def systemd() -> None:
            while not stopped.wait(0.02):
                if (inode := inode_of(root.data)) != seen[-1]:
                    seen.append(inode)
                    if len(seen) > 2:
                        apply(root)

        watching = threading.Thread(target=systemd)
        watching.start()
        other = code_of_page(b"<style>p{color:teal}</style>")
        target = Target(**{"to": "", **publisher.settings})
        try:
            allow(storage, target, live, live, other, patience=6)
        finally:
            stopped.set()
            watching.join()
        assert len(seen) == 3


def asked(site: Site) -> bytes:
    return site.root.data.read_bytes()


@contextmanager
def changed(site: Site, **facts: Any) -> Iterator[None]:
    """Root's facts as somebody typed them wrongly; the watching test's root reads them."""
    before = site.root
    site.root = replace(before, **facts)
    try:
        yield
    finally:
        site.root = before


FAULTS: dict[str, dict[str, Any]] = {
    "/khong/co.pem": {"https": 8443, "certificate": ("/khong/co.pem", "/khong/co.key")},
    "192.0.2.1": {"addresses": ("192.0.2.1",)},
}


def test_a_configuration_that_the_server_refuses_stops_the_publication(site: Site) -> None:
    """It hears why; readers get the site before, also after the server is started anew, and nothing
    of the release is left behind."""
    publisher = site.publisher
    assert apply(site.root).message == ""
    # The oldest gives way as soon as a new one is sent.
    oldest = f"releases/{min((publisher.target / 'releases').iterdir()).name}/"

    def left() -> tuple[object, ...]:
        state = publisher.state()
        sizes = {path: state[path][0] for path in state if not path.startswith(oldest)}
        sizes.pop(PROVEN, None)  # who stops half-way leaves the next to read all
        policy = site.ask("/")["content-security-policy"]
        return sizes, policy, asked(site), site.root.file.read_bytes()

    before = left()
    site.style("indigo")
    for reason, facts in FAULTS.items():
        with changed(site, **facts):
            told = publisher.run("publish")
            site.answered()
        assert told.returncode == 1
        assert "Traceback" not in told.stderr
        (line,) = [line for line in told.stderr.splitlines() if line.startswith("Chưa đăng: ")]
        assert f"máy chủ web vẫn dùng cấu hình cũ: {site.server.kind} không " in line
        assert reason in line
        assert line.endswith("rồi đăng lại.")
        assert left() == before
    assert apply(site.root).message == ""
    publisher.publish()
    assert b"indigo" in site.ask("/").body


def test_a_release_taken_back_leaves_no_wider_policy(site: Site) -> None:
    """The server took what was asked for; then a page did not arrive as it was published."""
    publisher = site.publisher
    before = asked(site)
    storage, target = Folder(publisher.target), Target(**{"to": "", **publisher.settings})
    live = read_release(storage, publisher.live_name)
    other = code_of_page(b"<style>p{color:lime}</style>")
    name = "20990101T000000-0123456789"
    (publisher.target / "releases" / name).mkdir()
    seen = []

    def look() -> None:
        with allowed(storage, target, live, Release(name, live.manifest), other):
            seen.append(asked(site))
            raise PublishError("không giống")

    with pytest.raises(PublishError, match="không giống"):
        look()
    assert seen != [before]
    (publisher.target / "releases" / name).rmdir()
    assert asked(site) == before


def test_what_only_root_may_say_is_told_where_to_go() -> None:
    for name in OF_ROOT:
        declared = {"PUBLISH": {"targets": {"a": {"to": "/srv", name: []}}}}
        with pytest.raises(PublishError, match=rf"targets\.a\.{name}: nay do root giữ") as told:
            read_publishing(declared)
        assert "/etc/portal/site.toml" in str(told.value)
