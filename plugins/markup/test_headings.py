"""Headings are found as if each line had been looked at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.markup.headings import HEADING, _headings

LINES = st.lists(
    st.sampled_from(("#", "##", "# ", "Mục", "-", "--", "=", "==", " ", "\t", "\n", "\n\n", "a"))
).map("".join)


@given(LINES)
def test_every_heading_is_found(prose: str) -> None:
    assert [match.span() for match in _headings(prose)] == [
        match.span() for match in HEADING.finditer(prose)
    ]
