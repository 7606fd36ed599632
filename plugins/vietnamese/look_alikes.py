"""A reader finds `Đảng` also where the writer typed another language's letter for its Đ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.vietnamese.legacy_tables import is_syllable

# Icelandic Eth and African D look like Đ in capitals; as small letters only some fonts confuse
# them, but Word's change of case makes them of the capitals.
MEANT = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
LETTER = re.compile(f"[{''.join(MEANT)}]")
WORD = re.compile(rf"(?<![^\W\d_])[^\W\d_]*[{''.join(MEANT)}][^\W_]*")
VIETNAMESE = re.compile(
    "[A-ZĂÂĐÊÔƠƯÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ0-9]+"
)
VOWEL = re.compile(r"[AĂÂEÊIOÔƠUƯY]")


def find_look_alikes(text: str) -> Iterator[tuple[int, str]]:
    """(offset, word) of each word of NFC `text` in which another letter stands for Đ.

    A word counts when it is a Vietnamese syllable with Đ (`Ðảng`), or an abbreviation in capitals
    (`HÐND`, `QÐ`) with one vowel at most: Icelandic and phonetic script (`/ði/`) stay.
    """
    if not any(letter in text for letter in MEANT):
        return
    for found in WORD.finditer(text):
        word = found.group()
        start, end = found.span()
        between_slashes = text[max(0, start - 1) : start] == text[end : end + 1] == "/"
        if not between_slashes and _is_meant(mended(word)):
            yield start, word


def mended(word: str) -> str:
    """With Vietnamese letters."""
    return LETTER.sub(lambda letter: MEANT[letter.group()], word)


def mend_look_alikes(text: str) -> str:
    """`text` with Đ in the words of `find_look_alikes`; positions stay."""
    parts, end = [], 0
    for offset, word in find_look_alikes(text):
        parts += [text[end:offset], mended(word)]
        end = offset + len(word)
    return "".join([*parts, text[end:]])


def _is_meant(word: str) -> bool:
    if is_syllable(word):
        return True
    abbreviation = len(word) > 1 and VIETNAMESE.fullmatch(word)
    return bool(abbreviation) and len(VOWEL.findall(word)) <= 1
