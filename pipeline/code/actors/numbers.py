"""Numbers as the news writes them: "at least a dozen", "tens of thousands", "between 3 and 5", "more than 1.5 million"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from pipeline.lexicon.table import rows
from pipeline.records import Range

if TYPE_CHECKING:
    from collections.abc import Sequence

Bound = Literal["min", "max", "about"]
_DIGITS = re.compile(r"^(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,6})?([a-z]{1,3})?$", re.IGNORECASE)
_KINDS = frozenset({"number", "scale", "vague", "min", "max", "about"})
_CONNECTORS = frozenset({"to", "and", "or", "-", "\u2013"})
_LONGEST_BOUND = 4


@dataclass(frozen=True, slots=True)
class Quantities:
    """The words of ``quantities.tsv`` by kind."""

    numbers: dict[str, float]
    scales: dict[str, float]
    vague: dict[str, float]
    bounds: dict[str, Bound]


@cache
def quantities() -> Quantities:
    """The number words; raises LexiconError naming the line that is wrong."""
    found = Quantities({}, {}, {}, {})
    for row in rows("actors/quantities.tsv", ("kind", "value", "words")):
        kind = row.choice("kind", _KINDS)
        try:
            value = float(row.text("value"))
        except ValueError as error:
            raise row.error(f"value is no number: {row.text('value')!r}") from error
        for word in row.list("words"):
            if kind in ("min", "max", "about"):
                found.bounds[word] = cast("Bound", kind)
            else:
                {"number": found.numbers, "scale": found.scales, "vague": found.vague}[kind][word] = value
    return found


@dataclass(frozen=True, slots=True)
class Number:
    """A number over the words ``first`` to ``last`` (exclusive); a vague one is only a lower bound."""

    first: int
    last: int
    value: float
    vague: bool = False


def _digits(word: str) -> float | None:
    match = _DIGITS.match(word)
    if match is None:
        return None
    whole, fraction, scale = match.groups()
    value = float(whole.replace(",", "") + (fraction or ""))
    if scale is None:
        return value
    factor = quantities().scales.get(scale.lower())
    return value * factor if factor else None


def number_at(words: Sequence[str], index: int, end: int) -> Number | None:
    """The number that begins at this word: "1.5 million", "two dozen", "half a million", "tens of thousands"."""
    known = quantities()
    word = words[index].lower()
    if word in known.vague:
        return _vague(words, index, end)
    value = _digits(words[index])
    if value is None:
        value = known.numbers.get(word)
    if value is None:
        return Number(index, index + 1, known.scales[word]) if word in ("dozen", "hundred", "thousand") else None
    last = index + 1
    total = 0.0
    while last < end:
        word = words[last].lower()
        if word in known.scales:
            value *= known.scales[word]
            last += 1
            if known.scales[word] >= 1000 and last < end and _small(words[last]) is not None:
                total, value = total + value, 0.0
                value = _small(words[last]) or 0.0
                last += 1
        elif word == "-" and last + 1 < end and words[last + 1].lower() in known.scales:
            last += 1  # "$12-billion"
        elif word in ("a", "and", "-") and last + 1 < end and value and _continues(words, last, value):
            last += 1
        elif (
            value >= 20
            and _small(words[last]) is not None
            and (_small(words[last]) or 0) < value
            and words[last].isalpha()
        ):
            value += _small(words[last]) or 0.0
            last += 1
        else:
            break
    return Number(index, last, total + value)


def _small(word: str) -> float | None:
    value = quantities().numbers.get(word.lower())
    return (
        value if value is not None and 1 <= value < 100 and word.lower() not in ("a", "an", "single", "both") else None
    )


def _continues(words: Sequence[str], index: int, value: float) -> bool:
    """ "half a million", "twenty-five", "a hundred and twenty"."""
    word, after = words[index].lower(), words[index + 1].lower()
    if word == "a":
        return value == 0.5 and after in quantities().scales
    if word == "-":
        return value in (20, 30, 40, 50, 60, 70, 80, 90) and after in quantities().numbers
    return value >= 100 and words[index - 1].isalpha() and _small(after) is not None


def _vague(words: Sequence[str], index: int, end: int) -> Number:
    """ "tens of thousands", "several hundred": the least that it means."""
    known = quantities()
    value, last = known.vague[words[index].lower()], index + 1
    while last < end:
        word = words[last].lower()
        if word in known.scales:
            value *= known.scales[word]
        elif word == "of" and last + 1 < end and words[last + 1].lower() in known.vague:
            last += 1
            plural = words[last].lower()
            value *= known.scales.get(plural.removesuffix("s"), 1.0)
        else:
            break
        last += 1
    return Number(index, last, value, vague=True)


def bound_before(words: Sequence[str], index: int, start: int) -> tuple[Bound | None, int]:
    """What bounds the number that begins at ``index``, and where that phrase begins."""
    known = quantities().bounds
    for size in range(min(_LONGEST_BOUND, index - start), 0, -1):
        phrase = " ".join(words[index - size : index]).lower()
        if phrase in known:
            return known[phrase], index - size
    return None, index


def range_at(words: Sequence[str], start: int, end: int) -> tuple[Range, int, int] | None:
    """The first number in ``words[start:end]`` with its bounds, and the words it takes; None when there is none."""
    for index in range(start, end):
        number = number_at(words, index, end)
        if number is None:
            continue
        if number.value == 1 and words[index].lower() in ("a", "an") and number.last == index + 1:
            later = range_at(words, index + 1, end)
            return later or (Range(min=1, max=1), index, index + 1)
        bound, first = bound_before(words, index, start)
        second = _second(words, number, end)
        if second is not None and second.value >= number.value:
            return Range(min=number.value, max=second.value), first, second.last
        if number.vague or bound == "min":
            return Range(min=number.value), first, number.last
        if bound == "max":
            return Range(max=number.value), first, number.last
        return Range(min=number.value, max=number.value), first, number.last
    return None


def _second(words: Sequence[str], number: Number, end: int) -> Number | None:
    """The upper end of "3 to 5", "between 3 and 5", "three or four"."""
    index = number.last
    if index + 1 >= end or words[index].lower() not in _CONNECTORS:
        return None
    if words[index].lower() == "and" and not (number.first and words[number.first - 1].lower() == "between"):
        return None
    if words[index + 1].lower() in ("a", "an", "more"):
        return None
    return number_at(words, index + 1, end)


def add(ranges: Sequence[Range]) -> Range:
    """The sum of what coordinated phrases count: one open end opens the sum's."""
    lows, highs = [item.min for item in ranges], [item.max for item in ranges]
    return Range(
        min=sum(low or 0.0 for low in lows) if any(low is not None for low in lows) else None,
        max=sum(high for high in highs if high is not None) if all(high is not None for high in highs) else None,
    )
