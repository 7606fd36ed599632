"""The first picture of an article loads at once; the others wait until the reader comes near."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .size import picture_size

OURS = {"width", "height", "loading", "decoding", "fetchpriority"}


def dress(attributes: Mapping[str, str], file: Path, first: bool) -> dict[str, str]:
    """The attributes of an `img` with the size of `file` and when to load it.

    Sizes that the editor wrote are replaced: a wrong one would distort the picture.
    Raises NotAPicture (see size.py).
    """
    width, height = picture_size(file)
    dressed = {name: value for name, value in attributes.items() if name not in OURS}
    dressed |= {"width": str(width), "height": str(height)}
    if first:
        return dressed | {"fetchpriority": "high"}
    return dressed | {"loading": "lazy", "decoding": "async"}
