"""What a page knows of a picture before it loads, shown on pictures made here."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from tests.support.picture_files import facts_of

from .reading import NotAPictureError, is_drawing
from .svg import read_drawing

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}></svg>'


def picture_size(path: Path) -> tuple[int, int]:
    shown = read_drawing(path) if is_drawing(path) else facts_of(path)
    return shown.width, shown.height


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif", "bmp"])
def test_raster_sizes_are_read(tmp_path: Path, suffix: str) -> None:
    Image.new("RGB", (120, 80)).save(tmp_path / f"a.{suffix}")
    assert picture_size(tmp_path / f"a.{suffix}") == (120, 80)


@pytest.mark.parametrize(("orientation", "size"), [(1, (120, 80)), (3, (120, 80)), (6, (80, 120))])
def test_a_photo_held_upright_is_upright(
    tmp_path: Path, orientation: int, size: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", (120, 80)).save(tmp_path / "a.jpg", exif=exif)
    assert picture_size(tmp_path / "a.jpg") == size


@pytest.mark.parametrize(
    "notes", [b"garbage", b"MM\0*\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff"]
)
def test_a_photo_with_damaged_camera_notes_is_still_a_photo(tmp_path: Path, notes: bytes) -> None:
    Image.new("RGB", (120, 80)).save(tmp_path / "a.jpg", exif=b"Exif\0\0" + notes)
    assert picture_size(tmp_path / "a.jpg") == (120, 80)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 640 360"', (640, 360)),
        ('viewBox="-10,-10, 64.4 , 36"', (64, 36)),
        ('width="100%" height="100%" viewBox="0 0 640 360"', (640, 360)),
        ('width="320" height="200px"', (320, 200)),
        ('width="320" viewBox="0 0 640 360"', (320, 180)),
        ('height="180" viewBox="0 0 640 360"', (320, 180)),
        ('width="210mm" height="297mm" viewBox="0 0 1 1"', (794, 1123)),
        ('width="1in" height="72pt"', (96, 96)),
        ('width="2.54cm" height="6pc"', (96, 96)),
        ('viewBox="0 0 0 0"', (300, 150)),
        ("", (300, 150)),
    ],
)
def test_svg_sizes_are_those_of_a_browser(
    tmp_path: Path, attributes: str, size: tuple[int, int]
) -> None:
    path = tmp_path / "a.SVG"
    path.write_text(SVG.format(attributes), encoding="utf-8")
    assert picture_size(path) == size


def test_an_svg_with_a_plain_doctype_is_read(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'
    path = tmp_path / "a.svg"
    path.write_text(doctype + SVG.format('width="3" height="4"'), encoding="utf-8")
    assert picture_size(path) == (3, 4)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("mat.jpg", None, "Không tìm thấy"),
        ("trong.jpg", b"", "trống"),
        ("chu.jpg", "Không phải ảnh".encode(), "không phải là ảnh"),
        ("dut.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIH", "“dut.png”"),
        ("dut.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><path', "bị hỏng ở dòng 1"),
        ("trang.svg", b"<html></html>", "<html>"),
        (
            "bom.svg",
            b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg width="&b;"/>',
            "ENTITY",
        ),
        (
            "ngoai.svg",
            b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
            "ENTITY",
        ),
    ],
)
def test_a_file_that_is_no_picture_is_named_with_a_remedy(
    tmp_path: Path, name: str, data: bytes | None, word: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(NotAPictureError) as caught:
        picture_size(tmp_path / name)
    assert word in caught.value.sentence
    assert name in caught.value.sentence
    assert caught.value.remedy


@given(data=st.binary(max_size=200), suffix=st.sampled_from(["jpg", "png", "svg", "gif", "webp"]))
def test_any_bytes_give_a_size_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"bytes.{suffix}"
    path.write_bytes(data)
    try:
        size = picture_size(path)
    except NotAPictureError:
        return
    assert all(length >= 0 for length in size)


def test_a_small_file_that_unpacks_huge_is_refused_without_unpacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bom.png"
    Image.new("1", (8000, 8000)).save(path)

    def unpack(_: Image.Image) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(PngImageFile, "load", unpack)
    with pytest.raises(NotAPictureError, match="quá lớn"):
        picture_size(path)
