"""Time expressions as TIMEX3, resolved to days, and which of them dates which event."""

from __future__ import annotations

from pipeline.code.model import CodedAction, StatementDraft
from pipeline.parse.document import Document
from pipeline.records import DateMention


def find_dates(document: Document) -> list[DateMention]:
    """Every time expression of the article, in reading order."""
    return []


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
