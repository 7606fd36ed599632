"""The index holds every word of every article, in parts that an edit hardly touches."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from plugins.search.folding import syllables
from plugins.search.generator import blocks
from plugins.search.index import Document, Index, make_index, number_days
from plugins.search.shards import DIGITS, Shard, between, cut, encode
from tools.bench_corpus import generated_texts

WORDS = ["dư", "luận", "xã", "hội", "quýt", "Bạch", "Thông", "đổi", "dù", "2023"]


def decode(text: str) -> list[int]:
    numbers, gap, last = [], 0, 0
    for letter in text:
        digit = DIGITS.index(letter)
        gap = gap * 32 + (digit & 31)
        if digit < 32:
            last += gap
            numbers.append(last)
            gap = 0
    return numbers


def look_up(index: Index, key: str) -> dict[str, list[list[int]]]:
    """Numbers by level, by signs, read as the browser reads them."""
    shard = [shard for shard in index.words if shard.first <= key][-1]
    for line in shard.text.split("\n"):
        if line.startswith(key + "\t"):
            variants = (variant.split(":") for variant in line.split("\t")[1].split("|"))
            return {signs: [decode(part) for part in text.split(",")] for signs, text in variants}
    return {}


@given(st.lists(st.integers(0, 2**31), unique=True))
def test_numbers_come_back_from_their_short_form(numbers: list[int]) -> None:
    assert decode(encode(sorted(numbers))) == sorted(numbers)


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=8), min_size=1, max_size=12))
def test_every_syllable_and_pair_is_found_with_its_signs(texts: list[list[str]]) -> None:
    index = make_index(
        Document(number * 7, ([" ".join(words)], [], [])) for number, words in enumerate(texts)
    )
    for number, words in enumerate(texts):
        read = syllables(" ".join(words))
        for bare, signs in read:
            assert number * 7 in look_up(index, f" {bare}")[signs][0]
        for (first, one), (second, two) in pairwise(read):
            assert number * 7 in look_up(index, f"{first} {second}")[f"{one} {two}"][0]


def test_an_article_stands_at_the_best_place_that_holds_the_word() -> None:
    index = make_index([Document(3, (["dư luận"], ["dư luận xã"], ["dư luận xã hội"]))])
    assert look_up(index, "du luan") == {"w aj": [[3]]}
    assert look_up(index, " xa") == {"x": [[], [3]]}
    assert look_up(index, "xa hoi") == {"x aj": [[], [], [3]]}


def test_no_pair_reaches_over_the_end_of_a_paragraph() -> None:
    html = "<p>Một <strong>hai</strong>&nbsp;ba</p>\n<ul><li>bốn</li></ul>"
    assert "Một hai\u00a0ba" in blocks(html)
    index = make_index([Document(1, ([], [], blocks(html)))])
    assert look_up(index, "mot hai")
    assert look_up(index, "hai ba")
    assert not look_up(index, "ba bon")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(-1, 1439)), max_size=60))
def test_numbers_follow_the_days_and_are_never_shared(dated: list[tuple[int, int]]) -> None:
    listed = [(day, minute, f"bai-{n}/") for n, (day, minute) in enumerate(dated)]
    slots, numbers = number_days(listed)
    assert len(set(numbers.values())) == len(listed)
    assert all(numbers[address] // slots == day for day, _, address in listed)


def test_a_new_article_leaves_the_others_their_numbers() -> None:
    listed = [(n // 3, 60 * (n % 24), f"bai-{n}/") for n in range(300)]
    before = number_days(listed)[1]
    after = number_days([*listed, (50, 30, "moi/")])[1]
    assert [address for address in before if before[address] != after[address]] == []


def documents(count: int) -> list[Document]:
    return [
        Document(n * 5, ([text.title], [text.lead], text.paragraphs), ("tin-tuc",))
        for n, text in enumerate(generated_texts(count))
    ]


def edited(listed: Sequence[Document], at: int) -> list[Document]:
    title, lead, body = listed[at].levels
    words = body[0].split()
    changed = " ".join([*words[:5], "quýt", *words[6:]])
    return [
        *listed[:at],
        Document(listed[at].number, (title, lead, [changed, *body[1:]]), listed[at].facets),
        *listed[at + 1 :],
    ]


def test_an_edited_word_changes_a_few_parts_of_many() -> None:
    listed = documents(400)
    before = {shard.name for shard in make_index(listed).words}
    assert len(before) > 60
    for at in random.Random(2).sample(range(400), 5):
        after = {shard.name for shard in make_index(edited(listed, at)).words}
        assert 0 < len(after - before) <= 12


def test_the_same_articles_give_the_same_bytes() -> None:
    listed = documents(60)
    assert make_index(listed) == make_index(documents(60))
    assert make_index(edited(listed, 3)) != make_index(listed)


@given(st.sets(st.text("abc ", min_size=1, max_size=5)), st.integers(1, 60))
def test_parts_hold_all_lines_in_order_and_are_found_by_their_beginning(
    keys: set[str], limit: int
) -> None:
    entries = [(key, f"{key}\t1\n") for key in sorted(keys)]
    runs = list(cut(entries, limit))
    assert [entry for run in runs for entry in run] == entries
    before, firsts = "", []
    for run in runs:
        assert len(run) == 1 or sum(len(line) for _, line in run) <= limit
        firsts.append(Shard(between(before, run[0][0]), "", "").first)
        assert before < firsts[-1] <= run[0][0]
        before = run[-1][0]
