"""When something happened, in as few words as are clear."""

from __future__ import annotations

import time
from datetime import datetime

from plugins.vietnamese import dates
from plugins.vietnamese.dates import VIETNAM


def show_moment(seconds: float) -> str:
    """Since 1970: `30/11/2026 14:05`."""
    return dates.show_moment(datetime.fromtimestamp(seconds, VIETNAM))


def show_recent(seconds: float, now: float | None = None) -> str:
    """`14:05`, with the day where that is not the day of `now`."""
    today = datetime.fromtimestamp(time.time() if now is None else now, VIETNAM).date()
    moment = datetime.fromtimestamp(seconds, VIETNAM)
    return f"{moment:%H:%M}" if moment.date() == today else show_moment(seconds)
