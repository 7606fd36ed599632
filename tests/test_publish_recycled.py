"""The oldest release becomes the new one by what they differ in, and no reader or publisher gets a
half one."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.support.changes import watch
from tests.support.damaged_target import Damaged, folder_target, shell_target
from tests.support.killing import in_a_copy, is_killed
from tools.publish import shell
from tools.publish.choosing import choose_release
from tools.publish.delivery import Place
from tools.publish.errors import PublishError
from tools.publish.releases import INCOMING, MOST_RELEASES
from tools.publish.shell import Shell

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights of folders, and forks")

KINDS = ["folder"] + (["shell"] if sys.platform == "linux" else [])
PAGE = "<!doctype html><title>{0}</title>{0}"


def pages(number: int, others: int = 3) -> dict[str, str]:
    """Pages that stay, one that changes, one that comes and goes, a folder where a file was."""
    stay = {f"giu/{page}/index.html": PAGE.format(page) for page in range(others)}
    comes = f"moi/{number}/index.html", f"theme/x.{number:010}.js"
    turns = "ten" if number % 2 else "ten/index.html"
    text = PAGE.format(number)
    return stay | dict.fromkeys([*comes, turns, "index.html", "tin/index.html"], text)


def filled(target: Damaged) -> list[str]:
    return [target.publish(pages(number)) for number in range(MOST_RELEASES)]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Damaged]:
    with folder_target(tmp_path) as target:
        yield target


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Damaged]:
    with (folder_target if request.param == "folder" else shell_target)(tmp_path) as target:
        yield target


def about(file: Path) -> tuple[int, int, bytes]:
    return file.stat().st_ino, file.stat().st_mtime_ns, file.read_bytes()


def files_of(target: Damaged, *names: str) -> dict[Path, tuple[int, int, bytes]]:
    return {
        file: about(file)
        for name in names
        for file in (target.root / "releases" / name).rglob("*")
        if file.is_file()
    }


# --- What it is made of ---


def test_the_oldest_folder_becomes_the_new_one_and_no_other_file_changes(target: Damaged) -> None:
    oldest, *others = filled(target)
    site = target.root / "releases" / oldest / "site"
    inodes = {name: (site / name).stat().st_ino for name in (".", "giu", "giu/0", "tin")}
    before = files_of(target, *others)
    new = target.publish(pages(9))
    assert target.releases == [*others, new]
    assert target.whole(*target.releases)
    assert files_of(target, *others) == before
    site = target.root / "releases" / new / "site"
    assert {name: (site / name).stat().st_ino for name in inodes} == inodes
    live = target.root / "releases" / others[-1] / "site"
    assert (site / "giu/0/index.html").samefile(live / "giu/0/index.html")
    modes = {path.stat().st_mode & 0o777 for path in site.parent.rglob("*")}
    assert modes == {0o444, 0o555}
    assert not (target.root / INCOMING).exists()


def test_what_an_edit_changes_on_the_disk_does_not_grow_with_the_site(folder: Damaged) -> None:
    def changes(others: int) -> int:
        built = [pages(number, others) for number in range(MOST_RELEASES + 3)]
        for number in range(MOST_RELEASES + 1):
            folder.publish(built[number])
        noted = folder.room / "changes"

        def work() -> None:
            seen: list[str] = []
            watch(folder.root, seen.append)
            folder.publish(built[-1])
            noted.write_text(str(len(seen)))

        assert in_a_copy(work) == 0
        folder.publish(built[-2])
        return int(noted.read_text())

    assert changes(3) == changes(40)


POOR_FIND = """\
#!/bin/sh
case "$*" in *-printf*) echo "find: unrecognized: -printf" >&2; exit 1;; esac
exec {find} "$@"
"""


@pytest.mark.skipif("shell" not in KINDS, reason="the server is Debian's")
@pytest.mark.parametrize("is_poor", [True, False])
def test_where_the_difference_cannot_be_told_the_live_one_is_cloned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_poor: bool
) -> None:
    """BusyBox's find tells no inodes; a site of which most is another is sooner linked anew."""
    if is_poor:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin/find").write_text(POOR_FIND.format(find=shutil.which("find")))
        (tmp_path / "bin/find").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    else:
        monkeypatch.setattr(shell, "MOST_RELINKED", 0)
    (tmp_path / "nơi").mkdir()
    with shell_target(tmp_path / "nơi") as target:
        _, *others = filled(target)
        before = files_of(target, *others)
        new = target.publish(pages(9))
        assert target.whole(new, *others)
        assert target.releases == [*others, new]
        assert files_of(target, *others) == before


