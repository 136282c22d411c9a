"""Prepositions of several words, by ``lexicon/prepositions.tsv``: "in exchange for" deals with no exchange."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon.table import rows


def compound(first: str, noun: str, last: str) -> str | None:
    """The plain preposition that "in favor of" stands for, empty where it tells nothing of who; None if it is no such."""
    return _table().get((first, noun, last))


@cache
def _table() -> dict[tuple[str, str, str], str]:
    found = {}
    for row in rows("prepositions.tsv", ("phrase", "as", "example")):
        first, *article, noun, last = row.text("phrase").split()
        if article not in ([], ["the"], ["a"]):
            raise row.error("a preposition, a noun and a preposition make one")
        found[first, noun, last] = row.optional("as") or ""
    return found
