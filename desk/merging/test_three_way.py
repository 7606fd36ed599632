"""Nothing that only one of two people wrote is lost, and nobody is asked in vain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.merging.parts import parts_of
from desk.merging.place import Place
from desk.merging.three_way import Merged, merge

HEAD = "---\nTiêu đề: Lễ hội\nNgày: 11/12/2023\nThẻ: lễ hội\n---\n\n"
BODY = "Đoạn một.\n\nĐoạn hai.\n\nĐoạn ba.\n"
BASE = HEAD + BODY

WORDS = st.sampled_from(["một", "hai", "ba", "bốn", "năm", "| a | b |\n|---|---|", "- mục\n- mục"])
GAPS = st.sampled_from(["\n\n", "\n\n\n", "\n \n"])
KEYS = st.sampled_from(["Tiêu đề", "Ngày", "Thẻ", "Tóm tắt", "lạ", "# ghi chú"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    keys = draw(st.lists(KEYS, max_size=4, unique=True))
    fields = [f"{key}: {draw(WORDS).split()[0]}\n" for key in keys]
    head = f"---\n{''.join(fields)}---\n{draw(st.sampled_from(['', chr(10)]))}" if keys else ""
    paragraphs = draw(st.lists(st.tuples(WORDS, GAPS), max_size=6))
    body = "".join(word + gap for word, gap in paragraphs)
    return head + draw(st.sampled_from([body, body.rstrip("\n"), body.rstrip("\n") + "\n"]))


def swapped(merged: Merged) -> Merged:
    """As the other person sees it."""

    def turned(each: Any) -> Any:
        is_place = isinstance(each, Place)
        return replace(each, ours=each.theirs, theirs=each.ours) if is_place else each

    head, body = (tuple(map(turned, half)) for half in (merged.head, merged.body))
    return replace(merged, head=head, body=body)


@given(texts() | st.text(), st.booleans())
def test_the_parts_are_the_text(text: str, by_line: bool) -> None:
    text = text.replace("\r", "")
    parts = parts_of(text, by_line)
    joined = "".join(parts.head.values()) + "".join(map("".join, parts.body))
    assert joined == (text if not by_line or text.endswith("\n") or not text else f"{text}\n")


@given(texts(), texts())
def test_where_one_changed_nothing_it_is_what_the_other_made(base: str, new: str) -> None:
    for merged in (merge(base, base, new), merge(base, new, base), merge(base, new, new)):
        assert not merged.places
        assert merged.text({}) == new


@given(texts(), texts(), texts())
def test_both_get_the_same(base: str, ours: str, theirs: str) -> None:
    assert swapped(merge(base, ours, theirs)) == merge(base, theirs, ours)


@given(texts(), texts(), texts(), st.sampled_from(["ours", "theirs"]))
def test_no_paragraph_that_one_added_is_lost(base: str, ours: str, theirs: str, side: str) -> None:
    merged = merge(base, ours, theirs)
    old = {part.text for part in parts_of(base).body}
    chosen = {place.name: getattr(place, side) for place in merged.places}
    kept = merged.text(chosen) + "".join(place.ours + place.theirs for place in merged.places)
    for text in (ours, theirs):
        assert all(part.text in kept for part in parts_of(text).body if part.text not in old)


@given(texts(), texts())
def test_without_a_common_text_every_difference_is_asked(ours: str, theirs: str) -> None:
    merged = merge(None, ours, theirs)
    for side, text in (("ours", ours), ("theirs", theirs)):
        made = merged.text({place.name: getattr(place, side) for place in merged.places})
        assert [part.text for part in parts_of(made).body] == [
            part.text for part in parts_of(text).body
        ]


def changed(*pairs: tuple[str, str]) -> str:
    text = BASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("ours", "theirs", "made"),
    [
        ([("một", "1")], [("ba.", "3.")], [("một", "1"), ("ba.", "3.")]),
        ([("một", "1")], [("hai", "2")], [("một", "1"), ("hai", "2")]),
        ([("ba.", "3.")], [("ba.\n", "ba.\n\nBốn.\n")], [("ba.\n", "3.\n\nBốn.\n")]),
        ([("Đoạn hai.\n\n", "")], [("ba.", "3.")], [("Đoạn hai.\n\n", ""), ("ba.", "3.")]),
        ([("một", "1"), ("hai", "2")], [("hai", "2"), ("ba.", "3.")],
         [("một", "1"), ("hai", "2"), ("ba.", "3.")]),
        ([("Lễ", "Ngày")], [("một", "1")], [("Lễ", "Ngày"), ("một", "1")]),
        ([("Lễ", "Ngày")], [("Thẻ: lễ hội", "Thẻ: hội")],
         [("Lễ", "Ngày"), ("Thẻ: lễ hội", "Thẻ: hội")]),
        ([("Thẻ: lễ hội\n", "")], [("Ngày: 11", "Tóm tắt: Vui.\nNgày: 12")],
         [("Thẻ: lễ hội\n", ""), ("Ngày: 11", "Tóm tắt: Vui.\nNgày: 12")]),
        ([("Đoạn một", "Không.\n\nĐoạn một")], [("hai.\n", "hai.\n\nHai rưỡi.\n")],
         [("Đoạn một", "Không.\n\nĐoạn một"), ("hai.\n", "hai.\n\nHai rưỡi.\n")]),
    ],
)  # fmt: skip
def test_what_two_changed_in_different_places_is_in_one_text(
    ours: list[tuple[str, str]], theirs: list[tuple[str, str]], made: list[tuple[str, str]]
) -> None:
    for a, b in ((ours, theirs), (theirs, ours)):
        merged = merge(BASE, changed(*a), changed(*b))
        assert merged.places == []
        assert merged.text({}) == changed(*made)


@pytest.mark.parametrize(
    ("ours", "theirs", "key", "sides"),
    [
        ([("hai", "2")], [("hai", "HAI")], None, ("Đoạn 2.", "Đoạn HAI.")),
        ([("Đoạn hai.\n\n", "")], [("hai", "HAI")], None, ("", "Đoạn HAI.")),
        ([("ba.\n", "ba.\n\nA.\n")], [("ba.\n", "ba.\n\nB.\n")], None, ("A.", "B.")),
        ([("Lễ", "A")], [("Lễ", "B")], "title", ("Tiêu đề: A hội\n", "Tiêu đề: B hội\n")),
        ([("Thẻ: lễ hội\n", "")], [("Thẻ: lễ hội", "Thẻ: x")], "tags", ("", "Thẻ: x\n")),
    ],
)  # fmt: skip
def test_where_both_changed_the_same_there_is_one_place_to_choose(
    ours: list[tuple[str, str]],
    theirs: list[tuple[str, str]],
    key: str | None,
    sides: tuple[str, str],
) -> None:
    merged = merge(BASE, changed(*ours), changed(*theirs))
    (place,) = merged.places
    assert (place.key, (place.ours, place.theirs)) == (key, sides)
    assert merged.text({place.name: place.ours}) == changed(*ours)
    assert merged.text({place.name: place.theirs}) == changed(*theirs)


def test_lines_of_a_table_of_data_are_merged_one_by_one() -> None:
    base = "cu,moi\n/a/,/b/\n/c/,/d/\n"
    merged = merge(base, base.replace("/b/", "/x/"), base + "/e/,/f/\n", by_line=True)
    assert merged.text({}) == "cu,moi\n/a/,/x/\n/c/,/d/\n/e/,/f/\n"
