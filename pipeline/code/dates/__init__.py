"""Time expressions as TIMEX3, resolved to days, and which of them dates which event."""

from __future__ import annotations

from pipeline.code.dates.anchor import anchor_of
from pipeline.code.dates.grammar import find_timex
from pipeline.code.dates.tense import tense_of
from pipeline.code.model import CodedAction, StatementDraft
from pipeline.parse.document import Document
from pipeline.records import DateMention


def find_dates(document: Document) -> list[DateMention]:
    """Every time expression of the article, in reading order."""
    text = document.article.text
    return [
        DateMention(
            start=named.start,
            end=named.end,
            text=text[named.start : named.end],
            timex=named.reading.value,
            first_day=named.reading.first,
            last_day=named.reading.last,
            granularity=named.reading.granularity,
            anchor=named.reading.anchor,
        )
        for named in find_timex(text, anchor_of(document.article), tense_of(document))
    ]


class EventDates:
    """Which expression dates which event or saying."""

    def __init__(self, document: Document, dates: list[DateMention]) -> None:
        self._document, self._dates = document, dates

    def of_action(self, action: CodedAction, statements: list[StatementDraft]) -> DateMention | None:
        """When it happened (never when it was said)."""
        return None

    def of_saying(self, statement: StatementDraft) -> DateMention | None:
        """When it was said."""
        return None
