"""What is shown as changed between two versions is what changed, and all of it."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from desk.history.differences import MOST_PAIRS, SHOWN_BESIDE, differences, in_short

WORDS = st.lists(st.sampled_from(["và", "xã", "huyện", " ", "  ", "\n", "\n\n", "đ", "ă"]))
TEXTS = st.one_of(WORDS.map("".join), WORDS.map(" ".join), st.text())


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_their_differences(old: str, new: str) -> None:
    found = differences(old, new)
    assert "".join(text for kind, text in found if kind != "added") == old
    assert "".join(text for kind, text in found if kind != "removed") == new
    assert all(text for _, text in found)
    assert all(first[0] != second[0] for first, second in itertools.pairwise(found))


def test_a_changed_word_is_shown_alone() -> None:
    assert differences("Đầu.\n\nHuyện có ba xã.\n", "Đầu.\n\nHuyện có bốn xã.\n") == [
        ("same", "Đầu.\n\nHuyện có "),
        ("removed", "ba "),
        ("added", "bốn "),
        ("same", "xã.\n"),
    ]


def test_what_would_take_minutes_to_compare_is_shown_as_replaced() -> None:
    repeated = int(MOST_PAIRS**0.5) + 1
    old, new = "và " * repeated + "hết", "và " * repeated + "xong"
    assert differences(old, new) == [("removed", old), ("added", new)]


def test_only_what_stands_near_a_change_is_shown_of_what_stayed() -> None:
    long = "x" * 1000
    found = in_short(differences(f"{long}\nmột\n{long}\nhai\n{long}", f"{long}\n{long}\n{long}"))
    assert [kind for kind, _ in found] == ["same", "removed", "same", "removed", "same"]
    first, _, middle, _, last = (text for _, text in found)
    assert first == f" … {long[1 - SHOWN_BESIDE :]}\n"
    assert last == f"{long[:SHOWN_BESIDE]} … "
    assert middle.count("x") == 2 * SHOWN_BESIDE - 1
    assert in_short([("same", long)]) == [("same", " … ")]
