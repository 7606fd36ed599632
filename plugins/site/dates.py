"""A reader sees dates as the page's language writes them."""

from __future__ import annotations

from datetime import datetime

from plugins.site.words import Words
from plugins.vietnamese.dates import local_time


def show_date(moment: datetime, with_time: bool, words: Words) -> str:
    """`Thứ Hai, 11/12/2023`, with ` 08:00` when asked; `Monday, 11 December 2023`."""
    date = _shown(words.dates.long, moment, words)
    if not with_time:
        return date
    local = local_time(moment)
    said: str = words.dates.time
    return said.format(date=date, hour=f"{local.hour:02}", minute=f"{local.minute:02}")


def show_day(moment: datetime, words: Words) -> str:
    """`11/12/2023`, `11 December 2023`."""
    return _shown(words.dates.short, moment, words)


def show_month(moment: datetime, words: Words) -> str:
    """`12/2023`, `December 2023`."""
    return _shown(words.dates.month, moment, words)


def _shown(pattern: str, moment: datetime, words: Words) -> str:
    local = local_time(moment)
    return pattern.format(
        weekday=words.dates.weekdays[local.weekday()],
        name=words.dates.months[local.month - 1],
        d=local.day,
        day=f"{local.day:02}",
        month=f"{local.month:02}",
        year=f"{local.year:04}",
    )
