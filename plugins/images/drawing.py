"""A drawing shared on Facebook or Zalo, which show no SVG, still has a picture."""

from __future__ import annotations

from io import BytesIO

import resvg_py
from PIL import Image

from .made import Drawer


def drawer() -> Drawer:
    version = f"resvg-py {resvg_py.__version__} resvg {resvg_py.__resvg_version__}"
    return Drawer(rasterise, version)


def rasterise(svg: bytes, width: int, height: int) -> Image.Image:
    """`svg`, sanitised, on white in exactly width × height; the machine's fonts are not used."""
    data = resvg_py.svg_to_bytes(
        svg_string=svg.decode(),
        width=width,
        height=height,
        background="white",
        skip_system_fonts=True,
    )
    with Image.open(BytesIO(data)) as drawn:
        shown = drawn.convert("RGB")
    # resvg keeps the drawing's own ratio, which may miss the size by a pixel.
    return shown if shown.size == (width, height) else shown.resize((width, height))
