"""Where a photo inside a document was taken."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO

from .archive import Archive
from .traces import DAMAGE, Trace

MAY_SAY = re.compile(rb"exif", re.I)
PHOTOS = (".jpg", ".jpeg", ".jpe", ".webp", ".tif", ".tiff", ".png")
LATITUDE = 2  # EXIF 2.32, table 15


def read_photos(archive: Archive, *folders: str) -> Iterator[Trace]:
    """folders: as `word/media/`."""
    found = [
        name.rpartition("/")[2]
        for name in archive.below(*folders)
        if name.lower().endswith(PHOTOS) and has_place(archive.read(name))
    ]
    if found:
        yield Trace("place", tuple(found), len(found))


def has_place(photo: bytes) -> bool:
    """False for a damaged photo too: it is not published by itself."""
    if not (MAY_SAY.search(photo) or photo.startswith((b"II", b"MM"))):
        return False
    from PIL import ExifTags, Image  # most documents have no such photo

    damage: tuple[type[Exception], ...] = (*DAMAGE, SyntaxError, Image.DecompressionBombError)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(photo)) as image:
                return LATITUDE in image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        except damage:
            return False
