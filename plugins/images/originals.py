"""What a camera knows of a photo, such as where it was taken, stays at home."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plugins.images.embedded import is_plain
from plugins.images.plan import Format
from plugins.images.reading import read_picture
from plugins.shared.file_kinds import suffix_of
from plugins.shared.picture_kinds import HEIC, RAW

JPEGS = (".jpg", ".jpeg", ".jpe", ".jif", ".jfif", ".pjpeg", ".pjp", ".mpo")
# In which format a photo is written anew under its own name.
FORMATS: Mapping[str, Format] = {
    **dict.fromkeys(JPEGS, "jpeg"),
    ".png": "png",
    ".apng": "png",
    ".webp": "webp",
    ".avif": "avif",
    ".avifs": "avif",
}
# Of cameras and of programs for photos: nothing here could clean them.
UNREAD = HEIC | RAW | {".tif", ".tiff", ".jxl", ".jp2", ".j2k", ".jpx", ".jxr", ".psd", ".psb"}


def format_of(name: str) -> Format | None:
    """None for what is published as it is: drawings, GIF, icons, and all that is no picture."""
    return FORMATS.get(suffix_of(name))


def may_stay(file: Path) -> bool:
    """Whether it may be published as it is. Raises NotAPictureError."""
    suffix = suffix_of(file.name)
    if suffix not in FORMATS and suffix not in UNREAD:
        return True
    return is_plain(read_picture(file))
