"""Straight quotes and dots become the typographer's, as typogrify does it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from typogrify.filters import typogrify

# All that smartypants changes has one of these; most articles have none.
SIGNS = re.compile(r"""["'`\\]|--|\.\.\.|\. \. \.|&quot;""")
TAG = re.compile(r"<[^>]*>")


def smarten(html: str, omitted: Iterable[str]) -> str:
    """omitted: typogrify's filters that are not to be used."""
    if not SIGNS.search(TAG.sub("\0", html)):
        return html
    return str(typogrify(html, None, **dict.fromkeys(omitted, False)))
