"""Who: names, titles, offices and pronouns resolved to actors with country and sector."""

from __future__ import annotations

from pipeline.parse.document import Document
from pipeline.records import ActorMention, Magnitude, PlaceMention


class Actors:
    """The actors of one article: coreference and office-holders are worked out once."""

    def __init__(self, document: Document, places: list[PlaceMention]) -> None:
        self._document, self._places = document, places

    def mention(self, head: int) -> ActorMention | None:
        """The actor whose phrase has this head; None when it can't be one ("the week")."""
        return None

    def conjuncts(self, head: int) -> list[int]:
        """The heads of a coordinated phrase, this one first."""
        return [head]


def magnitude(document: Document, head: int, action_type: str) -> Magnitude:
    """The numbers of killed, injured, ... and the money that belong to this trigger."""
    return Magnitude()
