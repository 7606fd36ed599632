"""A phone downloads a small file, a large screen a sharp one: which files each picture needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Use = Literal["photo", "card", "share"]
Format = Literal["avif", "webp", "jpeg", "png"]

PHOTO_WIDTHS = (480, 800, 1200, 1600)
CARD_WIDTHS = (160, 320, 480, 800)
CARD_SHAPE = (16, 9)
# What Facebook and Zalo show large: https://developers.facebook.com/docs/sharing/webmasters/images/
SHARE_SIZE = (1200, 630)
# Many frames are heavy: a wider animation is a video's work.
MOVING_WIDTHS = (480, 800)
# A file that is barely narrower than the original saves nothing.
WORTH_A_STEP = 0.9

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Wanted:
    """Of a photo. widths: in pixels, ascending; formats: besides the one that all can show."""

    widths: tuple[int, ...] = PHOTO_WIDTHS
    formats: tuple[Format, ...] = ("avif", "webp")


PORTAL = Wanted()


@dataclass(frozen=True)
class Focus:
    """The point that a crop keeps, in per cent from the left and from the top."""

    x: int = 50
    y: int = 40  # faces are above the middle


@dataclass(frozen=True)
class PictureFacts:
    """What a plan needs to know; width and height as shown, EXIF orientation respected.

    transparent: some pixel lets the ground show through; moving: an animation.
    """

    width: int
    height: int
    transparent: bool = False
    moving: bool = False


@dataclass(frozen=True)
class Variant:
    """One file: `box` of the original (left, top, right, bottom) scaled to width × height."""

    use: Use
    format: Format
    width: int
    height: int
    box: Box
    moving: bool = False


def photo_variants(facts: PictureFacts, wanted: Wanted = PORTAL) -> list[Variant]:
    """The whole picture in every width worth having, best format first."""
    box = (0, 0, facts.width, facts.height)
    found: list[Variant] = []
    if facts.moving:
        sizes = _sizes(MOVING_WIDTHS, facts.width, facts.height)
        found += [Variant("photo", "webp", *size, box, moving=True) for size in sizes]
    better = () if facts.moving else wanted.formats
    formats: list[Format] = [*better, still_format(facts)]
    sizes = _sizes(wanted.widths, facts.width, facts.height)
    return found + [Variant("photo", name, *size, box) for name in formats for size in sizes]


def whole_variant(facts: PictureFacts, name: Format, most: int) -> Variant:
    """The whole picture in one file, at most as wide as `most`."""
    width = min(facts.width, most)
    height = max(1, round(facts.height * width / facts.width))
    box = (0, 0, facts.width, facts.height)
    return Variant("photo", name, width, height, box, moving=facts.moving and name == "webp")


def card_variants(facts: PictureFacts, focus: Focus) -> list[Variant]:
    """Still 16:9 crops around the focus for lists of articles."""
    box = crop(facts, CARD_SHAPE, focus)
    shape = (box[2] - box[0], box[3] - box[1])
    sizes = [(width, max(1, round(width * 9 / 16))) for width, _ in _sizes(CARD_WIDTHS, *shape)]
    return [Variant("card", name, *size, box) for name in _formats(facts) for size in sizes]


def share_variant(facts: PictureFacts, focus: Focus) -> Variant:
    """The Open Graph picture: 1200×630, smaller in the same shape when the original is smaller."""
    box = crop(facts, SHARE_SIZE, focus)
    width, height = SHARE_SIZE
    if box[2] - box[0] < width:
        width, height = box[2] - box[0], box[3] - box[1]
    return Variant("share", "jpeg", width, height, box)


def still_format(facts: PictureFacts) -> Format:
    """What every browser and program can show."""
    return "png" if facts.transparent else "jpeg"


def crop(facts: PictureFacts, shape: tuple[int, int], focus: Focus) -> Box:
    """The largest part with `shape`'s ratio whose middle is as near the focus as edges allow."""
    ratio = shape[0] / shape[1]
    width = max(1, min(facts.width, round(facts.height * ratio)))
    height = max(1, min(facts.height, round(facts.width / ratio)))
    left = min(max(round(facts.width * focus.x / 100 - width / 2), 0), facts.width - width)
    top = min(max(round(facts.height * focus.y / 100 - height / 2), 0), facts.height - height)
    return left, top, left + width, top + height


def _formats(facts: PictureFacts) -> list[Format]:
    return [*PORTAL.formats, still_format(facts)]


def _sizes(steps: Sequence[int], width: int, height: int) -> list[tuple[int, int]]:
    largest = min(width, steps[-1])
    widths = [step for step in steps if step < largest * WORTH_A_STEP] + [largest]
    return [(step, max(1, round(height * step / width))) for step in widths]
