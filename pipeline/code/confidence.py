"""How sure an event is: a logistic score over the evidence for and against it, each with a weight in ``lexicon/confidence.tsv``."""

from __future__ import annotations

from functools import cache
from math import exp
from typing import TYPE_CHECKING

from pipeline.errors import LexiconError
from pipeline.lexicon.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.code.model import Assessment, CodedAction
    from pipeline.parse.document import Document
    from pipeline.records import ActorMention, Attribution, PlaceMention

_PRONOUNS = frozenset(
    ["i", "you", "he", "she", "it", "we", "they", "who", "that", "which", "this", "these", "those", "one"]
)


@cache
def weights() -> dict[str, float]:
    """The weight of each piece of evidence."""
    return {row.text("evidence"): row.number("weight", (-9, 9)) for row in rows(_FILE, _COLUMNS)}


_FILE, _COLUMNS = "confidence.tsv", ("evidence", "weight", "meaning")


def confidence(evidence: dict[str, float]) -> float:
    """The share of events with this evidence that are right."""
    table = weights()
    try:
        points = sum(table[name] * amount for name, amount in evidence.items())
        odds = table["constant"] + table["slope"] * points
    except KeyError as error:
        raise LexiconError(f"pipeline/lexicon/{_FILE}: there is no line for {error}") from error
    return round(1 / (1 + exp(-odds)), 4)


def busy_sentences(document: Document, actions: Iterable[CodedAction]) -> frozenset[int]:
    """The sentences that tell more than everyday verbs do."""
    return frozenset(document.sentence_number(action.head) for action in actions if "broad" not in action.evidence)


def evidence_of(
    assessment: Assessment,
    actors: list[ActorMention],
    location: PlaceMention | None,
    attribution: Attribution | None,
) -> dict[str, float]:
    """What the finished event adds to what its trigger and arguments showed."""
    found = {
        "named": any(actor.entity or actor.country for actor in actors),
        "pronoun": bool(actors) and all(actor.text.lower() in _PRONOUNS for actor in actors),
        "located": location is not None,
        "uncertain": assessment.certainty != "certain",
        "unreal": assessment.time_relation in {"future", "hypothetical"},
        "denied": assessment.polarity == "negative",
        "quoted": attribution is not None and attribution.kind == "direct",
    }
    return {name: 1.0 for name, holds in found.items() if holds}
