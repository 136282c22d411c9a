"""Sums of money with their currency: "$2.3 billion", "€40m", "more than five million Swiss francs"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.code.actors.numbers import bound_before, number_at, range_at
from pipeline.code.places.outlet import home
from pipeline.lexicon.table import rows
from pipeline.records import Range

if TYPE_CHECKING:
    from pipeline.parse.document import Document

_GLUED = re.compile(r"^([^\d\s]{1,4})(\d.*)$")
_REACH = 8


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money at a token."""

    head: int
    amount: Range
    currency: str


@cache
def _currencies() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """(signs, names) to ISO 4217 codes, and the last words of the names; names are lower case."""
    signs: dict[str, str] = {}
    words: dict[str, str] = {}
    for row in rows("actors/currencies.tsv", ("currency", "signs", "words")):
        code = row.text("currency")
        for sign in row.list("signs"):
            if sign in signs:
                raise row.error(f"{sign} is there twice")
            signs[sign] = code
        for word in row.list("words"):
            words[word.lower()] = code
    return signs, words, frozenset(name.split()[-1] for name in words)


@cache
def _dollars() -> dict[str, str]:
    """Whose bare "$" it is in the outlets of a country with a dollar of its own."""
    return {row.text("country"): row.text("currency") for row in rows("actors/dollars.tsv", ("country", "currency"))}


def find_sums(document: Document, first: int, last: int) -> list[Sum]:
    """The sums between two tokens (end exclusive)."""
    signs, names, last_words = _currencies()
    dollar = _dollars().get(home(document.article).country or "")
    if dollar is not None:
        signs = signs | {"$": dollar}
    words = document.texts[first:last]
    found: list[Sum] = []
    taken = 0
    for index, word in enumerate(words):
        if index < taken:
            continue
        glued = _GLUED.match(word)
        if glued and glued[1] in signs:
            found_sum = _after_sign(
                [*words[:index], glued[2], *words[index + 1 :]], index, index, signs[glued[1]], first
            )
        elif word in signs and index + 1 < len(words):
            found_sum = _after_sign(words, index, index + 1, signs[word], first)
        elif word.lower().rstrip("s") in last_words or word.lower() in last_words:
            found_sum = _before_word(words, index, names, first)
        else:
            continue
        if found_sum is not None:
            found.append(found_sum[0])
            taken = found_sum[1]
    return found


def _after_sign(words: list[str], sign: int, index: int, currency: str, first: int) -> tuple[Sum, int] | None:
    number = number_at(words, index, min(len(words), index + _REACH)) if words[index][:1].isdigit() else None
    if number is None:
        return None
    bound, _ = bound_before(words, sign, max(0, sign - _REACH))
    low = None if bound == "max" else number.value
    high = None if bound == "min" else number.value
    return Sum(first + number.last - 1, Range(min=low, max=high), currency), number.last


def _before_word(words: list[str], index: int, names: dict[str, str], first: int) -> tuple[Sum, int] | None:
    """The number right before a currency's name, and the nationality between them ("5 million Swiss francs")."""
    name, start = words[index].lower(), index
    for size in (2, 1):
        if index >= size:
            longer = " ".join(words[index - size : index + 1]).lower()
            if longer in names or longer.rstrip("s") in names:
                name, start = longer, index - size
                break
    code = names.get(name) or names.get(name.rstrip("s"))
    if code is None or start == 0:
        return None
    begin = start
    while begin > 0 and start - begin < _REACH and words[begin - 1] not in (",", ";", "(", "$"):
        begin -= 1
    for at in range(begin, start):
        counted = range_at(words, at, start)
        if _weight(words, at, index):
            return None
        if counted is not None and counted[2] == start and counted[0].model_dump() != {"min": 1.0, "max": 1.0}:
            return Sum(first + index, _in_whole(words[index], counted[0]), code), index + 1
    return None


def _in_whole(unit: str, counted: Range) -> Range:
    """An amount in the currency's own unit: five cents are 0.05 dollars."""
    if unit.lower() not in ("cent", "cents"):
        return counted
    low, high = (None if side is None else side / 100 for side in (counted.min, counted.max))
    return Range(min=low, max=high)


def _weight(words: list[str], first: int, index: int) -> bool:
    """Whether pounds are weighed and not paid: "475 pounds of cocaine", not "three million pounds of aid"."""
    weighed = words[index].lower() in ("pound", "pounds") and [
        word.lower() for word in words[index + 1 : index + 2]
    ] == ["of"]
    return weighed and not any(word.lower() in ("million", "billion", "thousand") for word in words[first:index])
