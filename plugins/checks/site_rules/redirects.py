"""Every old address leads to one page that readers can open."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.site import Site
from plugins.problems import Problem


def check(site: Site) -> Iterator[Problem]:
    if site.redirects:
        yield from site.redirects.problems
