"""What a file of Word, Excel or PowerPoint gives away is found, and nothing that it does not."""

from __future__ import annotations

import pytest

from plugins.documents import testing
from plugins.documents.testing import SHEET, SLIDE, WORD, core, docx, photo, pptx, traces, xlsx
from plugins.documents.traces import Trace

PLAIN = "<w:p><w:r><w:t>Chữ của bài.</w:t></w:r></w:p>"


def test_a_plain_document_gives_nothing_away() -> None:
    assert traces(docx(PLAIN), "a.docx") == []
    cells = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    assert traces(xlsx('<sheet name="Một"/>', cells), "a.xlsx") == []
    slide = f'<p:sld xmlns:p="{SLIDE}"/>'
    assert traces(pptx({"ppt/slides/slide1.xml": slide}), "a.pptx") == []


def test_names_of_authors_managers_and_companies_are_found() -> None:
    app = "<Properties><Manager>Người Thứ Ba</Manager><Company>Đơn vị X</Company></Properties>"
    files = {"docProps/core.xml": core("Người Thứ Nhất", "nguoi2"), "docProps/app.xml": app}
    names = ("Người Thứ Nhất", "nguoi2", "Người Thứ Ba", "Đơn vị X")
    assert traces(docx(PLAIN, files), "a.docx") == [Trace("people", names)]


def test_a_name_said_twice_is_told_once() -> None:
    files = {"docProps/core.xml": core("Người  Một", "Người Một")}
    assert traces(docx(PLAIN, files), "a.docx") == [Trace("people", ("Người Một",))]


def test_tracked_changes_are_counted_with_who_made_them() -> None:
    body = (
        '<w:p><w:ins w:author="Một"><w:r><w:t>thêm</w:t></w:r></w:ins>'
        '<w:del w:author="Hai"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'
        '<w:moveFrom w:author="Một"/><w:moveTo w:author="Một"/>'
        '<w:r><w:rPr><w:rPrChange w:author="Hai"/></w:rPr></w:r></w:p>'
    )
    assert traces(docx(body), "a.docx") == [Trace("changes", ("Một", "Hai"), 4)]


def test_changes_in_a_footnote_or_header_count_too() -> None:
    part = f'<w:hdr xmlns:w="{WORD}"><w:p><w:ins w:author="Một"/></w:p></w:hdr>'
    files = {"word/header1.xml": part, "word/footnotes.xml": part}
    assert traces(docx(PLAIN, files), "a.docx") == [Trace("changes", ("Một",), 2)]


def test_comments_are_counted_with_who_wrote_them() -> None:
    comments = f'<w:comments xmlns:w="{WORD}"><w:comment w:author="Một"/><w:comment/></w:comments>'
    found = traces(docx(PLAIN, {"word/comments.xml": comments}), "a.docx")
    assert found == [Trace("comments", ("Một",), 2)]


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Lời kín</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Lời</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='1'/></w:rPr><w:t> kín</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:rStyle w:val='An'/></w:rPr><w:t>Lời kín</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:pStyle w:val='An'/></w:pPr><w:r><w:t>Lời kín</w:t></w:r></w:p>",
    ],
)
def test_hidden_text_is_found_with_its_beginning(body: str) -> None:
    styles = (
        f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
        "</w:styles>"
    )
    found = traces(docx(PLAIN + body + PLAIN, {"word/styles.xml": styles}), "a.docx")
    assert found == [Trace("hidden text", ("Lời kín",), 1)]


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Thấy</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>Dấu đoạn</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:webHidden/></w:rPr><w:t>Mục lục</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t> </w:t></w:r></w:p>",
    ],
)
def test_what_only_looks_hidden_is_passed_over(body: str) -> None:
    assert traces(docx(body), "a.docx") == []


def test_hidden_sheets_are_named() -> None:
    sheets = (
        '<sheet name="Công khai"/><sheet name="Nháp" state="hidden"/>'
        '<sheet name="Số liệu" state="veryHidden"/><sheet name="Hai" state="visible"/>'
    )
    assert traces(xlsx(sheets), "a.xlsx") == [Trace("hidden sheets", ("Nháp", "Số liệu"), 2)]


def test_values_in_hidden_rows_and_columns_are_counted() -> None:
    sheet = (
        '<cols><col min="3" max="4" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>'
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="C1"><f>A1</f><v>2</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>3</v></c><c r="B2"/></row>'
        '<row r="3" ht="0" customHeight="1"><c r="D3" t="inlineStr"><is><t>x</t></is></c></row>'
        "</sheetData>"
    )
    assert traces(xlsx("", sheet), "a.xlsx") == [Trace("hidden cells", (), 3)]


