"""Categories, authors and tags stand in the order of a Vietnamese dictionary."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from plugins.vietnamese.text import nfc

# Vietnamese has no f, j, w, z; names do: they stand where the Latin alphabet has them.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
RANKS = {letter: rank for rank, letter in enumerate(ALPHABET)}
TONES = {tone: rank for rank, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}
SYLLABLES = re.compile(r"[0-9]+|(?:[^\W0-9_][\u0300-\u036f]*)+")

Syllable = tuple[int, int, tuple[int, ...], tuple[int, ...]]
SortKey = tuple[tuple[Syllable, ...], str, str]


def sort_key(text: str) -> SortKey:
    """For sorted(): syllable by syllable, letters first, then the tone; numbers by value.

    Tones: level, huyền, hỏi, ngã, sắc, nặng, wherever in the syllable they stand, so `hòa` and
    `hoà` are neighbours. The text itself comes last, so no two different texts have equal keys.
    """
    plain = nfc(text)
    syllables = tuple(_syllable(found) for found in SYLLABLES.findall(plain.lower()))
    return syllables, plain.swapcase(), text


# The same few thousand come again in all texts.
@lru_cache(maxsize=1 << 14)
def _syllable(syllable: str) -> Syllable:
    if syllable[0] in "0123456789":
        return 0, int(syllable[:4000]), (), ()
    parts = [_parts(char) for char in nfc(syllable)]
    tones = tuple(tone for _, found in parts for tone in found)
    return 1, 0, tuple(rank for rank, _ in parts), tones


def _parts(char: str) -> tuple[int, list[int]]:
    marks = unicodedata.normalize("NFD", char)
    tones = [TONES[mark] for mark in marks if mark in TONES]
    letter = nfc("".join(mark for mark in marks if mark not in TONES)) or char
    known = letter if letter in RANKS else marks[0]
    return RANKS.get(known, len(ALPHABET) + ord(known)), tones
