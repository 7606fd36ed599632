"""What a phone, a camera or a sender gave becomes a picture that content/ can keep: whole, upright,
no larger than the site can use, without what it knows of place and people.

Pure; `apart.py` runs it in a process of its own.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from desk.photos.heif import png_of_heif
from plugins.images.jpeg import structure_of
from plugins.images.raster import (
    ANIMATED_FORMATS,
    DAMAGED,
    DAMAGED_REMEDY,
    FORMATS,
    MAX_PIXELS,
    UNREADABLE,
    check_raster,
    clean_still,
)
from plugins.images.reading import EMPTY, EMPTY_REMEDY, NotAPictureError, refuse_unread
from plugins.images.svg import load_drawing
from plugins.shared.file_kinds import suffix_of
from plugins.shared.messages import gettext
from plugins.shared.picture_kinds import MAGIC, READ, SVG, kind_inside

# The site shows at most 1,600 (plugins/images/plan.py); the rest is for a crop around the focus.
MOST_WIDTH = 2400
# What phones take at most today is 108 million; a JPEG of that size is never unpacked in full.
MOST_JPEG_PIXELS = 120_000_000
QUALITY = 92
DRAWING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]*>\s*)*<svg\b", re.I)
HEAD = 4096
LOSSLESS = (".png", ".gif", ".bmp")
MAY_STAY = (".jpg", ".png", ".webp")
ORIENTATION, UPRIGHT, LYING = 0x0112, (0, 1), (5, 6, 7, 8)  # EXIF 2.32, table 4
# Of what Pillow tells of a file, what says how it is drawn and nothing else.
HARMLESS = frozenset(
    """jfif jfif_version jfif_unit jfif_density dpi icc_profile adobe adobe_transform progressive
    progression gamma srgb chromaticity transparency interlace aspect background loop duration
    timestamp""".split()  # noqa: SIM905
)
HARMLESS_PARTS = {"APP0", "APP2", "APP14"}
PNG_END = b"IEND\xaeB`\x82"

# What was done to it.
Done = Literal["converted", "turned", "smaller", "cleaned"]


@dataclass(frozen=True)
class Prepared:
    """suffix: of what data is; width, height: as it is seen; done: nothing where the bytes are
    those that were given."""

    suffix: str
    data: bytes
    width: int
    height: int
    done: tuple[Done, ...] = ()


def prepare(name: str, data: bytes) -> Prepared:
    """name: for messages; what the picture is, its bytes say. An animation stays as it is.

    Raises NotAPictureError with a sentence and what to do.
    """
    if not data:
        raise NotAPictureError(gettext(EMPTY, name=name), gettext(EMPTY_REMEDY))
    kind = kind_inside(data[:MAGIC])
    if not kind and (suffix_of(name) == SVG or DRAWING.match(data[:HEAD])):
        drawing = load_drawing(name, data)
        cleaned: tuple[Done, ...] = () if drawing.data == data else ("cleaned",)
        return Prepared(SVG, drawing.data, drawing.width, drawing.height, cleaned)
    if kind == ".heic":
        return _written(clean_still(name, png_of_heif(name, data, MOST_WIDTH)), kind, ["cleaned"])
    if kind not in READ:
        refuse_unread(name, data[:MAGIC])
    most = MOST_JPEG_PIXELS if kind == ".jpg" else None
    check_raster(name, data, most)
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            is_moving = image.format in ANIMATED_FORMATS and getattr(image, "n_frames", 1) > 1
            orientation = image.getexif().get(ORIENTATION, 1)
            width, height = image.size
            done: list[Done] = [] if is_moving or _is_bare(image, data) else ["cleaned"]
    except UNREADABLE as cause:  # notes that are damaged
        raise NotAPictureError(gettext(DAMAGED, name=name), gettext(DAMAGED_REMEDY)) from cause
    shown = (height, width) if orientation in LYING else (width, height)
    scale = fitting(*shown)
    if is_moving or (kind in MAY_STAY and not done and orientation in UPRIGHT and scale == 1):
        return Prepared(kind, data, *shown)
    if orientation not in UPRIGHT:
        done.append("turned")
    near = None
    if scale < 1:
        done.append("smaller")
        near = (math.ceil(width * scale), math.ceil(height * scale))
    still = clean_still(name, data, most, near)
    if scale < 1:
        size = (max(1, round(shown[0] * scale)), max(1, round(shown[1] * scale)))
        still = still.resize(size, Image.Resampling.LANCZOS)
    return _written(still, kind, done)


def fitting(width: int, height: int) -> float:
    """By what a picture of this size has to be multiplied, 1 at most."""
    return min(1.0, MOST_WIDTH / width, math.sqrt(MAX_PIXELS / (width * height)))


def _written(still: Image.Image, kind: str, done: list[Done]) -> Prepared:
    """As PNG what has no loss yet or is transparent, else as JPEG. kind: what it was."""
    out = BytesIO()
    suffix = ".png" if still.mode == "RGBA" or kind in LOSSLESS else ".jpg"
    if suffix == ".png":
        still.save(out, "PNG", optimize=True)
    else:
        still.save(out, "JPEG", quality=QUALITY, subsampling="4:4:4", optimize=True)
    converted: list[Done] = ["converted"] if suffix != kind else []
    return Prepared(suffix, out.getvalue(), *still.size, (*converted, *done))


def _is_bare(image: Image.Image, data: bytes) -> bool:
    """Whether the file holds nothing but pixels: no camera's notes, no words, nothing behind."""
    if isinstance(image, JpegImageFile):
        parts = {name for name, _ in image.applist}
        return parts <= HARMLESS_PARTS and "mp" not in image.info and _end(data) == len(data)
    image.load()  # a PNG's words may stand behind its pixels
    if isinstance(image, PngImageFile) and (image.private_chunks or not data.endswith(PNG_END)):
        return False
    return HARMLESS.issuperset(map(str, image.info))


def _end(data: bytes) -> int:
    """Behind which phones put a short film."""
    return structure_of(data).end
