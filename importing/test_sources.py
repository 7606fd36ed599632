"""What is named is listed; nothing outside of it is opened, and nothing harmful at all."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from importing.document import NotAnArticleError
from importing.nearby import Files
from importing.profiles import read_profiles
from importing.readers import decoded_bytes, read_source
from importing.sources import Source, address_of, gather
from importing.zips import unpacked

PROFILES = read_profiles()


def _zip(file: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file


def _source(file: Path) -> Source:
    return Source(str(file), file.name, file)


def test_a_folder_of_pages_is_its_pages_and_the_rest_is_theirs(tmp_path: Path) -> None:
    for name in (
        "www.cu.gov.vn/tin/a.html",
        "www.cu.gov.vn/tin/a_files/khung.html",
        "www.cu.gov.vn/tep/b.pdf",
        "www.cu.gov.vn/c.xyz",
    ):
        file = tmp_path / "cu" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("<html>")
    (tmp_path / "cu" / "lien-ket").symlink_to("/etc")
    found = gather([tmp_path / "cu"], tmp_path / "x")
    assert [(each.inside, each.address) for each in found.items] == [
        ("www.cu.gov.vn/tin/a.html", "/tin/a.html")
    ]
    assert [name for name, _ in found.skipped] == ["cu/www.cu.gov.vn/c.xyz"]


def test_a_folder_without_pages_is_its_documents(tmp_path: Path) -> None:
    for name in ("a.docx", "b.pdf", "~$a.docx", "anh.jpg"):
        (tmp_path / name).write_bytes(b"x")
    assert [each.inside for each in gather([tmp_path], tmp_path / "x").items] == ["a.docx", "b.pdf"]


def test_a_zip_of_pages_is_unpacked_and_read(tmp_path: Path) -> None:
    file = _zip(tmp_path / "cu.zip", {"tin/a.html": b"<p>a", "tin/b.jpg": b"x"})
    [source] = gather([file], tmp_path / "x").items
    assert source.inside == "tin/a.html"
    assert source.path.read_bytes() == b"<p>a"


@pytest.mark.parametrize("name", ["../a.html", "/a.html", "C:/a.html", "x/../../a.html"])
def test_a_zip_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    file = _zip(tmp_path / "xau.zip", {name: b"x"})
    with pytest.raises(NotAnArticleError, match="dẫn ra ngoài"):
        unpacked(file, tmp_path / "deep" / "er" / "x")
    assert not (tmp_path / "deep" / "a.html").exists()


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    file = _zip(tmp_path / "bom.zip", {"a.html": b"\0" * 60_000_000})
    with pytest.raises(NotAnArticleError, match="quá lớn"):
        unpacked(file, tmp_path / "x")


def test_what_is_no_article_gets_a_sentence(tmp_path: Path) -> None:
    cases = {
        "a.docx": (b"MZ\x90\0" + b"\0" * 100, "chương trình"),
        "b.docx": (b"", "trống"),
        "c.docx": (b"PK\x03\x04" + b"x" * 50, "hỏng"),
        "d.txt": (bytes(range(32)) * 20, "không phải là văn bản"),
        "e.docx": (b"\xff\xd8\xff\xe0" + b"x" * 20, "tấm ảnh"),
    }
    for name, (data, wanted) in cases.items():
        file = tmp_path / name
        file.write_bytes(data)
        with pytest.raises(NotAnArticleError, match=wanted):
            read_source(_source(file), PROFILES)


def test_a_workbook_is_no_article(tmp_path: Path) -> None:
    file = _zip(tmp_path / "a.docx", {"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"})
    with pytest.raises(NotAnArticleError, match="Excel"):
        read_source(_source(file), PROFILES)


def test_a_huge_file_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "to.docx"
    with file.open("wb") as out:
        os.truncate(out.fileno(), 500_000_000)
    with pytest.raises(NotAnArticleError, match="500 MB"):
        read_source(_source(file), PROFILES)


@pytest.mark.parametrize(
    ("address", "page", "wanted"),
    [
        ("a.jpg", "tin/x.html", "tin/a.jpg"),
        ("../anh/b.jpg?w=3", "tin/x.html", "anh/b.jpg"),
        ("/anh/B.JPG", "tin/x.html", "anh/b.jpg"),
        ("https://cu.vn/anh/b.jpg", "tin/x.html", "anh/b.jpg"),
        ("/site/anh/b.jpg", "", "anh/b.jpg"),
        ("anh%20%C4%91%E1%BA%B9p.jpg", "", "anh đẹp.jpg"),
        ("../../../etc/passwd", "tin/x.html", None),
        ("la.jpg", "", None),
        ("c.jpg", "", None),
    ],
)
def test_a_picture_is_found_in_the_folder_alone(
    address: str, page: str, wanted: str | None
) -> None:
    files = Files(Path("/r"), ["tin/a.jpg", "anh/b.jpg", "anh đẹp.jpg", "x/c.jpg", "y/c.jpg"])
    assert files.find(address, page) == (Path("/r") / wanted if wanted else None)


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("www.cu.gov.vn/tin/a.html", "/tin/a.html"),
        ("sao-luu/cu.gov.vn/tin.aspx@id=5.html", "/tin.aspx?id=5"),
        ("tin/index.php%3Fid=5", "/tin/index.php?id=5"),
        ("tin-5.html", "/tin-5.html"),
        ("Bài viết hay.html", ""),
    ],
)
def test_the_old_address_is_where_the_copy_lies(inside: str, wanted: str) -> None:
    assert address_of(inside) == wanted


def test_pages_of_other_encodings_are_read() -> None:
    assert decoded_bytes("Thôn Đông".encode("utf-16")) == "Thôn Đông"
    assert decoded_bytes("\ufeffThôn".encode()) == "Thôn"
    assert decoded_bytes('<meta charset="windows-1258"><p>Đông'.encode("cp1258")).endswith("Đông")
    assert decoded_bytes("<p>Céng hoµ".encode("cp1252")) == "<p>Céng hoµ"
