"""Dates as Pelican sites write them: day first, ISO, and what else can mean but one day."""

from __future__ import annotations

import re
from datetime import datetime

from pelican.utils import get_date

from plugins.vietnamese.day_first import DayFirstError, Years, read_day_first, refuse_strange_year

# Pelican reads these itself, and there is but one way to.
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", re.ASCII)
WITH_MONTHS_NAME = re.compile(
    r"(?=.*\b\d{4}\b).*\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)", re.ASCII | re.I
)


def read_date(text: str, years: Years) -> datetime:
    """Without an offset where none was typed: then it is the site's. Raises DayFirstError."""
    try:
        return read_day_first(text, years).moment
    except DayFirstError as wrong:
        if wrong.fault != "unknown":
            raise
        moment = _by_pelican(wrong.typed)
        if moment is None:
            raise
        refuse_strange_year(wrong.typed, moment.year, years)
        return moment


def _by_pelican(typed: str) -> datetime | None:
    day = YEAR_FIRST.match(typed)
    if not day and not WITH_MONTHS_NAME.match(typed):
        return None
    try:
        moment: datetime = get_date(typed)
    except (ValueError, OverflowError):
        return None
    # It takes a month for a day where there is no such month.
    if day and (moment.year, moment.month, moment.day) != tuple(map(int, day.groups())):
        raise DayFirstError("calendar", typed)
    return moment
