"""Old fonts are read by their names, else by the text, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importing.old_fonts import Font, decoded, decoded_text, font_of, from_font
from importing.rich_text import Paragraph, Run, paragraphs
from plugins.vietnamese.legacy_tables import LETTERS

MODERN = "Có bé Hà ở xã Cao Tân, có má, có chú và các cô; đường sá đã sửa – 5 µm."


@pytest.mark.parametrize(
    ("name", "font"),
    [
        (".VnTime", Font("tcvn3", False)),
        (".VNTIMEH", Font("tcvn3", True)),
        ("'.VnArial NarrowH'", Font("tcvn3", True)),
        ("VNI-Times", Font("vni", False)),
        (".VnTimeH Tur", Font("tcvn3", True)),
        ("Times New Roman", None),
        ("Vneu", None),
        ("", None),
    ],
)
def test_fonts_are_known_by_their_names(name: str, font: Font | None) -> None:
    assert font_of(name) == font


def texts(*runs: Run) -> str:
    return "".join(each.text for each in paragraphs(decoded([Paragraph(runs)])))


@given(st.sampled_from(sorted(LETTERS["tcvn3"])))
def test_every_code_of_a_font_is_its_letter(code: str) -> None:
    assert from_font(code, Font("tcvn3", False)) == LETTERS["tcvn3"][code]
    assert from_font(chr(0xF000 + ord(code)), Font("tcvn3", False)) == LETTERS["tcvn3"][code]


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times", "Times New Roman"])
def test_modern_text_is_not_touched_whatever_its_font(font: str) -> None:
    assert texts(Run(MODERN, font)) == MODERN


def test_a_few_words_in_an_old_font_are_read_by_it() -> None:
    assert texts(Run("cã", ".VnTime")) == "có"
    assert texts(Run("Hµ ", ".VnTime"), Run("Nội", "Arial")) == "Hà Nội"


def test_text_without_a_font_is_read_by_itself() -> None:
    assert decoded_text("ñy ban nh©n d©n huyÖn võa tæ chøc héi nghÞ") == (
        "ủy ban nhân dân huyện vừa tổ chức hội nghị"
    )
    assert decoded_text("n\u00ad\u00edc ta v\u00b5 ®Êt n\u00ad\u00edc") == "nước ta và đất nước"


def test_what_is_not_seen_goes_only_after_the_fonts_are_read() -> None:
    assert texts(Run("n\u00ad\u00edc ViÖt", ".VnTime"), Run(" soft\u00adhyphen\u00a0x")) == (
        "nước Việt softhyphen x"
    )


def test_a_mark_joins_the_letter_of_the_run_before() -> None:
    assert texts(Run("Ha"), Run("\u0300 No\u0323\u0302i")) == "Hà Nội"


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    decoded_text(text)
    texts(Run(text, ".VnTimeH"), Run(text, "VNI-Times"))
