"""What tests of pictures ask of a file on disk."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from plugins.images.plan import PictureFacts
from plugins.images.raster import Moving, clean_still, load_facts, load_frames
from plugins.images.reading import read_picture


def still_of(path: Path) -> Image.Image:
    return clean_still(path.name, read_picture(path))


def facts_of(path: Path) -> PictureFacts:
    return load_facts(path.name, read_picture(path))


def frames_of(path: Path, width: int, height: int) -> Moving:
    return load_frames(path.name, read_picture(path), width, height)
