"""What a long article has in it, for readers who come for one part: its headings and its length."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

# In the sanitiser's HTML, whose attributes are always in double quotes.
HEADING = re.compile(r'<h2(?: [a-z-]+="[^"]*")*? id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
LONG = 4
# Syllables; adults read 200 to 250 words of other languages a minute, whose words are longer.
A_MINUTE = 250


class Heading(NamedTuple):
    """anchor: the id in the page; title: plain text."""

    anchor: str
    title: str


def headings_of(html: str) -> list[Heading]:
    """The parts of an article that has LONG of them or more; else none."""
    if html.count("<h2") < LONG:
        return []
    found = [Heading(unescape(anchor), _text(title)) for anchor, title in HEADING.findall(html)]
    return found if len(found) >= LONG else []


def minutes_of(html: str) -> int:
    """How long reading takes, at least one."""
    return max(1, round(len(_text(html).split()) / A_MINUTE))


def _text(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", html)).split())
