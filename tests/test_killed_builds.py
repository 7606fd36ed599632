"""Wherever a build is killed, readers see a whole site and the next build is right."""

from __future__ import annotations

import os
import sqlite3
import sys

import pytest

import tools.output
from plugins.incremental.cache import BuildCache
from tests.support.edited_site import TOUCHES, Place, assert_equal, interrupt, tree
from tests.support.rebuilding import (
    assert_mended,
    edit_the_theme,
    in_a_child,
    readings_made,
    run,
    state,
)

# Spread over a whole build; its last touches, where the site is exchanged, are all tried.
SPREAD, LAST = 5, 12


def test_a_build_killed_anywhere_leaves_a_whole_site(place: Place) -> None:
    for word in ("trước", "đếm"):
        edit_the_theme(place, word)
        total = count_touches(place)
    assert total > 200
    points = {*range(1, total - LAST, total // SPREAD), *range(total - LAST, total + 1)}
    assert len(points) >= 17
    outcomes = set()
    for point in sorted(points):
        edit_the_theme(place, point)
        before = tree(place.output)
        interrupt(lambda: run(place), point)
        now, clean = tree(place.output), tree(place.clean())
        assert before != clean
        assert now in (before, clean), f"torn at touch {point}"
        outcomes.add(now == clean)
        assert run(place) == (0, "")
        assert tree(place.output) == clean
    assert outcomes == {True, False}


def count_touches(place: Place) -> int:
    def work() -> tuple[int, str]:
        count = 0

        def note(event: str, _: object) -> None:
            nonlocal count
            count += event in TOUCHES

        sys.addaudithook(note)
        run(place)
        return 0, str(count)

    return int(in_a_child(work)[1])


def test_an_article_added_by_a_killed_build_and_then_deleted_is_not_published(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state knows nothing of it: the build died between the exchange and the commit."""
    place.offer("tep/a.txt", "tep/moi.txt", time=5)

    def dying() -> None:
        monkeypatch.setattr(BuildCache, "commit", lambda _: os._exit(9))
        run(place)

    interrupt(dying, 1_000_000)
    assert "tep/moi.txt" in tree(place.output)
    place.offer("tep/a.txt", time=0)
    assert_mended(place)


def test_a_first_build_killed_after_the_exchange_is_not_taken_for_somebodys_folder(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_the_theme(place, "đổi")

    def dying() -> None:
        monkeypatch.setattr(tools.output, "_forget_vanished", lambda: os._exit(9))
        run(place)

    interrupt(dying, 1_000_000)
    assert tree(place.output) == tree(place.clean())
    assert_mended(place)


def test_a_state_killed_in_mid_write_is_taken_back_and_used(place: Place) -> None:
    def dying() -> None:
        connection = sqlite3.connect(state(place), isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE texts SET value = value || 'không phải của bài'")
        connection.execute("DELETE FROM outputs")
        connection.execute("CREATE TABLE more AS SELECT *, randomblob(9000) FROM texts")
        os._exit(9)

    kept = state(place).read_bytes()
    interrupt(dying, 1_000_000)
    assert state(place).with_name(f"{state(place).name}-journal").exists()
    assert state(place).read_bytes() != kept
    edit_the_theme(place, "đổi")
    assert readings_made(place) == 0
    assert_equal(place)
