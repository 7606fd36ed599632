"""Typogrify is called only where it has something to do, and then on all of the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from typogrify.filters import typogrify

from pelicanconf import TYPOGRIFY_OMIT_FILTERS
from plugins.frontmatter.quotes import smarten

OMITTED = dict.fromkeys(TYPOGRIFY_OMIT_FILTERS, False)
SIGNS = ('"', "'", "`", "\\", "\\-", "-", "--", ".", "..", " . .", "&quot;", "&amp;", "“", "…", "1")
MARKUP = ("<p>", "</p>", '<a href="a--b...c">', "</a>", "<code>", "</code>", "\n")
TEXTS = st.lists(st.sampled_from(("Chữ", " ", *SIGNS, *MARKUP))).map("".join)


@given(TEXTS)
def test_what_is_left_alone_is_what_typogrify_would_not_change(html: str) -> None:
    assert smarten(html, TYPOGRIFY_OMIT_FILTERS) == str(typogrify(html, None, **OMITTED))
