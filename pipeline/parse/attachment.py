"""The words of ``attachment.tsv``: what the parser hangs wrongly, by kind."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon.table import rows

_KINDS = frozenset(
    {
        "adds",
        "short",
        "ends",
        "says",
        "speaks",
        "plans",
        "shows",
        "receives",
        "offices",
        "opens",
        "binds",
        "brings",
        "brought",
        "prefixes",
        "pleads",
        "charges",
        "names",
        "counts",
        "blames",
        "has",
        "done",
        "felt",
        "judges",
        "leave",
        "suffered",
        "acted",
        "adverbs",
        "loaded",
        "reports",
        "persons",
        "joined",
        "firms",
        "taken",
        "whole",
        "uninflected",
        "units",
        "bestows",
        "dozens",
        "compass",
        "finds",
        "charged",
        "benches",
        "brought-to",
        "taken-for",
        "orders",
        "seizes",
        "harms",
        "letters",
    }
)


@cache
def words(kind: str) -> frozenset[str]:
    """The lemmas (or lower-case words) of one kind."""
    return _table()[kind]


@cache
def _table() -> dict[str, frozenset[str]]:
    return {
        row.choice("kind", _KINDS): frozenset(row.list("words")) for row in rows("attachment.tsv", ("kind", "words"))
    }
