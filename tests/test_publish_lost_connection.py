"""A publisher who loses the connection hears what readers have, and the next run does the rest."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.support.delivering import LOST, Silent, place_at, publish_text, site_of_text
from tools.publish.delivery import clear_leftovers, confirm, roll_back
from tools.publish.errors import LiveUnknownError, TargetUnreachableError, UnfinishedError
from tools.publish.folder import Folder
from tools.publish.lock import LOCK, held_there
from tools.publish.manifest import Manifest
from tools.publish.origin import read_origin
from tools.publish.releases import (
    SWITCHING,
    Release,
    live_name,
    names_of_releases,
    read_release,
)
from tools.publish.shell import Shell
from tools.publish.switching import is_unfinished, left_for_later, stepping_back, undone


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A target with one release."""
    folder = tmp_path / "đích"
    folder.mkdir()
    publish_text(place_at(Folder(folder), folder), tmp_path / "site", "một")
    return folder


@pytest.mark.parametrize("done", [True, False])
def test_lost_at_the_switch_nobody_says_which_release_is_live(root: Path, done: bool) -> None:
    silent = Silent(root, "point current", done)
    with pytest.raises(LiveUnknownError) as told:
        publish_text(place_at(silent, root), root.parent / "site", "hai")
    storage = Folder(root)
    old, new = names_of_releases(storage)
    assert live_name(storage) == (new if done else old)
    assert f"chuyển sang bản {new}: chưa biết" in str(told.value)
    assert f"vẫn bản cũ ({old})" in str(told.value)
    assert "run.py releases" in str(told.value)
    assert LOST not in str(told.value)
    assert is_unfinished(storage)
    # The same content again: what is live is confirmed, or published anew.
    place = place_at(storage, root)
    if done:
        assert confirm(place, new)
    else:
        assert publish_text(place, root.parent / "site", "hai")[1]
    assert not is_unfinished(storage)
    assert "hai" in (root / "current/site/index.html").read_text("utf-8")


