"""A file's name changes when its picture does: a browser may keep each for a year."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec
from PIL import Image

from plugins.vietnamese.slugs import slugify

from .plan import Format, Variant
from .reading import NotAPictureError

NAMELESS = "anh"


class NotDrawnError(Exception):
    """A drawing that the library cannot draw with the time and the memory that it gets."""


@dataclass(frozen=True)
class Drawer:
    """Turns a sanitised SVG into pixels, or raises NotDrawnError; version: changes whenever its
    pixels may."""

    render: Callable[[bytes, int, int], Image.Image]
    version: str


@dataclass(frozen=True)
class Made:
    """One file of the site; address: relative to the output folder, POSIX, not yet quoted.

    digest: SHA-256, in hex, of what it is made of: the source's bytes, or the sanitised drawing.
    key: its name in the cache. variant: None for a sanitised drawing.
    """

    source: Path
    digest: str
    address: str
    key: str
    width: int
    height: int
    variant: Variant | None

    @property
    def format(self) -> Format | None:
        """None of a file that is as the editor has it."""
        return self.variant.format if self.variant else None

    @property
    def moving(self) -> bool:
        """Whether it is an animation."""
        return self.variant is not None and self.variant.moving


class Shown(msgspec.Struct, frozen=True, array_like=True):
    """What a page says of one file: as in Made and its variant."""

    address: str
    width: int
    height: int
    format: Format | None
    moving: bool

    @classmethod
    def of(cls, made: Made) -> Shown:
        """What templates see of a file."""
        return cls(made.address, made.width, made.height, made.format, made.moving)


class CardPicture(msgspec.Struct, frozen=True):
    """What lists and shared links show of an article's first picture."""

    card: tuple[Shown, ...]
    share: Shown | None


@dataclass(frozen=True)
class Prepared:
    """What a page may show of one picture; width and height of the original as shown."""

    width: int
    height: int
    photo: tuple[Made, ...]
    card: tuple[Made, ...]
    share: Made | None

    def for_cards(self) -> CardPicture:
        """What lists show of the photo."""
        share = Shown.of(self.share) if self.share else None
        return CardPicture(tuple(map(Shown.of, self.card)), share)


@dataclass(frozen=True)
class Report:
    """encoded: files made now; damaged: of these, in place of what was no longer as it was stored;
    problems: by picture, the others are there all the same."""

    encoded: int
    damaged: int
    problems: tuple[tuple[Path, NotAPictureError], ...]


# The many files of a picture have few different ones.
@lru_cache(maxsize=64)
def short(text: str, length: int) -> str:
    """The beginning of a SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def public_name(place: str, digest: str, label: str, suffix: str) -> str:
    """`anh/ten.1a2b3c4d-480.avif`; place: the editor's path inside content/."""
    folder, slash, name = place.rpartition("/")
    stem = slugify(name.rpartition(".")[0] or name) or NAMELESS
    return f"{folder}{slash}{stem}.{digest[:8]}{label}{suffix}"