def test_bytes_that_come_back_are_younger_than_those_between(target: Damaged) -> None:
    """Or a browser that has the others would take these for the same."""
    first, *_, last = filled(target)
    page = "site/tin/index.html"
    assert target.text(f"releases/{first}/{page}") != target.text(f"releases/{last}/{page}")
    new = target.publish(pages(0))
    times = [(target.root / "releases" / it / page).stat().st_mtime for it in (last, new)]
    assert times[0] < times[1]


def test_the_live_release_is_not_the_one_that_goes(folder: Damaged) -> None:
    """Somebody has stepped back to the oldest."""
    oldest, *others = filled(folder)
    folder.place.storage.write("rollback", others[-1].encode())
    folder.place.storage.point("current", f"releases/{oldest}")
    before = files_of(folder, oldest, *others)

    def work() -> None:
        def look(change: str) -> None:
            assert change != "switch" or files_of(folder, oldest, *others) == before

        watch(folder.root, look)
        folder.publish(pages(9))

    assert in_a_copy(work) == 0
    assert folder.releases[:-1] == others
    assert folder.whole(*folder.releases)


def test_a_rollback_to_it_is_answered(target: Damaged) -> None:
    oldest, *_ = filled(target)
    target.publish(pages(9))
    with pytest.raises(PublishError, match=f"Không có bản nào tên “{oldest}”.*releases"):
        choose_release(target.releases, target.live, oldest)


# --- What somebody did to it ---


def opened(folder: Path) -> None:
    """As its owner does."""
    if folder.is_dir() and not folder.is_symlink():
        folder.chmod(0o755)
        for path in folder.iterdir():
            opened(path)


def write(file: Path, text: str) -> None:
    was = file.stat() if file.exists() else None
    file.unlink(missing_ok=True)
    file.write_text(text)
    if was:
        os.utime(file, ns=(was.st_mtime_ns, was.st_mtime_ns))


def replaced(site: Path) -> None:
    write(site / "giu/0/index.html", PAGE.format("X"))


def added(site: Path) -> None:
    write(site / "giu/lạ.html", "x")
    (site / "lạ/sâu").mkdir(parents=True)
    write(site / "lạ/sâu/x", "x")


def closed(site: Path) -> None:
    (site / "giu").chmod(0o700)


def linked_folder(site: Path) -> None:
    shutil.rmtree(site / "giu")
    (site / "giu").symlink_to(outside(site))


def linked_site(site: Path) -> None:
    shutil.rmtree(site)
    site.symlink_to(outside(site))


def linked_release(site: Path) -> None:
    shutil.rmtree(site.parent)
    site.parent.symlink_to(outside(site))


def without_site(site: Path) -> None:
    shutil.rmtree(site)


def outside(site: Path) -> Path:
    return site.parents[3] / "ngoài"


MEDDLERS = [
    *(replaced, added, closed, linked_folder, linked_site, linked_release, without_site),
]


@pytest.mark.parametrize("meddle", MEDDLERS)
def test_nothing_of_what_was_changed_there_by_hand_is_published(
    target: Damaged, meddle: Callable[[Path], None]
) -> None:
    oldest, *others = filled(target)
    place = outside(target.root / "releases" / oldest / "site")
    (place / "giu/0").mkdir(parents=True)
    (place / "site").mkdir()
    (place / "giu/0/index.html").write_text("của người khác")
    before = sorted(place.rglob("*"))
    opened(target.root / "releases" / oldest)
    meddle(target.root / "releases" / oldest / "site")
    new = target.publish(pages(9))
    assert target.whole(new, *others)
    folders = [path for path in (target.root / "releases" / new).rglob("*") if path.is_dir()]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o555}
    assert target.releases == [*others, new]
    assert sorted(place.rglob("*")) == before
    assert (place / "giu/0/index.html").read_text() == "của người khác"


