"""A publisher that is killed, or a disk that is full, leaves the site wholly old or wholly new."""

from __future__ import annotations

import base64
import hashlib
import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.killing import changes_of, watched
from tests.support.publishing import Publisher, closed, make_publisher
from tests.support.served_publisher import Site, served
from tools.publish.manifest import entry_of, read_manifest
from tools.web_servers import find

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kill -9, nginx and tmpfs")

SEED = 7
AROUND = (-1, 0, 1, 2)  # changes beside the switch
MORE = 3  # by chance


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    with closed(make_publisher(tmp_path)) as made:
        made.write("dem", "Lần 0")
        made.publish()
        yield made


class Blow(NamedTuple):
    """change: before which one of the target it falls."""

    command: str
    change: int


@pytest.mark.long
def test_blows_leave_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    with served(tmp_path, "nginx") as site:
        write_release(site, 0)
        site.publisher.publish()
        blows = blows_of(site, random.Random(SEED))
        assert len(blows) == 14
        write_release(site, live := 2)
        site.publisher.publish()
        outcomes = set()
        for blow in blows:
            if blow.command == "publish":
                write_release(site, live + 1)
            wanted = live + 1 if blow.command == "publish" else live - 1
            told = watched(site.publisher, blow.command, blow.change)
            is_new = whole_release(site, {live, wanted}) == wanted
            print(f"seed {SEED}: {blow}, {told.returncode}, {is_new}: {told.stderr}")
            assert told.returncode == -signal.SIGKILL, told.stdout + told.stderr
            assert is_new == ("switch" in told.stdout.splitlines()[-1].split())
            outcomes.add((blow.command, is_new))
            live += 1
            write_release(site, live)
            site.publisher.publish()
            assert whole_release(site, {live}) == live
            assert site.ask(f"/tin.aspx?id={live}")["location"] == "/dem/"
        assert len(outcomes) == 4
        names = {path.name for path in site.publisher.target.iterdir()}
        assert names == {"current", "proven", "releases", "server", "kept", "kept.json"}
        assert not list((site.publisher.target / "server").glob(".*"))
        assert len(site.publisher.releases) == 5


def blows_of(site: Site, chance: random.Random) -> list[Blow]:
    """Two commands that are left alone show how much they do."""
    write_release(site, 1)
    blows = []
    for command in ("publish", "rollback"):
        made = changes_of(watched(site.publisher, command))
        switch = made.index("switch") + 1
        near = [switch + step for step in AROUND]
        others = sorted(set(range(1, len(made) + 1)) - set(near))
        points = near + chance.sample(others, MORE)
        blows += [Blow(command, point) for point in points]
    chance.shuffle(blows)
    return blows


def write_release(site: Site, number: int) -> None:
    """Every part of it is this release's: page, script, inline style, old address."""
    for file in (site.publisher.folder / "site/theme/static").iterdir():
        file.unlink()
    script = f"dem.{hashlib.sha256(b'%d' % number).hexdigest()[:10]}.js"
    site.theme(script, f"// {number}")
    site.publisher.write("dem", f'<script src="/theme/{script}"></script>\n\nLần {number}')
    site.style(f"#{number + 100}")
    site.moved({f"/tin.aspx?id={number}": "/dem/"})


def whole_release(site: Site, among: set[int]) -> int:
    """The one that readers get, whole; the server could be started anew with what is there."""
    assert wholeness(site.publisher) == ""
    page = site.ask("/dem/").body
    (number,) = map(int, re.findall("Lần (\\d+)", page.decode()))
    assert number in among
    assert page == (site.publisher.live / "dem/index.html").read_bytes()
    (script,) = re.findall(rb'src="([^"]+)"', page)
    assert site.ask(script.decode()).body == b"// %d" % number
    home = site.ask("/")
    (style,) = re.findall(rb"<style>(.*?)</style>", home.body)
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    assert f"'sha256-{digest}'" in home["content-security-policy"]
    folder = site.publisher.folder / "nginx"
    test = [
        find("nginx") or "",
        "-t",
        "-q",
        "-p",
        str(folder),
        "-c",
        str(folder / "main of nginx.conf"),
    ]
    assert subprocess.run(test, capture_output=True).returncode == 0
    return number


