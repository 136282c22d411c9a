"""Deeds dated by their distance from another that has a day: "arrived on April 20, two weeks after he sought asylum"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.code.dates.calendar import covered
from pipeline.code.dates.context import Reading
from pipeline.code.dates.relative import unit_value
from pipeline.records import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from pipeline.parse.document import Document
    from pipeline.records import DateMention

_LINKS = {"after": 1, "before": -1}
_UNITS = {"D": "D", "W": "W", "M": "O", "Y": "Y"}  # as ``unit_value`` calls them
_VALUE = re.compile(r"P(\d{1,4})([DWMY])")
_REACH = 4


def reckoned(document: Document, dates: list[DateMention], known: Mapping[int, DateMention]) -> dict[int, DateMention]:
    """The date of the one of two words that has none, by its token.

    ``known``: the days of verbs and nouns, by token. A number of days gives a day, of weeks a week, of months a month,
    of years a year: "two weeks after" is no more exact than that. Hours leave open on which side of midnight it was.
    """
    found: dict[int, DateMention] = {}
    for mention in dates:
        value = _VALUE.fullmatch(mention.timex)
        tokens = document.tokens_in(mention.start, mention.end)
        if value is None or not len(tokens) or mention.first_day is not None:
            continue
        link = document[tokens[-1] + 1] if tokens[-1] + 1 < len(document.doc) else None
        if link is None or link.lower_ not in _LINKS:
            continue
        first, second = _joined(link)
        if first is None or second is None or (first.i in known) == (second.i in known):
            continue
        sign = _LINKS[link.lower_]
        base, dated, sign = (known[second.i], first.i, sign) if second.i in known else (known[first.i], second.i, -sign)
        day = base.first_day if base.granularity in {"day", "hour", "minute"} else None
        timex = unit_value(day, _UNITS[value[2]], sign * int(value[1])) if day is not None else None
        if timex is None:
            continue
        end = link.idx + len(link)
        here = Span(start=mention.start, end=end, text=document.article.text[mention.start : end])
        found[dated] = Reading(timex, *covered(timex), base.anchor).at(here)
    return found


def _joined(link: Token) -> tuple[Token | None, Token | None]:
    """What happened, and what it happened after (or before): verbs, or for the second a noun."""
    if link.dep_ == "mark":
        second = link.head
        return (second.head if second.dep_ == "advcl" else None), second
    inner = next((child for child in link.children if child.dep_ in {"pobj", "pcomp"}), None)
    token = link
    for _ in range(_REACH):
        if token.head.i == token.i:
            break
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token, inner
    return None, inner
