"""A date means the same day to the editor who types it and the reader who sees it: day first."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext, gettext_noop
from plugins.vietnamese.near_dates import near_date

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
_ISO_DAY = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
_CLOCK = r"(?P<hour>\d\d):(?P<minute>\d\d)"
_OFFSET = r"(?:Z|(?P<sign>[+-])(?P<oh>\d\d)(?::?(?P<om>\d\d))?)"
_DAY_FIRST = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"
FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        _ISO_DAY,
        rf"{_ISO_DAY} {_CLOCK}(?::(?P<second>\d\d))?",
        rf"{_ISO_DAY}T{_CLOCK}(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?P<offset>{_OFFSET})?",
        _DAY_FIRST,
        rf"{_DAY_FIRST} {_CLOCK}",
    )
)
MONTH = re.compile(r"(?:tháng )?(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII | re.IGNORECASE)
# The state that these articles speak for is not older; a later year is a slip (`2203` for 2023).
FIRST_YEAR, LAST_YEAR = 1945, 2100


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
    dropped. Raises DateError, for years before FIRST_YEAR or after LAST_YEAR too.
    """
    typed = " ".join(text.split())
    for form in FORMS:
        if found := form.fullmatch(typed):
            parts = found.groupdict()
            return _moment(typed, parts), parts.get("hour") is not None
    raise DateError(
        gettext("không hiểu ngày “{typed}”.", typed=typed) if typed else gettext("chưa ghi ngày."),
        _probably_meant(typed),
    )


def parse_day_or_month(text: str) -> tuple[datetime, bool]:
    """As parse_date; `7/2025` is read too, as the month's first day, and false: no day is known."""
    found = MONTH.fullmatch(" ".join(text.split()))
    if not found:
        return parse_date(text)[0], True
    try:
        month = datetime(int(found["year"]), int(found["month"]), 1, tzinfo=VIETNAM)
    except ValueError:
        raise DateError(
            gettext("tháng “{month}” không có trong lịch.", month=found.group())
        ) from None
    _refuse_strange_year(found.group(), month.year)
    return month, False


def show_date(moment: datetime, with_time: bool) -> str:
    """`Thứ Hai, 11/12/2023`, with ` 08:00` when asked."""
    local = _local(moment)
    day = f"{WEEKDAYS[local.weekday()]}, {show_short(local)}"
    return f"{day} {local.hour:02}:{local.minute:02}" if with_time else day


def show_short(moment: datetime) -> str:
    """`11/12/2023`."""
    local = _local(moment)
    return f"{local.day:02}/{local.month:02}/{local.year:04}"


def show_moment(moment: datetime) -> str:
    """`11/12/2023 08:00`."""
    local = _local(moment)
    return f"{show_short(local)} {local.hour:02}:{local.minute:02}"


def machine_date(moment: datetime, with_time: bool) -> str:
    """ISO 8601 for `<time datetime>`: `2023-12-11T08:00:00+07:00`, or `2023-12-11`."""
    local = _local(moment)
    return local.isoformat(timespec="seconds") if with_time else local.date().isoformat()


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=VIETNAM)
    return moment.astimezone(VIETNAM)


def _moment(typed: str, parts: dict[str, str | None]) -> datetime:
    numbers = {name: int(parts.get(name) or 0) for name in ("hour", "minute", "second")}
    year, month, day = (int(parts[name] or 0) for name in ("year", "month", "day"))
    try:
        date = datetime(year, month, day, tzinfo=VIETNAM)
    except ValueError:
        reason = gettext("ngày “{typed}” không có trong lịch.", typed=typed)
        raise DateError(reason, _with_day_first(year, month, day)) from None
    _refuse_strange_year(typed, year)
    try:
        moment = date.replace(**numbers)  # type: ignore[arg-type]
        if parts.get("offset"):
            moment = moment.replace(tzinfo=_zone(parts)).astimezone(VIETNAM)
    except (ValueError, OverflowError):
        reason = gettext("giờ trong “{typed}” không có thật.", typed=typed)
        raise DateError(reason, _probably_meant(typed)) from None
    _refuse_strange_year(typed, moment.year)  # of Vietnam's day, where an offset was typed
    return moment


def _refuse_strange_year(typed: str, year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        reason = gettext(
            "năm {year:04} trong “{typed}” không hợp lý; chỉ nhận từ năm {first} đến năm {last}.",
            year=year,
            typed=typed,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
        raise DateError(reason)


def _with_day_first(year: int, month: int, day: int) -> str:
    """The only day that an American `12/31/2023` can mean, else ""."""
    try:
        meant = datetime(year, day, month, tzinfo=VIETNAM)
        _refuse_strange_year("", year)
    except ValueError:
        return ""
    return show_short(meant) if month > 12 else ""


def _zone(parts: dict[str, str | None]) -> timezone:
    ahead = timedelta(hours=int(parts["oh"] or 0), minutes=int(parts["om"] or 0))
    return timezone(-ahead if parts["sign"] == "-" else ahead)


def _probably_meant(typed: str) -> str:
    near = near_date(typed)
    if near is None:
        return ""
    try:
        moment = datetime(near.year, near.month, near.day, tzinfo=VIETNAM)
        if near.hour == 24 and near.minute == 0:
            moment += timedelta(days=1)
        elif near.hour is not None:
            moment = moment.replace(hour=near.hour, minute=near.minute)
        _refuse_strange_year(typed, moment.year)
    except (ValueError, OverflowError):
        return ""
    return show_short(moment) + ("" if near.hour is None else f" {moment:%H:%M}")
