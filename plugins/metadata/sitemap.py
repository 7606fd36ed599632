"""sitemap.xml: every address once, with the article's own date and no build time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(address: str, paths: Iterable[str], dates: Mapping[str, str]) -> str:
    """paths: without the site's root; dates: ISO 8601 by path. Sorted, so the bytes are stable."""
    entries = []
    for path in sorted(set(paths)):
        date = f"<lastmod>{dates[path]}</lastmod>" if path in dates else ""
        entries.append(f"<url><loc>{escape(f'{address}/{path}')}</loc>{date}</url>\n")
    return f'{HEAD}<urlset xmlns="{NAMESPACE}">\n{"".join(entries)}</urlset>\n'
