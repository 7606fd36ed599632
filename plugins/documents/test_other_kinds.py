"""What PDF and RTF files, films, recordings and archives give away is found."""

from __future__ import annotations

from io import BytesIO

import pytest

from plugins.documents.kinds import SUFFIXES
from plugins.documents.reading import read_document
from plugins.documents.testing import box, core, docx, pdf, stream, traces, zipped
from plugins.documents.traces import Trace
from plugins.shared.file_kinds import PUBLISHED

PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] {} >>"
XMP = (
    '<?xpacket?><x:xmpmeta xmlns:x="x" xmlns:rdf="r" xmlns:dc="d"><dc:creator><rdf:Seq>'
    "<rdf:li>Hai</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>"
)


def simple_pdf(catalog: str = "", page: str = "", more: tuple[str | bytes, ...] = ()) -> bytes:
    """more: objects from 4 on."""
    objects = [f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", PAGES, PAGE.format(page)]
    return pdf([*objects, *more], "/Info << /Author (Nguoi Mot) >>" if more else "")


def test_a_plain_pdf_gives_nothing_away() -> None:
    assert traces(simple_pdf(), "a.pdf") == []


def test_authors_of_a_pdf_are_found_in_both_places() -> None:
    data = simple_pdf("/Metadata 4 0 R", "", (stream(XMP.encode(), "/Type /Metadata"),))
    assert traces(data, "a.pdf") == [Trace("people", ("Nguoi Mot", "Hai"))]


def test_comments_and_files_of_a_pdf_are_found_and_links_are_not() -> None:
    notes = "/Annots [4 0 R 5 0 R 6 0 R << /Subtype /Link >> << /Subtype /Highlight >>]"
    data = simple_pdf(
        "/Names << /EmbeddedFiles << /Kids [7 0 R] >> >>",
        notes,
        (
            "<< /Subtype /Text /T (Ba) /Contents (xem lai) >>",
            "<< /Subtype /StrikeOut /T (Ba) >>",
            "<< /Subtype /FileAttachment /FS << /F (a.xlsx) >> >>",
            "<< /Names [(b) << /UF (b.docx) >>] >>",
        ),
    )
    assert traces(data, "a.pdf") == [
        Trace("people", ("Nguoi Mot",)),
        Trace("comments", ("Ba",), 2),
        Trace("embedded", ("a.xlsx", "b.docx"), 2),
    ]


def test_a_pdf_whose_pages_wind_in_a_circle_is_read_once() -> None:
    loop = "<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Parent 2 0 R >>"
    note = "/Annots [<< /Subtype /Text /Contents (x) >>]"
    data = pdf(["<< /Pages 2 0 R >>", loop, PAGE.format(note)])
    assert traces(data, "a.pdf") == [Trace("comments", (), 1)]


def saved_again(data: bytes, number: int, written: bytes) -> bytes:
    """With another object of this number at its end, as many programs save a change."""
    start = data.rindex(b"startxref\n") + 10
    last = data[start : data.index(b"\n", start)]
    place = len(data)
    data += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    trailer = b"trailer\n<< /Size 9 /Root 1 0 R /Prev %s >>\n" % last
    return data + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (data.rindex(b"endobj") + 7)


def test_text_that_a_pdf_drew_before_it_was_saved_again_is_told() -> None:
    first = pdf(["<< /Pages 2 0 R >>", PAGES, PAGE.format("/Contents 4 0 R"), stream(b"(cu) Tj")])
    assert traces(first, "a.pdf") == []
    signed = saved_again(first, 5, b"<< /Type /Sig >>")
    assert traces(signed, "a.pdf") == []
    changed = saved_again(first, 4, stream(b"(moi) Tj"))
    assert traces(changed, "a.pdf") == [Trace("older text", (), 1)]
    longer = saved_again(first, 3, PAGE.format("/Contents [4 0 R 5 0 R]").encode())
    assert traces(longer, "a.pdf") == []


def test_a_pdf_with_a_password_is_told() -> None:
    lock = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]"
    data = pdf(["<< /Pages 2 0 R >>", "<< /Kids [] >>"], lock.format("00" * 32))
    assert traces(data, "a.pdf") == [Trace("encrypted")]