def test_hidden_columns_without_values_are_passed_over() -> None:
    """So does who shows readers a small table alone."""
    sheet = (
        '<cols><col min="3" max="16384" hidden="1"/></cols>'
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="C1" s="2"/></row></sheetData>'
    )
    assert traces(xlsx("", sheet), "a.xlsx") == []


def test_comments_and_logged_changes_of_excel_are_found() -> None:
    comments = (
        f'<comments xmlns="{SHEET}"><authors><author>Một</author>'
        "<author>tc={1}</author></authors><commentList><comment/><comment/></commentList></comments>"
    )
    files = {
        "xl/comments1.xml": comments,
        "xl/persons/person.xml": '<personList><person displayName="Hai"/></personList>',
        "xl/revisions/revisionHeaders.xml": '<headers><header userName="Ba"/></headers>',
        "xl/revisions/revisionLog1.xml": "<revisions/>",
    }
    assert traces(xlsx("", "", files), "a.xlsx") == [
        Trace("comments", ("Một", "Hai"), 2),
        Trace("changes", ("Ba",), 1),
    ]


def test_hidden_slides_notes_and_comments_are_found() -> None:
    note = (
        '<p:notes xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{}</a:t></a:r>'
        '<a:fld type="slidenum"><a:t>1</a:t></a:fld></a:p></p:notes>'
    )
    files = {
        "ppt/slides/slide1.xml": f'<p:sld xmlns:p="{SLIDE}"/>',
        "ppt/slides/slide2.xml": f'<p:sld xmlns:p="{SLIDE}" show="0"/>',
        "ppt/notesSlides/notesSlide1.xml": note.format(""),
        "ppt/notesSlides/notesSlide2.xml": note.format("Chỉ đọc thầm"),
        "ppt/comments/comment1.xml": "<cmLst><cm/><cm/></cmLst>",
        "ppt/commentAuthors.xml": '<cmAuthorLst><cmAuthor name="Một"/></cmAuthorLst>',
    }
    assert traces(pptx(files), "a.pptx") == [
        Trace("hidden slides", (), 1),
        Trace("notes", ("Chỉ đọc thầm",), 1),
        Trace("comments", ("Một",), 2),
    ]


def test_embedded_files_and_photos_with_a_place_are_named() -> None:
    files = {
        "word/embeddings/Bang.xlsx": xlsx(),
        "word/media/image1.jpg": photo(),
        "word/media/image2.jpeg": photo(with_place=False),
        "word/media/image3.jpg": photo()[:200],
    }
    assert traces(docx(PLAIN, files), "a.docx") == [
        Trace("embedded", ("Bang.xlsx",), 1),
        Trace("place", ("image1.jpg",), 1),
    ]


def test_a_path_names_whose_computer_it_was() -> None:
    rels = '<Relationships><Relationship Target="file:///C:\\Users\\nguoi%20mot\\mau.dotx"/></Relationships>'
    found = traces(docx(PLAIN, {"word/_rels/settings.xml.rels": rels}), "a.docx")
    assert found == [Trace("computer path", ("nguoi mot",))]
    book = f'<workbook xmlns="{SHEET}"><absPath url="D:\\Users\\hai\\Desktop\\"/></workbook>'
    found = traces(xlsx("", "", {"xl/workbook.xml": book}), "a.xlsx")
    assert found == [Trace("computer path", ("hai",))]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx(PLAIN, {"word/vbaProject.bin": b"x"}), "a.docm"),
        (docx(PLAIN, {"word/vbaProject.bin": b"x"}), "a.docx"),
        (xlsx("", "", {"xl/vbaProject.bin": b"x"}), "a.xlsx"),
        (xlsx("", "", {"xl/macrosheets/sheet1.xml": "<x/>"}), "a.xlsx"),
    ],
)
def test_macros_are_found_under_any_name(data: bytes, name: str) -> None:
    assert [trace.what for trace in traces(data, name)] == ["macros"]


def test_names_and_macros_of_old_files_are_found() -> None:
    """Their text is written in the code page that they name."""
    data = testing.compound(
        {
            "\x05SummaryInformation": testing.summary({4: "Người Một", 8: "hai"}),
            "\x05DocumentSummaryInformation": testing.summary({14: "Tr­ëng", 15: "X"}, 1252),
        },
        ["Macros"],
    )
    assert traces(data, "a.doc") == [
        Trace("macros", ("Macros",)),
        Trace("people", ("Người Một", "hai", "Tr­ëng", "X")),
    ]


def test_files_with_a_password_are_told() -> None:
    package = testing.compound({"EncryptedPackage": b"x"})
    assert traces(package, "a.docx") == [Trace("encrypted")]
    locked = bytes(10) + b"\x00\x01"
    assert traces(testing.compound({"WordDocument": locked}), "a.doc") == [Trace("encrypted")]
    assert traces(testing.compound({"WordDocument": bytes(12)}), "a.doc") == []
