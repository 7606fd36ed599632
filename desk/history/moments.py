"""When something happened, in as few words as are clear."""

from __future__ import annotations

import time
from datetime import datetime

from plugins.vietnamese.dates import VIETNAM, show_short


def show_moment(seconds: float) -> str:
    """Since 1970: `30/11/2026 14:05`."""
    moment = datetime.fromtimestamp(seconds, VIETNAM)
    return f"{show_short(moment)} {moment:%H:%M}"


def show_recent(seconds: float, now: float | None = None) -> str:
    """`14:05`, with the day where that is not the day of `now`."""
    today = datetime.fromtimestamp(time.time() if now is None else now, VIETNAM).date()
    moment = datetime.fromtimestamp(seconds, VIETNAM)
    return f"{moment:%H:%M}" if moment.date() == today else show_moment(seconds)
