"""Dates: what an editor types is the day that a reader sees."""

from __future__ import annotations

import locale
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.vietnamese.dates import (
    VIETNAM,
    DateError,
    machine_date,
    parse_date,
    parse_day_or_month,
    show_date,
    show_short,
)

DAY = datetime(2023, 12, 11, tzinfo=VIETNAM)
MOMENTS = st.datetimes(datetime(1945, 1, 1), datetime(2100, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=VIETNAM)
)


def test_day_first_date_is_not_swapped() -> None:
    assert parse_date("11/12/2023") == (DAY, False)
    assert parse_date("1/2/2023")[0] == datetime(2023, 2, 1, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("text", "moment", "with_time"),
    [
        ("2023-12-11", DAY, False),
        ("2023-12-11 08:30", DAY.replace(hour=8, minute=30), True),
        ("2023-12-11 08:30:15", DAY.replace(hour=8, minute=30, second=15), True),
        ("2023-12-11T08:30:00+07:00", DAY.replace(hour=8, minute=30), True),
        ("2023-12-11T01:30:00Z", DAY.replace(hour=8, minute=30), True),
        ("2023-12-10T17:00:00.000Z", DAY, True),
        ("2023-12-10T20:00:00-05:00", DAY.replace(hour=8), True),
        ("11/12/2023 08:00", DAY.replace(hour=8), True),
        ("11/12/2023 00:00", DAY, True),
        (" 11/12/2023\u00a008:00\t", DAY.replace(hour=8), True),
    ],
)
def test_each_accepted_form_is_read(text: str, moment: datetime, with_time: bool) -> None:
    read, has_time = parse_date(text)
    assert (read, has_time) == (moment, with_time)
    assert read.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    "text",
    ["", "12/2023", "2023", "10h", "11/12/23", "11-12-2023", "11.12.2023", "12/11/2023 8:00 AM",
     "hôm nay", "11 Dec 2023", "2023-12-11 08", "2023-12-11 08:00+07:00", "２０２３-12-11",
     "11/12/2023 08:00 sáng", "“11/12/2023”", "20231211"],
)  # fmt: skip
def test_any_other_form_is_refused_with_the_accepted_ones(text: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(text)
    assert text in str(refused.value)
    assert "11/12/2023 (ngày trước, tháng sau)" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["31/02/2023", "2023-13-01", "00/01/2023", "29/02/2023", "2023-02-30 08:00", "01/01/0000"],
)
def test_a_day_that_is_on_no_calendar_is_named(text: str) -> None:
    with pytest.raises(DateError, match="không có trong lịch") as refused:
        parse_date(text)
    assert text in refused.value.reason


@pytest.mark.parametrize(
    "text",
    ["11/12/2023 24:00", "2023-12-11 08:60", "2023-12-11T08:00:00+25:00"],
)
def test_a_time_that_does_not_exist_is_named(text: str) -> None:
    with pytest.raises(DateError, match="giờ trong"):
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "11/12/0202", "01/01/0001", "31/12/1944", "01/01/2101", "11/12/3023",
        "0001-01-01T00:00+08:00", "9999-12-31T23:00:00-08:00", "1945-01-01T00:00:00+14:00",
    ],
)  # fmt: skip
def test_a_year_that_no_article_can_mean_is_named(text: str) -> None:
    with pytest.raises(DateError, match="từ năm 1945 đến năm 2100") as refused:
        parse_date(text)
    assert text in refused.value.reason
    assert refused.value.suggestion == ""


def test_the_first_and_the_last_year_are_read_and_a_month_has_the_same_bounds() -> None:
    assert parse_date("01/01/1945")[0].year == 1945
    assert parse_date("31/12/2100 23:59")[0].year == 2100
    assert parse_day_or_month("tháng 9/1945")[0].month == 9
    with pytest.raises(DateError, match="từ năm 1945"):
        parse_day_or_month("7/0205")


@pytest.mark.parametrize(
    ("clock", "meant"),
    [
        ("05:30 CH", "17:30"), ("5:30 PM", "17:30"), ("5 p.m.", "17:00"), ("5 giờ chiều", "17:00"),
        ("17:30 chiều", "17:30"), ("12:30 CH", "12:30"), ("05:30 SA", "05:30"),
        ("12:05 AM", "00:05"),
        ("8 giờ 15 phút sáng", "08:15"), ("12 giờ trưa", "12:00"), ("1h trưa", "13:00"),
        ("7h tối", "19:00"), ("10 giờ đêm", "22:00"), ("7h30", "07:30"), ("7g30'", "07:30"),
        ("０８：００", "08:00"), ("08:00 GMT+7", "08:00"), ("08:00:15", "08:00"),
    ],
)  # fmt: skip
def test_a_clock_of_another_form_is_refused_with_the_hour_that_was_meant(
    clock: str, meant: str
) -> None:
    for typed in (
        f"11/12/2023 {clock}",
        f"{clock} ngày 11/12/2023",
        f"{clock}, １１/１２/２０２３",
    ):
        with pytest.raises(DateError) as refused:
            parse_date(typed)
        assert refused.value.suggestion == f"11/12/2023 {meant}"


