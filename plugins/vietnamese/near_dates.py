"""What an editor probably meant by a date that no accepted form covers; a doubtful one is nobody's.

Nothing here is ever read as the article's date: it is the line that a refusal offers to paste.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

DAY_FIRST = re.compile(
    r"(?<![0-9])(?P<day>[0-9]{1,2})\s*[-./]\s*(?P<month>[0-9]{1,2})\s*[-./]\s*(?P<year>[0-9]{4})"
    r"(?![0-9])"
)
YEAR_FIRST = re.compile(
    r"(?<![0-9])(?P<year>[0-9]{4})\s*[-./]\s*(?P<month>[0-9]{1,2})\s*[-./]\s*(?P<day>[0-9]{1,2})"
    r"(?![0-9])"
)
IN_WORDS = re.compile(
    r"(?P<day>[0-9]{1,2})\s+tháng\s+(?P<month>[0-9]{1,2})(?:\s+năm|,)\s+(?P<year>[0-9]{4})",
    re.IGNORECASE,
)
FORMS = (DAY_FIRST, YEAR_FIRST, IN_WORDS)
PART_OF_DAY = re.compile(
    r"(?<!\w)(?:(?P<am>a\.?m\.?|sa|sáng)|(?P<pm>p\.?m\.?|ch|chiều)|(?P<noon>trưa)"
    r"|(?P<evening>tối)|(?P<night>đêm))(?!\w)",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"(?<![0-9/.-])(?P<hour>[0-9]{1,2})\s*"
    r"(?:(?:giờ|[:hg])\s*(?:(?P<minute>[0-9]{2})(?::[0-9]{2})?\s*(?:phút|p(?![\w.])|')?)?"
    rf"|(?={PART_OF_DAY.pattern.replace('?P<', '?P<_')}))",
    re.IGNORECASE,
)
# Vietnam's own offset says nothing new, a weekday says nothing of the clock.
SAID_ANYWAY = re.compile(r"(?:utc|gmt)?\s*\+\s*0?7(?:[:h]?00)?|thứ\s+[2-7]", re.IGNORECASE)
# With one of these left over, a part of what was typed has not been understood.
NOT_UNDERSTOOD = re.compile(r"[0-9]|(?<!\w)(?:utc|gmt|z|rưỡi|kém|hơn)(?!\w)", re.IGNORECASE)

# The hour on a clock of 24, by the hour that goes with a part of the day; others contradict it.
HOURS: Mapping[str, Mapping[int, int]] = {
    "am": {12: 0} | {hour: hour for hour in range(12)},
    "pm": {hour: 12 + hour % 12 for hour in range(1, 13)} | {hour: hour for hour in range(13, 24)},
    "noon": {10: 10, 11: 11, 12: 12, 1: 13, 2: 14, 13: 13, 14: 14},
    "evening": {hour % 12: hour for hour in range(17, 24)} | {hour: hour for hour in range(17, 24)},
    "night": {hour % 12: hour for hour in range(20, 24)}
    | {hour: hour for hour in (*range(1, 5), *range(20, 24))},
}


class NearDate(NamedTuple):
    """hour: 24 is the day's end; None where no time was typed. It may be on no calendar."""

    year: int
    month: int
    day: int
    hour: int | None
    minute: int


def near_date(typed: str) -> NearDate | None:
    """The one date that `typed`, in full-width digits or not, can mean; None where in doubt."""
    text = unicodedata.normalize("NFKC", typed)
    found = next(filter(None, (form.search(text) for form in FORMS)), None)
    if found is None:
        return None
    rest = SAID_ANYWAY.sub(" ", f"{text[: found.start()]} {text[found.end() :]}")
    hour: int | None = None
    minute = 0
    if clock := CLOCK.search(rest):
        hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
        rest = f"{rest[: clock.start()]} {rest[clock.end() :]}"
        if part := PART_OF_DAY.search(rest):
            hour = HOURS[part.lastgroup or ""].get(hour)
            if hour is None:
                return None
    if NOT_UNDERSTOOD.search(rest):
        return None
    return NearDate(int(found["year"]), int(found["month"]), int(found["day"]), hour, minute)