FAKE_SSH = """\
#!/bin/sh
# Runs here what the other machine would, until that is gone.
if [ -e {folder}/lost ]; then echo "ssh: connect to host x: Connection refused" >&2; exit 255; fi
for last; do :; done
export PATH={folder}/there:$PATH
if [ "$last" = sh ]; then echo $$ > {folder}/connection; exec sh; fi
exec sh -c "$last"
"""
# After the switch the machine is gone.
FAKE_MV = """\
#!/bin/sh
{mv} "$@" || exit $?
case "$*" in *.current.new*) : > {folder}/lost; kill -9 $(cat {folder}/connection);; esac
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the server is Debian's")
def test_over_ssh_the_same_is_said_and_the_next_run_finds_it_done(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("here/ssh", FAKE_SSH), ("there/mv", FAKE_MV)):
        fake = tmp_path / name
        fake.parent.mkdir()
        fake.write_text(text.format(folder=tmp_path, mv=shutil.which("mv")), "utf-8")
        fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "here"), prepend=os.pathsep)
    storage = Shell("x", str(root))
    with pytest.raises(LiveUnknownError, match="chưa biết bạn đọc đã thấy bản ấy hay vẫn bản cũ"):
        publish_text(place_at(storage, root), tmp_path / "site", "hai")
    (tmp_path / "lost").unlink()
    assert is_unfinished(storage)
    new = names_of_releases(storage)[-1]
    assert live_name(storage) == new
    assert confirm(place_at(storage, root), new)
    assert storage.names("") == ["current", "releases"]


def test_lost_after_the_switch_the_release_is_said_to_be_live(root: Path) -> None:
    silent = Silent(root, "remove ['rollback']", done=False)
    with pytest.raises(UnfinishedError) as told:
        publish_text(place_at(silent, root), root.parent / "site", "hai")
    storage = Folder(root)
    new = names_of_releases(storage)[-1]
    assert live_name(storage) == new
    assert str(told.value).startswith(f"Bản {new} đã lên và bạn đọc đang thấy bản ấy")
    assert is_unfinished(storage)


def test_what_is_live_is_never_cleared_away(root: Path) -> None:
    """The connection comes back just when the publisher has given up."""
    storage = Folder(root)
    live = live_name(storage)
    with pytest.raises(LiveUnknownError), undone(storage, live):
        raise LiveUnknownError("x")
    assert names_of_releases(storage) == [live]
    never = "20990101T000000-0123456789"
    storage.write(f"releases/{never}/x", b"")
    with pytest.raises(KeyboardInterrupt), undone(storage, never):
        raise KeyboardInterrupt
    assert names_of_releases(storage) == [live]


def test_stepping_back_leaves_alone_what_somebody_else_put_there(root: Path) -> None:
    storage = Folder(root)
    other = "20990101T000000-0123456789"
    storage.point("current", f"releases/{other}")
    with pytest.raises(KeyboardInterrupt), stepping_back(storage, Release("", Manifest({})), "neu"):
        raise KeyboardInterrupt
    assert live_name(storage) == other


def test_releases_are_not_cleared_where_nothing_is_live(root: Path) -> None:
    storage = Folder(root)
    names = names_of_releases(storage)
    storage.unpoint("current")
    clear_leftovers(storage, "", names)
    assert names_of_releases(storage) == names


def test_what_others_put_into_the_target_stays(root: Path) -> None:
    theirs = (
        ".ghi-chu.new",
        "current.cu/x",
        "releases/ghi-chu.txt",
        "releases/2026-cu/x",
        "kept/x",
    )
    for name in theirs:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("x")
    for text in "abcdef":
        publish_text(place_at(Folder(root), root), root.parent / "site", text)
    assert [name for name in theirs if not (root / name).is_file()] == []
    assert len(names_of_releases(Folder(root))) == 5


def test_a_rollback_that_loses_the_connection_says_so(root: Path) -> None:
    publish_text(place_at(Folder(root), root), root.parent / "site", "hai")
    storage = Folder(root)
    old, new = names_of_releases(storage)
    silent = Silent(root, "point current")
    with pytest.raises(LiveUnknownError) as told:
        roll_back(place_at(silent, root), read_release(storage, new), read_release(storage, old))
    assert f"rollback {old}: máy làm nốt" in str(told.value)
    assert live_name(storage) == old


def test_ctrl_c_after_the_switch_does_not_speak_of_the_release_before() -> None:
    with pytest.raises(UnfinishedError, match="Bản b đã lên") as told, left_for_later("b"):
        raise KeyboardInterrupt
    assert "lệnh bị dừng" in str(told.value)


def test_a_lost_connection_is_told_rather_than_the_lock_that_stays(root: Path) -> None:
    def work(silent: Silent) -> None:
        silent.lost = True
        raise LiveUnknownError("x")

    with pytest.raises(LiveUnknownError), held_there(silent := Silent(root), "x"):
        work(silent)
    assert (root / LOCK).exists()


def test_a_lock_that_cannot_go_is_said_when_all_else_is_done(root: Path) -> None:
    silent = Silent(root, f"remove ['{LOCK}']", done=False)
    with (
        pytest.raises(TargetUnreachableError, match="Việc đã xong, nhưng chưa gỡ được khóa"),
        held_there(silent, "x"),
    ):
        pass
    assert (root / LOCK).exists()


def test_a_lock_that_was_broken_is_not_taken_from_its_new_owner(root: Path) -> None:
    storage = Folder(root)
    with held_there(storage, "x"):
        storage.write(LOCK, b'{"publisher": "khac"}')
    assert (root / LOCK).exists()


def test_a_release_says_what_it_was_made_from_and_leaves_no_mark(root: Path) -> None:
    storage = Folder(root)
    said = read_origin(storage, live_name(storage))
    assert (said.files, said.who) == ({"a.md": "một"}, "lan")
    assert storage.read(SWITCHING) is None
    assert read_origin(storage, "20990101T000000-0123456789").files == {}
    assert site_of_text(root.parent / "site", "hai").manifest.digest not in live_name(storage)
