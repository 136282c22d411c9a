"""The word lists of ``words.tsv`` that tell places from people and firms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.errors import LexiconError
from pipeline.lexicon.table import rows


@dataclass(frozen=True, slots=True)
class Words:
    """Each field is a role of ``words.tsv``."""

    locative: frozenset[str]
    weak_locative: frozenset[str]
    place_verb: frozenset[str]
    war_verb: frozenset[str]
    war_heads: frozenset[str]
    kind_heads: frozenset[str]
    of_heads: frozenset[str]
    type_after: frozenset[str]
    town_after: frozenset[str]
    person_before: frozenset[str]
    person_after: frozenset[str]
    civic_after: frozenset[str]
    firm_after: frozenset[str]
    stop: frozenset[str]
    given: frozenset[str]
    with_the: frozenset[str]
    metonym: frozenset[str]
    facility_end: frozenset[str]
    brought_to: frozenset[str]
    street_end: frozenset[str]
    street_start: frozenset[str]
    natural_end: frozenset[str]
    natural_start: frozenset[str]
    directions: frozenset[str]
    joined: frozenset[str]
    in_state: frozenset[str]
    all_over: frozenset[str]
    wills: frozenset[str]
    rules: frozenset[str]
    settled: frozenset[str]
    causes: frozenset[str]
    causes_of_words: frozenset[str]
    issues: frozenset[str]
    minds: frozenset[str]
    media: frozenset[str]
    beside: frozenset[str]
    locals: frozenset[str]
    charges: frozenset[str]
    cases: frozenset[str]
    buildings: frozenset[str]
    officers: frozenset[str]
    care: frozenset[str]
    wards: frozenset[str]
    sentencing: frozenset[str]
    comes: frozenset[str]
    towns: frozenset[str]
    spans: frozenset[str]
    held_in: frozenset[str]
    times: frozenset[str]


def directed(name: str) -> bool:
    """Whether a name begins with a direction: "western province"."""
    return name.split(maxsplit=1)[0] in words().directions


@cache
def words() -> Words:
    """The lists. Raises LexiconError when a role is unknown or missing."""
    found: dict[str, frozenset[str]] = {}
    for row in rows("places/words.tsv", ("role", "words")):
        role = row.text("role")
        if role not in Words.__dataclass_fields__:
            raise row.error(f"unknown role {role}")
        found[role] = frozenset(row.list("words"))
    missing = Words.__dataclass_fields__.keys() - found.keys()
    if missing:
        raise LexiconError(f"pipeline/lexicon/places/words.tsv: no line for {', '.join(sorted(missing))}")
    return Words(**found)