def test_an_rtf_is_read_in_its_code_page() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1258{\info{\author Ng\u432?\u7901?i M\'f4t}{\operator hai}}"
        rb"Ch{\v k\'edn \par}{\*\annotation x}{\revised them}\viewkind4}"
    )
    assert traces(data, "a.rtf") == [
        Trace("people", ("Người Môt", "hai")),
        Trace("comments", (), 1),
        Trace("changes", (), 1),
        Trace("hidden text", ("kín",), 1),
    ]
    assert traces(data, "a.doc") == traces(data, "a.rtf")


FTYP = box(b"ftyp", b"isom")
POINT = b"+22.1470+105.8348/"


@pytest.mark.parametrize(
    ("index", "point"),
    [
        (box(b"udta", box(b"\xa9xyz", b"\x00\x12\x15\xc7" + POINT)), "+22.1470+105.8348"),
        (box(b"meta", b"com.apple.quicktime.location.ISO6709" + POINT), "+22.1470+105.8348"),
        (box(b"udta", box(b"loci", bytes(12))), ""),
    ],
)
def test_where_a_film_was_made_is_found(index: bytes, point: str) -> None:
    data = FTYP + box(b"mdat", bytes(100)) + box(b"moov", index)
    found = [Trace("place", (point,) if point else ())]
    assert traces(data, "a.mp4") == traces(data, "a.MOV") == traces(data, "a.m4a") == found


def test_a_film_without_a_place_gives_nothing_away() -> None:
    data = FTYP + box(b"mdat", POINT) + box(b"moov", box(b"udta", b""))
    assert traces(data, "a.mp4") == []
    assert traces(FTYP + b"\0\0\0\1mdat" + bytes(8), "a.mp4") == []  # a box that never ends


@pytest.mark.parametrize("version", [3, 4])
def test_the_owner_of_a_recording_is_found(version: int) -> None:
    def frame(name: bytes, text: str) -> bytes:
        data = b"\1" + text.encode("utf-16")
        return name + bytes([0, 0, 0, len(data), 0, 0]) + data

    tag = frame(b"TIT2", "Bản tin") + frame(b"TOWN", "Người Một") + bytes(20)
    data = b"ID3" + bytes([version, 0, 0, 0, 0, 0, len(tag)]) + tag + b"\xff\xfb"
    assert traces(data, "a.mp3") == [Trace("people", ("Người Một",))]


def test_documents_inside_an_archive_are_read_too() -> None:
    inner = docx("", {"docProps/core.xml": core("Một")})
    files: dict[str, str | bytes] = {
        "phu luc/a.docx": inner,
        "b.pdf": b"MZ chuong trinh",
        "cai.EXE": b"MZ",
        "phu luc/~$a.docx": b"x",
        "__MACOSX/._a.docx": b"x",
        "trong.zip": zipped({"a.docx": inner}),
        "anh.jpg": b"x",
    }
    assert traces(zipped(files), "a.zip") == [
        Trace("programs", ("cai.EXE",), 1),
        Trace("leftovers", ("phu luc/~$a.docx", "__MACOSX/._a.docx"), 2),
        Trace("closed archive", ("trong.zip",), 1),
        Trace("people", ("Một",), 0, "phu luc/a.docx"),
        Trace("other kind", ("một chương trình máy tính",), 0, "b.pdf"),
    ]


def test_an_archive_with_a_password_is_told() -> None:
    data = bytearray(zipped({"a.docx": docx()}))
    data[data.rindex(b"PK\1\2") + 8] |= 1
    assert traces(bytes(data), "a.zip") == [Trace("encrypted")]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"MZ\x90", "một chương trình máy tính"),
        ("a.docx", b"%PDF-1.7", "một tệp PDF"),
        ("a.doc", docx(), "một tệp nén hoặc tệp Office đời mới"),
        ("a.xls", b"<html><table>", "một trang web"),
        ("a.odt", docx(), "một tệp nén hoặc tệp Office đời mới"),
        ("a.mp4", b"#!/bin/sh", "một chương trình máy tính"),
        ("a.zip", b"Rar!\x1a", "một tệp nén RAR hoặc 7z"),
        ("a.pdf", b"<html><script>%PDF-1.7", "một trang web"),
        ("a.pdf", b"", "thứ máy không nhận ra"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_told(name: str, data: bytes, said: str) -> None:
    assert traces(data, name)[-1] == Trace("other kind", (said,))


def test_an_entity_is_never_expanded() -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "lời"><!ENTITY b "&a;&a;">]>'
        '<x xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>&b;</dc:creator></x>'
    )
    assert traces(docx("", {"docProps/core.xml": bomb}), "a.docx") == [Trace("damaged")]


def test_what_swells_when_unpacked_is_left_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.documents.archive.MOST_OF_ONE", 1_000_000)
    files: dict[str, str | bytes] = {
        "docProps/core.xml": core("Một"),
        "word/comments.xml": b" " * 1_000_001,
    }
    assert traces(docx("", files), "a.docx") == [Trace("people", ("Một",)), Trace("too large")]


def test_all_that_is_unpacked_of_an_archive_is_counted_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("plugins.documents.reading.MOST_OF_ALL", 3_000)
    texts: dict[str, str | bytes] = {f"{n}.rtf": b"{\\rtf" + b" " * 900 for n in range(9)}
    assert traces(zipped(texts), "a.zip") == [Trace("too large", (), 0, "3.rtf")]


def test_endless_names_are_cut() -> None:
    authors = "".join(f'<w:ins w:author="{n} {"x" * 9_000}"/>' for n in range(100))
    (trace,) = traces(docx(f"<w:p>{authors}</w:p>"), "a.docx")
    assert (trace.number, len(trace.names), len(trace.names[0])) == (100, 50, 200)


def test_an_endless_list_of_files_is_not_read() -> None:
    data = bytearray(zipped({"a.docx": docx()}))
    end = data.rindex(b"PK\5\6")
    data[end + 12 : end + 16] = (5_000_000).to_bytes(4, "little")
    assert traces(bytes(data), "a.zip") == [Trace("too large")]


def test_every_kind_that_is_published_is_known() -> None:
    assert {f".{ending}" for ending in PUBLISHED} <= SUFFIXES.keys()


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".vtt", ".wav", ".webm", ".mp3", ".pdf"])
@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe1Exif", b"RIFF\0\0\0\0WEBPVP8 ", b"MZ\x90"])
def test_a_photo_or_program_under_another_name_is_refused(suffix: str, data: bytes) -> None:
    (trace,) = read_document(BytesIO(data), f"tep/a{suffix}")
    assert trace.what == "other kind"


def test_a_table_in_utf_16_is_no_recording() -> None:
    assert read_document(BytesIO("Xã,Số\n".encode("utf-16")), "a.csv") == ()
