"""Killed before any of its steps, an exchange is ended by the next one: nothing is lost, nobody has
to know Git."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from desk.git.exchanging import send, take
from desk.git.placing import PENDING, put_in_place
from desk.git.repository import ABANDONED_SECONDS, find_repository, head_of
from desk.git.testing import PATH, TEXT, Office, git_at, text_at, write
from desk.git.trees import changes
from desk.shell.desk import Desk
from tests.support.stopped_desk import killed

MERGED = TEXT.replace("một", "1").replace("hai", "2").replace("ba.", "3.")
NEW = "tin-tuc/moi.md"


@pytest.fixture
def lan(office: Office) -> Desk:
    """Has sent a change and a new article."""
    desk = office.clone("Lan")
    write(desk, "một", "1")
    (desk.content / NEW).write_text(TEXT, "utf-8")
    return desk


@pytest.fixture
def minh(office: Office, lan: Desk) -> Desk:
    """Has saved one change, and made another in a text editor."""
    desk = office.clone("Minh")
    write(desk, "hai", "2")
    (desk.content / PATH).write_text(TEXT.replace("hai", "2").replace("ba.", "3."), "utf-8")
    send(lan)
    return desk


def kill_before(word: str, number: int) -> None:
    """This process, before its n-th command of Git's of that name."""
    count = 0

    def watch(event: str, found: tuple[Any, ...]) -> None:
        nonlocal count
        if event == "subprocess.Popen" and word in map(str, found[1]):
            count += 1
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *[("fetch", 1), ("add", 1), ("commit", 1), ("hash-object", 1)],
        *[("read-tree", 1), ("update-index", 1), ("write-tree", 1), ("commit-tree", 1)],
        *[("read-tree", 2), ("update-ref", 1), ("push", 1), ("update-ref", 2)],
    ],
)
def test_a_killed_exchange_goes_on(lan: Desk, minh: Desk, word: str, number: int) -> None:
    def work() -> None:
        kill_before(word, number)
        send(minh)

    assert killed(work)
    assert all(number in text_at(minh) for number in ("2", "3."))
    assert send(minh).questions == ()
    take(lan)
    for desk in (lan, minh):
        assert text_at(desk) == MERGED
        assert text_at(desk, NEW) == TEXT
        assert git_at(desk.content.parent, "status", "--porcelain") == ""
    assert not (minh.content.parent / ".git" / PENDING).exists()


@pytest.mark.parametrize("word", ["add", "commit"])
def test_a_killed_save_is_committed_with_the_next_exchange(minh: Desk, word: str) -> None:
    before = git_at(minh.content.parent, "rev-parse", "HEAD")

    def work() -> None:
        kill_before(word, 1)
        write(minh, "3.", "ba bốn.")

    assert killed(work)
    assert "ba bốn." in text_at(minh)
    assert git_at(minh.content.parent, "rev-parse", "HEAD") == before
    send(minh)
    assert "ba bốn." in git_at(minh.content.parent, "show", f"origin/main:content/{PATH}")


def test_files_that_git_wrote_before_it_was_killed_are_no_ones_change(minh: Desk) -> None:
    """Beside content/ such a file would hold up the exchange for ever."""
    top = minh.content.parent
    (top / "phan-mem.txt").write_text("2\n", "utf-8")
    git_at(top, "commit", "-q", "-m", "Phần mềm mới", "phan-mem.txt")
    git_at(top, "commit", "-qam", "Bài")
    repository = find_repository(minh.content)
    assert repository
    new = head_of(repository)
    old = git_at(top, "rev-parse", "HEAD~2").strip()
    git_at(top, "reset", "-q", "--hard", old)
    (top / "phan-mem.txt").write_text("2\n", "utf-8")
    lock = top / ".git" / "index.lock"
    lock.touch()
    long_ago = time.time() - ABANDONED_SECONDS - 1
    os.utime(lock, (long_ago, long_ago))
    put_in_place(repository, old, new, changes(repository, old, new))
    assert (head_of(repository), git_at(top, "status", "--porcelain")) == (new, "")


def test_a_lock_of_one_who_may_be_alive_stays(
    minh: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("desk.git.committing.PATIENCE_SECONDS", 0)
    monkeypatch.setattr("plugins.shared.failure_log.LOG", tmp_path / "log.txt")
    lock = minh.content.parent / ".git" / "index.lock"
    lock.touch()
    write(minh, "3.", "ba bốn.")
    assert lock.exists()
    assert "ba bốn." in text_at(minh)
    assert "index.lock" in (tmp_path / "log.txt").read_text("utf-8")
    lock.unlink()
    send(minh)
    assert "ba bốn." in git_at(minh.content.parent, "show", f"origin/main:content/{PATH}")
