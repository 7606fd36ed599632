"""A deed of several files that is killed, refused or overtaken is done whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from desk.history.drafts import Draft, drafts_of, keep_draft
from desk.history.versions import read_version, versions
from desk.journal import carrying
from desk.journal.carrying import finish_left
from desk.journal.test_undoing import OTHER, PATH, Tree, done_last, opened, tree, type_in
from desk.journal.undoing import undo
from desk.listing.bin import throw_away, thrown_away
from desk.photos.placing import write_fresh
from desk.renaming.renaming import rename
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from tests.support.stopped_desk import at_change, killed

NEW = "dinh-huong-du-luan/ten-moi.md"
WINDOW = "00000000-0000-4000-8000-000000000001"
MOST_CHANGES = 150
WORKS: dict[str, Callable[[Desk], object]] = {
    "rename": lambda desk: rename(desk, PATH, "ten-moi", "dinh-huong-du-luan"),
    "undo of a rename": lambda desk: undo(desk, done_last(desk)),
    "undo of a deletion": lambda desk: undo(desk, done_last(desk)),
    "undo of a new article": lambda desk: undo(desk, done_last(desk)),
}


def begun(folder: Path, name: str) -> Desk:
    desk = opened(folder)
    desk.scratch.mkdir()
    type_in(desk, PATH, "một")
    keep_draft(desk, Draft(PATH, WINDOW, "Lan", 1, {"text": "chưa lưu"}))
    if name == "undo of a rename":
        WORKS["rename"](desk)
    elif name == "undo of a deletion":
        throw_away(desk, PATH, "Lan")
    elif name == "undo of a new article":
        throw_away(desk, PATH, "Lan")
        undo(desk, done_last(desk))
    return desk


def assert_goes_with_it(desk: Desk, now: Tree) -> None:
    """Wherever the article is, there are its versions and its draft."""
    if path := next((path for path in (NEW, PATH) if path in now), ""):
        assert any(
            b"note" not in (read_version(desk, path, each.name) or b"")
            for each in versions(desk, path)
        )
        assert [draft.path for draft in drafts_of(desk, path)] == [path]


@pytest.mark.parametrize("name", WORKS)
def test_a_killed_deed_is_finished_or_was_never_begun(tmp_path: Path, name: str) -> None:
    desk = begun(tmp_path, name)
    before = tree(desk)
    last = done_last(desk).id

    def work(number: int) -> None:
        at_change(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
        WORKS[name](desk)

    copies = tmp_path / "copies"
    for folder in ("content", "scratch"):
        shutil.copytree(tmp_path / folder, copies / folder)
    WORKS[name](desk)
    after, seen = tree(desk), set()
    for number in range(1, MOST_CHANGES):
        for folder in ("content", "scratch"):
            shutil.rmtree(tmp_path / folder)
            shutil.copytree(copies / folder, tmp_path / folder)
        was_killed = killed(partial(work, number))
        finish_left(desk)
        now = tree(desk)
        assert now in (before, after)
        assert (done_last(desk).id != last) == (now == after)
        assert not list((tmp_path / "scratch" / carrying.FOLDER).glob("*.json"))
        assert_goes_with_it(desk, now)
        seen.add(now == after and was_killed)
        if not was_killed:
            break
    assert number < MOST_CHANGES - 1
    assert seen == {True, False}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_is_said_and_no_byte_is_lost(tmp_path: Path, code: int) -> None:
    desk = begun(tmp_path, "rename")
    before = tree(desk)

    def refuse() -> None:
        raise OSError(code, os.strerror(code))

    def work(number: int) -> None:
        at_change(number, refuse)
        try:
            WORKS["rename"](desk)
        except DeskError:
            os.kill(os.getpid(), signal.SIGUSR1)  # it was told

    for number in range(1, 9):
        assert killed(partial(work, number))
        assert tree(desk) == before


def test_a_name_that_is_taken_at_the_last_moment_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = begun(tmp_path, "rename")
    before = tree(desk)

    def overtaken(path: Path, data: bytes) -> None:
        path.write_bytes(b"of somebody else")
        write_fresh(path, data)

    monkeypatch.setattr("desk.journal.carrying.write_fresh", overtaken)
    with pytest.raises(DeskError, match="ten-moi"):
        WORKS["rename"](desk)
    assert tree(desk) == {**before, NEW: b"of somebody else"}
    monkeypatch.undo()
    assert (desk.content / OTHER).read_bytes() == before[OTHER]
    assert thrown_away(desk) == []
