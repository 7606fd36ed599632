"""What a save replaced can be had again; old ones go when they are many, never the last ten."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.history import versions as module
from desk.history.people import give_name, given_name, who
from desk.history.stamps import stamped
from desk.history.versions import (
    ALWAYS_KEPT,
    KEPT_DAYS,
    Version,
    keep_version,
    read_name,
    read_version,
    superfluous,
    versions,
)
from desk.shell.desk import Desk
from plugins.shared.file_names import windows_fault
from plugins.site.editors import clean_name
from tests.support.opened_desk import make_desk

PATH = "tin-tuc/a.md"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "content" / "tin-tuc").mkdir(parents=True)
    return make_desk(tmp_path / "content", tmp_path / "scratch")


def test_each_version_is_kept_with_who_and_when(desk: Desk) -> None:
    for data, name in [(b"1", "Chị Lan"), (b"2", "Anh Hà: phó ban"), (b"2", "x"), (b"1", "")]:
        keep_version(desk, PATH, data, name)
    kept = versions(desk, PATH)
    assert [read_version(desk, PATH, each.name) for each in kept] == [b"1", b"2", b"1"]
    assert [each.who for each in kept] == ["", "Anh Hà phó ban", "Chị Lan"]
    assert [each.moment for each in kept] == sorted((each.moment for each in kept), reverse=True)
    assert versions(desk, "tin-tuc/khac.md") == []


def test_a_clock_that_goes_back_does_not_change_the_order(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        moments = iter([NOW, NOW - timedelta(hours=1)])

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return next(cls.moments)

    monkeypatch.setattr(module, "datetime", Clock)
    monkeypatch.setattr(module, "tidy_daily", lambda _: None)
    keep_version(desk, PATH, b"1", "Lan")
    keep_version(desk, PATH, b"2", "Lan")
    monkeypatch.undo()
    assert [read_version(desk, PATH, each.name) for each in versions(desk, PATH)] == [b"2", b"1"]


@pytest.mark.parametrize("name", ["../../a.md", "20261201T000000.000000Z/../x.md", "x.md", ""])
def test_no_other_file_is_read_as_a_version(desk: Desk, name: str) -> None:
    assert read_version(desk, PATH, name) is None


@given(st.text(max_size=60))
def test_any_name_makes_a_file_name_that_is_read_again(name: str) -> None:
    made = f"{stamped(NOW, name)}.md"
    assert read_name(made) == (NOW, clean_name(name))
    assert clean_name(clean_name(name)) == clean_name(name)
    assert windows_fault(made) == ""
    assert len(made.encode()) < 255


VERSIONS = st.lists(
    st.builds(
        lambda path, days, size: Version(
            path,
            f"{stamped(NOW - timedelta(days=days), '')}.md",
            NOW - timedelta(days=days),
            "",
            size,
        ),
        st.sampled_from(["a.md", "b.md"]),
        st.integers(0, 2 * KEPT_DAYS),
        st.integers(0, 100),
    ),
    max_size=40,
    unique_by=lambda version: (version.path, version.name),
)


@given(VERSIONS, st.integers(0, 3000))
def test_what_goes_is_old_or_too_much(kept: list[Version], most: int) -> None:
    gone = superfluous(kept, NOW, most)
    stay = [version for version in kept if version not in gone]
    for path in ("a.md", "b.md"):
        newest = sorted((each for each in kept if each.path == path), key=lambda each: each.name)
        assert all(version in stay for version in newest[-ALWAYS_KEPT:])
    beyond = [
        version
        for version in stay
        if sum(v.path == version.path and v.name > version.name for v in stay) >= ALWAYS_KEPT
    ]
    assert all(version.moment >= NOW - timedelta(days=KEPT_DAYS) for version in beyond)
    assert not beyond or sum(version.size for version in stay) <= most


def test_old_versions_go_once_a_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ALWAYS_KEPT", 1)
    keep_version(desk, PATH, b"1", "Lan")
    (first,) = versions(desk, PATH)
    folder = module.folder_of(desk, PATH)
    old = replace(first, name=f"{stamped(NOW - timedelta(days=5 * KEPT_DAYS), 'Lan')}.md").name
    (folder / old).write_bytes(b"0")
    keep_version(desk, PATH, b"2", "Lan")
    assert len(versions(desk, PATH)) == 3
    os.utime(desk.aside / module.FOLDER / module.TIDIED, (0, 0))
    keep_version(desk, PATH, b"3", "Lan")
    assert old not in [version.name for version in versions(desk, PATH)]


def test_a_version_that_finds_no_room_is_told_and_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    keep_version(desk, PATH, b"1", "Lan")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep_version(desk, PATH, b"22", "Lan")
    assert [each.size for each in versions(desk, PATH)] == [1]
    assert len(list(module.folder_of(desk, PATH).iterdir())) == 1


def test_a_name_is_kept_on_this_machine(desk: Desk) -> None:
    assert who(desk)
    assert given_name(desk) == ""
    assert give_name(desk, " \u200b ") == ""
    assert give_name(desk, "  Chị\tLan ") == "Chị Lan" == who(desk) == given_name(desk)
