"""How much each observation speaks for a name's being a place: the table ``weights.tsv``."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import table

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
    """The weight of each feature."""
    return table.weights("places/weights.tsv", ("feature", "weight", "why"), "weight", FEATURES)
