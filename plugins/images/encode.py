"""A phone on a slow line shows a photo soon: each file is as small as its likeness allows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image, features

from .plan import Format, Variant
from .raster import Moving
from .similarity import STEP, WINDOW, ssim

# Chosen with `python -m benchmarks.images`: tried from the left until the file is like enough.
QUALITIES: Mapping[Format, tuple[int, ...]] = {
    "avif": (50, 58, 66),
    "webp": (72, 80, 88),
    "jpeg": (70, 76, 82),
    "png": (100,),
}
# A little above the promised 0.95, which is measured with overlapping windows.
ALIKE = 0.952
MOVING_QUALITY = 70
# One thread each: the bytes must not depend on the number of cores; store.py uses all of them.
OPTIONS: Mapping[Format, Mapping[str, Any]] = {
    "avif": {"speed": 7, "max_threads": 1},
    "webp": {"method": 4},
    "jpeg": {"optimize": True, "progressive": True},
    "png": {"optimize": True},
}
SUFFIXES: Mapping[Format, str] = {"avif": ".avif", "webp": ".webp", "jpeg": ".jpg", "png": ".png"}
LIBRARIES = ("pil", "avif", "webp", "libjpeg_turbo", "littlecms2", "zlib")
# A new number for every change of what raster.py or this file make of the same constants.
EDITION = 1


def recipe() -> str:
    """Changes with every constant and library version on which the encoded bytes depend."""
    versions = [f"{name} {features.version(name)}" for name in LIBRARIES]
    constants = repr((EDITION, ALIKE, MOVING_QUALITY, dict(QUALITIES), OPTIONS, versions))
    return hashlib.sha256(constants.encode()).hexdigest()


def encode_still(still: Image.Image, variant: Variant) -> bytes:
    """`variant` of a picture from raster.clean_still; the same bytes on every run."""
    size = (variant.width, variant.height)
    part = still.resize(size, Image.Resampling.LANCZOS, box=variant.box, reducing_gap=3.0)
    if variant.format == "jpeg":
        part = on_white(part)
    goal = on_white(part)
    data = b""
    for quality in QUALITIES[variant.format]:
        data = _save(part, variant.format, quality)
        if variant.format == "png" or min(size) < WINDOW + STEP or _like(goal, data):
            break
    return data


def encode_moving(moving: Moving) -> bytes:
    """An animated WebP."""
    held = BytesIO()
    moving.frames[0].save(
        held,
        "WEBP",
        save_all=True,
        append_images=moving.frames[1:],
        duration=list(moving.durations),
        loop=moving.loop,
        quality=MOVING_QUALITY,
        allow_mixed=True,
        **OPTIONS["webp"],
    )
    return held.getvalue()


def on_white(image: Image.Image) -> Image.Image:
    """As shown on paper."""
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _save(image: Image.Image, name: Format, quality: int) -> bytes:
    held = BytesIO()
    lossy = {} if name == "png" else {"quality": quality}
    image.save(held, name.upper(), **lossy, **OPTIONS[name])
    return held.getvalue()


def _like(goal: Image.Image, data: bytes) -> bool:
    with Image.open(BytesIO(data)) as made:
        shown = on_white(made.convert("RGBA") if made.has_transparency_data else made)
        return ssim(goal, shown, overlap=False) >= ALIKE
