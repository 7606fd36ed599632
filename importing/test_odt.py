"""A text of LibreOffice gives its text, lists, tables, notes and photos."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.document import letters
from importing.odt import read_odt
from importing.office_testing import archive, bare, letters_out, odt, plain
from plugins.documents import testing
from plugins.documents.traces import UnreadableError
from tests.support.damaged_bytes import damaged

STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties'
    ' font-weight="bold" style:font-name=".VnTime"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties'
    ' text-position="super 58%"/></style:style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties'
    ' text:display="none"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph">'
    '<style:paragraph-properties text-align="center"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"'
    ' style:num-format="1"/><text:list-level-style-number text:level="2" style:num-format="a"/>'
    "</text:list-style>"
)


def test_runs_have_their_looks_and_old_fonts_are_read() -> None:
    found = odt(
        '<text:p text:style-name="P1">Xã  <text:span text:style-name="T1">Hµ Néi</text:span>'
        ' m<text:span text:style-name="T2">2</text:span><text:line-break/>dưới'
        '<text:span text:style-name="T3">kín</text:span></text:p>',
        STYLES,
    )
    assert bare(found.html) == "<p>Xã <strong>Hà Nội</strong> m<sup>2</sup><br>dưới</p>"
    assert 'data-align="center"' in found.html
    assert [each.text for each in found.removed] == ["kín"]
    assert found.letters_in == letters_out(found)


def test_lists_nest() -> None:
    inner = "<text:list><text:list-item><text:p>Trong</text:p></text:list-item></text:list>"
    found = odt(
        '<text:list text:style-name="L1"><text:list-item><text:p>Một</text:p>'
        f"{inner}</text:list-item><text:list-item><text:p>Hai</text:p></text:list-item></text:list>",
        STYLES,
    )
    assert bare(found.html) == ('<ol><li>Một<ol type="a"><li>Trong</li></ol></li><li>Hai</li></ol>')


def test_a_table_has_its_merged_cells() -> None:
    found = odt(
        "<table:table><table:table-header-rows><table:table-row><table:table-cell"
        ' table:number-columns-spanned="2"><text:p>Đầu</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-repeated="2"/></table:table-row></table:table>'
    )
    assert bare(found.html) == (
        '<table><tr><th colspan="2"><p>Đầu</p></th></tr><tr><td></td><td></td></tr></table>'
    )


def test_what_is_not_the_text_is_apart() -> None:
    found = odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>cũ</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Chữ<office:annotation><dc:creator>A</dc:creator><text:p>Xem</text:p>"
        "</office:annotation><text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Nguồn</text:p></text:note-body></text:note></text:p>",
        files={"styles.xml": "<x {spaces}><style:header><text:p>Đầu</text:p></style:header></x>"},
    )
    assert bare(found.html) == (
        '<p>Chữ<sup data-note="1"></sup></p><aside data-note="1"><p>Nguồn</p></aside>'
    )
    assert [each.text for each in found.removed] == ["Đầu", "Xem"]
    assert "Track Changes" in found.notes[0]
    assert found.letters_in == letters_out(found)


def test_photos_and_text_boxes_stand_where_they_hang() -> None:
    frame = '<draw:frame><draw:image xlink:href="{}"/></draw:frame>'
    found = odt(
        f"<text:p>{frame.format('Pictures/a.jpg')}</text:p>"
        "<text:p>Sau<draw:frame><draw:text-box><text:p>Khung</text:p></draw:text-box></draw:frame>"
        f"</text:p><text:p>{frame.format('../../mat.jpg')}</text:p>".replace("xlink:", ""),
        files={"Pictures/a.jpg": testing.photo(), "../mat.jpg": testing.photo()},
    )
    assert list(found.pictures) == ["a.jpg"]
    assert plain(found.html).split("\n") == ["Sau", "Khung"]
    assert "mat.jpg" in found.notes[0]


def test_a_locked_file_is_refused() -> None:
    manifest = "<x {spaces}><manifest:encryption-data/></x>"
    with pytest.raises(UnreadableError, match="encrypted"):
        odt("", files={"META-INF/manifest.xml": manifest})


NAMES = st.sampled_from(
    "text:p text:h text:list text:list-item text:span text:section table:table table:table-row "  # noqa: SIM905
    "table:table-cell draw:frame draw:text-box text:note text:note-body text:a".split()
)
MARKUP = st.recursive(
    st.sampled_from(["chữ", " ", "<text:s/>"]),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        NAMES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=80, deadline=None)
@given(MARKUP)
def test_no_letter_is_lost_in_silence_however_parts_nest(body: str) -> None:
    found = odt(f"<text:p>{body}</text:p>{body}")
    assert found.letters_in == letters(plain(body + body))
    assert letters_out(found) <= found.letters_in


WHOLE = testing.opendocument("<office:text><text:p>chữ</text:p></office:text>", STYLES)


@settings(max_examples=60)
@given(damaged(WHOLE))
def test_damaged_bytes_raise_nothing_else(data: bytes) -> None:
    with suppress(UnreadableError):
        read_odt(archive(data), "a.odt")
