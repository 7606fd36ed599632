"""Words with another language's letter for Đ read as they were meant, and no other word changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.frontmatter.encoding import decode
from plugins.vietnamese.look_alikes import LETTER, find_look_alikes, mend_look_alikes


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ðảng bộ và Ðoàn", "Đảng bộ và Đoàn"),
        ("ðại hội, Ɖà Nẵng, ɖó", "đại hội, Đà Nẵng, đó"),
        ("HÐND, QÐ-UBND, NÐ-CP, GD&ÐT, TÐKT, ÐBQH", "HĐND, QĐ-UBND, NĐ-CP, GD&ĐT, TĐKT, ĐBQH"),
        ("ÐỀ ÁN", "ĐỀ ÁN"),
    ],
)
def test_a_vietnamese_word_gets_its_letter_back(typed: str, meant: str) -> None:
    assert mend_look_alikes(typed) == meant
    assert decode(typed.encode(), "a.md") == (meant, [])


@pytest.mark.parametrize(
    "text", ["það, maður, MAÐUR, Eyjafjörður", "/ði/ và /ðə/", "Ð, ð", "bÐ ®Ñn", "Ewe: ɖekakpui"]
)
def test_other_languages_and_old_fonts_keep_theirs(text: str) -> None:
    assert list(find_look_alikes(text)) == []


@given(st.text(st.sampled_from("ÐðƉɖĐđaảeHNC -/\n")))
def test_only_these_letters_ever_change_and_positions_stay(text: str) -> None:
    mended = mend_look_alikes(text)
    assert len(mended) == len(text)
    assert mend_look_alikes(mended) == mended
    for before, after in zip(text, mended, strict=True):
        assert before == after or (LETTER.match(before) and after in "Đđ")
