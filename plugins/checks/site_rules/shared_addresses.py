"""Two files with one address would overwrite each other."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.site import Site
from plugins.problems import Problem


def check(site: Site) -> Iterator[Problem]:
    for facts in site.facts.values():
        first = site.addresses[facts.address]
        if first is not facts:
            yield Problem(
                facts.path,
                1,
                1,
                "error",
                f"trùng địa chỉ /{facts.address} với {first.path}.",
                "đổi tên một trong hai tệp.",
            )
