"""A drawing shared on Facebook or Zalo, which show no SVG, still has a picture."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import resvg_py
from PIL import Image

from .made import Drawer, NotDrawnError

PROCESS = Path(__file__).with_name("drawing_process.py")
# By the clock, on a machine that is busy; where the system counts CPU time, that ends it before.
SECONDS = 120


def drawer() -> Drawer:
    """What draws, and the version by which its results are kept."""
    version = f"resvg-py {resvg_py.__version__} resvg {resvg_py.__resvg_version__}"
    return Drawer(rasterise, version)


def rasterise(svg: bytes, width: int, height: int) -> Image.Image:
    """`svg`, sanitised, on white in exactly width × height; the machine's fonts are not used.

    Raises NotDrawnError where the library does not come to an end, or to a bad one.
    """
    # -P: what stands beside the file is not imported.
    command = [sys.executable, "-P", str(PROCESS), str(width), str(height)]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            command, input=svg, capture_output=True, timeout=SECONDS, creationflags=hidden
        )
    except subprocess.TimeoutExpired as cause:
        raise NotDrawnError from cause
    if done.returncode != 0:
        raise NotDrawnError(f"exit code {done.returncode}: {done.stderr[-300:]!r}")
    with Image.open(BytesIO(done.stdout), formats=("PNG",)) as drawn:
        shown = drawn.convert("RGB")
    # resvg keeps the drawing's own ratio, which may miss the size by a pixel.
    return shown if shown.size == (width, height) else shown.resize((width, height))
