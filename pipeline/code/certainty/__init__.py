"""How surely: certainty, polarity and time after FactBank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.certainty.path import Standing, standing
from pipeline.code.model import Assessment, StatementDraft
from pipeline.parse.document import Document

if TYPE_CHECKING:
    from pipeline.records import Certainty

_LEVELS: tuple[tuple[float, Certainty], ...] = ((0.8, "certain"), (0.5, "probable"), (0.12, "possible"))


def assess(document: Document, head: int, statements: list[StatementDraft]) -> Assessment:
    """How surely the action with this head is put by whoever puts it; ``statements`` hold it, innermost first."""
    found: Standing = standing(document, head)
    size = abs(found.value)
    certainty: Certainty = next((name for least, name in _LEVELS if size >= least), "unknown")
    hedges = [document.span(*place) for place in sorted(set(found.hedges))]
    return Assessment(
        certainty=certainty,
        polarity="negative" if found.value < 0 else "positive",
        factuality=round(3 * found.value, 2),
        time_relation=found.time,
        hedges=hedges,
    )
