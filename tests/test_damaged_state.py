"""Whatever became of what the last build remembered, no page shows it and the next one is right."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from plugins.incremental.build import Build
from tests.support.edited_site import Place, assert_equal, tree
from tests.support.meddling import DAMAGES
from tests.support.rebuilding import (
    NO_TRACE,
    assert_mended,
    edit_an_article,
    edit_the_theme,
    readings_made,
    run,
    state,
)


def test_a_wrong_byte_of_the_state_reaches_no_page(place: Place) -> None:
    """Of an article, a name, a table's structure, wherever the build reads them or not."""
    dice = random.Random(6)
    clean = []
    for turn in range(2):
        edit_an_article(place, turn)
        clean.append(tree(place.clean()))
    for turn in range(40):
        edit_an_article(place, turn % 2, 100 + turn)
        damaged = bytearray(state(place).read_bytes())
        damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
        state(place).write_bytes(damaged)
        code, told = run(place)
        assert code == 0, told
        assert told == "" or "ghi nhớ của lần dựng trước bị hỏng" in told
        assert tree(place.output) == clean[turn % 2]


def test_a_wrong_letter_in_a_kept_article_is_not_published(place: Place) -> None:
    data = state(place).read_bytes()
    assert "Chữ của bài.".encode() in data
    state(place).write_bytes(data.replace("Chữ của bài.".encode(), "Chữ của bai!".encode() + b"!"))
    edit_the_theme(place, "đổi")
    assert_mended(place)
    assert "Chữ của bai" not in (place.output / "tin-tuc/2024/02/bai-0/index.html").read_text()


@pytest.mark.parametrize("part", [0, 0.001, 0.1, 0.5, 0.9, 0.9999])
def test_a_state_cut_short_is_not_used(place: Place, part: float) -> None:
    os.truncate(state(place), int(state(place).stat().st_size * part))
    (place.content / "tin-tuc/bai-2.md").unlink()
    assert_mended(place)
    assert not (place.output / "tin-tuc/2024/02/bai-2").exists()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_state_replaced_by_something_else_is_not_used(
    place: Place, damage: Callable[[Path], None]
) -> None:
    damage(state(place))
    edit_an_article(place, "khác")
    place.offer(time=101)
    assert_mended(place)
    assert readings_made(place) == 0


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE meta",
        "DROP TABLE texts",
        "DROP TABLE search_documents",
        "DELETE FROM meta",
        "DELETE FROM articles",
        "DELETE FROM outputs",
        "DELETE FROM texts",
        "DELETE FROM search_documents",
        "UPDATE memos SET checksum = 0",
        "UPDATE articles SET key = key || '#'",
        "UPDATE articles SET value = CAST(value AS TEXT)",
        "UPDATE texts SET value = (SELECT max(value) FROM texts)",
        "ALTER TABLE articles DROP COLUMN value",
        "ALTER TABLE texts RENAME COLUMN value TO text",
    ],
)
def test_a_state_of_another_form_is_not_used(place: Place, change: str) -> None:
    with closing(sqlite3.connect(state(place))) as connection:
        connection.execute(change)
        connection.commit()
    edit_an_article(place, "khác")
    edit_the_theme(place, "đổi")
    assert_mended(place)


@pytest.mark.parametrize("builds", [1, 2])
def test_an_older_state_put_back_publishes_nothing_of_later_builds(
    place: Place, builds: int
) -> None:
    """Its sources are as they are again, and so are all outputs that it knows."""
    older = state(place).read_bytes()
    for n in range(builds):
        place.offer("tep/a.txt", *(f"tep/moi-{m}.txt" for m in range(n + 1)), time=0)
        assert_mended(place)
    place.offer("tep/a.txt", time=0)
    state(place).write_bytes(older)
    assert_mended(place)
    assert not [*place.output.glob("tep/moi-*.txt")]
    edit_an_article(place, "khác")
    assert_mended(place)


@pytest.mark.parametrize("times", [1, 9])
def test_a_state_that_breaks_in_mid_build_is_dropped_once(
    place: Place, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    calls = 0
    remember = Build.remember

    def breaking(self: Build, *given: Any, **named: Any) -> None:
        nonlocal calls
        calls += 1
        if calls <= times:
            raise sqlite3.DatabaseError("database disk image is malformed")
        remember(self, *given, **named)

    edit_the_theme(place, "đổi")
    before = tree(place.output)
    with monkeypatch.context() as patch:
        patch.setattr(Build, "remember", breaking)
        code, told = run(place)
    assert calls == 2
    assert "ghi nhớ của lần dựng trước bị hỏng" in told
    assert not any(word in told for word in NO_TRACE), told
    if times == 1:
        assert code == 0
        assert_equal(place)
    else:
        assert code == 1
        assert tree(place.output) == before
    assert_mended(place)


@pytest.mark.parametrize("fault", ["article", "template", "code"])
def test_a_failed_build_lets_the_state_go(
    place: Place, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("hỏng")

    with monkeypatch.context() as patch:
        if fault == "article":
            place.write("tin-tuc/hong.md", "Ngày: hôm qua\n\nChữ.\n", 3)
        elif fault == "template":
            (place.theme / "templates/list.html").write_text("{% hỏng %}", "utf-8")
        else:
            edit_an_article(place, "khác")
            patch.setattr(Build, "remember", broken)
        assert run(place)[0] == 1
    held = [path.resolve() for path in Path("/proc/self/fd").iterdir()]
    assert [file for file in held if ".sqlite" in file.name] == []
