"""Dates of a Pelican site mean one day, or are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.dates.reading import read_date
from plugins.vietnamese.day_first import DayFirstError, Years

YEARS = Years(1900, 2100)
DAY = datetime(2023, 12, 11)  # noqa: DTZ001


@pytest.mark.parametrize(
    "typed",
    ["11/12/2023", "2023-12-11", "2023/12/11", "2023.12.11", "11 Dec 2023", "December 11, 2023",
     "Mon, 11 December 2023", " 11/12/2023 "],
)  # fmt: skip
def test_what_can_mean_but_one_day_is_read(typed: str) -> None:
    assert read_date(typed, YEARS) == DAY


def test_a_time_has_the_offset_that_was_typed_or_none() -> None:
    morning = DAY.replace(hour=8)
    assert read_date("11/12/2023 08:00", YEARS) == morning
    assert read_date("2023-12-11 8:00", YEARS) == morning
    assert read_date("2023-12-11T08:00:00Z", YEARS) == morning.replace(tzinfo=UTC)
    assert read_date("2023-12-11 08:00:00+00:00", YEARS) == morning.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "fault", "meant"),
    [
        ("", "empty", ""),
        ("12/31/2023", "calendar", "31/12/2023"),
        ("2023-13-01", "calendar", "13/01/2023"),
        ("2023/13/01", "unknown", ""),
        ("31/02/2023", "calendar", ""),
        ("11-12-2023", "unknown", "11/12/2023"),
        ("11/12/23", "unknown", ""),
        ("11 Décembre 2023", "unknown", ""),
        ("tomorrow", "unknown", ""),
        ("May", "unknown", ""),
        ("11/12/2023 25:00", "time", ""),
        ("11/12/2203", "year", ""),
        ("Dec 11, 2203", "year", ""),
    ],
)
def test_what_is_in_doubt_is_refused(typed: str, fault: str, meant: str) -> None:
    with pytest.raises(DayFirstError) as refused:
        read_date(typed, YEARS)
    assert (refused.value.fault, refused.value.suggestion) == (fault, meant)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_no_day_is_ever_swapped(day: date) -> None:
    for typed in (f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m/%Y} 08:00", str(day)):
        assert read_date(typed, YEARS).date() == day


@given(st.text("0123456789/-. :", max_size=16))
def test_any_text_is_a_day_as_typed_or_refused(typed: str) -> None:
    try:
        read = read_date(typed, YEARS)
    except DayFirstError:
        return
    numbers = [
        int(part)
        for part in typed.replace(":", " ")
        .split()[0]
        .replace(".", "/")
        .replace("-", "/")
        .split("/")
    ]
    assert sorted(numbers[:3]) == sorted([read.year, read.month, read.day])
    assert numbers[1] == read.month
