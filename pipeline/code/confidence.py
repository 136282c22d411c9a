"""How sure an event is: a logistic score over the evidence for and against it, each with a weight in ``lexicon/confidence.tsv``."""

from __future__ import annotations

from functools import cache
from math import exp
from typing import TYPE_CHECKING

from pipeline.errors import LexiconError
from pipeline.lexicon.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.code.model import Assessment, CodedAction
    from pipeline.parse.document import Document
    from pipeline.records import ActorMention, Attribution, PlaceMention

_PRONOUNS = frozenset(
    ["i", "you", "he", "she", "it", "we", "they", "who", "that", "which", "this", "these", "those", "one"]
)


@cache
def weights(column: str) -> dict[str, float]:
    """The weight of each piece of evidence: as "news", or as "right"."""
    return {row.text("evidence"): row.number(column, (-9, 9)) for row in rows(_FILE, _COLUMNS)}


_PROPER = frozenset({"NNP", "NNPS"})
_EARLY = {"lead1": 1.2, "lead2": 0.4}
_LEAD = 600  # characters: what is read without turning a page
_FILE, _COLUMNS = "confidence.tsv", ("evidence", "news", "right", "meaning")


def confidence(evidence: dict[str, float]) -> float:
    """The share of events with this evidence that are right."""
    odds = weights("right")["constant"] + total(evidence, "right") + weights("news")["slope"] * total(evidence, "news")
    return round(1 / (1 + exp(-odds)), 4)


def total(evidence: dict[str, float], column: str) -> float:
    """The sum of what speaks for an event and against it, as "news" or as "right"."""
    table = weights(column)
    try:
        return sum(table[name] * amount for name, amount in evidence.items())
    except KeyError as error:
        raise LexiconError(f"pipeline/lexicon/{_FILE}: there is no line for {error}") from error


def mark_news(document: Document, actions: Sequence[CodedAction], evidences: Sequence[dict[str, float]]) -> None:
    """Which event of the lead is the article's news; those that it tells on the way there come after it.

    What the lead says before its main verb ("The victims of Monday's crash were named") is known already.
    """
    lead = [index for index, action in enumerate(actions) if document.starts[action.first] < _LEAD and evidences[index]]
    if not lead:
        return
    news = max(
        lead, key=lambda index: (total(evidences[index], "news") + _early(evidences[index]), -actions[index].first)
    )
    evidences[news]["news"] = 1.0
    for index in lead:
        if actions[index].first < actions[news].first:
            evidences[index]["ahead"] = 1.0


def _early(evidence: dict[str, float]) -> float:
    """Of two events that are as sure, the news is the one told sooner."""
    return sum(more for name, more in _EARLY.items() if name in evidence)


def busy_sentences(document: Document, actions: Iterable[CodedAction]) -> frozenset[int]:
    """The sentences that tell more than everyday verbs do."""
    return frozenset(document.sentence_number(action.head) for action in actions if "broad" not in action.evidence)


def evidence_of(  # noqa: PLR0917 - each is one part of the finished event
    document: Document,
    assessment: Assessment,
    actors: list[ActorMention],
    recipients: list[ActorMention],
    location: PlaceMention | None,
    attribution: Attribution | None,
) -> dict[str, float]:
    """What the finished event adds to what its trigger and arguments showed."""
    found = {
        assessment.time_relation: True,
        assessment.certainty: True,
        "named": any(actor.entity or actor.country for actor in actors),
        "pronoun": bool(actors) and all(actor.text.lower() in _PRONOUNS for actor in actors),
        "antecedent": any(actor.coref for actor in actors),
        "unnamed": not all(_is_named(document, actor) for actor in actors),
        "several": len(actors) > 1,
        "antecedent recipient": any(other.coref for other in recipients),
        "unnamed recipient": not all(_is_named(document, other) for other in recipients),
        "several recipients": len(recipients) > 1,
        "located": location is not None,
        "denied": assessment.polarity == "negative",
        "quoted": attribution is not None and attribution.kind == "direct",
    }
    return {name: 1.0 for name, holds in found.items() if holds}


def _is_named(document: Document, mention: ActorMention) -> bool:
    """Whether somebody is known or has a name of his own."""
    told = mention.coref or mention
    proper = any(document[index].tag_ in _PROPER for index in document.tokens_in(told.start, told.end))
    return proper or bool(mention.entity or mention.country)
