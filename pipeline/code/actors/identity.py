"""What is known of an actor, apart from where it is mentioned."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records import Sector

# Institutions of a state: "police said" in an article mostly about one country are that country's.
OFFICES = frozenset({Sector.GOV, Sector.LEG, Sector.MIL, Sector.JUD})
# Sectors that a country's own people have: "protesters" where only one country is named are that country's.
DOMESTIC = frozenset(set(Sector) - {Sector.UNK, Sector.IGO, Sector.NGO, Sector.BUS, Sector.EDU})


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of an actor, apart from where it is mentioned."""

    name: str
    entity: str | None = None
    country: str | None = None
    sector: Sector = Sector.UNK


_DETERMINER = re.compile(
    r"^(?:the|a|an|some|several|many|all|these|those|this|that|its|his|her|their|whose|neither|either|both)\s+",
    re.IGNORECASE,
)

_QUOTES = (('"', '"'), ("\u201c", "\u201d"))


def bare(text: str) -> str:
    """Without the leading determiner, and without the half of a quotation that the phrase cuts."""
    for left, right in _QUOTES:
        if text.count(left) + (text.count(right) if right != left else 0) == 1:
            before, _, behind = text.partition(left if left in text else right)
            text = behind.strip() or before.strip() or text
    return _DETERMINER.sub("", text, count=1) or text
