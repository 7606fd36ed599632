"""The timer is silent while all is well, and fails where somebody should look."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.delivering import place_at, publish_text
from tools.publish.delivery import is_rolled_back
from tools.publish.errors import PublishError, TargetLockedError
from tools.publish.folder import Folder
from tools.publish.lock import LOCK, PATIENCE, ROOM, held_here, held_there
from tools.publish.releases import live_name
from tools.publish.switching import is_unfinished
from tools.publish.timer import NothingToDoError, rest, resting_when_locked

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def met(storage: Folder, lock: str, due: bool = True) -> None:
    storage.write(LOCK, lock.encode())
    with resting_when_locked(due, NOW), held_there(storage, "x"):
        pass


def lock_since(since: str) -> str:
    return json.dumps({"publisher": "khac", "who": "lan", "since": since})


def test_a_lock_of_another_machine_is_waited_for_an_hour_at_most(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    with pytest.raises(NothingToDoError):
        met(storage, lock_since((NOW - PATIENCE).isoformat()))
    with pytest.raises(TargetLockedError, match="lan đang đăng"):
        met(storage, lock_since((NOW - PATIENCE - timedelta(seconds=1)).isoformat()))
    with pytest.raises(TargetLockedError):
        met(storage, lock_since(NOW.isoformat()), due=False)


def test_a_command_of_this_machine_that_hangs_is_no_reason_to_rest(tmp_path: Path) -> None:
    to = str(tmp_path)
    file = ROOM / f"{hashlib.sha256(to.encode()).hexdigest()[:16]}.lock"
    try:
        with held_here(to):
            with pytest.raises(NothingToDoError), resting_when_locked(True, datetime.now(UTC)):
                meet(to)
            os.utime(file, (0, 0))
            with pytest.raises(TargetLockedError), resting_when_locked(True, datetime.now(UTC)):
                meet(to)
    finally:
        file.unlink()


def meet(to: str) -> None:
    with held_here(to):
        pass


@pytest.mark.parametrize("since", ["", "hôm qua", 5, None, "2999-01-01T00:00:00+00:00"])
def test_a_lock_whose_time_cannot_be_is_not_waited_for(tmp_path: Path, since: str) -> None:
    with pytest.raises(TargetLockedError):
        met(Folder(tmp_path), lock_since(since))


def test_a_lock_that_a_full_disk_tore_stops_nobody(tmp_path: Path) -> None:
    met(Folder(tmp_path), '{"publisher": "kh')
    assert not (tmp_path / LOCK).exists()


def test_the_timer_leaves_the_first_publication_to_a_person(tmp_path: Path) -> None:
    with pytest.raises(NothingToDoError):
        rest(Folder(tmp_path), "", [], "")


def test_an_empty_target_where_something_was_published_is_said(tmp_path: Path) -> None:
    """As a disk that is not mounted looks."""
    with pytest.raises(PublishError, match="đã đăng bản 1, mà nay nơi đăng không có bản nào"):
        rest(Folder(tmp_path), "", [], "1")


def test_a_rollback_that_was_killed_before_its_switch_stops_no_timer(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    storage.write("rollback", b"2")
    assert not is_rolled_back(storage, "2")
    assert is_rolled_back(storage, "1")
    rest(storage, "2", ["1", "2"], "")
    with pytest.raises(NothingToDoError):
        rest(storage, "1", ["1", "2"], "")


def test_what_old_addresses_still_need_is_not_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The timer finds nothing new afterwards, and would never come back to it."""
    root = tmp_path / "đích"
    root.mkdir()
    storage = Folder(root)

    with monkeypatch.context() as patch:
        patch.setattr("tools.publish.delivery.settle", lambda *_: False)
        name, done = publish_text(place_at(storage, root), tmp_path / "site", "một")
    assert (live_name(storage), done) == (name, False)
    assert is_unfinished(storage)
