"""What the search page's script decides about letters and numbers, tried in a real browser."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from benchmarks.support.search_queries import TELEX, VNI, keys_of
from plugins.search.folding import syllables
from plugins.search.script import SCRIPTS
from plugins.search.shards import encode
from plugins.vietnamese.legacy_tables import INITIALS, RIMES, TONES, is_syllable

PARTS = "".join(Path(file).read_text("utf-8") for file in SCRIPTS if file.stem != "page")
NEAR = f"pairs => {{{PARTS}\nreturn pairs.map(([a, b]) => near(a, b))}}"
DECODE = f"""lists => {{{PARTS}
worthOf = {{}};
return lists.map(digits => makeTally([`key\t:${{digits}}`], () => 0).numbers)}}"""
FIRST = f"""([rows, count]) => {{{PARTS}
return firstRows(rows, count).map(row => row.number)}}"""
TOGETHER = f"""([words, text]) => {{{PARTS}
const forms = words.map(word => [word]);
return togetherIn(bareText(text), runsOf({{ forms, half: false }}))}}"""
KEYS = f"words => {{{PARTS}\nreturn words.map(word => readKeys(word))}}"
PARSED = f"texts => {{{PARTS}\nreturn texts.map(parse)}}"
WORDS = st.text("abcx", max_size=6)


@pytest.fixture(scope="module")
def blank_page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def one_step(word: str, letters: str = "abcx") -> set[str]:
    """`word`, and all that one letter more, less, other or two swapped make of it."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        word,
        *(a + letter + b for a, b in cuts for letter in letters),
        *(a + b[1:] for a, b in cuts),
        *(a + letter + b[1:] for a, b in cuts if b for letter in letters),
        *(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
    }


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=30, max_size=80))
@example([("", ""), ("a", ""), ("", "a"), ("ab", "ba"), ("ab", "b"), ("abc", "acbx")])
def test_a_slip_is_one_letter_more_less_other_or_two_swapped(
    blank_page: Page, pairs: list[tuple[str, str]]
) -> None:
    near = [
        *pairs,
        *((a, sorted(one_step(a))[n % len(one_step(a))]) for n, (a, _) in enumerate(pairs)),
    ]
    expected = [b in one_step(a) for a, b in near]
    assert blank_page.evaluate(NEAR, near) == expected
    assert any(expected)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 2**30 - 1), unique=True), max_size=20))
def test_the_browser_reads_the_numbers_that_the_index_writes(
    blank_page: Page, lists: list[list[int]]
) -> None:
    written = [encode(sorted(numbers)) for numbers in lists]
    assert blank_page.evaluate(DECODE, written) == [sorted(numbers) for numbers in lists]


def all_syllables() -> list[str]:
    """Some thousand of what can be Vietnamese, with marks; without the rimes that keyboard programs
    write otherwise than they are spelt."""
    rimes = [rime for rime in RIMES.split() if rime not in {"ooc", "oong", "ôông", "uơ"}]
    made = [
        unicodedata.normalize("NFC", f"{initial}{rime[:at]}{tone}{rime[at:]}")
        for initial in INITIALS.split()
        for rime in rimes
        for tone in ("", *TONES)
        for at in range(1, len(rime) + 1)
        if rime[at - 1] in "aăâeêioôơuưy"
    ]
    return [syllable for syllable in made if is_syllable(syllable)]


@pytest.mark.parametrize("signs", [TELEX, VNI])
def test_every_syllable_is_read_from_its_keys(blank_page: Page, signs: dict[str, str]) -> None:
    marked = [syllable for syllable in all_syllables() if not syllable.isascii()]
    assert len(marked) > 5000
    read = blank_page.evaluate(KEYS, [keys_of(syllable, signs) for syllable in marked])
    wrong = [
        (syllable, word)
        for syllable, word in zip(marked, read, strict=True)
        if syllables(word or "") != syllables(syllable)
    ]
    assert wrong == []


def test_what_is_read_from_keys_is_spelt_as_people_write_it(blank_page: Page) -> None:
    keys = ["dduwowngf", "hoaf", "quys", "gias", "luanaj", "d9u7o7ng2", "nguye64n", "hoawcj"]
    written = ["đường", "hòa", "quý", "giá", "luận", "đường", "nguyễn", "hoặc"]
    assert blank_page.evaluate(KEYS, keys) == written


