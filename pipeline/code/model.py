"""The working notes that the layers of ``code`` hand each other: token indexes, not records.

A head is the index of a phrase's syntactic head; a (first, last) pair is a token range, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.records import Certainty, Polarity, Span, Stance, StatementKind, TimeRelation


@dataclass(slots=True)
class CodedAction:
    """A trigger, what the lexicon makes of it, and its arguments as heads."""

    head: int
    first: int
    last: int
    lemma: str
    type: str
    mode: str | None
    intensity: float | None
    contexts: list[str]
    rule: str
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    confidence: float = 0.5
    evidence: dict[str, float] = field(default_factory=dict)
    cameo: str = ""
    by_negation: bool = False  # "did not accept" is a refusal: the negation makes it one, and denies nothing


@dataclass(slots=True)
class StatementDraft:
    """A saying. ``content`` holds token ranges; ``within`` is the index of the statement that holds this one."""

    source: tuple[int, int] | None
    source_head: int | None
    cue: tuple[int, int] | None
    cue_head: int | None
    content: list[tuple[int, int]]
    kind: StatementKind
    stance: Stance
    medium: str | None = None
    chain: list[int] = field(default_factory=list)
    within: int | None = None


@dataclass(slots=True)
class Assessment:
    """How surely something is put: FactBank's certainty and polarity, the hedges that say so, and the time."""

    certainty: Certainty
    polarity: Polarity
    factuality: float
    time_relation: TimeRelation
    hedges: list[Span] = field(default_factory=list)


ArgumentRole = Literal["actor", "recipient", "place"]
