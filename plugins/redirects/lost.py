"""A publisher learns which pages the next release would take away from its readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

# Lists are counted from the oldest; the last page goes when articles do, and others do its work.
NUMBERED = re.compile(r"/(?:trang|page)/\d+$")


def lost_addresses(
    before: Iterable[str], after: Iterable[str], redirects: Mapping[str, str]
) -> list[str]:
    """The addresses in `before` that neither are in `after` nor redirect, sorted.

    before, after: of the pages of two releases (`/tin-tuc/2023/12/a/`), with the site's root as in
    `redirects`, which is what `redirect_map` gives. A list's numbered pages are never lost.
    """
    kept = {_spelling(address) for address in (*after, *redirects)}
    return sorted(
        address
        for address in set(before)
        if (spelling := _spelling(address)) not in kept and not NUMBERED.search(spelling)
    )


def _spelling(address: str) -> str:
    return quote(unquote(address)).lower().removesuffix("index.html").rstrip("/")
