"""A date means the same day to the editor who types it and the reader who sees it: day first."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext, gettext_noop
from plugins.vietnamese.day_first import (
    DayFirstError,
    Years,
    read_day_first,
    reason_of,
    refuse_strange_year,
    written,
)

# Vietnam's legal time is UTC+7 all year; a fixed offset needs no time zone tables on Windows.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
ACCEPTED_FORMS = (
    gettext_noop("11/12/2023 (ngày trước, tháng sau)"),
    "11/12/2023 08:00",
    "2023-12-11",
    "2023-12-11 08:00",
    "2023-12-11T08:00:00+07:00",
)
MONTH = re.compile(r"(?:tháng )?(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII | re.IGNORECASE)
# The state that these articles speak for is not older; a later year is a slip (`2203` for 2023).
YEARS = Years(1945, 2100)


class DateError(PortalError, ValueError):
    """A date that no accepted form covers or that is on no calendar.

    reason: what was read and why it is refused; suggestion: the date probably meant, or "".
    """

    def __init__(self, reason: str, suggestion: str = "") -> None:
        self.reason = reason
        self.suggestion = suggestion
        forms = "; ".join(map(gettext, ACCEPTED_FORMS))
        forms = gettext("Các cách viết được nhận: {forms}.", forms=forms)
        super().__init__(reason, forms)


def parse_date(text: str) -> tuple[datetime, bool]:
    """The moment that `text` names, in Vietnam's time, and whether it gives a time of day.

    Only the forms of ACCEPTED_FORMS (seconds, fractions, `Z` and offsets where ISO has them);
    a time without an offset is Vietnam's, another offset is converted, fractions of a second are
    dropped. Raises DateError, for years outside of YEARS too.
    """
    try:
        typed = read_day_first(text, YEARS)
        moment = local_time(typed.moment)
        # Of Vietnam's day, where an offset was typed.
        refuse_strange_year(" ".join(text.split()), moment.year, YEARS)
    except DayFirstError as wrong:
        raise _refusal(wrong) from None
    return moment, typed.has_time


def parse_day_or_month(text: str) -> tuple[datetime, bool]:
    """As parse_date; `7/2025` is read too, as the month's first day, and false: no day is known."""
    found = MONTH.fullmatch(" ".join(text.split()))
    if not found:
        return parse_date(text)[0], True
    try:
        month = datetime(int(found["year"]), int(found["month"]), 1, tzinfo=VIETNAM)
    except ValueError:
        raise DateError(
            gettext("tháng “{typed}” không có trong lịch.", typed=found.group())
        ) from None
    try:
        refuse_strange_year(found.group(), month.year, YEARS)
    except DayFirstError as wrong:
        raise _refusal(wrong) from None
    return month, False


def show_date(moment: datetime, with_time: bool) -> str:
    """`Thứ Hai, 11/12/2023`, with ` 08:00` when asked."""
    local = local_time(moment)
    return f"{WEEKDAYS[local.weekday()]}, {written(local, with_time)}"


def show_short(moment: datetime) -> str:
    """`11/12/2023`."""
    return written(local_time(moment))


def show_moment(moment: datetime) -> str:
    """`11/12/2023 08:00`."""
    return written(local_time(moment), with_time=True)


def machine_date(moment: datetime, with_time: bool) -> str:
    """ISO 8601 for `<time datetime>`: `2023-12-11T08:00:00+07:00`, or `2023-12-11`."""
    local = local_time(moment)
    return local.isoformat(timespec="seconds") if with_time else local.date().isoformat()


def local_time(moment: datetime) -> datetime:
    """In Vietnam; a moment without an offset is there already."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=VIETNAM)
    return moment.astimezone(VIETNAM)


def _refusal(wrong: DayFirstError) -> DateError:
    return DateError(reason_of(wrong, YEARS), wrong.suggestion)
