"""TIMEX3 values and the days they cover."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from pipeline.records import Granularity

UNIT_GRANULARITY: dict[str, Granularity] = {
    "S": "minute",
    "M": "minute",
    "H": "hour",
    "D": "day",
    "W": "week",
    "F": "week",
    "O": "month",
    "Q": "quarter",
    "Y": "year",
    "E": "decade",
    "C": "vague",
}
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-(?:(\d\d)|Q([1-4])|H([12])|(SP|SU|FA|WI))")
_YEARS = re.compile(r"(\d{4})|(\d{3})X|(\d\d)XX")


def month_start(year: int, month: int) -> date | None:
    """The first day of a month counted from January of ``year`` (13 is next January); None outside the calendar."""
    index = year * 12 + month - 1
    return date(index // 12, index % 12 + 1, 1) if 12 <= index < 12 * 10000 else None


def month_end(year: int, month: int) -> date | None:
    """The last day of a month, likewise."""
    start = month_start(year, month)
    return start and start.replace(day=calendar.monthrange(start.year, start.month)[1])


def add_months(day: date, months: int) -> date | None:
    """The same day so many months away, or that month's last day where it is shorter."""
    start, end = month_start(day.year, day.month + months), month_end(day.year, day.month + months)
    return start.replace(day=min(day.day, end.day)) if start and end else None


def add_days(day: date, days: int) -> date | None:
    """So many days away; None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def iso_week(day: date) -> str:
    """The day's ISO week: 2025-W20."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter(day: date) -> str:
    """The day's quarter: 2025-Q2."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def season(day: date) -> str:
    """The meteorological season; a winter has the year of its December."""
    index = day.year * 12 + day.month - 3
    return f"{index // 12:04d}-{('SP', 'SU', 'FA', 'WI')[index % 12 // 3]}"


def easter(year: int) -> date:
    """Gregorian Easter Sunday (the anonymous algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def covered(value: str) -> tuple[date | None, date | None, Granularity]:
    """First day, last day and granularity of a TIMEX3 value; the days are None where it names none."""
    if "/" in value:
        start, _, end = value.partition("/")
        (first, _, granularity), (_, last, _) = covered(start), covered(end)
        return (first, last, granularity) if first and last and first <= last else (None, None, granularity)
    first, last = _days(value)
    return first, last, granularity_of(value)


def granularity_of(value: str) -> Granularity:
    """How fine a value is."""
    if value.endswith("_REF"):
        return "vague"
    if value.startswith("P"):
        return "duration"
    if "T" in value:
        clock = value.partition("T")[2]
        return "minute" if re.match(r"\d\d:\d\d", clock) else "hour"
    if re.fullmatch(r"[0-9X]{4}-W[0-9X]{2}(-WE)?", value):
        return "week"
    if value.count("-") == 2:
        return "day"
    tail = value.partition("-")[2]
    if not tail:
        return "decade" if re.fullmatch(r"\d{3}X", value) else "vague" if re.fullmatch(r"\d\dXX", value) else "year"
    if tail[0] in "QH":
        return "quarter"
    return "season" if tail in SEASON_STARTS else "month"


def _days(value: str) -> tuple[date | None, date | None]:
    if match := _DAY.fullmatch(value):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None, None
        return day, day
    if match := _WEEK.fullmatch(value):
        try:
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None, None
        return (add_days(monday, 5) if match[3] else monday), add_days(monday, 6)
    if match := _PART.fullmatch(value):
        year = int(match[1])
        if match[2]:
            start, months = int(match[2]), 1
            if not 1 <= start <= 12:
                return None, None
        elif match[3]:
            start, months = int(match[3]) * 3 - 2, 3
        elif match[4]:
            start, months = int(match[4]) * 6 - 5, 6
        else:
            start, months = SEASON_STARTS[match[5]], 3
        return month_start(year, start), month_end(year, start + months - 1)
    if match := _YEARS.fullmatch(value):
        if match[1]:
            first, last = int(match[1]), int(match[1])
        elif match[2]:
            first, last = int(match[2]) * 10, int(match[2]) * 10 + 9
        else:
            first, last = int(match[3]) * 100, int(match[3]) * 100 + 99
        return month_start(max(first, 1), 1), month_end(last, 12)
    return None, None
