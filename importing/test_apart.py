"""A file that is none of an office's, is locked, damaged or endless costs a sentence."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from importing import apart
from importing.apart import read_apart, read_here
from importing.document import NotAnArticleError, SourceDocument
from importing.office_testing import (
    Line,
    Piece,
    paragraph,
    picture,
    plain,
    relations,
    run,
    word97,
)
from importing.pdf import read_pdf
from plugins.documents import testing

STUBBORN = (sys.executable, "-c", "import time\nfor line in open(0): time.sleep(60)")


def test_files_are_read_by_what_they_are_whatever_their_names(tmp_path: Path) -> None:
    photo = testing.photo()
    body = paragraph(run("Chữ") + picture("a"))
    files: dict[str, str | bytes] = {"word/media/a.jpg": photo, **relations(a="media/a.jpg")}
    odt = testing.opendocument("<office:text><text:p>Mở</text:p></office:text>")
    (tmp_path / "a.doc").write_bytes(testing.docx(body, files))
    (tmp_path / "b.docx").write_bytes(word97([Line([Piece("Cũ")])]))
    (tmp_path / "c.doc").write_bytes(rb"{\rtf1 Giau}")
    (tmp_path / "d.docx").write_bytes(odt)
    (tmp_path / "e.docx").write_bytes(b"MZ\x90\0")
    names = ("a.doc", "b.docx", "c.doc", "d.docx", "e.docx", "mat.docx")
    *read, program, gone = read_apart([tmp_path / name for name in names])
    documents = [each for each in read if isinstance(each, SourceDocument)]
    assert [plain(each.html) for each in documents] == ["Chữ", "Cũ", "Giau", "Mở"]
    assert documents[0].pictures == {"a.jpg": photo}
    assert "chương trình máy tính" in str(program)
    assert isinstance(gone, FileNotFoundError)


def test_a_file_that_is_never_read_to_its_end_costs_only_itself() -> None:
    (answer,) = read_apart([Path("a.docx")], seconds=0.2, command=STUBBORN)
    assert isinstance(answer, NotAnArticleError)


def bomb() -> bytes:
    """Unpacks to more than any document has."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", bytes(65_000_000))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bomb(), "quá lớn"),
        (testing.docx()[:-30], "hỏng"),
        (testing.zipped({"a.txt": "chữ"}), "không phải tệp Word"),
        (testing.xlsx(), "Excel"),
        (testing.compound({"EncryptedPackage": b""}), "mật khẩu"),
        (testing.compound({"Workbook": b""}), "không phải bài viết"),
        (testing.photo(), "một tấm ảnh"),
        (b"", "không nhận ra"),
    ],
    ids=["bomb", "cut", "zip", "new excel", "locked", "excel", "photo", "empty"],
)
def test_each_reason_has_its_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(NotAnArticleError, match=said):
        read_here(tmp_path / "a.docx")


def test_a_huge_file_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.docx").open("wb") as file:
        file.write(b"PK\3\4")
        file.truncate(apart.MOST_BYTES + 1)  # takes no room
    with pytest.raises(NotAnArticleError, match="quá lớn"):
        read_here(tmp_path / "a.docx")


def pdf_of(*lines: str) -> bytes:
    """Each line at its place, in Latin letters."""
    drawn = b"BT /F1 12 Tf 14 TL 50 800 Td " + b"".join(
        b"(%s) Tj T* " % line.encode("latin-1") for line in lines
    )
    return testing.pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents 4 0 R"
            " /Resources << /Font << /F1 5 0 R >> >> >>",
            testing.stream(drawn + b"ET"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
    )


def test_a_pdf_gives_its_text_and_says_that_it_is_all() -> None:
    long = "mot cau dai that dai de biet dong nay day va con tiep"
    found = read_pdf(pdf_of("Ten bai", long, "sang dong sau.", "- Muc mot", "7"), "a.pdf")
    assert plain(found.html).split("\n") == ["Ten bai", f"{long} sang dong sau.", "- Muc mot"]
    assert "chỉ lấy được chữ" in found.notes[0]


def test_a_scanned_pdf_says_that_it_has_no_text() -> None:
    assert "ảnh quét" in read_pdf(testing.EMPTY_PDF, "a.pdf").notes[1]
