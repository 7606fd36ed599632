"""An article whose time has not come is held back, and the editor hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from plugins.checks.site import Site
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.vietnamese.dates import show_short


def check(site: Site) -> Iterator[Problem]:
    """Articles whose time has not come."""
    for path, outline in site.subjects.items():
        if outline.state != "published" or site.is_public(path):
            continue
        details = site.details(path)
        due = datetime.fromisoformat(details.date)
        time = f" {due:%H:%M}" if (due.hour, due.minute) != (0, 0) else ""
        yield Problem(
            path,
            details.date_line,
            1,
            "warning",
            gettext(
                "hẹn giờ đăng: {day}{time}, còn giữ lại.",
                day=show_short(due),
                time=time,
            ),
            gettext("muốn đăng ngay thì sửa ngày."),
        )
