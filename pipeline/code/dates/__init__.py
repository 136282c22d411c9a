"""Time expressions as TIMEX3, resolved to days, and which of them dates which event."""

from __future__ import annotations

from pipeline.code.dates.anchor import anchor_of
from pipeline.code.dates.events import EventDates
from pipeline.code.dates.grammar import find_timex
from pipeline.code.dates.tense import tense_of
from pipeline.parse.document import Document
from pipeline.records import DateMention, Span

__all__ = ["EventDates", "find_dates"]


def find_dates(document: Document) -> list[DateMention]:
    """Every time expression of the article, in reading order."""
    text = document.article.text
    return [
        named.reading.at(Span(start=named.start, end=named.end, text=text[named.start : named.end]))
        for named in find_timex(text, anchor_of(document.article), tense_of(document))
    ]
