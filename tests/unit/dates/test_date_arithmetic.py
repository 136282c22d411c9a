"""A date's interval holds its anchor arithmetic, over leap years and year ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.code.dates import calendar
from pipeline.code.dates.absolute import holiday_in
from pipeline.code.dates.calendar import covered
from pipeline.code.dates.context import Anchor, Reading
from pipeline.code.dates.grammar import find_timex

DAYS = st.dates(date(1600, 1, 1), date(2999, 12, 31))
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def read(text: str, day: date, tense: str | None = None) -> Reading:
    (named,) = find_timex(text, Anchor(day, None, "published_at"), lambda _start, _end: tense)  # type: ignore[arg-type, return-value]
    return named.reading


def interval(text: str, day: date, tense: str | None = None) -> tuple[date, date]:
    reading = read(text, day, tense)
    assert reading.first is not None
    assert reading.last is not None
    assert reading.first <= reading.last
    return reading.first, reading.last


@settings(deadline=None)  # the machine may be busy
@given(day=DAYS, count=st.integers(2, 400))
@example(day=date(2024, 3, 1), count=2)
@example(day=date(2000, 1, 1), count=366)
def test_days_ago_are_so_many_days_back(day: date, count: int):
    assert interval(f"It fell {count} days ago.", day) == (day - timedelta(count), day - timedelta(count))


@settings(deadline=None)  # the machine may be busy
@given(day=DAYS)
@example(day=date(2024, 3, 1))
@example(day=date(2025, 1, 1))
def test_yesterday_and_tomorrow_are_the_neighbours(day: date):
    assert interval("It fell yesterday.", day)[0] == day - timedelta(1)
    assert interval("It falls tomorrow.", day)[0] == day + timedelta(1)


@settings(deadline=None)  # the machine may be busy
@given(day=DAYS)
@example(day=date(2024, 3, 31))
@example(day=date(2025, 1, 15))
def test_last_this_and_next_month_touch(day: date):
    before, this, after = (interval(f"It rained {which} month.", day) for which in ("last", "this", "next"))
    assert before[0].day == this[0].day == after[0].day == 1
    assert before[1] + timedelta(1) == this[0] <= day <= this[1] == after[0] - timedelta(1)


@settings(deadline=None)  # the machine may be busy
@given(day=DAYS)
@example(day=date(2020, 12, 31))
@example(day=date(2021, 1, 3))
def test_last_this_and_next_week_are_monday_to_sunday(day: date):
    before, this, after = (interval(f"It rained {which} week.", day) for which in ("last", "this", "next"))
    assert this[0].isoweekday() == 1
    assert this[1] - this[0] == timedelta(6)
    assert this[0] <= day <= this[1]
    assert before[1] + timedelta(1) == this[0]
    assert this[1] + timedelta(1) == after[0]


@settings(deadline=None)  # the machine may be busy
@given(day=DAYS, weekday=st.integers(0, 6))
@example(day=date(2024, 3, 3), weekday=3)
def test_a_weekday_is_within_a_week_on_the_side_of_the_tense(day: date, weekday: int):
    past, future = (interval(f"They met {WEEKDAYS[weekday]}.", day, tense)[0] for tense in ("past", "future"))
    assert past.weekday() == future.weekday() == weekday
    assert timedelta(0) <= day - past < timedelta(7)
    assert timedelta(0) <= future - day < timedelta(7)
    assert timedelta(0) < day - interval(f"They met last {WEEKDAYS[weekday]}.", day)[0] <= timedelta(7)
    assert timedelta(0) < interval(f"They meet next {WEEKDAYS[weekday]}.", day)[0] - day <= timedelta(7)


@settings(deadline=None)  # the machine may be busy
@given(day=DAYS, month=st.integers(1, 12))
@example(day=date(2024, 2, 29), month=2)
def test_a_month_is_whole_and_within_a_year(day: date, month: int):
    first, last = interval(f"It rained in {MONTHS[month - 1]}.", day)
    assert (first.day, first.month, last.month, (last + timedelta(1)).day) == (1, month, month, 1)
    assert abs((first.year - day.year) * 12 + month - day.month) <= 12


@settings(deadline=None)  # the machine may be busy
@given(day=DAYS, count=st.integers(2, 30))
@example(day=date(2024, 2, 29), count=4)
def test_the_past_months_end_at_the_anchor(day: date, count: int):
    first, last = interval(f"It rained over the past {count} months.", day)
    assert last == day
    assert (day.year - first.year) * 12 + day.month - first.month == count


@settings(deadline=None)  # the machine may be busy
@given(day=DAYS)
def test_every_day_is_in_its_quarter_season_week_and_decade(day: date):
    for value in (
        calendar.quarter(day),
        calendar.season(day),
        calendar.iso_week(day),
        f"{day.year // 10}X",
        f"{day.year:04d}",
    ):
        first, last, _ = covered(value)
        assert first is not None
        assert last is not None
        assert first <= day <= last


@settings(deadline=None)  # the machine may be busy
@given(day=DAYS, months=st.integers(-1200, 1200))
def test_adding_months_keeps_the_day_or_the_months_end(day: date, months: int):
    moved = calendar.add_months(day, months)
    assert moved is not None
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(1)).day == 1)


@pytest.mark.parametrize(
    ("value", "first", "last", "granularity"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "month"),
        ("2024-WI", date(2024, 12, 1), date(2025, 2, 28), "season"),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3), "week"),
        ("2025-W19-WE", date(2025, 5, 10), date(2025, 5, 11), "week"),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31), "quarter"),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31), "vague"),
        ("2025-05-15TMO", date(2025, 5, 15), date(2025, 5, 15), "hour"),
        ("2025-05-15T17:00", date(2025, 5, 15), date(2025, 5, 15), "minute"),
        ("2025-05-03/2025-05-05", date(2025, 5, 3), date(2025, 5, 5), "day"),
        ("2014/2015", date(2014, 1, 1), date(2015, 12, 31), "year"),
        ("2023-02-29", None, None, "day"),
        ("2021-W53", None, None, "week"),
        ("XXXX-WXX-7", None, None, "day"),
        ("P3M", None, None, "duration"),
        ("PAST_REF", None, None, "vague"),
    ],
)
def test_a_value_covers_its_days(value: str, first: date | None, last: date | None, granularity: str):
    assert covered(value) == (first, last, granularity)


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        ("easter+0", 2024, date(2024, 3, 31)),
        ("easter-2", 2025, date(2025, 4, 18)),
        ("11-w4-4", 2025, date(2025, 11, 27)),
        ("05-w-1-1", 2025, date(2025, 5, 26)),
        ("12-25", 2025, date(2025, 12, 25)),
    ],
)
def test_moving_holidays_fall_on_their_day(rule: str, year: int, expected: date):
    assert holiday_in(rule, year) == expected
