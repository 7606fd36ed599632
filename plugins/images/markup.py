"""The first picture of an article loads at once; the others wait until the reader comes near."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .size import picture_size

REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//|\s*https?:", re.IGNORECASE)
OURS = {"width", "height", "loading", "decoding", "fetchpriority"}
REMOTE_SENTENCE = "Ảnh “{address}” nằm ở trang khác: trang này không tải gì từ nơi khác."
REMOTE_REMEDY = "Tải ảnh về, đặt vào thư mục anh/<năm>/ rồi ghi đường dẫn của tệp đó."


def is_remote(address: str) -> bool:
    """Whether a picture's address leads to another site, which the pages never ask."""
    return REMOTE.match(address) is not None


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


def remote_problem(address: str) -> tuple[str, str]:
    """Sentence and remedy for whoever reports the picture with its file and line."""
    return REMOTE_SENTENCE.format(address=address), REMOTE_REMEDY
