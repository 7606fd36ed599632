"""Killed before any of its steps, refused by a full, closed or lost disk: no file is half written,
and what was there before is there still."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desk.history.drafts import Draft, drafts_of, keep_draft
from desk.history.presence import beat, open_articles
from desk.history.versions import keep_version, read_version, versions
from desk.listing.bin import restore, throw_away, thrown_away
from desk.listing.copying import duplicate
from desk.listing.making import make_article
from desk.shell.desk import Desk
from tests.support.checked_content import article
from tests.support.opened_desk import make_desk, open_desk
from tests.support.stopped_desk import at_change, killed
from tools.new import Start

PATH = "tin-tuc/a.md"
TEXT = article("Chữ.", "Bài A").encode()
WINDOW = "00000000-0000-4000-8000-000000000001"
WORKS: dict[str, Callable[[Desk], Any]] = {
    "draft": lambda desk: keep_draft(desk, Draft(PATH, WINDOW, "Lan", 1, {"text": "mới"})),
    "version": lambda desk: keep_version(desk, PATH, TEXT, "Lan"),
    "throw": lambda desk: throw_away(desk, PATH, "Lan"),
    "restore": lambda desk: restore(desk, thrown_away(desk)[0], "Lan"),
    "new": lambda desk: make_article(desk, Start("tin-tuc", "Bài mới")),
    "copy": lambda desk: duplicate(desk, PATH),
    "open": lambda desk: beat(desk, PATH, WINDOW),
}
MOST_CHANGES = 40


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """With something of everything in it; b.md is in the bin."""
    (tmp_path / "content" / "tin-tuc").mkdir(parents=True)
    for name in ("a", "b"):
        (tmp_path / "content" / "tin-tuc" / f"{name}.md").write_bytes(TEXT)
    desk = make_desk(tmp_path / "content", tmp_path / "scratch")
    keep_draft(desk, Draft(PATH, WINDOW, "Lan", 1, {"text": "cũ"}))
    keep_version(desk, PATH, b"1", "Lan")
    throw_away(desk, "tin-tuc/b.md", "Lan")
    return desk


def assert_nothing_lost(desk: Desk) -> None:
    """Every article that somebody sees is whole, and none is nowhere."""
    for file in (desk.content / "tin-tuc").glob("*.md"):
        assert file.read_bytes().endswith("\n\nChữ.\n".encode()) or "Bài mới" in file.read_text()
    thrown = {each.path for each in thrown_away(desk)}
    for path in (PATH, "tin-tuc/b.md"):
        assert path in thrown or (desk.content / path).read_bytes() == TEXT
    assert [draft.payload["text"] in ("cũ", "mới") for draft in drafts_of(desk, PATH)] == [True]
    kept = [read_version(desk, PATH, version.name) for version in versions(desk, PATH)]
    assert kept in ([b"1"], [TEXT, b"1"])
    assert all(len(readers) == 1 for readers in open_articles(desk).values())


@pytest.mark.parametrize("name", WORKS)
def test_a_killed_work_leaves_all_whole(desk: Desk, name: str) -> None:
    def work(number: int) -> None:
        at_change(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
        WORKS[name](desk)

    before = shutil.copytree(desk.content, desk.content.with_name("before"))
    for number in range(1, MOST_CHANGES):
        was_killed = killed(partial(work, number))
        assert_nothing_lost(desk)
        if not was_killed:
            break
        shutil.rmtree(desk.content)
        shutil.copytree(before, desk.content)
    assert 1 < number < MOST_CHANGES - 1


@pytest.mark.parametrize("name", WORKS)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_takes_nothing_more_keeps_what_it_has(desk: Desk, name: str, code: int) -> None:
    def refuse() -> None:
        raise OSError(code, os.strerror(code))

    def work() -> None:
        at_change(1, refuse)
        try:
            WORKS[name](desk)
        except OSError:
            os.kill(os.getpid(), signal.SIGUSR1)  # it was told

    assert killed(work)
    assert_nothing_lost(desk)


@pytest.mark.parametrize("name", WORKS)
def test_a_lost_drive_gets_no_folder_in_its_place(desk: Desk, name: str) -> None:
    away = desk.content.with_name("away")
    thrown_away_before = thrown_away(desk)
    desk.content.rename(away)
    with pytest.raises((OSError, IndexError)):
        WORKS[name](desk)
    assert not desk.content.exists()
    away.rename(desk.content)
    assert thrown_away(desk) == thrown_away_before
    assert_nothing_lost(desk)


def test_the_editor_is_told_and_the_list_stays(desk: Desk, tmp_path: Path) -> None:
    with open_desk(desk.content, tmp_path / "scratch") as opened:
        assert "Bài A" in opened.ask("GET", "/")[1]
        away = desk.content.with_name("away")
        desk.content.rename(away)
        page = opened.ask("GET", "/")[1]
        assert "Bài A" in page
        assert "ổ mạng đang mất kết nối" in page
        said = {"section": "tin-tuc", "title": "Bài mới"}
        status, told = opened.ask("POST", "/api/new", said)
        assert status == 503
        assert "không thấy thư mục bài viết" in told["sentence"]
        assert not desk.content.exists()
        away.rename(desk.content)
        assert opened.ask("POST", "/api/new", said)[0] == 200
