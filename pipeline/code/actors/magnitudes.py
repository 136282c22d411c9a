"""How many and how much: the numbers that belong to one trigger."""

from __future__ import annotations

from pipeline.parse.document import Document
from pipeline.records import Magnitude


def magnitude(document: Document, head: int, action_type: str) -> Magnitude:
    """The numbers of killed, injured, ... and the money that belong to this trigger."""
    return Magnitude()
