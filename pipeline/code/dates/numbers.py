"""Quantities in figures and words, and durations as TIMEX3."""

from __future__ import annotations

from pipeline.code.dates.match import Match

VAGUE = "X"
_LIMIT = 9999


def quantity(match: Match, group: str) -> float | str | None:
    """The number a group of words says, "X" where it is vague ("several"), None where it is none or beyond reason."""
    total, current, seen = 0.0, 0.0, False
    for name, value in match.parts(group):
        if name in {"VAGUENUM", "FEW"}:
            return VAGUE
        if name in {"COUPLE", "DOZEN", "HALF", "NUMWORD", "YEARTEEN", "FRACTION", "DAYNUM", "YEARNUM", "NUMBER"}:
            number = _number(name, value)
            if number is None:
                return None
            if name == "HALF" and seen:
                total += 0.5
            elif name == "DOZEN":
                current = max(current, 1) * number
            elif name == "NUMWORD" and number == 100:
                current = max(current, 1) * 100
            elif name == "NUMWORD" and number == 1000:
                total, current = total + max(current, 1) * 1000, 0
            else:
                current += number
            seen = True
        elif name == "ORD":
            current, seen = current + float(value), True
    if not seen:
        return 1.0 if any(name == "AN" for name, _ in match.parts(group)) else None
    result = total + current
    return result if 0 < result <= _LIMIT else None


def _number(name: str, value: str) -> float | None:
    if len(value) > 9:
        return None
    if name == "FRACTION":
        over, under = value.split("/")
        return int(over) / int(under) if int(under) else None
    return float(value)


_TIME_UNITS = frozenset("SMH")
_SCALE = {"E": ("Y", 10), "C": ("Y", 100), "F": ("W", 2), "O": ("M", 1), "WE": ("WE", 1)}


def duration(amount: float | str, unit: str) -> str:
    """P3M, PT30M, P2Y6M, PXW: so much of a unit (S M H D W F O Q Y E C WE)."""
    prefix = "PT" if unit in _TIME_UNITS else "P"
    if isinstance(amount, str):
        return f"{prefix}{VAGUE}{'M' if unit == 'O' else 'W' if unit == 'F' else unit}"
    letter, scale = _SCALE.get(unit, (unit, 1))
    amount *= scale
    whole, rest = int(amount), round(amount - int(amount), 4)
    finer = {("Y", 0.5): "6M", ("H", 0.5): "30M", ("H", 0.25): "15M", ("H", 0.75): "45M"}.get((letter, rest))
    if rest and finer:
        return f"{prefix}{f'{whole}{letter}' if whole else ''}{finer}"
    return f"{prefix}{whole}{letter}" if not rest else f"{prefix}{round(amount, 2)}{letter}"
