"""A claim that only our own pages speak about has not been checked."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.site import Site
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem


def check(site: Site) -> Iterator[Problem]:
    """Claims whose only evidence is this site."""
    for path, outline in site.subjects.items():
        evidence = site.details(path).evidence if outline.proven else ()
        if evidence and all(site.own_path(each.address) for each in evidence):
            yield Problem(
                path,
                evidence[0].line,
                1,
                "warning",
                gettext("căn cứ chỉ có trang của chính cổng này, không có nguồn nào khác."),
                gettext("thêm một nguồn khác: - tên nguồn | địa chỉ | ngày"),
            )
