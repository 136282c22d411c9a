"""How surely: certainty, polarity and time after FactBank."""

from __future__ import annotations

from pipeline.code.model import Assessment, StatementDraft
from pipeline.parse.document import Document


def assess(document: Document, head: int, statements: list[StatementDraft]) -> Assessment:
    """How surely the action with this head is put by whoever puts it; ``statements`` hold it, innermost first."""
    return Assessment("certain", "positive", 3.0, "past")
