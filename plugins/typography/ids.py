"""A link to a part of a page arrives there: no two parts have one name."""

from __future__ import annotations

import re

from plugins.vietnamese.slugs import IDS_OF_PAGES

# In the sanitiser's HTML, whose attributes are always in double quotes.
ID = re.compile(r'(<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")*?) id="([^"]*)"')


def single_ids(html: str) -> str:
    """The first with an id keeps it; none keeps one of the page's own."""
    ids = [found[1] for found in ID.findall(html)]
    if len(set(ids)) == len(ids) and IDS_OF_PAGES.isdisjoint(ids):
        return html
    seen = set(IDS_OF_PAGES)

    def keep_first(tag: re.Match[str]) -> str:
        if tag[2] in seen:
            return tag[1]
        seen.add(tag[2])
        return tag.group()

    return ID.sub(keep_first, html)
