"""The anchors that an article offers: its headings' ids as the page will carry them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.vietnamese.slugs import heading_slug

HEADING = re.compile(
    r"^(?:#{1,6}[ \t]*(?P<hashed>[^\n]+?)[ \t]*#*|(?P<under>[^\n]+)\n(?:=+|-+))[ \t]*$", re.M
)
# One of these is in each heading: most articles have none.
SIGNS = ("#", "\n-", "\n=")
ID = re.compile(r"""\bid=["']([^"']+)["']""")
MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]|<[^>]*>")


def heading_ids(prose: str) -> Iterator[str]:
    """In order; a repeated heading gets `_1`, `_2`, … as Markdown's toc gives them."""
    used: set[str] = set()
    last: dict[str, int] = {}  # the number that a slug was given last: many alike cost no more
    for match in HEADING.finditer(prose) if any(sign in prose for sign in SIGNS) else ():
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
