"""A file's name changes when its picture does: a browser may keep each for a year."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from PIL import Image

from plugins.vietnamese.slugs import slugify

from .plan import Variant
from .size import NotAPicture

NAMELESS = "anh"


@dataclass(frozen=True)
class Drawer:
    """Turns a sanitised SVG into pixels; version: changes whenever its pixels may."""

    render: Callable[[bytes, int, int], Image.Image]
    version: str


@dataclass(frozen=True)
class Made:
    """One file of the site; address: relative to the output folder, POSIX, not yet quoted.

    key: its name in the cache. variant: None for a sanitised drawing.
    """

    source: Path
    address: str
    key: str
    width: int
    height: int
    variant: Variant | None


@dataclass(frozen=True)
class Prepared:
    """What a page may show of one picture; width and height of the original as shown."""

    width: int
    height: int
    photo: tuple[Made, ...]
    card: tuple[Made, ...]
    share: Made | None


@dataclass(frozen=True)
class Report:
    """encoded: files made now; problems: by picture, the others are there all the same."""

    encoded: int
    problems: tuple[tuple[Path, NotAPicture], ...]


def short(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def public_name(place: str, digest: str, label: str, suffix: str) -> str:
    path = PurePosixPath(place)
    return str(path.with_name(f"{slugify(path.stem) or NAMELESS}.{digest[:8]}{label}{suffix}"))
