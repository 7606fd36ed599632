"""Letters, tones, folding: what looks equal to a reader is found as equal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.vietnamese.text import (
    NEW_TO_OLD_PLACEMENT,
    fold,
    leftover_marks,
    mended_letter,
    nfc,
    one_placement,
    tone_key,
)

VIETNAMESE = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạòọủỷýƠĐỄ /-1"))


def test_decomposed_text_becomes_the_same_letters() -> None:
    typed_on_a_mac = unicodedata.normalize("NFD", "Hội nghị Đảng ủy")
    assert nfc(typed_on_a_mac) == "Hội nghị Đảng ủy"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Định hướng dư luận xã hội", "dinh huong du luan xa hoi"),
        ("ĐẤT VÀ NGƯỜI", "dat va nguoi"),
        (unicodedata.normalize("NFD", "Đường đỗ"), "duong do"),
        ("GD&ĐT 100-KL/TW", "gd&dt 100-kl/tw"),
    ],
)
def test_search_without_marks_finds_the_words(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_both_tone_placements_are_one_key() -> None:
    assert len(NEW_TO_OLD_PLACEMENT) == 15
    assert tone_key("Văn hoá") == tone_key("văn hóa") == "văn hóa"
    assert tone_key("Uỷ ban") == tone_key("ủy  ban")
    assert tone_key("HOÀ BÌNH") == tone_key("HÒA BÌNH")
    assert one_placement("HOÀ Hoà hoà") == "HÒA Hòa hòa"


@pytest.mark.parametrize("text", ["Hoàng", "hoàn toàn", "quý", "Quỳnh", "quỷ", "toán", "khoẻn"])
def test_a_tone_inside_a_syllable_or_after_q_stays(text: str) -> None:
    assert one_placement(text) == text


def test_different_tones_stay_different_keys() -> None:
    assert len({tone_key(word) for word in ("Bản", "Bán", "Bàn", "Ban")}) == 4


def test_a_mark_that_composes_to_no_letter_is_found_with_its_line() -> None:
    wrong_order = "e\u0301\u0302"
    text = nfc(f"dòng một\nti{wrong_order}ng Việt")
    assert list(leftover_marks(text)) == [(2, 4)]
    assert mended_letter(wrong_order) == "ế"
    assert list(leftover_marks("tiếng Việt")) == []


@settings(deadline=None)
@given(VIETNAMESE)
def test_folding_and_keys_are_stable_under_every_normal_form(text: str) -> None:
    for form in ("NFC", "NFD"):
        again = unicodedata.normalize(form, text)
        assert fold(again) == fold(text)
        assert tone_key(again) == tone_key(text)
    assert fold(fold(text)) == fold(text)
    assert tone_key(tone_key(text)) == tone_key(text)
