"""Where each event happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention


class EventPlaces:
    """Where each event happened."""

    def __init__(self, document: Document, places: list[PlaceMention]) -> None:
        self._document, self._places = document, places

    def of_action(self, action: CodedAction, *, own_report: bool) -> PlaceMention | None:  # noqa: ARG002
        """Where it happened; the dateline's place only for the outlet's own report."""
        return None
