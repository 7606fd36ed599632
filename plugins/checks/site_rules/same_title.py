"""The same news is not published twice under one title."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.facts import Facts
from plugins.checks.quoting import quoted
from plugins.checks.site import Site
from plugins.problems import Problem
from plugins.vietnamese.slugs import NOT_IN_ADDRESS
from plugins.vietnamese.text import fold


def check(site: Site) -> Iterator[Problem]:
    first_of: dict[str, Facts] = {}
    for facts in site.facts.values():
        # Neither marks nor punctuation make another title.
        key = NOT_IN_ADDRESS.sub(" ", fold(facts.title)).strip()
        first = first_of.setdefault(key or facts.title, facts)
        if first is not facts:
            yield Problem(
                facts.path,
                facts.title_line,
                1,
                "warning",
                f"tiêu đề {quoted(facts.title)} trùng với bài {first.path}.",
                "nếu là một bài thì xóa một trong hai tệp; nếu không thì đặt tiêu đề khác.",
            )
