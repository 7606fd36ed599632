"""Dates: what an editor types is the day that a reader sees."""

from __future__ import annotations

import locale
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.vietnamese.dates import (
    VIETNAM,
    WrongDate,
    machine_date,
    parse_date,
    show_date,
    show_long,
    show_short,
)

DAY = datetime(2023, 12, 11, tzinfo=VIETNAM)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2999, 12, 31)).map(  # noqa: DTZ001
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
    with pytest.raises(WrongDate) as refused:
        parse_date(text)
    assert text in str(refused.value)
    assert "11/12/2023 (ngày trước, tháng sau)" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["31/02/2023", "2023-13-01", "00/01/2023", "29/02/2023", "2023-02-30 08:00", "01/01/0000"],
)
def test_a_day_that_is_on_no_calendar_is_named(text: str) -> None:
    with pytest.raises(WrongDate, match="không có trong lịch") as refused:
        parse_date(text)
    assert text in refused.value.reason


@pytest.mark.parametrize(
    "text",
    ["11/12/2023 24:00", "2023-12-11 08:60", "2023-12-11T08:00:00+25:00", "0001-01-01T00:00+08:00"],
)
def test_a_time_that_does_not_exist_is_named(text: str) -> None:
    with pytest.raises(WrongDate, match="giờ trong"):
        parse_date(text)


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
    with pytest.raises(WrongDate) as refused:
        parse_date(text)
    assert refused.value.suggestion == meant


def test_dates_are_shown_as_vietnamese_offices_write_them() -> None:
    morning = DAY.replace(hour=8)
    assert show_date(DAY, False) == "Thứ Hai, 11/12/2023"
    assert show_date(morning, True) == "Thứ Hai, 11/12/2023 08:00"
    assert show_date(DAY - timedelta(days=1), False) == "Chủ Nhật, 10/12/2023"
    assert show_long(DAY) == "ngày 11 tháng 12 năm 2023"
    assert show_long(DAY.replace(day=2, month=9)) == "ngày 02 tháng 9 năm 2023"
    assert show_long(DAY.replace(day=3, month=2)) == "ngày 03 tháng 02 năm 2023"
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


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_or_refused_as_a_wrong_date(text: str) -> None:
    try:
        moment, _ = parse_date(text)
    except WrongDate as refused:
        assert refused.reason  # noqa: PT017
    else:
        assert moment.utcoffset() == timedelta(hours=7)
