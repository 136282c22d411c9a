"""How much each observation speaks for a name's being a place: the table ``weights.tsv``."""

from __future__ import annotations

from functools import cache

from pipeline.errors import LexiconError
from pipeline.lexicon.table import rows

FEATURES = frozenset(
    {
        "GPE",
        "LOC",
        "FAC",
        "ORG",
        "PERSON",
        "NORP",
        "DATE",
        "no_label",
        "other_label",
        "in_person",
        "org_start",
        "org_later",
    }
    | {
        "org_country",
        "locative",
        "kind_of",
        "of_head",
        "weak_locative",
        "party",
        "firm_after",
        "civic_after",
        "capital_after",
    }
    | {"region_word", "town_after", "hyphen_after", "hyphen_before", "person_before", "capital_before", "name_before"}
    | {"person_after", "country", "known", "population", "alternate", "short", "multiword", "county", "stop", "given"}
    | {"acronym", "surname", "sentence_start", "dateline", "metonym", "contained", "container", "unknown"}
    | {"sure_elsewhere", "not_located", "outlet", "county_only", "place_verb", "at_war", "listed", "unknown_in"}
)


@cache
def weights() -> dict[str, float]:
    """The weight of each feature. Raises LexiconError for a feature that no code sets, or one without a line."""
    found: dict[str, float] = {}
    for row in rows("places/weights.tsv", ("feature", "weight", "why")):
        feature = row.text("feature")
        if feature not in FEATURES:
            raise row.error(f"no code sets the feature {feature}")
        found[feature] = row.number("weight")
    missing = FEATURES - found.keys()
    if missing:
        raise LexiconError(f"pipeline/lexicon/places/weights.tsv: no line for {', '.join(sorted(missing))}")
    return found
