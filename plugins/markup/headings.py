"""The anchors that an article offers: its headings' ids as the page will carry them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.vietnamese.slugs import heading_slug

HEADING = re.compile(
    r"^(?:#{1,6}[ \t]*(?P<hashed>[^\n]+?)[ \t]*#*|(?P<under>[^\n]+)\n(?:=+|-+))[ \t]*$", re.M
)
ID = re.compile(r"""\bid=["']([^"']+)["']""")
MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]|<[^>]*>")


def heading_ids(prose: str) -> Iterator[str]:
    """In order; a repeated heading gets `_1`, `_2`, … as Markdown's toc gives them."""
    used: set[str] = set()
    last: dict[str, int] = {}  # the number that a slug was given last: many alike cost no more
    for match in _headings(prose):
        text = MARKUP.sub(r"\1", match["hashed"] or match["under"])
        slug = heading_slug(text, "-")
        candidate, number = slug, last.get(slug, 0)
        while candidate in used:
            number += 1
            candidate = f"{slug}_{number}"
        last[slug] = number
        used.add(candidate)
        yield candidate
    if "id=" in prose:
        yield from ID.findall(prose)


def _headings(prose: str) -> Iterator[re.Match[str]]:
    """HEADING's matches as `finditer` gives them, looked for where a line could be one: faster."""
    start = 0
    while start >= 0:
        end = prose.find("\n", start)
        underlined = end >= 0 and prose.startswith(("-", "="), end + 1)
        if underlined or prose.startswith("#", start):
            match = HEADING.match(prose, start)
            if match:
                yield match
                end = prose.find("\n", match.end())
        start = end + 1 if end >= 0 else -1
