"""A search finds its words however they were typed: in capitals, without marks, with `đ` as `d`.

page/folding.js does the same in the reader's browser; folding.json holds both to one result.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Tones and vowel signs by their Telex keys. Where in the syllable a sign stands does not count,
# so hoà and hòa are one form.
SIGNS = {
    "\u0302": "a",
    "\u0306": "b",
    "\u031b": "w",
    "\u0300": "f",
    "\u0301": "s",
    "\u0303": "x",
    "\u0309": "r",
    "\u0323": "j",
    "đ": "d",
}
SYLLABLE = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
COMBINING = re.compile("[\u0300-\u036f]")


def spell(text: str) -> str:
    """`text` in lower case with every mark on its own, Đ's look-alikes mended."""
    return unicodedata.normalize("NFD", text).lower().replace("ð", "đ").replace("ɖ", "đ")


def fold_syllable(spelt: str) -> tuple[str, str]:
    """(letters without marks, its signs): `luận` → `luan`, `aj`."""
    signs = "".join(sorted(SIGNS[sign] for sign in spelt if sign in SIGNS))
    return COMBINING.sub("", spelt).replace("đ", "d"), signs


@lru_cache(2048)
def syllables(text: str) -> tuple[tuple[str, str], ...]:
    """Each syllable folded, and as it was spelt."""
    return tuple([fold_syllable(spelt) for spelt in SYLLABLE.findall(spell(text))])
