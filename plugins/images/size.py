"""A page reserves each picture's place before it loads: here is how large the picture is."""

from __future__ import annotations

import re
import struct
import warnings
from pathlib import Path
from xml.parsers import expat

from PIL import Image, UnidentifiedImageError

# A still picture larger than this is refused before it is unpacked.
MAX_PIXELS = 25_000_000
SVG_SUFFIX = ".svg"
SVG_TAG = "svg"
# CSS pixels in one of each unit: https://www.w3.org/TR/css-values-4/#absolute-lengths
UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54}
LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:e[-+]?\d+)?)\s*(px|pt|pc|in|cm|mm|)\s*", re.IGNORECASE)
# What a browser takes for an SVG that says nothing: https://www.w3.org/TR/CSS22/visudet.html
FALLBACK = (300.0, 150.0)
EXIF_ORIENTATION = 0x0112
SIDEWAYS = {5, 6, 7, 8}


class NotAPicture(Exception):  # noqa: N818  (an editor's mistake, not a program's error)
    """`sentence` says in Vietnamese what is wrong with the file, `remedy` what to do."""

    def __init__(self, sentence: str, remedy: str) -> None:
        self.sentence = sentence
        self.remedy = remedy
        super().__init__(f"{sentence} {remedy}")


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height in CSS pixels as the picture is shown, EXIF orientation respected.

    Raises NotAPicture when the file is missing, empty, damaged or something else.
    """
    if not path.is_file():
        raise NotAPicture(
            f"Không tìm thấy tệp ảnh “{path.name}”.",
            "Kiểm tra tên tệp: chữ hoa, chữ thường, dấu và đuôi tệp.",
        )
    if path.stat().st_size == 0:
        raise NotAPicture(f"Tệp ảnh “{path.name}” trống.", "Chép lại ảnh từ nguồn gốc.")
    return _svg_size(path) if path.suffix.lower() == SVG_SUFFIX else _raster_size(path)


def _raster_size(path: Path) -> tuple[int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # English, and told of harmless damage
            with Image.open(path) as image:
                width, height = image.size
                # Looking for a PNG's notes unpacks it whole, which a small file can make huge.
                light = width * height <= MAX_PIXELS
                orientation = _orientation(image) if light else None
    except UnidentifiedImageError as cause:
        raise NotAPicture(
            f"Tệp “{path.name}” không phải là ảnh, hoặc phần đầu tệp bị hỏng.",
            "Mở tệp bằng trình xem ảnh; nếu không xem được thì chép lại từ nguồn gốc.",
        ) from cause
    except Image.DecompressionBombError as cause:
        raise NotAPicture(
            f"Ảnh “{path.name}” mở ra quá lớn, hàng trăm triệu điểm ảnh.",
            "Thu nhỏ ảnh, tối đa 25 triệu điểm ảnh, rồi thay tệp này.",
        ) from cause
    except (OSError, SyntaxError, ValueError) as cause:
        raise NotAPicture(
            f"Không đọc được tệp ảnh “{path.name}” ({cause}).",
            "Lưu lại ảnh ở dạng JPEG hoặc PNG rồi thay tệp này.",
        ) from cause
    return (height, width) if orientation in SIDEWAYS else (width, height)


def _orientation(image: Image.Image) -> int | None:
    """None also for notes of a camera that cannot be read: browsers show such a picture upright."""
    try:
        found = image.getexif().get(EXIF_ORIENTATION)
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, struct.error):
        return None
    return found if isinstance(found, int) else None


def _svg_size(path: Path) -> tuple[int, int]:
    tag, attributes = _svg_root(path)
    if tag.rsplit(":", 1)[-1] != SVG_TAG:
        raise NotAPicture(
            f"Tệp “{path.name}” có đuôi .svg nhưng bên trong là <{tag}>, không phải ảnh SVG.",
            "Xuất lại ảnh ở dạng SVG.",
        )
    width, height = (_length(attributes.get(name, "")) for name in ("width", "height"))
    box = _box(attributes.get("viewBox", ""))
    if box and width is None and height is None:
        width, height = box
    elif box and width is None and height is not None:
        width = height * box[0] / box[1]
    elif box and height is None and width is not None:
        height = width * box[1] / box[0]
    return _pixels(width or FALLBACK[0], height or FALLBACK[1])


def _pixels(width: float, height: float) -> tuple[int, int]:
    return max(1, round(width)), max(1, round(height))


def _svg_root(path: Path) -> tuple[str, dict[str, str]]:
    """The whole file is read, so that a damaged one is found; entities are never expanded."""
    roots: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not roots:
            roots.append((tag, attributes))

    def refuse(*_: object) -> None:
        raise NotAPicture(
            f"Tệp “{path.name}” khai báo thực thể XML (ENTITY), không an toàn để đăng.",
            "Xuất lại ảnh ở dạng SVG đơn giản (Plain SVG).",
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(path.read_bytes(), True)
    except expat.ExpatError as cause:
        raise NotAPicture(
            f"Tệp SVG “{path.name}” bị hỏng ở dòng {cause.lineno}.",
            "Xuất lại ảnh ở dạng SVG, hoặc chép lại từ nguồn gốc.",
        ) from cause
    return roots[0]


def _length(value: str) -> float | None:
    """CSS pixels; None for a percentage, a relative unit or nothing."""
    found = LENGTH.fullmatch(value)
    if not found:
        return None
    return float(found[1]) * UNITS[found[2].lower() or "px"] or None


def _box(value: str) -> tuple[float, float] | None:
    parts = re.split(r"[\s,]+", value.strip())
    try:
        _, _, width, height = (float(part) for part in parts)
    except ValueError:
        return None
    return (width, height) if 0 < width < 1e6 and 0 < height < 1e6 else None
