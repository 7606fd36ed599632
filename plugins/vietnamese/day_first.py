"""A date means the same day to who types it and who reads it: day first or ISO, nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Literal, NamedTuple

from plugins.shared.messages import gettext, gettext_noop
from plugins.vietnamese.near_dates import near_date

# empty: nothing was typed; unknown: in no form; calendar: a day that is on none; time: of no day;
# year: outside of those that are taken.
Fault = Literal["empty", "unknown", "calendar", "time", "year"]

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

SENTENCES: Mapping[Fault, str] = {
    "empty": gettext_noop("chưa ghi ngày."),
    "unknown": gettext_noop("không hiểu ngày “{typed}”."),
    "calendar": gettext_noop("ngày “{typed}” không có trong lịch."),
    "time": gettext_noop("giờ trong “{typed}” không có thật."),
    "year": gettext_noop(
        "năm {year:04} trong “{typed}” không hợp lý; chỉ nhận từ năm {first} đến năm {last}."
    ),
}


class Years(NamedTuple):
    """The first and the last that are taken: a year outside is a slip (`2203` for 2023)."""

    first: int
    last: int


class Typed(NamedTuple):
    """moment: with an offset if one was typed; has_time: whether a time of day was."""

    moment: datetime
    has_time: bool


class DayFirstError(ValueError):
    """typed: with single blanks; suggestion: the date probably meant, or ""; year: the one that is
    not taken."""

    def __init__(self, fault: Fault, typed: str, suggestion: str = "", year: int = 0) -> None:
        super().__init__(f"{fault}: {typed}")
        self.fault = fault
        self.typed = typed
        self.suggestion = suggestion
        self.year = year


def read_day_first(text: str, years: Years) -> Typed:
    """The moment that `text` names: `11/12/2023`, `11/12/2023 08:00`, `2023-12-11`, with a time
    behind a blank or a `T`, then with seconds, fractions (which are dropped) and an offset.

    Raises DayFirstError.
    """
    typed = " ".join(text.split())
    for form in FORMS:
        if found := form.fullmatch(typed):
            parts = found.groupdict()
            return Typed(_moment(typed, parts, years), parts.get("hour") is not None)
    raise DayFirstError(
        "unknown" if typed else "empty", typed, _probably_meant(typed, years) if typed else ""
    )


def reason_of(wrong: DayFirstError, years: Years) -> str:
    """What was read, and why it is refused."""
    return gettext(
        SENTENCES[wrong.fault],
        typed=wrong.typed,
        year=wrong.year,
        first=years.first,
        last=years.last,
    )


def refuse_strange_year(typed: str, year: int, years: Years) -> None:
    if not years.first <= year <= years.last:
        raise DayFirstError("year", typed, year=year)


def written(moment: datetime, with_time: bool = False) -> str:
    """`11/12/2023`, `11/12/2023 08:00`."""
    day = f"{moment.day:02}/{moment.month:02}/{moment.year:04}"
    return f"{day} {moment.hour:02}:{moment.minute:02}" if with_time else day


def _moment(typed: str, parts: dict[str, str | None], years: Years) -> datetime:
    numbers = {name: int(parts.get(name) or 0) for name in ("hour", "minute", "second")}
    year, month, day = (int(parts[name] or 0) for name in ("year", "month", "day"))
    try:
        date = datetime(year, month, day)  # noqa: DTZ001
    except ValueError:
        meant = _with_day_first(year, month, day, years)
        raise DayFirstError("calendar", typed, meant) from None
    refuse_strange_year(typed, year, years)
    try:
        moment = date.replace(**numbers)  # type: ignore[arg-type]
        return moment.replace(tzinfo=_zone(parts)) if parts.get("offset") else moment
    except ValueError:
        raise DayFirstError("time", typed, _probably_meant(typed, years)) from None


def _with_day_first(year: int, month: int, day: int, years: Years) -> str:
    """The only day that an American `12/31/2023` can mean, else ""."""
    try:
        meant = datetime(year, day, month)  # noqa: DTZ001
        refuse_strange_year("", year, years)
    except ValueError:
        return ""
    return written(meant) if month > 12 else ""


def _zone(parts: dict[str, str | None]) -> timezone:
    ahead = timedelta(hours=int(parts["oh"] or 0), minutes=int(parts["om"] or 0))
    return timezone(-ahead if parts["sign"] == "-" else ahead)


def _probably_meant(typed: str, years: Years) -> str:
    near = near_date(typed)
    if near is None:
        return ""
    try:
        moment = datetime(near.year, near.month, near.day)  # noqa: DTZ001
        if near.hour == 24 and near.minute == 0:
            moment += timedelta(days=1)
        elif near.hour is not None:
            moment = moment.replace(hour=near.hour, minute=near.minute)
        refuse_strange_year(typed, moment.year, years)
    except (ValueError, OverflowError):
        return ""
    return written(moment, near.hour is not None)
