"""The same news is not published twice under one title."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.site import RuleInput, Site
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

READS: RuleInput = "titles"


def check(site: Site) -> Iterator[Problem]:
    """Articles of one title."""
    first_of: dict[str, str] = {}
    for path, title in site.titles.items():
        first = first_of.setdefault(title, path)
        if first != path:
            details = site.details(path)
            yield Problem(
                path,
                details.title_line,
                1,
                "warning",
                gettext(
                    "tiêu đề {title} trùng với bài {first}.",
                    title=quoted(details.title),
                    first=first,
                ),
                gettext(
                    "nếu là một bài thì xóa một trong hai tệp; nếu không thì đặt tiêu đề khác."
                ),
            )
