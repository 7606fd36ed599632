"""A reader sees every picture whole: none is cut off, mistaken for one, or too large to load."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from plugins.checks.memory import Fault
from plugins.checks.quoting import quoted
from plugins.checks.site import Site
from plugins.images.size import MAX_PIXELS, NotAPicture, picture_size
from plugins.problems import Problem
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.text import nfc

RASTER = (".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp", ".avif", ".bmp")
PICTURES = (*RASTER, ".svg", ".heic", ".heif", ".tif", ".tiff")
# Photos of phones and scanners that few browsers show.
NOT_SHOWN = (".heic", ".heif", ".tif", ".tiff")
MOST_PIXELS = MAX_PIXELS
# Bytes in which the size of nearly every picture stands, after a camera's notes and thumbnail.
START = 1 << 16
# JPEG's markers before a frame's size: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
SMALLER = "thu nhỏ ảnh, chiều rộng 1.600 đến 2.400 điểm là đủ, rồi thay tệp này."
AGAIN = "chép lại ảnh từ máy ảnh hoặc điện thoại rồi thay tệp này."


def check(site: Site) -> Iterator[Problem]:
    shown = _shown(site)
    for file in site.files:
        if file.partition("/")[0] not in site.static or file.rpartition("/")[2].startswith("."):
            continue
        is_picture = file in shown or file.lower().endswith(PICTURES)
        if is_picture and (found := site.memory.picture_fault(site.content, file, _fault)):
            yield _at(site, file, shown.get(file), *found)
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
    site.memory.forget_other_pictures()


def _shown(site: Site) -> dict[str, tuple[str, int]]:
    """By picture: the article that shows it first, and the number of the reference there."""
    found: dict[str, tuple[str, int]] = {}
    seen: set[tuple[str, str]] = set()
    for article, outline in site.outlines.items():
        folder = site.folder_of(article)
        for number, (kind, typed) in enumerate(outline.shown, len(outline.links)):
            if kind == "picture" and (typed, folder) not in seen:
                seen.add((typed, folder))
                _, target = site.leads(kind, typed, folder)
                if target.kind == "file":
                    found.setdefault(target.path, (article, number))
    return found


def _at(
    site: Site, file: str, shown: tuple[str, int] | None, sentence: str, remedy: str
) -> Problem:
    """An error where the picture is shown first; a warning on the file that no article shows."""
    if shown is None:
        return Problem(f"{site.name}/{file}", 1, 1, "warning", sentence, remedy)
    article, number = shown
    line, column = site.details(article).places[number]
    return Problem(article, line, column, "error", sentence, remedy)


def _fault(path: Path) -> Fault:
    name = quoted(path.name)
    if path.suffix.lower() in NOT_SHOWN:
        kind = path.suffix.lstrip(".").upper()
        return f"ảnh {name} ở dạng {kind}, nhiều trình duyệt không xem được.", "lưu lại dạng JPEG."
    try:
        if _looks_whole(path):
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            width, height = picture_size(path)
            if path.suffix.lower() == ".svg":
                return None
            if width * height > MOST_PIXELS:
                return _too_large(name, f" ({width} × {height} điểm)")
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


def _looks_whole(path: Path) -> bool:
    """Whether start, size and end are those of a whole picture that is not too large.

    Most pictures are, and this is ten times as quick as opening them. A phone may add data after
    the picture, so what does not look whole is still to be opened.
    """
    with path.open("rb") as file:
        head = file.read(START)
        size = file.seek(0, 2)
        file.seek(max(0, size - 12))
        tail = file.read()
    if head.startswith(b"\xff\xd8"):
        width, height = _jpeg_size(head)
        whole = tail.endswith(b"\xff\xd9")
    elif head.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = _number(head[16:20]), _number(head[20:24])
        whole = tail[4:8] == b"IEND"
    elif head.startswith(b"GIF8"):
        width, height = _number(head[7:5:-1]), _number(head[9:7:-1])
        whole = tail.endswith(b";")
    elif head.startswith(b"RIFF"):
        width, height = _webp_size(head)
        whole = _number(head[7:3:-1]) + 8 <= size
    else:
        return False
    return whole and 0 < width * height <= MOST_PIXELS


def _jpeg_size(head: bytes) -> tuple[int, int]:
    """Zeros where the frame's header is not within the file's first bytes."""
    place = 2
    while place + 9 <= len(head) and head[place] == 0xFF:
        if head[place + 1] in FRAMES:
            return _number(head[place + 7 : place + 9]), _number(head[place + 5 : place + 7])
        place += 2 + _number(head[place + 2 : place + 4])
    return 0, 0


def _webp_size(head: bytes) -> tuple[int, int]:
    """https://developers.google.com/speed/webp/docs/riff_container; zeros for other files."""
    kind = head[8:16]
    if kind == b"WEBPVP8X":
        return _number(head[26:23:-1]) + 1, _number(head[29:26:-1]) + 1
    if kind == b"WEBPVP8L":
        bits = _number(head[24:20:-1])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"WEBPVP8 ":
        return _number(head[27:25:-1]) & 0x3FFF, _number(head[29:27:-1]) & 0x3FFF
    return 0, 0


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
