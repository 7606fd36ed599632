"""A publisher that is killed, or a disk that is full, leaves the site wholly old or wholly new."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publishing import Publisher, Told, closed, make_publisher
from tools.publish.manifest import entry_of, read_manifest

# Ends the process, as kill -9 does, before its n-th change of something on the target.
KILLER = """\
import os, signal, sys

target, last = sys.argv[1], int(sys.argv[2])
changes = {"open", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.mkdir",
           "os.chmod", "os.utime"}
seen = []

def watch(event, found):
    if event not in changes or target not in str(found[:2]):
        return
    if event == "open" and not (isinstance(found[2], int) and found[2] & (os.O_WRONLY | os.O_RDWR)):
        return
    seen.append("switch" if event == "os.rename" and str(found[1]).endswith("/current") else event)
    if len(seen) == last:
        print(*seen[:-1], flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
from tools.publish.command import main

code = main(sys.argv[3:])
print(*seen)
sys.exit(code)
"""
POINTS = 3
AROUND = (-1, 0, 1, 3)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kill -9 and tmpfs")


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    with closed(make_publisher(tmp_path)) as made:
        made.write("dem", "Lần 0")
        made.publish()
        yield made


def watched(publisher: Publisher, last: int) -> Told:
    """One publication; last: which change it does not come to, 0 for none."""
    program = [sys.executable, "-P", "-c", KILLER, str(publisher.target), str(last)]
    return publisher.run("publish", "--yes", module=program)


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


def test_a_killed_publisher_leaves_the_old_site_or_the_new_one(publisher: Publisher) -> None:
    publisher.write("dem", "Lần 1")
    told = watched(publisher, 0)
    assert told.returncode == 0, told.stderr
    seen = told.stdout.splitlines()[-1].split()
    switch = seen.index("switch") + 1
    chance = random.Random(7)
    points = {switch + step for step in AROUND} | set(chance.sample(range(1, len(seen)), POINTS))
    switched = set()
    for number, point in enumerate(sorted(points), 2):
        publisher.write("dem", f"Lần {number}")
        killed = watched(publisher, point)
        assert killed.returncode == -signal.SIGKILL, (point, killed.stdout, killed.stderr)
        assert wholeness(publisher) == ""
        is_new = f"Lần {number}" in publisher.page("dem")
        assert is_new == ("switch" in killed.stdout.splitlines()[-1]), point
        switched.add(is_new)
        publisher.publish()
        assert f"Lần {number}" in publisher.page("dem")
        assert wholeness(publisher) == ""
    assert switched == {False, True}
    left = sorted(path.name for path in publisher.target.iterdir())
    assert left == ["current", "releases"]
    assert len(publisher.releases) <= 5


def test_a_release_that_never_went_live_is_no_step_forward(publisher: Publisher) -> None:
    """Killed between upload and switch: neither `releases` nor the timer may take it for one."""
    ghost = publisher.target / "releases" / "29991231T235959-0123456789"
    (ghost / "site").mkdir(parents=True)
    publisher.write("dem", "Lần 1")
    publisher.publish("--due")
    assert "Lần 1" in publisher.page("dem")
    assert not ghost.exists()


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
            assert publisher.live_name != live
    finally:
        subprocess.run(["umount", disk], check=True)
