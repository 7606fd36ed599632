"""Pictures in HTML of any kind, whoever wrote it, are found and replaced."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

# A `picture` is left to who wrote it.
TAG = re.compile(
    r"<picture\b.*?</picture\s*>|<!--.*?-->|<img\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.I | re.S
)
ATTRIBUTE = re.compile(
    r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?", re.S
)

# The attributes of an `img`, unescaped.
Attributes = dict[str, str]


def with_pictures(content: str, shown: Callable[[str, Attributes], str]) -> str:
    """shown: gives the HTML in place of an `img`, of the tag as written and its attributes."""

    def replaced(tag: re.Match[str]) -> str:
        return tag[0] if tag[1] is None else shown(tag[0], attributes_of(tag[1]))

    return TAG.sub(replaced, content)


def attributes_of(written: str) -> Attributes:
    """Names in small letters; of two the first holds, as in browsers."""
    found: Attributes = {}
    for name, *values in ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), html.unescape("".join(values)))
    return found
