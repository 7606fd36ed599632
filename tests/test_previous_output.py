"""The previous output saves a build its work on any disk, and brings no stranger into the site."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tools.output
from plugins.incremental.previous import PreviousOutput
from tests.support.edited_site import Place, assert_equal, tree
from tests.support.meddling import HANDS
from tests.support.rebuilding import assert_mended, edit_an_article, edit_the_theme, readings_made


@pytest.mark.parametrize("change", HANDS)
def test_a_previous_output_that_somebody_changed_never_comes_into_the_site(
    place: Place, change: Callable[[Path], None]
) -> None:
    _wait_for_the_next_tick(place.folder)
    change(place.folder / ".output.previous")
    edit_an_article(place, "khác")
    assert_mended(place)
    edit_an_article(place, "nữa", 101)
    assert_mended(place)


def _wait_for_the_next_tick(folder: Path) -> None:
    """The clock by which files are stamped lags a few milliseconds; nobody's hands are as quick."""
    now, probe = time.time_ns(), folder / "tick"
    while True:
        probe.touch()
        if probe.stat().st_mtime_ns > now:
            break
    probe.unlink()


def test_a_previous_output_without_second_names_is_not_used(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a disk has no links, a change in one folder does not show in the other."""
    monkeypatch.setattr(os, "link", _no_links)
    shutil.rmtree(place.output)
    assert_mended(place)
    for turn in range(2):
        assert not (place.folder / ".output.previous").exists()
        edit_an_article(place, turn, 100 + turn)
        assert_mended(place)


def _no_links(*_: object) -> None:
    raise OSError


def test_a_previous_output_is_used_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most files keep their second name: a change costs what it changes."""
    linked = noted_links(monkeypatch)
    before = tree(place.output)
    place.offer("tep/a.txt", "tep/b.txt", time=7)
    assert_mended(place)
    assert linked == []
    then = tree(place.output)
    place.offer("tep/a.txt", "tep/b.txt", "tep/c.txt", time=8)
    assert_mended(place)
    assert sorted(linked) == [path for path in sorted(then) if then[path] != before.get(path)]
    assert "tep/b.txt" in linked
    assert len(linked) < len(then) / 2


def noted_links(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths that get their second name from now on."""
    linked: list[str] = []
    link = PreviousOutput._link

    def noting(self: PreviousOutput, paths: Any) -> None:
        paths = list(paths)
        linked.extend(paths)
        link(self, paths)

    monkeypatch.setattr(PreviousOutput, "_link", noting)
    return linked


def test_a_disk_without_hard_links_is_as_good(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", no_links)
    for turn in range(3):
        edit_an_article(place, turn, 100 + turn)
        assert readings_made(place) == 1
        assert_equal(place)
        edit_the_theme(place, turn)
        assert readings_made(place) == 0
        assert_equal(place)


def test_a_system_that_cannot_exchange_folders_is_as_good(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools.output, "_exchange", lambda *_: False)
    for turn in range(3):
        edit_an_article(place, turn, 100 + turn)
        assert readings_made(place) == 1
        assert_equal(place)
