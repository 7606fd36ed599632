"""Pictures as cameras and phones make them, for tests."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def picture(width: int = 120, height: int = 80) -> Image.Image:
    """Red on the left, blue on the right, a yellow spot at the top left."""
    drawn = Image.new("RGB", (width, height), "red")
    draw = ImageDraw.Draw(drawn)
    draw.rectangle((width // 2, 0, width, height), fill="blue")
    draw.rectangle((0, 0, width // 6, height // 4), fill="yellow")
    return drawn


def photo(width: int = 120, height: int = 80, orientation: int = 1, notes: bool = True) -> bytes:
    """A JPEG; notes: with a camera's name and a place."""
    exif = Image.Exif()
    if notes:
        exif[MAKER] = "May anh cua Lan"
        exif.get_ifd(GPS)[1] = "N"
        exif.get_ifd(GPS)[2] = (22.0, 15.0, 30.0)
    if orientation != 1:
        exif[ORIENTATION] = orientation
    return encoded(picture(width, height), "JPEG", quality=90, exif=exif if len(exif) else b"")


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
