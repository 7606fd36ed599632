"""An RTF file gives its text with fonts, tables, lists, notes and photos."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.document import SourceDocument
from importing.office_testing import bare, letters_out, plain
from importing.rtf import read_rtf
from plugins.documents import testing
from plugins.documents.traces import UnreadableError

FONTS = (
    r"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset0 .VnTime;}{\f2\fcharset0 .VnTimeH;}"
    r"{\f3\fcharset0 VNI-Times;}{\f4\fcharset163 Arial;}{\f5\fcharset2 Symbol;}}"
)


def rtf(body: str) -> SourceDocument:
    written = "".join(each if each.isascii() else f"\\u{ord(each)}?" for each in body)
    return read_rtf(rf"{{\rtf1\ansi\ansicpg1252\deff0{FONTS}{written}}}".encode(), "a.rtf")


def test_old_fonts_and_code_pages_are_read_run_by_run() -> None:
    found = rtf(
        r"{\f1 UBND x\'b7 }{\f2 c\'e9ng h\'dfa}\par{\f3\'d1o\'e4c la}{\b\f3\'e4p}\par"
        r"{\f1 n\-\'edc}\par{\f4 ti\'ea\'ecng Vi\'ea\'f2t}\par"
        r"{\f0 \uc1 \u272?\u7845?t}\par{\f5\'b7}"
    )
    lines = ["UBND xã CỘNG HÒA", "Độc lập", "nước", "tiếng Việt", "Đất", "•"]
    assert plain(found.html).split("\n") == lines
    assert found.letters_in == letters_out(found)


def test_what_is_not_text_is_not_read_as_text() -> None:
    found = rtf(
        r"{\info{\author Ai}{\title T}}{\stylesheet{\s1 heading 1;}}{\*\unknown{\b mật}}"
        r"{\header{\pard Đầu trang {\field{\*\fldinst PAGE}{\fldrslt 5}}}}"
        r"{\pard\s1 Tên\par}{\pard\plain Chữ{\v kín}{\deleted bỏ}{\*\annotation Xem}\par}"
    )
    assert bare(found.html) == "<h2>Tên</h2><p>Chữ</p>"
    removed = [(each.what, each.text) for each in found.removed]
    assert removed == [
        ("đầu trang, chân trang", "Đầu trang 5"),
        ("nhận xét của Word", "Xem"),
        ("chữ ẩn", "kín"),
    ]
    assert "Track Changes" in found.notes[0]


def test_a_table_has_its_merged_cells() -> None:
    found = rtf(
        r"\trowd\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl Cao\cell M1\cell H2\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx3000\pard\intbl\cell R3\cell\row\pard Sau\par"
    )
    assert bare(found.html) == (
        '<table><tr><td rowspan="2"><p>Cao</p></td><td><p>M1</p></td><td><p>H2</p></td></tr>'
        '<tr><td colspan="2"><p>R3</p></td></tr></table><p>Sau</p>'
    )


def test_lists_links_notes_and_raised_letters_stay() -> None:
    found = rtf(
        r"\pard\ls1{\listtext 1.\tab}A\par{\listtext 2.\tab}B\par\pard\ls2{\listtext\'b7\tab}C\par"
        r"\pard{\listtext M\'f4c 3.\tab}D\par"
        r'\pard{\field{\*\fldinst HYPERLINK "http://a.vn"}{\fldrslt xem}} m{\super 2}\line x'
        r"{\footnote \pard Ngu\u7891?n}\par"
    )
    assert bare(found.html) == (
        "<ol><li>A</li><li>B</li></ol><ul><li>C</li></ul><p>Môc 3. D</p>"
        '<p><a href="http://a.vn">xem</a> m<sup>2</sup><br>x<sup data-note="1"></sup></p>'
        '<aside data-note="1"><p>Nguồn</p></aside>'
    )


def test_a_text_box_stands_where_it_hangs() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt \pard Trong khung\par}}{\shprslt hai}}"
    found = rtf(rf"\pard {box}Ch\par\pard Sau{box}\par")
    assert plain(found.html).split("\n") == ["Trong khung", "Ch", "Sau", "Trong khung"]


def test_a_photo_comes_with_its_bytes_and_a_lost_drawing_is_said() -> None:
    photo = testing.photo()
    found = rtf(rf"\pard{{\pict\jpegblip {photo.hex()}}}\par{{\pict\wmetafile8 0102}}Ch\par")
    assert list(found.pictures.values()) == [photo]
    assert "1 hình" in found.notes[0]


def test_groups_without_end_are_refused() -> None:
    with pytest.raises(UnreadableError):
        read_rtf(rb"{\rtf1" + b"{" * 5000, "a.rtf")


WORDS = st.sampled_from(
    r"\par \cell \row \trowd \cellx100 \intbl \pard \b \u7845? \'b8 \f1 { } {\footnote {\pict "  # noqa: SIM905
    r"{\*\x {\field{\*\fldinst {\fldrslt {\listtext \ls1 \bin3 \uc9 \v chu \- \~ {\upr {\ud".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_any_words_raise_nothing_and_lose_nothing(body: str) -> None:
    found = rtf(body)
    assert letters_out(found) == found.letters_in


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_raise_nothing(data: bytes) -> None:
    read_rtf(rb"{\rtf1" + data, "a.rtf")
