"""Calendar expressions: days, months, quarters, seasons, years, decades, centuries and holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from pipeline.code.dates import calendar
from pipeline.code.dates.context import Context, Reading
from pipeline.code.dates.lexicon import lines
from pipeline.code.dates.match import Match

SHIFT = {"LAST": -1, "PAST": -1, "PREVIOUS": -1, "NEXT": 1, "COMING": 1, "FOLLOWING": 1}
# What a reading against the tense costs, in months: "will ... in December" may still be near, so it is no ban.
_AGAINST_FUTURE = 8.0  # a past date in a clause about the future
_SOON, _SOON_DONE = 0.5, 0.1  # months that no tense speaks against
# A date to come, by the tense of its clause.
_AGAINST_PAST = {"done": 12.0, "past": 5.0, None: 5.0, "present": 1.0, "future": 0.0}


def shift_of(match: Match, group: str = "r") -> int:
    """-1 for "last", 1 for "next", else 0."""
    return SHIFT.get(match.name(group), 0)


def full_year(text: str, context: Context) -> int | None:
    """A year of two or four digits; of two, the one nearest to the anchor (else to 2000)."""
    number = int(text)
    if len(text) > 2:
        return number if 1000 <= number <= 2100 else None
    near = context.anchor.day.year if context.anchor.day else 2000
    return min((century + number for century in range(1800, 2101, 100)), key=lambda year: abs(year - near))


def nearest_year(match: Match, context: Context, month: float, against_future: float = _AGAINST_FUTURE) -> int | None:
    """The year that puts this month (6.5: the middle of June) nearest to the anchor, with regard to the tense."""
    day = context.anchor.day
    if day is None:
        return None
    tense = context.raw_tense(match.start, match.end)

    def cost(year: int) -> float:
        distance = (year - day.year) * 12 + month - (day.month + (day.day - 1) / 31)
        if distance > (_SOON_DONE if tense == "done" else _SOON):
            return distance + _AGAINST_PAST[tense]
        return -distance + (against_future if tense == "future" and distance < -0.5 else 0)

    return min((day.year, day.year - 1, day.year + 1), key=lambda year: abs(cost(year)))


def _year_by_shift(match: Match, context: Context, month: int, last_month: int) -> int | None:
    """The year for "last December", "next spring", "this summer"."""
    day, shift = context.anchor.day, shift_of(match)
    if day is None:
        return None
    if shift < 0:
        return day.year if last_month < day.month else day.year - 1
    if shift > 0:
        return day.year if month > day.month else day.year + 1
    return nearest_year(match, context, (month + last_month) / 2 + 0.5)


def iso(match: Match, context: Context) -> Reading | None:
    """As in "2024-02-29", "2024-02-29T13:00:00Z", "12/01/2025", "31.12.99"."""
    name, text = match.all_parts()[0]
    if name == "ISODATE":
        date_part, _, clock = text.partition("T")
        reading = context.reading(f"{date_part}T{clock[:5]}" if clock else date_part, "explicit")
        return reading if reading.first else None
    separator = next(sign for sign in text if not sign.isdigit())
    one, two, year_text = text.split(separator)
    year = full_year(year_text, context)
    if year is None:
        return None
    orders = [(two, one)] if separator == "." else [(one, two), (two, one)]
    days = [day for month, number in orders if (day := _day(year, int(month), int(number)))]
    if not days:
        return None
    anchor = context.anchor.day or days[0]
    return context.reading(min(days, key=lambda day: abs(day - anchor)).isoformat(), "explicit")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_DAY_WORDS = frozenset({"DAYNUM", "DAYORD", "ORD", "NUMWORD", "YEARTEEN"})


def ordinal_of(match: Match, group: str) -> int:
    """The number of an ordinal group ("twenty-first", "2nd", "second")."""
    return sum(
        2 if name == "SECOND" else int(value)
        for name, value in match.parts(group)
        if name == "SECOND" or name in _DAY_WORDS or name == "NTH"
    )


def explicit_year(match: Match, context: Context, group: str = "y") -> int | None:
    """The year a group says."""
    return full_year(match.value(group), context) if match.has(group) else None


def day(match: Match, context: Context) -> Reading | None:
    """As in "Sept. 3, 2024", "3 September", "Tuesday, May 6"."""
    number, month = ordinal_of(match, "d"), int(match.value("m"))
    if not 1 <= number <= 31:
        return None
    year = explicit_year(match, context)
    if year is not None:
        found = _day(year, month, number)
        return context.reading(found.isoformat(), "explicit") if found else None
    year = memorable_years().get((f"{month:02d}-{number:02d}", match.next_word().lower()))
    if year is not None:
        return context.reading(f"{year:04d}-{month:02d}-{number:02d}", "explicit")
    year = nearest_year(match, context, month + (number - 1) / 31)
    if year is None:
        return context.reading(f"XXXX-{month:02d}-{number:02d}")
    if match.has("w"):  # the weekday tells the year
        named = int(match.value("w"))
        fitting = [
            near
            for near in (year, year - 1, year + 1)
            if (at := _day(near, month, number)) and at.isoweekday() == named
        ]
        year = fitting[0] if fitting else year
    found = _day(year, month, number)
    if found is None and (month, number) == (2, 29):
        leap = [near for near in range(year - 4, year + 5) if _day(near, 2, 29)]
        found = _day(min(leap, key=lambda near: abs(near - year)), 2, 29) if leap else None
    return context.anchored(found.isoformat(), "") if found else None


@cache
def memorable_years() -> dict[tuple[str, str], int]:
    """The year of a month-day that is followed by what it is remembered for."""
    return {(day, word): int(year) for _, (day, year, words) in lines("memorable.tsv", 3) for word in words.split()}


def day_range(match: Match, context: Context) -> Reading | None:
    """As in "May 3-5", "between 3 and 5 May": one interval."""
    month, first, last = int(match.value("m")), ordinal_of(match, "d"), ordinal_of(match, "e")
    year = explicit_year(match, context)
    explicit = year is not None
    if year is None:
        year = nearest_year(match, context, month + (first - 1) / 31)
    if not first < last:
        return None
    if year is None:
        return context.reading(f"XXXX-{month:02d}-{first:02d}/XXXX-{month:02d}-{last:02d}")
    start, end = _day(year, month, first), _day(year, month, last)
    if not start or not end:
        return None
    return context.reading(f"{start.isoformat()}/{end.isoformat()}", "explicit" if explicit else context.anchor.name)


def year_range(match: Match, context: Context) -> Reading | None:
    """As in "2014-15"; where the second is no year, the first alone."""
    first = full_year(match.value("y"), context)
    tail = match.value("e")
    if first is None or not first >= 1800:
        return None
    last = int(f"{str(first)[:2]}{tail}") if len(tail) == 2 else int(tail) if len(tail) == 4 and tail.isdigit() else 0
    if first < last <= first + 150 and last <= 2100:
        return context.reading(f"{first}/{last}", "explicit")
    return None


def month_year(match: Match, context: Context) -> Reading | None:
    """As in "March 2022"."""
    year = explicit_year(match, context)
    return context.reading(f"{year:04d}-{match.value('m').zfill(2)}", "explicit") if year else None


def month_relative(match: Match, context: Context) -> Reading | None:
    """As in "October of last year"."""
    month = match.value("m").zfill(2)
    anchor = context.anchor.day
    return context.anchored(f"{anchor.year + shift_of(match):04d}-{month}" if anchor else None, f"XXXX-{month}")


def month(match: Match, context: Context) -> Reading | None:
    """As in "last December", "in February"."""
    number = int(match.value("m"))
    year = _year_by_shift(match, context, number, number)
    return context.anchored(f"{year:04d}-{number:02d}" if year else None, f"XXXX-{number:02d}")


def season(match: Match, context: Context) -> Reading | None:
    """As in "last fall", "the summer of 2023", "by late summer"."""
    name = match.value("s")
    year = explicit_year(match, context)
    if year is not None:
        return context.reading(f"{year:04d}-{name}", "explicit")
    start = calendar.SEASON_STARTS[name]
    year = _year_by_shift(match, context, start, start + 2)
    return context.anchored(f"{year:04d}-{name}" if year else None, f"XXXX-{name}")


def season_relative(match: Match, context: Context) -> Reading | None:
    """As in "the summer of last year"."""
    anchor, name = context.anchor.day, match.value("s")
    return context.anchored(f"{anchor.year + shift_of(match):04d}-{name}" if anchor else None, f"XXXX-{name}")


def decade(match: Match, context: Context) -> Reading | None:
    """As in "the 1980s", "the sixties"; two digits are of the last century unless that decade is still to come."""
    text = match.value("d")
    told = text.startswith("'") or match.name("d") == "DECADEWORD" or len(match.all_parts()) > 1
    text = text.strip("'")
    if len(text) == 2 and (not told or match.neighbour(-1)[0] == "POSSPRON"):
        return None  # "in her 40s"
    if len(text) == 4:
        return context.reading(f"{text[:3]}X", "explicit")
    if match.has("c"):  # "the nineteen eighties"
        return context.reading(f"{match.value('c')}{text[0]}X", "explicit")
    return context.reading(f"{20 if text[0] in '01' and len(text) == 2 else 19}{text[0]}X", "explicit")


def century(match: Match, context: Context) -> Reading | None:
    """As in "the 19th century"."""
    number = ordinal_of(match, "o")
    return context.reading(f"{number - 1:02d}XX", "explicit") if 2 <= number <= 22 else None


def holiday(match: Match, context: Context) -> Reading | None:
    """A holiday of holidays.tsv: "Christmas Eve", "last Thanksgiving"."""
    rule = match.value("h")
    year = explicit_year(match, context)
    if year is not None:
        found = holiday_in(rule, year)
        return context.reading(found.isoformat(), "explicit") if found else None
    anchor = context.anchor.day
    if anchor is None:
        return context.reading(f"XXXX-{rule}" if rule[3:].isdigit() else "XXXX-XX-XX")
    days = [found for near in (anchor.year - 1, anchor.year, anchor.year + 1) if (found := holiday_in(rule, near))]
    shift = shift_of(match)
    if shift:
        days = [found for found in days if (found - anchor).days * shift > 0] or days
        found = min(days, key=lambda found: abs(found - anchor))
    else:
        sample = holiday_in(rule, anchor.year) or anchor
        near_year = nearest_year(match, context, sample.month + (sample.day - 1) / 31)
        found = holiday_in(rule, near_year or anchor.year) or sample
    return context.anchored(found.isoformat(), "XXXX-XX-XX")


def holiday_in(rule: str, year: int) -> date | None:
    """The day of a holiday rule (holidays.tsv) in a year."""
    if not 1600 <= year <= 2200:
        return None
    if rule.startswith("easter"):
        return calendar.easter(year) + timedelta(days=int(rule[6:]))
    month = int(rule[:2])
    if rule[3] != "w":
        return _day(year, month, int(rule[3:]))
    nth, weekday = int(rule[4:-2]), int(rule[-1])
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = calendar.month_end(year, month)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7) if last else None


def nth_weekday(match: Match, context: Context) -> Reading | None:
    """As in "the second Sunday of June", "the last Friday in May 2024"."""
    number = -1 if match.name("o") == "LAST" else ordinal_of(match, "o")
    month = int(match.value("m"))
    explicit = explicit_year(match, context)
    year = explicit or nearest_year(match, context, month + number / 5)
    if year is None:
        return context.reading(f"XXXX-{month:02d}")
    found = holiday_in(f"{month:02d}-w{number}-{match.value('w')}", year)
    if found is None or found.month != month:
        return None
    return context.reading(found.isoformat(), "explicit" if explicit else context.anchor.name)


_COUNTED_BY = frozenset({"PERCENT", "MILLION"})


def year(match: Match, context: Context) -> Reading | None:
    """A bare year; not an amount ("$1990", "1,500 people", "2000 troops")."""
    if match.has("s"):
        return _spelled_year(match, context)
    number = full_year(match.value("y"), context)
    if number is None or match.neighbour(-1)[0] == "MONEY" or match.neighbour(1)[0] in _COUNTED_BY:
        return None
    if number % 100 == 0 and match.neighbour(-1)[0] not in _BEFORE_YEAR and match.next_word().islower():
        return None
    if not 1900 <= number <= 2050 and match.neighbour(-1)[0] not in _BEFORE_YEAR:
        return None
    return context.reading(f"{number:04d}", "explicit")


def _spelled_year(match: Match, context: Context) -> Reading | None:
    """As in "nineteen ninety-six"."""
    hundreds = int(match.value("s"))
    tens = [int(value) for name, value in match.parts("t") if name == "NUMWORD"]
    rest = sum(tens)
    if (
        hundreds not in range(15, 21)
        or not 10 <= rest <= 99
        or (len(tens) == 2 and not (tens[0] >= 20 and tens[1] < 10))
    ):
        return None
    return context.reading(f"{hundreds}{rest}", "explicit")


_BEFORE_YEAR = frozenset(["IN", "SINCE", "BY", "FROM", "THROUGH", "BEFORE", "AFTER", "OF", "DURING"])
