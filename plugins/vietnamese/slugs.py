"""A reader can read, type and share an address: `dinh-huong-du-luan`, never `%C4%91` or `inh`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from unidecode import unidecode

from plugins.vietnamese.text import fold

LONGEST = 80
SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
NOT_IN_ADDRESS = re.compile(r"[^a-z0-9]+")
HEADING_WITHOUT_LETTERS = "muc"
# Ids that templates give to parts of an article's or a page's own page; a test compares.
IDS_OF_PAGES = frozenset({"noi-dung", "hien-thi", "tra-loi", "can-cu"})


# The same tags, authors and sections come again with every article.
@lru_cache(maxsize=1 << 16)
def slugify(text: str) -> str:
    """ASCII letters, digits and single hyphens, at most 80 characters, cut at a word.

    Whatever is no letter or digit becomes a hyphen (`100-KL/TW` → `100-kl-tw`). Empty only for
    text without any letter or digit.
    """
    if len(text) <= LONGEST and SLUG.fullmatch(text):
        return text
    folded = fold(text)
    if not folded.isascii():
        visible = (char for char in folded if unicodedata.category(char) != "Cf")
        folded = "".join(map(_ascii, visible))
    slug = NOT_IN_ADDRESS.sub("-", folded).strip("-")
    if len(slug) <= LONGEST:
        return slug
    cut = slug.rfind("-", 0, LONGEST + 1)
    return slug[: cut if cut > 0 else LONGEST]


def heading_slug(value: str, separator: str) -> str:
    """`slugify` as Markdown's toc calls it; a heading without letters gets an id too, and none gets
    one of the page's own."""
    slug = slugify(value) or HEADING_WITHOUT_LETTERS
    if slug in IDS_OF_PAGES:
        slug = f"{HEADING_WITHOUT_LETTERS}-{slug}"
    return slug.replace("-", separator)


def _ascii(char: str) -> str:
    if char.isascii():
        return char
    near = unidecode(char, errors="ignore").lower()
    if char.isalnum() and not any(part.isalnum() for part in near):
        return f"u{ord(char):x}"
    return near
