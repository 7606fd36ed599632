"""A picture that readers would see broken, cut off or after minutes is named before publishing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from PIL import Image

from plugins.images import raster
from tests.checked_content import PICTURE, article, problems_in


def drawn(kind: str, **options: Any) -> bytes:
    """It does not compress well, so that its end is missed when cut off."""
    buffer = io.BytesIO()
    picture = Image.effect_noise((80, 64), 90).convert("P" if kind == "GIF" else "RGB")
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def found(tmp_path: Path, data: bytes, name: str = "a.jpg") -> list[str]:
    """Shown in an article, the picture named `name`."""
    return problems_in(
        tmp_path,
        {f"anh/2023/{name}": data, "tin-tuc/a.md": article(f"![Đồi núi](anh/2023/{name})")},
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_a_whole_picture_is_not_named(tmp_path: Path, kind: str) -> None:
    assert found(tmp_path, drawn(kind), f"Ảnh (1).{kind}") == []


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        *(("JPEG", {"progressive": True}), ("JPEG", {"exif": b"Exif\0\0" + bytes(50_000)})),
        *(("WEBP", {"lossless": True}), ("WEBP", {"exif": Image.Exif()}), ("WEBP", {})),
        *(("PNG", {"interlace": 1}), ("GIF", {"interlace": 1}), ("AVIF", {})),
    ],
)
def test_a_size_is_read_however_the_picture_was_saved(
    tmp_path: Path, kind: str, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, name = drawn(kind, **options), f"a.{kind.lower()}"
    monkeypatch.setattr(raster, "MAX_PIXELS", 80 * 64)
    assert found(tmp_path, data, name) == []
    monkeypatch.setattr(raster, "MAX_PIXELS", 80 * 64 - 1)
    (said,) = found(tmp_path, data, name)
    assert "quá lớn (80 × 64 điểm)" in said


def test_a_photo_above_25_million_pixels_is_named(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("1", (5001, 5000)).save(buffer, "PNG")
    assert found(tmp_path, buffer.getvalue(), "a.png") == [
        "content/tin-tuc/a.md:6:12: lỗi: ảnh “a.png” quá lớn (5001 × 5000 điểm); mức cao nhất là "
        "25 triệu điểm ảnh.\n    → thu nhỏ ảnh, chiều rộng 1.600 đến 2.400 điểm ảnh là đủ, "
        "rồi thay tệp này."
    ]


def test_what_a_phone_adds_after_a_photo_is_no_fault(tmp_path: Path) -> None:
    assert found(tmp_path, drawn("JPEG") + b"SEFH" + bytes(3000)) == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_cut_off_is_named(tmp_path: Path, kind: str) -> None:
    data = drawn(kind)
    (said,) = found(tmp_path, data[: len(data) * 2 // 3], f"a.{kind.lower()}")
    assert said.startswith("content/tin-tuc/a.md:6:12: lỗi: ")
    assert f"“a.{kind.lower()}”" in said


def test_a_cut_off_photo_is_told_as_such(tmp_path: Path) -> None:
    data = drawn("JPEG")
    assert found(tmp_path, data[:-1000]) == [
        "content/tin-tuc/a.md:6:12: lỗi: ảnh “a.jpg” bị hỏng hoặc bị cắt cụt: tệp chép chưa hết.\n"
        "    → chép lại ảnh từ máy ảnh, điện thoại hoặc nguồn gốc rồi thay tệp này."
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.jpg", b"MZ\x90\x00 chuong trinh", "tệp “a.jpg” không phải là ảnh"),
        ("a.png", b"", "tệp ảnh “a.png” trống."),
        ("a.svg", b"<html></html>", "tệp “a.svg” có đuôi .svg nhưng bên trong là <html>"),
        ("a.svg", b"<svg", "tệp SVG “a.svg” bị hỏng"),
        ("a.heic", b"x", "ảnh “a.heic” ở dạng HEIC, nhiều trình duyệt không xem được."),
    ],
)
def test_what_no_reader_could_see_is_named(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (problem,) = found(tmp_path, data, name)
    assert problem.startswith(f"content/tin-tuc/a.md:6:12: lỗi: {said}")
    assert "→" in problem


def test_a_photo_too_large_even_to_open_is_told_to_be_too_large(tmp_path: Path) -> None:
    header = drawn("PNG")
    huge = header[:16] + (16320).to_bytes(4, "big") + (12240).to_bytes(4, "big") + header[24:]
    (said,) = found(tmp_path, _with_crc(huge), "a.png")
    assert "ảnh “a.png” quá lớn; mức cao nhất là 25 triệu điểm ảnh." in said


def _with_crc(data: bytes) -> bytes:
    return data[:29] + crc32(data[12:29]).to_bytes(4, "big") + data[33:]


def test_a_faulty_picture_that_no_article_shows_is_warned_of(tmp_path: Path) -> None:
    (said,) = problems_in(
        tmp_path, {"anh/a.jpg": b"x", "anh/b.svg": PICTURE, "anh/.a.jpg": b"x", "tep/a.pdf": b"x"}
    )
    assert said.startswith("content/anh/a.jpg:1:1: cảnh báo: tệp “a.jpg” không phải là ảnh")