def test_foreign_words_and_codes_are_no_keys(blank_page: Page) -> None:
    words = ["facebook", "google", "internet", "covid19", "km2", "h5n1", "ocop", "hanoi"]
    assert blank_page.evaluate(KEYS, words) == [None] * len(words)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ('"du luan" xa hoi', [["du", "luan"]]),
        ('du "luan xa hoi', []),
        ('du luan" xa hoi', []),
        ('"a b c d e f g h"', [[*"abcdefgh"]]),
        ('"a b c d e f g h i"', []),
        ('"du luan" "xa', [["du", "luan"]]),
    ],
)
def test_a_phrase_has_two_marks_and_eight_syllables_at_most(
    blank_page: Page, text: str, phrases: list[list[str]]
) -> None:
    query = blank_page.evaluate(PARSED, [text])[0]
    assert [[one["bare"] for one in each["syllables"]] for each in query["phrases"]] == phrases
    assert [one["bare"] for one in query["syllables"]] == text.replace('"', "").split()


@given(st.lists(st.text("abc", min_size=1, max_size=70), max_size=30))
@settings(max_examples=40, deadline=None)
def test_no_word_of_a_long_text_is_cut(blank_page: Page, words: list[str]) -> None:
    read = blank_page.evaluate(PARSED, [" ".join(words)])[0]["words"]
    assert read == words[: len(read)]
    assert len(read) == len(words) or len(read) == 24 or len(" ".join(words)) > 300


def test_what_was_fetched_is_kept_only_as_far_as_there_is_room(blank_page: Page) -> None:
    held = blank_page.evaluate(f"""async () => {{{PARTS}
const fetch = async address => ({{ ok: true, text: async () => "x".repeat(1e6) }});
for (let n = 0; n < 9; n++) await load(`part${{n}}`, String);
return [held <= ROOM, loaded.size, loaded.has("part8"), loaded.has("part0")];
}}""")
    assert held == [True, 4, True, False]


@pytest.mark.parametrize(
    ("query", "telling"),
    [
        ("lệ phí đổi thẻ là bao nhiêu", "lệ phí đổi thẻ"),
        ("vì sao giá quýt tăng", "giá quýt tăng"),
        ("cach lam the can cuoc nhu the nao", "cach lam the can cuoc"),
        ("nước ở đầu nguồn cạn", "nước ở đầu nguồn cạn"),
        ("bao giờ", "bao giờ"),
        ("vì sao giá", "vì sao giá"),
    ],
)
def test_words_that_only_ask_tell_nothing(blank_page: Page, query: str, telling: str) -> None:
    read = blank_page.evaluate(PARSED, [query])[0]
    assert " ".join(read["words"][at] for at in read["telling"]) == telling


ROWS = st.lists(
    st.tuples(st.integers(0, 500), st.sampled_from([0, 0.5, 0.51, 7]), st.booleans()),
    unique_by=lambda row: row[0],
    max_size=40,
)


@given(ROWS, st.integers(1, 45))
@settings(max_examples=60, deadline=None)
def test_the_first_rows_are_those_of_all_in_order(
    blank_page: Page, rows: list[tuple[int, float, bool]], count: int
) -> None:
    given_rows = [{"number": n, "worth": worth, "isNear": near} for n, worth, near in rows]
    ordered = sorted(rows, key=lambda row: (row[2], -int(row[1] * 40 + 0.5), -row[0]))
    found = blank_page.evaluate(FIRST, [given_rows, count])
    assert found == [number for number, *_ in ordered[:count]]


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=6), st.text("abc ", max_size=40))
@settings(max_examples=60, deadline=None)
def test_words_count_by_their_longest_run_and_by_their_pairs(
    blank_page: Page, words: list[str], text: str
) -> None:
    said = f" {' '.join(text.split())} "
    runs = [words[at:to] for at in range(len(words)) for to in range(at + 2, len(words) + 1)]
    held = [run for run in runs if f" {' '.join(run)} " in said]
    pairs = sum(len(run) == 2 for run in held) / (len(words) - 1)
    longest = max(map(len, held), default=0) / len(words)
    found = blank_page.evaluate(TOGETHER, [words, text])
    assert found == pytest.approx((longest + pairs) / 2 if held else 0)
