"""The short word lists that the rules name, from ``wordlists.tsv``."""

from __future__ import annotations

from functools import cache

from pipeline.errors import LexiconError
from pipeline.lexicon.table import rows


@cache
def _lists() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows("actors/wordlists.tsv", ("list", "words")):
        name = row.text("list")
        if name in found:
            raise row.error(f"{name} is there twice")
        found[name] = frozenset(row.list("words"))
    return found


def words(name: str) -> frozenset[str]:
    """The words of a list. Raises LexiconError when the file lost it."""
    found = _lists().get(name)
    if found is None:
        raise LexiconError(f"pipeline/lexicon/actors/wordlists.tsv: the list {name!r} is missing")
    return found