# --- Stopped at any moment ---


def test_killed_at_any_change_the_next_publication_completes_all(folder: Damaged) -> None:
    filled(folder)
    number = MOST_RELEASES
    for last in count(1):
        before, old = folder.releases, folder.live
        files = files_of(folder, *before[1:])
        killed = is_killed(folder.root, last, partial(folder.publish, pages(number)))
        assert folder.whole(*folder.releases), last
        assert {*folder.releases} - {*before} <= {folder.live, max(folder.releases)}
        assert folder.live in (old, max(folder.releases))
        assert files_of(folder, *before[1:]) == files
        if not killed:
            break
        folder.publish(pages(number + 1))
        assert folder.whole(*folder.releases)
        assert len(folder.releases) == MOST_RELEASES
        assert not (folder.root / INCOMING).exists()
        number += 2
    assert last > 40


def test_at_any_moment_each_release_that_has_a_name_is_whole(folder: Damaged) -> None:
    filled(folder)

    def work() -> None:
        looking = False

        def look(_change: str) -> None:
            nonlocal looking
            if not looking:
                looking = True
                names = [name for name in folder.releases if name <= folder.live]
                assert folder.whole(*names), names
                looking = False

        watch(folder.root, look)
        folder.publish(pages(9))

    assert in_a_copy(work) == 0
    assert folder.whole(*folder.releases)


LOSING = """\
#!/bin/sh
if [ -e {room}/lost ]; then exit 1; fi
echo >> {room}/count
if [ $(wc -l < {room}/count) -ge $(cat {room}/last) ]; then
    : > {room}/lost; kill -9 $(cat {room}/connection); exit 1
fi
exec {program} "$@"
"""
SSH = """\
#!/bin/sh
if [ -e {room}/lost ]; then exit 255; fi
for last; do :; done
export PATH={room}/there:$PATH
if [ "$last" = sh ]; then echo $$ > {room}/connection; exec sh; fi
exec sh -c "$last"
"""
NEVER = "1000000"
PROGRAMS = ("mv", "ln", "rm", "mkdir", "chmod", "tar", "cp", "sync", "find", "xargs", "sort")


@pytest.mark.long
@pytest.mark.skipif("shell" not in KINDS, reason="the server is Debian's")
def test_a_connection_lost_at_any_command_leaves_whole_releases(tmp_path: Path) -> None:
    with shell_target(tmp_path) as target:
        room = tmp_path / "phòng"
        (room / "there").mkdir(parents=True)
        for name in PROGRAMS:
            text = LOSING.format(room=room, program=shutil.which(name))
            (room / "there" / name).write_text(text)
            (room / "there" / name).chmod(0o755)
        (tmp_path / "bin/ssh").write_text(SSH.format(room=room))
        target.place = Place(target.place.target, Shell("ai@may", str(target.root)))
        (room / "last").write_text(NEVER)
        filled(target)
        number = MOST_RELEASES
        for last in count(1):
            before, old = target.releases, target.live
            files = files_of(target, *before[1:])
            (room / "count").write_text("")
            (room / "last").write_text(str(last))
            try:
                target.publish(pages(number))
            except PublishError:
                pass
            else:
                break
            (room / "last").write_text(NEVER)
            (room / "lost").unlink()
            assert target.whole(*target.releases), last
            assert target.live in (old, max(target.releases))
            assert files_of(target, *before[1:]) == files
            target.publish(pages(number + 1))
            assert target.whole(*target.releases)
            assert len(target.releases) == MOST_RELEASES
            number += 2
        assert last > 20
