"""Which nouns with "the" take up something named before, and what kind of thing."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

from pipeline.lexicon.table import rows

DefiniteKind = Literal["place", "country", "org", "title", "pair"]
_KINDS = frozenset({"place", "country", "org", "title", "pair"})


@cache
def _table() -> dict[str, DefiniteKind]:
    found: dict[str, DefiniteKind] = {}
    for row in rows("actors/definites.tsv", ("kind", "nouns")):
        for noun in row.list("nouns"):
            if noun in found:
                raise row.error(f"{noun} is there twice")
            found[noun] = cast("DefiniteKind", row.choice("kind", _KINDS))
    return found


def definite_kinds(lemma: str, word: str) -> DefiniteKind | None:
    """What "the city" or "the two leaders" may take up; None for other nouns. Plurals have their own lines."""
    return _table().get(word) or (_table().get(lemma) if not word.endswith("s") else None)
