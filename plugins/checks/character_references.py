"""What a character reference (`&amp;`, `&#8;`) stands for, and whether it may stand in a page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

NUMBER = re.compile(r"&#(?:x(?P<hex>[0-9a-f]{1,20})|(?P<decimal>[0-9]{1,20}));?", re.IGNORECASE)
NAMED = re.compile(r"&[a-z][a-z0-9]{1,31};", re.IGNORECASE)
LAST = 0x10FFFF


def code_of(reference: re.Match[str]) -> int:
    """The number of a match of NUMBER."""
    return int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])


def is_forbidden(code: int) -> bool:
    """Whether no page and no feed may hold it: a control character, half a pair, no character."""
    control = code < 0x20 and code not in (0x9, 0xA, 0xD)
    return (
        control
        or code == 0x7F
        or 0xD800 <= code <= 0xDFFF
        or code & 0xFFFE == 0xFFFE
        or code > LAST
    )


def forbidden(text: str) -> Iterator[re.Match[str]]:
    """References to characters that no page may hold."""
    if "&#" in text:
        yield from (found for found in NUMBER.finditer(text) if is_forbidden(code_of(found)))


def spelt_out(text: str) -> Iterator[tuple[str, str]]:
    """Each reference to a letter or sign in `text`, with that sign: (`&amp;`, `&`)."""
    for found in (*NUMBER.finditer(text), *NAMED.finditer(text)) if "&" in text else ():
        meant = html.unescape(found[0])
        number = found.re is NUMBER
        if meant != found[0] and not (number and is_forbidden(code_of(found))):
            yield found[0], meant
