"""A reader sees every picture whole: none is cut off, mistaken for one, or too large to load."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from plugins.checks.quoting import quoted
from plugins.checks.site import Link, Site
from plugins.images.size import NotAPicture, picture_size
from plugins.problems import Problem, Severity
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.text import nfc

RASTER = (".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp", ".avif", ".bmp")
PICTURES = (*RASTER, ".svg", ".heic", ".heif", ".tif", ".tiff")
# Photos of phones and scanners that few browsers show.
NOT_SHOWN = (".heic", ".heif", ".tif", ".tiff")
MOST_PIXELS = 25_000_000
SMALLER = "thu nhỏ ảnh, chiều rộng 1.600 đến 2.400 điểm là đủ, rồi thay tệp này."
AGAIN = "chép lại ảnh từ máy ảnh hoặc điện thoại rồi thay tệp này."


def check(site: Site) -> Iterator[Problem]:
    used: dict[str, Link] = {}
    for link in site.links:
        if link.target.kind == "file" and link.reference.kind == "picture":
            used.setdefault(link.target.path, link)
    for file in site.files:
        if file.partition("/")[0] not in site.static or file.rpartition("/")[2].startswith("."):
            continue
        shown = used.get(file)
        is_picture = shown or file.lower().endswith(PICTURES)
        if is_picture and (found := _fault(site.content / file)):
            yield _at(site, file, shown, *found)
        if nfc(file) != file:
            name = Path(file)
            yield Problem(
                f"{site.name}/{file}",
                1,
                1,
                "warning",
                f"tên tệp {quoted(nfc(name.name))} viết bằng dấu rời (NFD): "
                "trông giống tên gõ ở bài nhưng máy chủ coi là tên khác.",
                f"đổi tên thành {slugify(name.stem)}{name.suffix.lower()} và sửa tên trong bài.",
            )


def _at(site: Site, file: str, shown: Link | None, sentence: str, remedy: str) -> Problem:
    """An error where the picture is shown first; a warning on the file that no article shows."""
    if shown is None:
        return Problem(f"{site.name}/{file}", 1, 1, "warning", sentence, remedy)
    at = shown.reference
    severity: Severity = "error"
    return Problem(shown.facts.path, at.line, at.column, severity, sentence, remedy)


def _fault(path: Path) -> tuple[str, str] | None:
    """Sentence and remedy. A picture is only decoded when its end looks cut off."""
    name = quoted(path.name)
    if path.suffix.lower() in NOT_SHOWN:
        kind = path.suffix.lstrip(".").upper()
        return f"ảnh {name} ở dạng {kind}, nhiều trình duyệt không xem được.", "lưu lại dạng JPEG."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            width, height = picture_size(path)
            if path.suffix.lower() == ".svg":
                return None
            if width * height > MOST_PIXELS:
                return _too_large(name, f" ({width} × {height} điểm)")
            if not _ends_well(path):
                with Image.open(path) as image:
                    image.load()
    except NotAPicture as wrong:
        if isinstance(wrong.__cause__, Image.DecompressionBombError):
            return _too_large(name, "")
        return _lower(wrong.sentence), _lower(wrong.remedy)
    except (OSError, SyntaxError, ValueError, EOFError):
        return f"ảnh {name} bị cắt cụt: tệp chép chưa hết.", AGAIN
    return None


def _too_large(name: str, size: str) -> tuple[str, str]:
    return f"ảnh {name} quá lớn{size}; mức cao nhất là 25 triệu điểm ảnh.", SMALLER


def _ends_well(path: Path) -> bool:
    """Whether the file ends as its format wants; a phone may add data after the picture."""
    with path.open("rb") as file:
        head = file.read(12)
        size = file.seek(0, 2)
        file.seek(max(0, size - 12))
        tail = file.read()
    if head.startswith(b"\xff\xd8"):
        return tail.endswith(b"\xff\xd9")
    if head.startswith(b"\x89PNG"):
        return tail[4:8] == b"IEND"
    if head.startswith(b"GIF8"):
        return tail.endswith(b";")
    if head.startswith(b"RIFF"):
        return int.from_bytes(head[4:8], "little") + 8 <= size
    return False


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
