"""How surely: certainty, polarity and time after FactBank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.certainty.lexicon import Effect, predicates, relations
from pipeline.code.certainty.path import Standing, standing
from pipeline.code.model import Assessment, StatementDraft
from pipeline.parse.document import Document

if TYPE_CHECKING:
    from pipeline.records import Certainty

_LEVELS: tuple[tuple[float, Certainty], ...] = ((0.8, "certain"), (0.5, "probable"), (0.12, "possible"))


def assess(document: Document, head: int, statements: list[StatementDraft], *, carrier: bool = False) -> Assessment:
    """How surely the action with this head is put by whoever puts it; ``statements`` hold it, innermost first.

    A ``carrier`` is a saying behind what it tells: what is told says nothing of the saying.
    """
    found: Standing = standing(document, head, apart=carrier and not statements)
    value = found.value
    for statement in statements:
        value = _as_told(document, head, statement).of(value) if value > 0 else value
    size = abs(value)
    certainty: Certainty = next((name for least, name in _LEVELS if size >= least), "unknown")
    hedges = [document.span(*place) for place in sorted(set(found.hedges))]
    return Assessment(
        certainty=certainty,
        polarity="negative" if value < 0 else "positive",
        factuality=round(3 * value, 2),
        time_relation=found.time,
        hedges=hedges,
    )


def _as_told(document: Document, head: int, statement: StatementDraft) -> Effect:
    """What the cue makes of its content where the parse does not lead from one to the other: quotes, next sentences."""
    plain = relations()["through"]
    if statement.cue_head is None:
        return plain
    cue = document[statement.cue_head]
    if cue.i == head or cue.sent.start == document[head].sent.start:
        return plain  # the path has seen it, or it stands beside
    return predicates().get((cue.lemma_.lower(), "verb"), plain) if statement.stance in {"claim", "denial"} else plain
