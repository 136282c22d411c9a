"""A stretch of text that may name a place, with what speaks for it and what it may mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.code.places.evidence import weights
from pipeline.records import PlaceMention

if TYPE_CHECKING:
    from pipeline.code.places.gazetteer import Place
    from pipeline.records import PlaceKind, Span


_LONGEST = 24  # characters that hold a word


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


def word_before(text: str, start: int) -> str:
    """The word right before a place in the text, in lower case; empty where there is none."""
    words = text[max(0, start - _LONGEST) : start].lower().split()
    return words[-1] if words else ""


def as_mention(place: Place, here: Span, confidence: float) -> PlaceMention:
    """The record of a place that the text names here."""
    return PlaceMention(
        start=here.start,
        end=here.end,
        text=here.text,
        name=place.name,
        kind=place.kind,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonames_id=place.geonames_id,
        confidence=confidence,
    )


def less_sure(place: PlaceMention, share: float) -> PlaceMention:
    """The place with the confidence that an event was there."""
    return place.model_copy(update={"confidence": round(place.confidence * share, 3)})
