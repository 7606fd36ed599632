"""A photo as an iPhone keeps it, opened: browsers and office programs show none of these."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from plugins.images.raster import (
    DAMAGED,
    DAMAGED_REMEDY,
    TOO_LARGE,
    TOO_LARGE_REMEDY,
    UNREADABLE,
)
from plugins.images.reading import NotAPictureError
from plugins.shared.messages import gettext

MOST_PIXELS = 64_000_000  # 48 million is the most that they take


def png_of_heif(name: str, data: bytes, width: int) -> bytes:
    """Upright, with its colour profile, at most `width` wide; of several pictures the main one.

    Raises NotAPictureError.
    """
    import pillow_heif  # its library is loaded where such a photo came

    try:
        opened = pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
        if opened.size[0] * opened.size[1] > MOST_PIXELS:
            sentence = gettext(TOO_LARGE, name=name, most=MOST_PIXELS // 1_000_000)
            raise NotAPictureError(sentence, gettext(TOO_LARGE_REMEDY))
        image = opened.to_pillow()
        if image.width > width:
            size_there = (width, max(1, round(image.height * width / image.width)))
            smaller = image.resize(size_there, Image.Resampling.LANCZOS)
        else:
            smaller = image
        png = BytesIO()
        profile = image.info.get("icc_profile")
        smaller.save(png, "PNG", compress_level=1, icc_profile=profile)
    except UNREADABLE as cause:
        raise NotAPictureError(gettext(DAMAGED, name=name), gettext(DAMAGED_REMEDY)) from cause
    return png.getvalue()
