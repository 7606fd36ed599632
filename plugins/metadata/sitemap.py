"""sitemap.xml: every address once, with the article's own date and no build time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from plugins.listings.versions import Version

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
NO_VERSIONS: Mapping[str, tuple[Version, ...]] = {}


def sitemap(
    address: str,
    paths: Iterable[str],
    dates: Mapping[str, str],
    versions: Mapping[str, tuple[Version, ...]] = NO_VERSIONS,
) -> str:
    """paths: without the site's root; dates: ISO 8601, versions: in all languages, by path. Sorted,
    so the bytes are stable."""
    entries = []
    for path in sorted(set(paths)):
        date = f"<lastmod>{dates[path]}</lastmod>" if path in dates else ""
        others = "".join(_alternate(address, each) for each in versions.get(path, ()))
        entries.append(f"<url><loc>{escape(f'{address}/{path}')}</loc>{date}{others}</url>\n")
    more = XHTML if versions else ""
    return f'{HEAD}<urlset xmlns="{NAMESPACE}"{more}>\n{"".join(entries)}</urlset>\n'


def _alternate(address: str, version: Version) -> str:
    place = quoteattr(f"{address}/{version.url}")
    return f'<xhtml:link rel="alternate" hreflang="{version.lang}" href={place}/>'
