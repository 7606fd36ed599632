"""Every old address leads to one page that readers can open."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.site import Site
from plugins.checks.site_rules.leftovers import OLD_ADDRESSES
from plugins.shared.problems import Problem


def check(site: Site) -> Iterator[Problem]:
    """Old addresses that lead nowhere, or to two places."""
    if site.about and not (OLD_ADDRESSES in site.files or _aliases(site)):
        return  # nothing can name it, and to know all old addresses takes a while
    if site.redirects:
        yield from site.redirects.problems


def _aliases(site: Site) -> list[str]:
    return [alias for outline in site.subjects.values() for alias in outline.aliases]
