"""Two files with one address would overwrite each other."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.site import Site
from plugins.problems import Problem


def check(site: Site) -> Iterator[Problem]:
    for path, outline in site.outlines.items():
        first = site.addresses[outline.address]
        if first != path:
            yield Problem(
                path,
                1,
                1,
                "error",
                f"trùng địa chỉ /{outline.address} với {first}.",
                "đổi tên một trong hai tệp.",
            )
