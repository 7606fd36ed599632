"""What the search page's script decides about letters and numbers, tried in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from plugins.search.generator import SCRIPTS
from plugins.search.shards import encode

PARTS = "".join(Path(file).read_text("utf-8") for file in SCRIPTS if file.stem != "page")
NEAR = f"pairs => {{{PARTS}\nreturn pairs.map(([a, b]) => near(a, b))}}"
DECODE = f"""lists => {{{PARTS}
return lists.map(digits => {{
  const tally = {{ numbers: [], worth: [] }};
  raise(tally, digits, 1);
  return tally.numbers;
}})}}"""
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
