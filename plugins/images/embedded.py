"""A photo inside a drawing loses what its camera knew, like every other one."""

from __future__ import annotations

import base64
import binascii
import re
from io import BytesIO

from .jpeg import structure_of
from .raster import check_raster, clean_still

ADDRESS = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)")
# Application segments and comments that tell of nothing but colours.
COLOUR_SEGMENTS = {0xE0, 0xEE}
NOTES = {*range(0xE0, 0xF0), 0xFE} - COLOUR_SEGMENTS
PNG_START = b"\x89PNG\r\n\x1a\n"
PLAIN_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
PLAIN_CHUNKS |= {b"IDAT", b"IEND"}
QUALITY = 90


def clean_address(address: str, name: str, most: int) -> tuple[str, int]:
    """The `data:` address of the same picture without notes, and how many pixels it has.

    name: as messages call it; most: pixels that it may have. Bytes without notes stay as they are.
    Raises NotAPictureError for what cannot be read.
    """
    found = ADDRESS.fullmatch(address)
    try:
        data = base64.b64decode(found[1] if found else "", validate=False)
    except binascii.Error:
        data = b""
    check_raster(name, data, most)
    still = clean_still(name, data)
    kind = "jpeg" if data.startswith(b"\xff\xd8") else "png"
    if not is_plain(data):
        held = BytesIO()
        options = {"quality": QUALITY} if kind == "jpeg" else {}
        still.save(held, kind.upper(), optimize=True, **options)
        data = held.getvalue()
    written = base64.b64encode(data).decode()
    return f"data:image/{kind};base64,{written}", still.width * still.height


def is_plain(data: bytes) -> bool:
    """Whether a JPEG or a PNG tells of nothing but its pixels."""
    return _is_plain_jpeg(data) or _is_plain_png(data)


def _is_plain_jpeg(data: bytes) -> bool:
    structure = structure_of(data)
    return structure.end == len(data) and structure.markers.isdisjoint(NOTES)


def _is_plain_png(data: bytes) -> bool:
    if not data.startswith(PNG_START):
        return False
    place = len(PNG_START)
    while place + 12 <= len(data):
        length, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        place += 12 + length
        if kind not in PLAIN_CHUNKS:
            return False
        if kind == b"IEND":
            return length == 0 and place == len(data)
    return False
