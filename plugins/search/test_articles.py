"""An article's file has all that the reader's browser shows of it and looks for words in, once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.search.articles import ArticleSource, levels_of
from plugins.search.folding import syllables
from plugins.search.test_writing import article
from plugins.search.texts import Texts, article_text, blocks
from plugins.shared.portal import WholeContents

SOURCE = ArticleSource(WholeContents(), of_pages="Trang thông tin")
WORDS = st.lists(st.sampled_from(["quýt", "chín", "Phủ", "Thông", "1.300"]), min_size=1).map(
    " ".join
)


@given(WORDS, st.lists(WORDS, max_size=4))
def test_no_word_is_lost(title: str, paragraphs: list[str]) -> None:
    told = article(title, "</p><p>".join(paragraphs))
    levels = levels_of(told)
    card, *lines = article_text(SOURCE.texts(told), 7).split("\n")
    shown = json.loads(card)
    assert shown[:4] == [7, f"{title}/", title, "Tóm tắt"]
    there = {syllables(text) for text in (title, "Tóm tắt", *lines)}
    assert {syllables(text) for texts in levels for text in texts if text} <= there


def test_a_long_lead_is_shown_cut_and_looked_into_whole() -> None:
    told = article("Quýt", "Chín.")
    told.summary = "quýt chín " * 30 + "đầu mùa"
    card, *lines = article_text(SOURCE.texts(told), 7).split("\n")
    lead = json.loads(card)[3]
    assert len(lead) <= 191
    assert lead.endswith("…")
    assert lines == ["Chín.", told.summary]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>Giá &lt; 5 &amp; hơn</p>", ["Giá < 5 & hơn"]),
        ("<p>Một\nhai\u00a0ba</p><p>bốn</p>", ["Một hai ba", "bốn"]),
        ("<p>Một <b>hai</b></p>\n<p> </p>", ["Một hai"]),
        ("", []),
    ],
)
def test_a_paragraph_is_one_line_without_tags(html: str, texts: list[str]) -> None:
    shown = ("a/", "A", "Tóm tắt", "Tin", None, "")
    lines = article_text(Texts(shown, (["A"], ["Tóm tắt"], blocks(html))), 1)
    assert lines.split("\n")[1:] == texts
