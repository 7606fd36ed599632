"""Whatever two releases hold, one takes the other's place without a page that lacks its parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.publish.hosts.shown import Shown, moves_between, read_shown, shown_text
from tools.publish.manifest import Entry

PARTS = st.sampled_from(["a", "b", "c", "index.html", "theme", "x.js", ".htaccess"])
PATHS = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
ENTRIES = st.sampled_from("123").map(lambda letter: Entry(letter * 64, int(letter)))


def possible(files: dict[str, Entry]) -> dict[str, Entry]:
    """Without what lies below another file."""
    return {
        path: entry
        for path, entry in files.items()
        if not any(path.startswith(f"{other}/") for other in files)
    }


RELEASES = st.dictionaries(PATHS, ENTRIES, max_size=8).map(possible)


@given(RELEASES, RELEASES, st.sets(PATHS))
def test_the_moves_make_one_release_of_the_other(
    old: dict[str, Entry], new: dict[str, Entry], doubtful: set[str]
) -> None:
    doubtful &= old.keys()
    moves = moves_between(Shown("r", old, frozenset(doubtful)), new)
    there = dict(old)
    for path in moves.blocking:
        del there[path]
    for path in moves.put:
        assert not any(it.startswith(f"{path}/") or path.startswith(f"{it}/") for it in there)
        there[path] = new[path]
    for path in moves.remove:
        del there[path]
    assert there == new
    assert doubtful & new.keys() <= set(moves.put)
    assert moves.touched == {*moves.blocking, *moves.put, *moves.remove}


@given(RELEASES, RELEASES)
def test_files_come_before_pages_new_pages_before_changed_ones_and_rules_last(
    old: dict[str, Entry], new: dict[str, Entry]
) -> None:
    moves = moves_between(Shown("r", old), new)

    def turn(path: str) -> int:
        if path.endswith(".htaccess"):
            return 3
        return 0 if not path.endswith(".html") else 1 if path not in old else 2

    turns = [turn(path) for path in moves.put if path != "index.html"]
    assert turns == sorted(turns)
    if "index.html" in moves.put:
        after = moves.put[moves.put.index("index.html") + 1 :]
        assert all(path.endswith(".htaccess") for path in after)


@given(RELEASES)
def test_what_is_equal_is_not_touched(files: dict[str, Entry]) -> None:
    assert not moves_between(Shown("r", files), files).touched


@given(st.text(), RELEASES, st.frozensets(PATHS))
def test_what_was_noted_is_read_again(
    release: str, files: dict[str, Entry], doubtful: frozenset[str]
) -> None:
    shown = Shown(release, files, doubtful)
    assert read_shown(shown_text(shown)) == shown
    backwards = replace(shown, files=dict(reversed(files.items())))
    assert shown_text(backwards) == shown_text(shown)


@given(st.binary())
def test_anything_else_is_refused_and_nothing_is_nothing(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (JSON's and UTF-8's too)
        read_shown(data)
    assert read_shown(None) == Shown()
