"""What is known of an actor, apart from where it is mentioned."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records import Sector


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of an actor, apart from where it is mentioned."""

    name: str
    entity: str | None = None
    country: str | None = None
    sector: Sector = Sector.UNK


_DETERMINER = re.compile(
    r"^(?:the|a|an|some|several|many|all|both|these|those|this|that|its|his|her|their)\s+", re.IGNORECASE
)


def bare(text: str) -> str:
    """Without the leading determiner."""
    return _DETERMINER.sub("", text, count=1) or text
