"""A picture that readers would see broken, cut off or after minutes is named before publishing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from PIL import Image

from plugins.checks.engine import check
from plugins.checks.memory import Memory
from plugins.images import raster
from tests.support.checked_content import PICTURE, article, place_in, problems_in


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


@pytest.mark.parametrize("text", ["![Đồi núi](anh/a.jpg)", "Chữ."])
def test_a_picture_that_could_not_be_read_once_is_not_remembered_as_faulty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    problems_in(tmp_path, {"anh/a.jpg": drawn("JPEG"), "tin-tuc/a.md": article(text)})
    place = place_in(tmp_path, {})

    def run() -> list[str]:
        memory = Memory(tmp_path / "memory.sqlite", "1")
        problems = check(place, memory)
        memory.save()
        return [*map(str, problems)]

    with locked_files(monkeypatch, lambda name: name == "a.jpg"):
        for _ in range(2):
            (said,) = run()
            assert "không cho đọc tệp ảnh “a.jpg”: không có quyền đọc" in said
            assert "không phải thay tệp" in said
    assert run() == []


@contextmanager
def locked_files(monkeypatch: pytest.MonkeyPatch, locked: Callable[[str], bool]) -> Iterator[None]:
    """Whoever runs the tests: root may read everything."""
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if locked(path.name):
            raise PermissionError(13, "Permission denied")
        return read(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refuse)
        yield


def test_kinds_that_nobody_reads_are_named_with_how_to_save_them(tmp_path: Path) -> None:
    (said,) = found(tmp_path, b"II*\0" + bytes(99), "a.DNG")
    assert "ảnh “a.DNG” ở dạng DNG, nhiều trình duyệt không xem được." in said
    assert "→ đó là ảnh thô của máy ảnh: mở bằng Photos" in said


def test_a_photo_that_ends_rightly_and_lacks_its_lower_half_is_named(tmp_path: Path) -> None:
    data = drawn("JPEG")
    (said,) = found(tmp_path, data[: len(data) // 2] + b"\xff\xd9")
    assert "ảnh “a.jpg” bị hỏng hoặc bị cắt cụt: tệp chép chưa hết." in said


def test_a_drawing_that_no_build_could_use_is_named(tmp_path: Path) -> None:
    deep = PICTURE.replace("/>", ">" + "<g>" * 400 + "</g>" * 400 + "</svg>")
    (said,) = found(tmp_path, deep.encode(), "a.svg")
    assert "hình vẽ “a.svg” có hơn 100 nhóm lồng trong nhau." in said
