"""A stretch of text that may name a place, with what speaks for it and what it may mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.code.places.evidence import weights

if TYPE_CHECKING:
    from pipeline.code.places.gazetteer import Place
    from pipeline.records import PlaceKind


@dataclass(slots=True)
class Mention:
    """Tokens ``first`` to ``last``, characters ``start`` to ``end``; ``features`` are rows of weights.tsv."""

    first: int
    last: int
    start: int
    end: int
    key: str
    candidates: tuple[Place, ...]
    features: dict[str, float] = field(default_factory=dict)
    kind: PlaceKind | None = None
    region_word: bool = False
    container: Mention | None = None
    inside: Mention | None = None
    chosen: Place | None = None
    certainty: float = 0.0

    @property
    def score(self) -> float:
        """How surely it is a place at all; from 0.5 on it is taken for one."""
        table = weights()
        return sum(table[name] * value for name, value in self.features.items())
