"""What a file of LibreOffice gives away is found."""

from __future__ import annotations

import pytest

from plugins.documents.testing import opendocument, photo, traces
from plugins.documents.traces import Trace

HIDDEN = (
    '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="dp2"><style:drawing-page-properties '
    'presentation:visibility="hidden"/></style:style>'
)


def test_a_plain_text_gives_nothing_away() -> None:
    body = '<office:text><text:p text:style-name="T1">Chữ.</text:p></office:text>'
    assert traces(opendocument(body), "a.odt") == []


def test_names_of_authors_are_found() -> None:
    meta = (
        "<office:document-meta {spaces}><office:meta><meta:initial-creator>Một"
        "</meta:initial-creator><dc:creator>Hai</dc:creator></office:meta></office:document-meta>"
    )
    found = traces(opendocument("", "", {"meta.xml": meta}), "a.odt")
    assert found == [Trace("people", ("Một", "Hai"))]


def test_changes_and_comments_are_counted_with_who_made_them() -> None:
    info = "<office:change-info><dc:creator>{}</dc:creator></office:change-info>"
    body = (
        "<office:text><text:tracked-changes>"
        f"<text:changed-region><text:insertion>{info.format('Một')}</text:insertion>"
        "</text:changed-region><text:changed-region><text:deletion>"
        f"{info.format('Hai')}<text:p>đã bỏ</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes><text:p>Chữ<office:annotation><dc:creator>Ba</dc:creator>"
        "<text:p>Ghi chú</text:p></office:annotation></text:p></office:text>"
    )
    assert traces(opendocument(body), "a.odt") == [
        Trace("comments", ("Ba",), 1),
        Trace("changes", ("Một", "Hai"), 2),
    ]


@pytest.mark.parametrize(
    "secret",
    [
        '<text:p>Chữ <text:span text:style-name="T1">lời kín</text:span>.</text:p>',
        '<text:p text:style-name="T1">lời <text:span>kín</text:span></text:p>',
        '<text:section text:display="none"><text:p>lời kín</text:p></text:section>',
        "<text:p><text:hidden-text>lời kín</text:hidden-text> thấy</text:p>",
        '<text:p><text:hidden-text text:string-value="lời kín"/> thấy</text:p>',
    ],
)
def test_hidden_text_is_found_with_its_beginning(secret: str) -> None:
    body = f"<office:text>{secret}<text:p>Chữ thấy được.</text:p></office:text>"
    assert traces(opendocument(body, HIDDEN), "a.odt") == [Trace("hidden text", ("lời kín",), 1)]


def test_hidden_sheets_and_cells_are_found() -> None:
    cell = '<table:table-cell office:value-type="float"/>'
    body = (
        '<office:spreadsheet><table:table table:name="Một">'
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="1000"/>'
        f"<table:table-row>{cell * 3}<table:table-cell/></table:table-row>"
        f'<table:table-row table:visibility="filter">{cell}</table:table-row></table:table>'
        '<table:table table:name="Kín" table:style-name="ta2"/></office:spreadsheet>'
    )
    assert traces(opendocument(body, HIDDEN), "a.ods") == [
        Trace("hidden sheets", ("Kín",), 1),
        Trace("hidden cells", (), 2),
    ]


def test_hidden_slides_and_notes_are_found() -> None:
    body = (
        '<office:presentation><draw:page draw:style-name="dp2"/><draw:page><presentation:notes>'
        "<text:p>Chỉ đọc thầm</text:p><text:page-number>1</text:page-number></presentation:notes>"
        "</draw:page><draw:page><presentation:notes><text:p/></presentation:notes></draw:page>"
        "</office:presentation>"
    )
    assert traces(opendocument(body, HIDDEN), "a.odp") == [
        Trace("hidden slides", (), 1),
        Trace("notes", ("Chỉ đọc thầm",), 1),
    ]


def test_macros_older_versions_and_photos_are_found() -> None:
    files: dict[str, str | bytes] = {
        "Basic/Standard/Module1.xml": "<x/>",
        "Basic/script-lc.xml": "<x/>",
        "Versions/Version1": b"x",
        "Pictures/1.jpg": photo(),
    }
    assert traces(opendocument("", "", files), "a.odt") == [
        Trace("macros", ("Basic/Standard/Module1.xml",)),
        Trace("older text", (), 1),
        Trace("place", ("1.jpg",), 1),
    ]


def test_a_file_with_a_password_is_told() -> None:
    manifest = "<manifest:manifest {spaces}><manifest:encryption-data/></manifest:manifest>"
    data = opendocument("", "", {"META-INF/manifest.xml": manifest})
    assert traces(data, "a.odt") == [Trace("encrypted")]