@pytest.mark.parametrize(
    "clock",
    ["13:30 SA", "0:30 CH", "12 giờ đêm", "12 tối", "3h tối", "7 giờ rưỡi", "8 giờ kém 5", "25:00",
     "10", "8h5", "08:00 GMT", "08:00Z", "08:00 - 09:00", "24:30"],
)  # fmt: skip
def test_a_clock_in_doubt_is_no_date_to_paste(clock: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(f"11/12/2023 {clock}")
    assert refused.value.suggestion == ""


def test_the_end_of_a_day_is_the_beginning_of_the_next() -> None:
    for typed in ("31/12/2023 24:00", "2023-12-31 24:00"):
        with pytest.raises(DateError, match="giờ trong") as refused:
            parse_date(typed)
        assert refused.value.suggestion == "01/01/2024 00:00"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("11-12-2023", "11/12/2023"),
        ("11.12.2023", "11/12/2023"),
        ("11/12/2023 8:05", "11/12/2023 08:05"),
        ("8h30 ngày 11/12/2023", "11/12/2023 08:30"),
        ("Thứ Hai, 11/12/2023", "11/12/2023"),
        ("ngày 11 tháng 12 năm 2023", "11/12/2023"),
        ("2023/12/11", "11/12/2023"),
        ("“11/12/2023”", "11/12/2023"),
        ("31-02-2023", ""),
        ("12/2023", ""),
    ],
)
def test_a_near_miss_offers_the_date_that_was_meant(text: str, meant: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(text)
    assert refused.value.suggestion == meant


def test_dates_are_shown_as_vietnamese_offices_write_them() -> None:
    morning = DAY.replace(hour=8)
    assert show_date(DAY, False) == "Thứ Hai, 11/12/2023"
    assert show_date(morning, True) == "Thứ Hai, 11/12/2023 08:00"
    assert show_date(DAY - timedelta(days=1), False) == "Chủ Nhật, 10/12/2023"
    assert show_short(DAY.replace(day=1, month=2)) == "01/02/2023"
    assert machine_date(morning, True) == "2023-12-11T08:00:00+07:00"
    assert machine_date(morning, False) == "2023-12-11"


def test_another_zone_is_shown_in_vietnam_time() -> None:
    evening = datetime(2023, 12, 10, 18, 0, tzinfo=UTC)
    assert show_date(evening, True) == "Thứ Hai, 11/12/2023 01:00"
    assert machine_date(evening, True) == "2023-12-11T01:00:00+07:00"


def test_the_system_locale_changes_nothing() -> None:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "C")
        assert show_date(DAY, False) == "Thứ Hai, 11/12/2023"
    finally:
        locale.setlocale(locale.LC_ALL, before)


@settings(deadline=None)
@given(MOMENTS)
def test_what_is_shown_is_always_read_back(moment: datetime) -> None:
    assert parse_date(machine_date(moment, True)) == (moment, True)
    day = moment.replace(hour=0, minute=0, second=0)
    assert parse_date(show_short(moment)) == (day, False)
    assert parse_date(machine_date(moment, False)) == (day, False)


NUMBER = st.integers(0, 40).map(str) | st.integers(1, 12).map("{:02}".format)
YEAR = st.integers(1940, 2105).map(str) | st.integers(0, 9999).map("{:04}".format)
SPACE = st.sampled_from(["", " ", "  ", "\u00a0", "T"])
CLOCK = st.sampled_from(["", "08:30", "8:30", "24:00", "05:30 CH", "7h30", "00:00", "23:59:59Z"])


@settings(deadline=None, max_examples=300)
@given(
    st.tuples(NUMBER, NUMBER, YEAR).map("/".join)
    | st.tuples(YEAR, NUMBER, NUMBER).map("-".join)
    | st.tuples(NUMBER, NUMBER, YEAR).map("-".join),
    SPACE,
    CLOCK,
)
def test_an_accepted_date_is_shown_as_the_day_that_was_typed_and_never_month_first(
    typed: str, space: str, clock: str
) -> None:
    try:
        moment, has_time = parse_date(f"{typed}{space}{clock}")
    except DateError as refused:
        # What is offered instead is accepted, and no offer of an offer.
        assert not refused.suggestion or parse_date(refused.suggestion)  # noqa: PT017
        return
    parts = [int(part) for part in re.split("[-/]", typed)]
    day, month, year = parts if "/" in typed else reversed(parts)
    if clock.endswith("Z"):
        assert moment == datetime(year, month, day, 23, 59, 59, tzinfo=UTC)
        return
    assert (moment.day, moment.month, moment.year) == (day, month, year)
    assert show_short(moment) == f"{day:02}/{month:02}/{year:04}"
    assert has_time == bool(clock)
    assert parse_date(show_short(moment))[0].date() == moment.date()


@settings(deadline=None)
@given(st.text() | st.text("0123456789/-:. hgTZ+cCHhsáSAngàyiờ０１２：／", max_size=24))
def test_any_text_is_read_or_refused_as_a_wrong_date(text: str) -> None:
    try:
        moment, _ = parse_date(text)
    except DateError as refused:
        assert refused.reason  # noqa: PT017
    else:
        assert moment.utcoffset() == timedelta(hours=7)
