"""A photo that was copied in part is told from a whole one, also where its end was mended.

Decoders show such a photo with a grey lower half and say nothing. But they stop reading at the last
pixel: bytes put in behind it change nothing in a whole photo, and become pixels in one that lacks
some. Markers: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageChops

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
PROGRESSIVE, ARITHMETIC = {0xC2, 0xC6, 0xCA, 0xCE}, {*range(0xC9, 0xD0)}
ALONE = {0x01, SOI, *range(0xD0, 0xD8)}  # markers that nothing belongs to
MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
PIXELS_END = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
RESTARTS = range(0xD0, 0xD8)
COEFFICIENTS = 64
# Photos have twenty at most; a decoder goes over all pixels for each.
MOST_SCANS = 100
# Some cameras leave out the last bits. Nobody sees fewer pixels than this share of all.
HARDLY_ANY = 1 / 500


@dataclass
class Structure:
    """Of the first picture in the file; what phones add behind it is not looked at.

    markers: all of it. lacks: for each colour, how many bits of each frequency no scan has given.
    pixels_end: where the last scan's data ends; end: behind the end marker, 0 where there is none.
    """

    markers: set[int] = field(default_factory=set)
    colours: list[int] = field(default_factory=list)
    lacks: dict[int, list[int]] = field(default_factory=dict)
    scans: int = 0
    pixels_end: int = 0
    end: int = 0

    @property
    def has_all_scans(self) -> bool:
        # Every program sends brightness last; colours that lack their last bit look the same.
        counted = self.colours[:1] if self.markers & PROGRESSIVE else self.colours
        return not any(any(self.lacks[colour]) for colour in counted)


def structure_of(data: bytes) -> Structure:
    """Never raises: what is no JPEG has no `end`."""
    found = Structure()
    for marker, start, part in _segments(data, found):
        if marker in FRAMES:
            found.colours = [*part[6::3][: part[5] if len(part) > 5 else 0]]
            found.lacks = {colour: [1] * COEFFICIENTS for colour in found.colours}
        elif marker == SOS:
            found.scans += 1
            _give(found, part)
            pixels_end = PIXELS_END.search(data, start)
            found.pixels_end = pixels_end.start() if pixels_end else 0
    return found


def is_cut(data: bytes, structure: Structure) -> bool:
    """Whether pixels are missing. Raises what Pillow raises for damaged files."""
    if not structure.end or not structure.pixels_end or not structure.has_all_scans:
        return True
    if structure.markers & ARITHMETIC:  # whose encoders leave out bytes that say nothing
        return False
    # The frequencies that a progressive photo gets last are not seen in an eighth of its size.
    part = 2 if structure.markers & PROGRESSIVE else 8
    rest = data[structure.pixels_end : structure.end]
    as_it_is = _small(data[: structure.end], part)
    filling = _filling(data, structure)
    longer = _small(data[: structure.pixels_end] + filling + rest, part)
    changed = reduce(ImageChops.lighter, ImageChops.difference(as_it_is, longer).split())
    still_the_same = changed.histogram()[0]
    total = changed.width * changed.height
    return total - still_the_same > max(1, total * HARDLY_ANY)


def _segments(data: bytes, found: Structure) -> Iterator[tuple[int, int, bytes]]:
    """Marker, place behind the segment, and what the segment holds."""
    place = 0
    while marker := MARKER.search(data, place):
        place, kind = marker.end(), marker[1][0]
        found.markers.add(kind)
        if kind == EOI:
            found.end = place
            return
        if kind in ALONE:
            continue
        length = int.from_bytes(data[place : place + 2], "big")
        if length < 2 or place + length > len(data) or found.scans > MOST_SCANS:
            return
        segment, place = data[place + 2 : place + length], place + length
        yield kind, place, segment
        if kind == SOS and found.pixels_end:
            place = found.pixels_end
        elif kind == SOS:
            return


def _give(found: Structure, scan: bytes) -> None:
    """scan: how many colours, two bytes for each, first and last frequency, bits."""
    count = scan[0] if scan else 0
    if len(scan) < 4 + 2 * count:
        return
    first, last, bits = scan[1 + 2 * count : 4 + 2 * count]
    if not found.markers & PROGRESSIVE:
        first, last, bits = 0, COEFFICIENTS - 1, 0
    for colour in scan[1 : 1 + 2 * count : 2]:
        if lacks := found.lacks.get(colour):
            for frequency in range(first, min(last + 1, COEFFICIENTS)):
                lacks[frequency] = bits & 15


def _small(data: bytes, part: int) -> Image.Image:
    with Image.open(BytesIO(data), formats=("JPEG",)) as image:
        image.draft(image.mode, (max(1, image.width // part), max(1, image.height // part)))
        image.load()
        return image.copy()


def _filling(data: bytes, structure: Structure) -> bytes:
    """Any pixels, with the marks, counted from 0 to 7, at which some photos begin anew."""
    marks = (data.rfind(bytes((0xFF, mark)), 0, structure.pixels_end) for mark in RESTARTS)
    last = max(marks)
    first = RESTARTS.index(data[last + 1]) + 1 if last >= 0 else 0
    noise = b"".join(sha256(number.to_bytes(2, "big")).digest() for number in range(512))
    noise = noise.replace(b"\xff", b"\x5a")
    starts = (
        bytes((0xFF, RESTARTS[(first + number) % 8])) + noise[number : number + 512]
        for number in range(1_000)
    )
    return noise + b"".join(starts)
