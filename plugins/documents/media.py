"""Where a film or a recording was made, and whose it says to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from .traces import Trace, distinct

MOST_MOOV = 32_000_000  # bytes: more than the index of a film of a day
MOST_BOXES = 10_000
MOST_TAG = 8_000_000
# ISO 6709, as phones write it: +22.1470+105.8348/
POINT = re.compile(rb"[+-]\d{2}(?:\d{2}){0,2}\.?\d*[+-]\d{3}(?:\d{2}){0,2}\.?\d*(?:[+-][\d.]+)?/?")
XYZ = re.compile(rb"\xa9xyz.{4}" + POINT.pattern, re.S)
APPLE = b"com.apple.quicktime.location.ISO6709"
# https://id3.org/id3v2.3.0: owner, who encoded it
OWNERS = (b"TOWN", b"TENC")
LOCI = re.compile(rb"\0\0[\0-\7].loci\0{4}", re.S)  # a short box, 3GPP TS 26.244, 8.10
ENCODINGS = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}


def read_film(file: BinaryIO) -> Iterator[Trace]:
    """Of .mp4, .mov and .m4a (ISO 14496-12): all but the index is skipped, not read."""
    index = _moov(file)
    match = XYZ.search(index) or (
        POINT.search(index, index.find(APPLE)) if APPLE in index else None
    )
    if match:
        point = POINT.search(match[0])
        yield Trace("place", (point[0].decode("ascii").rstrip("/") if point else "",))
    elif LOCI.search(index):
        yield Trace("place")


def _moov(file: BinaryIO) -> bytes:
    size = file.seek(0, 2)
    place = 0
    for _ in range(MOST_BOXES):
        if place + 8 > size:
            break
        file.seek(place)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if head[4:8] == b"moov":
            file.seek(place)
            return file.read(min(length or MOST_MOOV, MOST_MOOV))
        if length < 8:  # to the end of the file, or damaged
            break
        place += length
    return b""


def read_sound(file: BinaryIO) -> Iterator[Trace]:
    """Of .mp3."""
    file.seek(0)
    head = file.read(10)
    if head[:3] != b"ID3" or len(head) < 10:
        return
    version = head[3]
    tag = file.read(min(_seven_bits(head[6:10]), MOST_TAG))
    found: list[str] = []
    place = 0
    while place + 10 <= len(tag) and tag[place : place + 4].isalnum():
        name, size = tag[place : place + 4], tag[place + 4 : place + 8]
        length = _seven_bits(size) if version >= 4 else int.from_bytes(size, "big")
        value = tag[place + 10 : place + 10 + length]
        if name in OWNERS and value:
            encoding = ENCODINGS.get(value[0], "latin-1")
            found.append(value[1:].decode(encoding, "replace").replace("\0", " "))
        place += 10 + length
    if people := distinct(found):
        yield Trace("people", people)


def _seven_bits(data: bytes) -> int:
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
    return number
