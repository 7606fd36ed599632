"""An article whose time has not come is held back, and the editor hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from plugins.checks.site import Site
from plugins.problems import Problem
from plugins.vietnamese.dates import show_short


def check(site: Site) -> Iterator[Problem]:
    for facts in site.facts.values():
        if facts.state != "published" or not facts.date:
            continue
        due = datetime.fromisoformat(facts.date)
        if due > site.now:
            time = f" {due:%H:%M}" if (due.hour, due.minute) != (0, 0) else ""
            yield Problem(
                facts.path,
                facts.date_line,
                1,
                "warning",
                f"hẹn giờ đăng: {show_short(due)}{time}, còn giữ lại.",
                "muốn đăng ngay thì sửa ngày.",
            )
