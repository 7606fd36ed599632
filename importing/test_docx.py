"""Whatever a Word file shows is in the text or in the report, as it stood."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.document import letters
from importing.docx import read_docx
from importing.office_testing import (
    archive,
    bare,
    docx,
    font,
    letters_out,
    listed,
    paragraph,
    picture,
    plain,
    relations,
    run,
)
from plugins.documents import testing
from plugins.documents.traces import UnreadableError
from tests.support.damaged_bytes import damaged

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
)
BOX = (
    "<w:r><mc:AlternateContent xmlns:mc='mc'><mc:Choice><w:drawing><w:txbxContent>{0}"
    "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}"
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_stands_where_it_hangs_and_only_once() -> None:
    box = BOX.format(paragraph("Trong khung"))
    found = docx(paragraph("Trước") + paragraph(box + run("Giữa")) + paragraph(run("Sau") + box))
    assert plain(found.html).split("\n") == ["Trước", "Trong khung", "Giữa", "Sau", "Trong khung"]
    assert found.letters_in == letters_out(found)


def test_a_caption_in_a_text_box_stands_below_the_photo_beside_which_it_hangs() -> None:
    found = docx(
        paragraph(picture("a") + BOX.format(paragraph("Bà con họp"))), relations(a="a.jpg")
    )
    assert bare(found.html) == '<p><img src="a.jpg" alt=""></p><p>Bà con họp</p>'


def test_tracked_changes_are_accepted_and_comments_left_out_and_both_said() -> None:
    changed = (
        '<w:ins w:author="A"><w:r><w:t>mới</w:t></w:r></w:ins>'
        '<w:del w:author="A"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
    )
    found = docx(
        paragraph(run("Chữ ") + changed),
        {"word/comments.xml": f'<w:comment w:id="0">{paragraph("Xem lại số liệu")}</w:comment>'},
    )
    assert plain(found.html) == "Chữ mới"
    assert [(each.what, each.text) for each in found.removed] == [
        ("nhận xét của Word", "Xem lại số liệu")
    ]
    assert "Track Changes" in found.notes[0]
    assert found.letters_in == letters_out(found)


def test_headers_footers_and_hidden_text_go_to_the_report() -> None:
    found = docx(
        paragraph(run("Hiện") + run("kín", "<w:vanish/>")),
        {"word/header1.xml": paragraph("Đầu trang"), "word/footer1.xml": paragraph("1")},
    )
    assert plain(found.html) == "Hiện"
    removed = [(each.what, each.text) for each in found.removed]
    assert removed == [("đầu trang", "Đầu trang"), ("chữ ẩn", "kín")]


def test_drawings_leave_their_text_in_the_report() -> None:
    found = docx(
        paragraph("Bài") + "<w:p><w:r><w:drawing><c:chart xmlns:c='c'/></w:drawing></w:r></w:p>",
        {
            "word/diagrams/data1.xml": "<a:t xmlns:a='a'>Bước một</a:t>",
            "word/charts/chart1.xml": "<a:t xmlns:a='a'>Số hộ</a:t>",
            "word/embeddings/a.xlsx": b"PK",
        },
    )
    assert [each.text for each in found.removed] == ["Bước một", "Số hộ"]
    assert ["biểu đồ" in found.notes[0], "SmartArt" in found.notes[1]] == [True, True]
    assert "1 tệp nhúng" in found.notes[2]


def test_old_fonts_are_read_run_by_run() -> None:
    soft = f"<w:r><w:rPr>{font('.VnTime')}</w:rPr><w:t>N</w:t><w:softHyphen/><w:t>íc</w:t></w:r>"
    found = docx(
        paragraph(run("céng hßa", font(".VnTimeH")) + run(" và ") + run("cã", font(".VnTime")))
        + paragraph(soft)
        + paragraph(run("Ñoäc la", font("VNI-Times")) + run("äp", font("VNI-Times") + "<w:b/>"))
        + paragraph(run("đã có từ trước", font(".VnTime")))
    )
    lines = ["CỘNG HÒA và có", "Nước", "Độc lập", "đã có từ trước"]
    assert plain(found.html).split("\n") == lines


def test_lists_nest_and_go_on_after_other_text() -> None:
    found = docx(
        listed("Một", 1)
        + listed("Trong", 1, 1)
        + listed("Hai", 1)
        + paragraph("Xen")
        + listed("Ba", 1)
        + listed("Gạch", 2),
        {"word/numbering.xml": NUMBERING},
    )
    assert bare(found.html) == (
        '<ol><li>Một<ol type="a"><li>Trong</li></ol></li><li>Hai</li></ol><p>Xen</p>'
        '<ol start="3"><li>Ba</li></ol><ul><li>Gạch</li></ul>'
    )


def test_a_number_that_no_list_of_html_has_becomes_text() -> None:
    body = listed("Phạm vi", 3) + listed("Đối tượng", 3)
    found = docx(body, {"word/numbering.xml": NUMBERING})
    assert plain(found.html) == "Điều 1. Phạm vi\nĐiều 2. Đối tượng"


WIDE = '<w:gridSpan w:val="2"/>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


@pytest.mark.parametrize("first", ['<w:vMerge w:val="restart"/>', "<w:vMerge/>"])
def test_merged_cells_are_read_even_where_nothing_begins_them(first: str) -> None:
    rows = (
        f"<w:tr>{cell('Cao', first)}{cell('Một')}{cell('Hai')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('Rộng', WIDE)}</w:tr>"
    )
    found = docx(f"<w:tbl>{rows}</w:tbl>")
    assert bare(found.html) == (
        '<table><tr><td rowspan="2"><p>Cao</p></td><td><p>Một</p></td><td><p>Hai</p></td></tr>'
        '<tr><td colspan="2"><p>Rộng</p></td></tr></table>'
    )


def test_notes_are_marked_and_stand_at_the_end() -> None:
    note = f'<w:footnote w:id="2">{paragraph("Nguồn: báo cáo")}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    found = docx(paragraph(run("Số liệu") + reference), {"word/footnotes.xml": note})
    assert bare(found.html) == (
        '<p>Số liệu<sup data-note="1"></sup></p><aside data-note="1"><p>Nguồn: báo cáo</p></aside>'
    )
    assert found.letters_in == letters_out(found)


def test_pictures_come_with_their_bytes_and_nothing_is_fetched() -> None:
    found = docx(
        paragraph(picture("a")) + paragraph(picture("b")) + paragraph(picture("c")),
        {
            **relations(a="media/a.jpg", b="media/b.wmf", c="https://vidu.vn/c.jpg"),
            "word/media/a.jpg": testing.photo(),
            "word/media/b.wmf": b"\xd7\xcd",
        },
    )
    assert list(found.pictures) == ["a.jpg"]
    assert 'src="https://vidu.vn/c.jpg"' in found.html
    assert "b.wmf" in found.notes[0]
    assert "không nằm trong tệp" in found.notes[1]


def test_links_breaks_and_raised_letters_stay() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    link = f'<w:hyperlink r:id="x" xmlns:r="r">{run("xem", "<w:b/>")}</w:hyperlink>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://b.vn"'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("đọc")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = docx(
        paragraph(run("5 m") + run("2", up) + "<w:r><w:br/></w:r>" + link + field),
        relations(x="https://a.vn/?a=1&amp;b=2"),
    )
    assert bare(found.html) == (
        '<p>5 m<sup>2</sup><br><a href="https://a.vn/?a=1&amp;b=2"><strong>xem</strong></a>'
        '<a href="http://b.vn">đọc</a></p>'
    )


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml"])
def test_entities_are_refused(part: str) -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
    with pytest.raises(UnreadableError):
        read_docx(archive(testing.docx("", {part: bomb})), "a.docx")


NAMES = st.sampled_from(
    "p r tbl tr tc sdt sdtContent ins hyperlink txbxContent drawing pict AlternateContent "  # noqa: SIM905
    "Choice oMath smartTag footnoteReference fldSimple tcPr gridSpan vMerge pPr numPr".split()
)
TEXT = st.sampled_from(["chữ", "Đảng", " ", "a|b", "1. x"])
MARKUP = st.recursive(
    st.builds("<w:r><w:t>{}</w:t></w:r>".format, TEXT) | st.builds("<w:t>{}</w:t>".format, TEXT),
    lambda inner: st.builds(
        lambda name, parts: f'<w:{name} w:val="2" w:id="1">{"".join(parts)}</w:{name}>',
        NAMES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_no_letter_is_lost_in_silence_however_parts_nest(body: str) -> None:
    """What is out of place is not shown; then more went in than came out, and that is said."""
    found = docx(f"<w:p>{body}</w:p>{body}", {"word/numbering.xml": NUMBERING})
    shown = letters(plain(body + body))
    assert found.letters_in == shown
    assert letters_out(found) <= shown


WHOLE = testing.docx(
    paragraph(run("chữ") + picture("a")) + f"<w:tbl><w:tr>{cell('ô')}</w:tr></w:tbl>",
    {**relations(a="media/a.jpg"), "word/media/a.jpg": testing.photo()},
)


@settings(max_examples=120)
@given(damaged(WHOLE))
def test_damaged_bytes_raise_nothing_else(data: bytes) -> None:
    with suppress(UnreadableError):
        read_docx(archive(data), "a.docx")