def wholeness(publisher: Publisher) -> str:
    """What the live site has otherwise than its manifest; empty when it is whole."""
    text = (publisher.live.parent / "manifest.json").read_bytes()
    expected = dict(read_manifest(text)[0].files)
    found = {
        path.relative_to(publisher.live).as_posix(): entry_of(path)
        for path in publisher.live.rglob("*")
        if path.is_file()
    }
    return "" if found == expected else f"{found.items() ^ expected.items()}"


def test_a_release_that_never_went_live_is_no_step_forward(publisher: Publisher) -> None:
    """Killed between upload and switch: neither `releases` nor the timer may take it for one."""
    ghost = publisher.target / "releases" / "29991231T235959-0123456789"
    (ghost / "site").mkdir(parents=True)
    publisher.write("dem", "Lần 1")
    publisher.publish("--due")
    assert "Lần 1" in publisher.page("dem")
    assert not ghost.exists()


def test_the_timer_finishes_what_was_left_after_a_switch(publisher: Publisher) -> None:
    """Nothing is new by then, so nothing else would remind it."""
    (publisher.target / "switching").write_text(publisher.live_name)
    (publisher.target / ".incoming").mkdir()
    told = publisher.run("publish", "--due")
    assert (told.returncode, told.stderr) == (0, "")
    assert "Không có gì mới" in told.stdout
    assert {path.name for path in publisher.target.iterdir()} == {"current", "proven", "releases"}


def test_what_a_killed_publisher_was_just_writing_is_cleared(publisher: Publisher) -> None:
    half = (".0123456789abcdef0123456789abcdef.tmp", ".4711.claim", ".current.new", ".trial",
            "publish.lock.4711")  # fmt: skip
    before = {path.name for path in publisher.target.iterdir()}
    (publisher.target / "server").mkdir()
    own = publisher.target / "server" / "own.conf"
    for name in half:
        (publisher.target / name).write_text("x")
        (own.parent / name).write_text("x")
    own.write_text("x")
    publisher.write("dem", "Lần 1")
    publisher.publish()
    assert {path.name for path in publisher.target.iterdir()} == before | {"server"}
    assert list(own.parent.iterdir()) == [own]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_and_a_read_only_one_leave_the_old_site(tmp_path: Path) -> None:
    disk = tmp_path / "đĩa"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk])
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        with closed(make_publisher(tmp_path, to=str(disk / "trang"))) as publisher:
            publisher.target.symlink_to(disk / "trang")
            publisher.publish()
            live = publisher.live_name
            noise = random.Random(1).choices(range(0x4E00, 0x9FFF), k=100_000)
            article = publisher.write("to", "".join(map(chr, noise)))
            told = publisher.run("publish")
            assert told.returncode == 1
            assert told.stderr.startswith("Hết chỗ trên đĩa của nơi đăng")
            assert (publisher.live_name, publisher.releases) == (live, [live])
            assert wholeness(publisher) == ""
            subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
            told = publisher.run("publish")
            assert told.returncode == 1
            assert told.stderr.startswith("Đĩa của nơi đăng chỉ cho đọc")
            subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
            article.write_text(article.read_text("utf-8")[:2000], "utf-8")
            publisher.publish()
            newer = publisher.live_name
            assert newer != live
            fill(disk / "nhật ký của chương trình khác")
            told = publisher.run("rollback")
            assert told.returncode == 1
            assert told.stderr.startswith("Hết chỗ trên đĩa của nơi đăng")
            assert publisher.live_name == newer
            assert wholeness(publisher) == ""
    finally:
        subprocess.run(["umount", disk], check=True)


def fill(file: Path) -> None:
    """To the last byte of its disk."""
    with file.open("wb", buffering=0) as opened, suppress(OSError):
        while True:
            opened.write(bytes(512))
