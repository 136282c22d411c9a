"""Which types of action and which nouns may tell one event: ``families.tsv``."""

from __future__ import annotations

from functools import cache

from pipeline.code.dates.lexicon import lines


@cache
def _families() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """The families of action types and of nouns."""
    types: dict[str, set[str]] = {}
    nouns: dict[str, set[str]] = {}
    for _, (family, listed_types, listed_nouns) in lines("families.tsv", 3):
        for words, table in ((listed_types, types), (listed_nouns, nouns)):
            for word in words.split():
                table.setdefault(word, set()).add(family)
    return (
        {name: frozenset(families) for name, families in types.items()},
        {name: frozenset(families) for name, families in nouns.items()},
    )


def of_type(type_: str) -> frozenset[str]:
    """The families of a type of action."""
    return _families()[0].get(type_, frozenset())


def of_noun(noun: str) -> frozenset[str]:
    """The families of a noun."""
    return _families()[1].get(noun, frozenset())
