"""Durations, sets and vague references."""

from __future__ import annotations

from datetime import date

from pipeline.code.dates import calendar
from pipeline.code.dates.context import Context, Reading
from pipeline.code.dates.match import Match
from pipeline.code.dates.numbers import VAGUE, duration, quantity

_FORWARD = frozenset({"NEXT", "COMING", "FOLLOWING"})
_UNPLACED = frozenset({"FINAL", "ORD", ""})


def _amount(match: Match, group: str = "x") -> float | str | None:
    amount = quantity(match, group)
    return amount + 0.5 if isinstance(amount, float) and match.has("h") else amount


def _reading(
    value: str, first: date | None = None, last: date | None = None, context: Context | None = None
) -> Reading:
    known = first is not None and last is not None
    return Reading(
        value,
        first if known else None,
        last if known else None,
        "duration",
        context.anchor.name if known and context else None,
    )


def plain(match: Match, _context: Context) -> Reading | None:
    """As in "two weeks", "a year", "half an hour", "months"."""
    if match.has("v"):
        return _reading(duration(0.5, match.value("v")))
    if match.has("l"):
        return _reading(duration(1, match.value("l")))
    letter = match.value("u")
    amount = _amount(match) if match.has("x") else (VAGUE if match.name("u").endswith("S") else 1.0)
    if not match.has("x") and match.has("h"):
        amount = 1.5
    if amount is None or (isinstance(amount, float) and letter == "Q" and "FRACTION" in dict(match.all_parts())):
        return None
    return _reading(duration(amount, letter))


def span(match: Match, context: Context) -> Reading | None:
    """As in "the past three months": a duration that ends or begins at the anchor; vague ones are past or future."""
    amount, letter, which = _amount(match), match.value("u"), match.name("r")
    if amount is None:
        return None
    forward = which in _FORWARD
    if isinstance(amount, str):
        if which in _UNPLACED:
            return _reading(duration(amount, letter))
        return context.reading("FUTURE_REF" if forward else "PAST_REF")
    value = duration(amount, letter)
    if which in _UNPLACED or match.neighbour(1)[0] == "OF":  # "the last three months of the year"
        return _reading(value)
    return _placed(context, value, letter, amount, forward=forward)


def _placed(context: Context, value: str, letter: str, amount: float, *, forward: bool) -> Reading:
    """A duration with the days from or up to the anchor."""
    anchor = context.anchor.day
    if anchor is None:
        return _reading(value)
    sign = 1 if forward else -1
    days, months = (
        {"D": 1, "W": 7, "F": 14, "WE": 7}.get(letter),
        {"O": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(letter),
    )
    if days:
        other = calendar.add_days(anchor, sign * round(amount * days))
    elif months:
        other = calendar.add_months(anchor, sign * round(amount * months))
    else:
        other = calendar.add_days(anchor, sign * (int(amount * {"H": 3600, "M": 60, "S": 1}[letter]) // 86400))
    first, last = (anchor, other) if forward else (other, anchor)
    return _reading(value, first, last, context)


def past_unit(match: Match, context: Context) -> Reading | None:
    """As in "the past year"."""
    letter = match.value("u")
    if letter in {"S", "M"}:
        return None
    return _placed(context, duration(1, letter), letter, 1, forward=False)


def vague_span(match: Match, context: Context) -> Reading | None:
    """As in "recent months", "coming weeks"."""
    return context.reading("FUTURE_REF" if match.name("r") in {"COMING", "FUTURE"} else "PAST_REF")


def vague(match: Match, context: Context) -> Reading | None:
    """A phrase of vague.tsv."""
    return context.reading(match.value("v"))


_VAGUE_WORDS = {
    "CURRENT": "PRESENT_REF",
    "RECENT": "PAST_REF",
    "PAST": "PAST_REF",
    "FUTURE": "FUTURE_REF",
    "NOW": "PRESENT_REF",
}


def vague_word(match: Match, context: Context) -> Reading | None:
    """As in "the past", "in the future", "current"."""
    return context.reading(_VAGUE_WORDS[match.all_parts()[-1][0]])


def quarter_century(_match: Match, _context: Context) -> Reading | None:
    """As in "a quarter of a century"."""
    return _reading("P25Y")


def one_day(match: Match, context: Context) -> Reading | None:
    """As in "will one day return"."""
    return context.reading("FUTURE_REF") if match.all_parts()[0][1] == "1" else None


def repeated(match: Match, _context: Context) -> Reading | None:
    """As in "every Friday", "every two weeks", "once a month"."""
    name, value = match.name("u"), match.value("u")
    if name in {"WEEKDAY", "WEEKDAYS"}:
        timex = f"XXXX-WXX-{value}" + (f"T{match.value('p')}" if match.has("p") else "")
    elif name in {"MONTH", "MAY", "MARCH"}:
        timex = f"XXXX-{value.zfill(2)}"
    elif name == "SEASON":
        timex = f"XXXX-{value}"
    elif name == "DAYPART":
        timex = f"XXXX-XX-XXT{value}"
    elif name in {"WEEKEND", "WEEKENDS"}:
        timex = "XXXX-WXX-WE"
    else:
        amount: float | str | None = 2.0 if match.name("n") in {"OTHER", "SECOND"} else 1.0
        if match.has("n") and match.name("n") not in {"OTHER", "SECOND"}:
            amount = quantity(match, "n")
        if amount is None:
            return None
        timex = duration(amount, value)
    return Reading(timex, None, None, "set", None)
