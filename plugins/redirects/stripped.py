"""A link from the old portal arrives though an import lost its percent signs: `thc3b4ng`.

The rule: in a word of letters and digits, every run of hex pairs that is the UTF-8 of a Vietnamese
letter (`c3b4`, `e1baa1`), or the number of one of U+1EA0–1EF9 (`1ea1`), stands for that letter.
The word stays as it is where two such runs overlap, for then it has two readings, and where a
digit is left over, for then it may be a code or a number. A `20` between two letters of a word
with such a run was a space.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = [*(unicodedata.normalize("NFC", v + tone) for v in VOWELS for tone in TONES), "đ"]
LETTERS = [letter for one in SMALL for letter in (one, one.upper()) if not letter.isascii()]
# U+00F4 and U+0111 have numbers that are found in dates as well: only those of one block are read.
BLOCK = range(0x1EA0, 0x1EFA)

CODES = {letter.encode().hex(): letter for letter in LETTERS}
CODES |= {f"{ord(letter):x}": letter for letter in LETTERS if ord(letter) in BLOCK}
WORD = re.compile(r"[^\W_]+")
SPACE = re.compile(r"(?<=[^\W\d_])20(?=[^\W\d_])")


@cache  # compiled when first needed: that takes as long as importing ten of our modules
def _code() -> re.Pattern[str]:
    return re.compile("|".join(CODES), re.I)


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile(f"(?=({_code().pattern}))", re.I)


def restore(text: str) -> str:
    """`text` with the letters that can be read in one way only; the others as they are."""
    if not _code().search(text):
        return text
    return WORD.sub(lambda word: _restored(word.group()), text)


def _restored(word: str) -> str:
    found = [match.span(1) for match in _anywhere().finditer(word)]
    if not found or any(end > start for (_, end), (start, _) in pairwise(found)):
        return word
    letters = SPACE.sub(" ", _code().sub(lambda code: CODES[code.group().lower()], word))
    return word if any(char.isdigit() for char in letters) else letters
