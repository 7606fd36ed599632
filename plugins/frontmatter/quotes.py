"""Straight quotes and dots become the typographer's, as typogrify does it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from typogrify.filters import typogrify

# All that smartypants changes has one of these; most articles have none.
SIGNS = ('"', "'", "`", "\\", "--", "...", ". . .", "&quot;")
TAG = re.compile(r"<[^>]*>")


def smarten(html: str, omitted: Iterable[str]) -> str:
    """omitted: typogrify's filters that are not to be used."""
    text = TAG.sub("\0", html)
    if not any(sign in text for sign in SIGNS):
        return html
    return str(typogrify(html, None, **dict.fromkeys(omitted, False)))
