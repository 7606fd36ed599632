"""Python's index and the browser's query fold the same text to the same syllables."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from plugins.search.folding import syllables
from plugins.vietnamese.text import NEW_TO_OLD_PLACEMENT, fold

HERE = Path(__file__).parent
FIXTURES = json.loads((HERE / "folding.json").read_text("utf-8"))
FOLDING = (HERE / "page" / "folding.js").read_text("utf-8")
IN_BROWSER = (
    f"texts => {{{FOLDING}\nreturn texts.map(t => syllables(t).map(s => [s.bare, s.signs]))}}"
)
BARE = f"texts => {{{FOLDING}\nreturn texts.map(bareText)}}"
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯðÐɖƉ019 -,./“”_\n\u00a0"
LETTERS += "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
# Letters that this Python's Unicode does not know yet may be letters to a newer browser.
KNOWN = st.characters(exclude_categories=["Cs", "Cn", "Co"])
TEXTS = st.text(st.sampled_from(LETTERS), max_size=40) | st.text(KNOWN, max_size=20)


def in_python(text: str) -> list[list[str]]:
    return [list(syllable) for syllable in syllables(text)]


@pytest.mark.parametrize(("text", "expected"), FIXTURES)
def test_the_shared_examples_fold_as_written(text: str, expected: list[list[str]]) -> None:
    assert in_python(text) == expected


def test_the_browser_folds_the_shared_examples_alike(browser: Browser) -> None:
    page = browser.new_page()
    assert page.evaluate(IN_BROWSER, [text for text, _ in FIXTURES]) == [e for _, e in FIXTURES]
    page.close()


@pytest.fixture(scope="module")
def blank_page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=20, max_size=60))
def test_the_browser_folds_any_text_like_python(blank_page: Page, texts: list[str]) -> None:
    assert blank_page.evaluate(IN_BROWSER, texts) == [in_python(text) for text in texts]


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=20, max_size=60))
def test_the_letters_of_a_text_are_those_of_its_syllables(
    blank_page: Page, texts: list[str]
) -> None:
    letters = [f" {' '.join(bare for bare, _ in syllables(text))} " for text in texts]
    assert blank_page.evaluate(BARE, texts) == letters


@given(st.text(st.sampled_from(LETTERS.replace("\u0300", "")), max_size=30))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert syllables(composed) == syllables(apart) == syllables(composed.upper())


@pytest.mark.parametrize("new", sorted(NEW_TO_OLD_PLACEMENT))
def test_both_placements_of_a_tone_are_one_form(new: str) -> None:
    assert syllables(f"h{new}") == syllables(f"h{NEW_TO_OLD_PLACEMENT[new]}")


@given(st.text(st.sampled_from("aăâđeêưvyĐÊƠế ộ"), max_size=30))
def test_bare_letters_are_those_of_offers_and_addresses(text: str) -> None:
    assert " ".join(bare for bare, _ in syllables(text)) == " ".join(fold(text).split())
