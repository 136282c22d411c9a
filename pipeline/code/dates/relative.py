"""Expressions that count from the anchor, or from a time named before ("a day later", "the next morning")."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.code.dates import calendar
from pipeline.code.dates.absolute import shift_of
from pipeline.code.dates.context import Context, Reading
from pipeline.code.dates.match import Match
from pipeline.code.dates.numbers import VAGUE, duration, quantity

_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "O": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "E": "XXXX",
    "C": "XXXX",
    "F": "XXXX-WXX",
    "H": "XXXX-XX-XX",
    "M": "XXXX-XX-XX",
}
_DAYS = frozenset({"day", "hour", "minute"})
_DATED = frozenset({"day", "hour", "minute", "week", "month", "quarter", "season", "year"})
_GOES_ON = 300  # characters: about two sentences further a story is still at the day that it named
_QUARTERS = frozenset({"quarter"})
_FRIDAY = 5
_NARRATIVE = frozenset({"PREVIOUS", "FOLLOWING", "THAT", "SAME"})


def unit_value(day: date, unit: str, shift: float) -> str | None:
    """The calendar value of a unit so many units from a day: 2025-04 for the month before May 15."""
    whole = int(shift)
    match unit:
        case "H" | "M" | "S":
            return day.isoformat()
        case "D":
            moved = calendar.add_days(day, whole)
            return moved.isoformat() if moved else None
        case "W" | "F" | "WE":
            moved = calendar.add_days(day, round(shift * (14 if unit == "F" else 7)))
            return calendar.iso_week(moved) + ("-WE" if unit == "WE" else "") if moved else None
        case "O":
            moved = calendar.add_months(day, whole)
            return f"{moved.year:04d}-{moved.month:02d}" if moved else None
        case "Q":
            moved = calendar.add_months(day.replace(day=1), whole * 3)
            return calendar.quarter(moved) if moved else None
        case "Y":
            moved = calendar.add_months(day.replace(day=1), round(shift * 12))
            return f"{moved.year:04d}" if moved else None
        case "E":
            year = day.year + round(shift * 10)
            return f"{year // 10:03d}X" if year > 0 else None
        case _:
            year = day.year + round(shift * 100)
            return f"{year // 100:02d}XX" if year > 0 else None


def _told_day(context: Context, match: Match) -> Reading | None:
    """The day that the story is at: the latest day named before."""
    named = context.latest(_DAYS, match.start)
    return named.reading if named else None


def weekday(match: Match, context: Context) -> Reading | None:
    """As in "Monday", "last Monday", "next Friday", "Tuesday night"."""
    number, anchor = int(match.value("d")), context.anchor.day
    part = f"T{match.value('p')}" if match.has("p") else ""
    if anchor is None:
        return context.reading(f"XXXX-WXX-{number}{part}")
    shift, back = shift_of(match), (anchor.isoweekday() - number) % 7
    if shift < 0:
        moved = -(back or 7)
    elif shift > 0:
        moved = -back + 7
    else:
        tense = context.tense(match.start, match.end)
        this_week = match.name("r") == "THIS" and tense != "past"
        moved = -back if (tense not in {"future", "present"} and not this_week) or back == 0 else 7 - back
    day = calendar.add_days(anchor, moved)
    return context.anchored(day.isoformat() + part if day else None, f"XXXX-WXX-{number}")


def today(match: Match, context: Context) -> Reading | None:
    """As in "yesterday", "tomorrow morning"."""
    part = f"T{match.value('p')}" if match.has("p") else ""
    return _from_anchor(context, int(match.value("d")), part)


def _from_anchor(context: Context, shift: int, part: str) -> Reading:
    day = context.anchor.day and calendar.add_days(context.anchor.day, shift)
    return context.anchored(day.isoformat() + part if day else None, f"XXXX-XX-XX{part}")


def tonight(_match: Match, context: Context) -> Reading | None:
    """As in "tonight", "overnight"."""
    return _from_anchor(context, 0, "TNI")


def next_to(match: Match, context: Context) -> Reading | None:
    """As in "the day after tomorrow"."""
    return _from_anchor(context, int(match.value("t")) + (1 if match.name("s") == "AFTER" else -1), "")


def daypart(match: Match, context: Context) -> Reading | None:
    """As in "this morning", "last night", "the next morning", "mid-afternoon yesterday", "in the evening"."""
    part, which = f"T{match.value('p')}", match.name("r")
    if match.name("d") == "WEEKDAY":
        return weekday(match, context)
    if match.has("d"):
        return today(match, context)
    if which == "THIS":
        return _from_anchor(context, 0, part)
    if which == "LAST":
        return _from_anchor(context, -1, part)
    told = _told_day(context, match)
    if told is None or told.first is None:
        return _from_anchor(context, 0, part) if not which else context.reading(f"XXXX-XX-XX{part}")
    day = calendar.add_days(told.first, shift_of(match))
    return context.reading(f"{day.isoformat()}{part}", told.anchor) if day else None


def weekend(match: Match, context: Context) -> Reading | None:
    """As in "the weekend": the last one, or the coming one when the talk is of the future."""
    anchor = context.anchor.day
    coming = context.tense(match.start, match.end) == "future" or (anchor is not None and anchor.isoweekday() > 5)
    return context.anchored(unit_value(anchor, "WE", 0 if coming else -1) if anchor else None, _UNKNOWN["WE"])


def unit(match: Match, context: Context) -> Reading | None:
    """As in "last month", "earlier this week", "next year", "the following day", "that year"."""
    letter, which, anchor = match.value("u"), match.name("r"), context.anchor.day
    if letter in {"S", "M"} or (letter == "D" and which in {"LAST", "LATEST", "PAST", "CURRENT"}):
        return None
    shift = shift_of(match)
    if letter == "WE" and which == "THIS" and anchor is not None and anchor.isoweekday() < _FRIDAY:
        shift -= context.tense(match.start, match.end) == "past"  # "announced this weekend", told on Monday
    told = which in _NARRATIVE or (which == "NEXT" and (letter == "D" or match.has("t")))
    if match.has("t2"):
        told = True
    if told:
        named = context.latest(_DAYS if letter in {"D", "H"} else _DATED, match.start)
        if named and named.reading.first:
            value = unit_value(named.reading.first, letter, shift)
            return context.reading(value, named.reading.anchor) if value else None
        if which in {"THAT", "SAME"} or letter == "D":
            return context.reading(_UNKNOWN[letter])
    if letter == "H":
        return None
    return context.anchored(unit_value(anchor, letter, shift) if anchor else None, _UNKNOWN[letter])


def told(match: Match, context: Context) -> Reading | None:
    """As in "the day before", "the week after": counted from the time named last."""
    daypart_named = match.name("u") == "DAYPART"
    letter = "D" if daypart_named else match.value("u")
    part = f"T{match.value('u')}" if daypart_named else ""
    named = context.latest(_DAYS if letter == "D" else _DATED, match.start)
    if named is None or named.reading.first is None:
        return context.reading(_UNKNOWN[letter] + part)
    value = unit_value(named.reading.first, letter, 1 if match.name("s") == "AFTER" else -1)
    return context.reading(value + part, named.reading.anchor) if value else None


def the_unit(match: Match, context: Context) -> Reading | None:
    """As in "the end of the year" is this year; "the year" alone is a duration."""
    letter, anchor = match.value("u"), context.anchor.day
    if not match.has("edge") and letter == "Y":
        return context.reading("P1Y")
    if letter in {"S", "M", "H"}:
        return None
    return context.anchored(unit_value(anchor, letter, 0) if anchor else None, _UNKNOWN[letter])


def then(match: Match, context: Context) -> Reading | None:
    """As in "until then", "since then": the time named last."""
    named = context.latest(_DATED, match.start)
    return context.reading(named.reading.value, named.reading.anchor) if named else None


def year_end(match: Match, context: Context) -> Reading | None:
    """As in "by year-end": December of this year, or of last year in the past tense soon after it."""
    anchor = context.anchor.day
    if anchor is None:
        return context.reading("XXXX-12")
    past = context.tense(match.start, match.end) == "past" and anchor.month <= 6
    return context.anchored(f"{anchor.year - past:04d}-12", "XXXX-12")


def ago(match: Match, context: Context) -> Reading | None:
    """As in "three days ago", "a year earlier", "two weeks later", "a month from now"."""
    amount = quantity(match, "n") if match.has("n") else VAGUE
    letter, sign = match.value("u"), -1 if match.name("s") in {"AGO", "EARLIER"} else 1
    if amount is None:
        return None
    if isinstance(amount, str):
        vague = {"AGO": "PAST_REF", "EARLIER": "PAST_REF", "LATER": duration(amount, letter)}
        return context.reading(vague.get(match.name("s"), "FUTURE_REF"))
    amount += 0.5 if match.has("h") else 0
    told = match.name("s") in {"EARLIER", "LATER"}
    return _counted(match, context, letter, sign * amount, told=told)


def year_ago(match: Match, context: Context) -> Reading | None:
    """As in "year-earlier" as an adjective."""
    return _counted(match, context, match.value("u"), -1, told=False)


def _counted(match: Match, context: Context, letter: str, shift: float, *, told: bool) -> Reading | None:
    near = context.latest(_QUARTERS, match.start, within=400)
    if (
        letter == "Y" and shift == int(shift) and shift < 0 and near and context.quarter
    ):  # results of a quarter compared
        year = int(context.quarter[:4]) + int(shift)
        return context.reading(f"{year:04d}{context.quarter[4:]}", near.reading.anchor) if year > 0 else None
    base, anchor_name = context.anchor.day, context.anchor.name
    if told:
        named = context.latest(_DAYS if letter in {"D", "H", "M", "S"} else _DATED, match.start)
        if named and named.reading.first:
            base, anchor_name = named.reading.first, named.reading.anchor
        elif shift > 0:
            return context.reading(_UNKNOWN.get(letter, "XXXX-XX-XX"))
    if base is None:
        return context.reading("PAST_REF" if shift < 0 else "FUTURE_REF")
    if letter in {"H", "M", "S"}:
        return _clock_shift(context, letter, shift)
    value = unit_value(base, letter, shift)
    return context.reading(value, anchor_name) if value else None


def _clock_shift(context: Context, letter: str, shift: float) -> Reading | None:
    """As in "two hours ago" from the hour of publication; without one the day is all that is known."""
    clock = context.anchor.clock
    if clock is None:
        return _from_anchor(context, 0, "")
    try:
        moved = clock + timedelta(seconds=shift * {"H": 3600, "M": 60, "S": 1}[letter])
    except OverflowError:
        return None
    return context.anchored(moved.strftime("%Y-%m-%dT%H:%M"), "XXXX-XX-XX")


def clock(match: Match, context: Context) -> Reading | None:
    """As in "5 p.m.", "13:45 GMT", "noon": on the day told of before, else the anchor's; a neighbouring day is merged into it."""
    hour, minute = _hour_minute(match)
    if hour is None or not 0 <= hour <= 24 or not 0 <= minute < 60:
        return None
    day = context.anchor.day
    named = context.latest(_DAYS, match.start, within=_GOES_ON)
    if named:
        day = named.reading.first  # "on Friday at 5 p.m.", "on Friday. The device went off at 5 p.m."
    text = f"T{hour:02d}:{minute:02d}"
    return context.anchored(day.isoformat() + text if day else None, f"XXXX-XX-XX{text}")


def _hour_minute(match: Match) -> tuple[int | None, int]:
    if match.has("n"):
        hour, _, minute = match.value("n").partition(":")
        return int(hour), int(minute)
    if match.has("c5"):  # "1900 GMT"
        text = match.value("c5")
        return (int(text[:2]), int(text[2:])) if len(text) == 4 and text.isdigit() else (None, 0)
    for group in ("c", "c3", "c4"):
        if match.has(group) and ":" in match.value(group):
            hour, minute = match.value(group).split(":")[:2]
            return _half_day(int(hour), match.value("a")), int(minute)
    if match.has("c") and "." in match.value("c"):
        hour, _, minute = match.value("c").partition(".")
        if len(hour) > 2 or len(minute) != 2:
            return None, 0
        return _half_day(int(hour), match.value("a")), int(minute)
    number = quantity(match, next((group for group in ("c", "c2", "sp", "sp2") if match.has(group)), ""))
    if not isinstance(number, float) or number > 24:
        return None, 0
    return _half_day(int(number), match.value("a")), 0


def _half_day(hour: int, half: str) -> int:
    if half == "pm" and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour
