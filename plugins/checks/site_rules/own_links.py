"""Links within the site keep working when its name, its `https` or its server changes."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.site import Site
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem


def check(site: Site) -> Iterator[Problem]:
    """Whole addresses of this very site."""
    for link in site.links:
        if link.own:
            yield Problem(
                link.path,
                link.line,
                link.column,
                # A file goes out because a path leads to it.
                "error" if link.target.kind == "file" else "warning",
                gettext(
                    "liên kết “{typed}” ghi cả tên miền của chính trang này.", typed=link.typed
                ),
                gettext("ghi: {text}", text=link.own),
            )
