"""Places, resolved against GeoNames, and where each event happened."""

from __future__ import annotations

from pipeline.code.model import CodedAction
from pipeline.parse.document import Document
from pipeline.records import PlaceMention


def find_places(document: Document) -> list[PlaceMention]:
    """Every place of the article, in reading order."""
    return []


class EventPlaces:
    """Where each event happened."""

    def __init__(self, document: Document, places: list[PlaceMention]) -> None:
        self._document, self._places = document, places

    def of_action(self, action: CodedAction, *, own_report: bool) -> PlaceMention | None:
        """Where it happened; the dateline's place only for the outlet's own report."""
        return None
