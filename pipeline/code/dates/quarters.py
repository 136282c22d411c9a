"""Quarters and halves of the year, which business news counts and compares by."""

from __future__ import annotations

from pipeline.code.dates import calendar
from pipeline.code.dates.absolute import SHIFT, explicit_year, nearest_year, ordinal_of, shift_of
from pipeline.code.dates.context import Context, Reading
from pipeline.code.dates.match import Match

_REPORTED_LATE = 4.0  # "will report third-quarter results" speaks of the quarter that is just over


def quarter(match: Match, context: Context) -> Reading | None:
    """As in "the third quarter", "last year's first quarter", "the year-earlier quarter", "the quarter", "first-half"."""
    if match.has("c"):
        return _coded(match, context)
    half = match.name("q") == "HALF"
    letter, months = ("H", 6) if half else ("Q", 3)
    stated = explicit_year(match, context) or explicit_year(match, context, "z")
    ordinal = ordinal_of(match, "o") if match.has("o") else 0
    if ordinal > (2 if half else 4):
        return None
    anchor = context.anchor.day
    if not ordinal:
        return _that_quarter(match, context, stated)
    if stated:
        value = f"{stated:04d}-{letter}{ordinal}"
        if not half and (context.quarter is None or value > context.quarter):
            context.quarter = value
        return context.reading(value, "explicit")
    if half and not match.has("r") and match.neighbour(1)[0] != "HY":
        return None
    if anchor is None:
        return context.reading(f"XXXX-{letter}{ordinal}")
    if match.name("r") in SHIFT or match.has("r"):
        year_number = anchor.year + shift_of(match)
    else:
        year_number = nearest_year(match, context, (ordinal - 0.5) * months + 1, _REPORTED_LATE) or anchor.year
        told = context.tense(match.start, match.end) == "past"
        if match.has("a") or (told and (year_number, (ordinal - 1) * months) > (anchor.year, anchor.month - 1)):
            year_number -= 1  # "grew in the first quarter", told in November
    value = f"{year_number:04d}-{letter}{ordinal}"
    if not half and not match.has("a") and not match.has("r"):
        context.quarter = value
    return context.anchored(value, value)


def _coded(match: Match, context: Context) -> Reading | None:
    """As in "Q3 2024", "Q1"; a half needs its year, for H1 is much else."""
    code, stated = match.value("c"), explicit_year(match, context)
    if stated:
        return context.reading(f"{stated:04d}-{code}", "explicit")
    if code[0] == "H":
        return None
    year = nearest_year(match, context, (int(code[1]) - 0.5) * 3 + 1, _REPORTED_LATE)
    return context.anchored(f"{year:04d}-{code}" if year else None, f"XXXX-{code}")


def _that_quarter(match: Match, context: Context, stated: int | None) -> Reading | None:
    """As in "the quarter": the one spoken of, else the last one that is over."""
    anchor = context.anchor.day
    period = match.name("q") == "PERIOD"
    if context.quarter:
        base = context.quarter
    elif anchor is None or period:
        if period and anchor and not stated:
            return context.anchored(f"{anchor.year - 1:04d}", "XXXX")
        return context.reading(f"{stated:04d}", "explicit") if stated else context.reading("XXXX-QX")
    elif match.name("r") == "CURRENT":
        base = calendar.quarter(anchor)
    else:
        over = calendar.add_months(anchor, -3) or anchor
        base = calendar.quarter(over)
    number = base[-2:]
    if stated:
        return context.reading(f"{stated:04d}-{number}", "explicit")
    return context.anchored(f"{int(base[:4]) - (1 if match.has('a') else 0):04d}-{number}", "XXXX-QX")


def half(match: Match, context: Context) -> Reading | None:
    """As in "the first half of this year"."""
    ordinal, anchor = ordinal_of(match, "o"), context.anchor.day
    if ordinal not in {1, 2} or match.name("u") != "YEAR":
        return None
    return context.anchored(f"{anchor.year + shift_of(match):04d}-H{ordinal}" if anchor else None, f"XXXX-H{ordinal}")
