"""Photos in the text of a Word 97–2003 file ([MS-DOC] 2.9.190, [MS-ODRAW] 2.2.23)."""

from __future__ import annotations

import struct

# Kinds of records that hold a picture's bytes as they are, and others whose drawing nobody shows.
PHOTOS = frozenset((0xF01D, 0xF01E, 0xF029, 0xF02A))
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")
# Bytes of a record between its head and the picture: one or two digests and a tag.
BEFORE = (17, 33)
MOST_BYTES = 64_000_000


def picture_at(data: bytes, place: int) -> bytes:
    """The photo that stands at `place` of the data stream, b"" if none does."""
    if place < 0 or place + 6 > len(data):
        return b""
    length, head = struct.unpack_from("<IH", data, place)
    inside = data[place + head : place + min(length, MOST_BYTES)]
    for beginning in BEGINNINGS:
        at = inside.find(beginning)
        for before in BEFORE:
            record = at - before - 8
            if at < 0 or record < 0:
                continue
            kind, size = struct.unpack_from("<HI", inside, record + 2)
            if kind in PHOTOS and size >= before:
                return inside[at : record + 8 + size]
    return b""
