"""What a reader searches or an editor types is found again, however its letters were encoded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

COMBINING = re.compile("[\u0300-\u036f]")
# What few texts hold. A closing quote and its like count only behind a letter that UTF-8 read as
# Windows-1252 begins with.
UNUSUAL = re.compile(
    "[^\n -~À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ](?:(?<![“”‘’…–—])|(?<=[Â-ô].))"
)
TONES = "\u0300\u0309\u0303\u0301\u0323"
NEW_TO_OLD_PLACEMENT = {
    "oà": "òa", "oả": "ỏa", "oã": "õa", "oá": "óa", "oạ": "ọa",
    "oè": "òe", "oẻ": "ỏe", "oẽ": "õe", "oé": "óe", "oẹ": "ọe",
    "uỳ": "ùy", "uỷ": "ủy", "uỹ": "ũy", "uý": "úy", "uỵ": "ụy",
}  # fmt: skip
NEW_PLACEMENT = re.compile(rf"(?<!q)({'|'.join(NEW_TO_OLD_PLACEMENT)})(?![^\W\d_])", re.IGNORECASE)


def nfc(text: str) -> str:
    """`text` with every letter and its marks as one character wherever Unicode has one."""
    return unicodedata.normalize("NFC", text)


def is_plain(text: str) -> bool:
    """Whether `text`, as most, has only letters and signs that nothing can be wrong with: it is in
    NFC, without control and invisible characters, odd spaces, loose marks and look-alikes."""
    return UNUSUAL.search(text) is None


def fold(text: str) -> str:
    """`text` as typed without marks: lower case, no tones, `đ` as `d`; for search and offers."""
    bare = COMBINING.sub("", unicodedata.normalize("NFD", text.lower()))
    return nfc(bare.replace("đ", "d"))


# The same tags and categories come again with every article.
@lru_cache(maxsize=1 << 16)
def one_placement(text: str) -> str:
    """`text` in NFC with the tone of oa, oe and uy on the first vowel: `hoà` → `hòa`.

    Only at the end of a syllable (`Hoàng` stays) and not after q (`quý` stays). Case is kept.
    """
    return NEW_PLACEMENT.sub(_move_tone, nfc(text))


@lru_cache(maxsize=1 << 16)
def tone_key(text: str) -> str:
    """Equal for two tags or categories that differ in case, spaces or tone placement only."""
    return one_placement(" ".join(nfc(text).casefold().split()))


def leftover_marks(text: str) -> Iterator[tuple[int, int]]:
    """(line, column), from 1, of each combining mark in NFC `text`: it belongs to no letter."""
    if not COMBINING.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        for mark in COMBINING.finditer(line):
            yield number, mark.start() + 1


def mended_letter(letter: str) -> str:
    """The one letter that was meant by a base and marks in the wrong order, else `letter`.

    `e` + acute + circumflex never composes; the tone has to come last.
    """
    marks = unicodedata.normalize("NFD", letter)
    ordered = marks[0] + "".join(sorted(marks[1:], key=lambda mark: mark in TONES))
    return nfc(ordered)


def _move_tone(pair: re.Match[str]) -> str:
    first, second = pair.group()[0], pair.group()[1]
    moved = NEW_TO_OLD_PLACEMENT[(first + second).lower()]
    return (moved[0].upper() if first.isupper() else moved[0]) + (
        moved[1].upper() if second.isupper() else moved[1]
    )
