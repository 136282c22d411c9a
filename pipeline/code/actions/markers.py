"""Which prepositions mark whom an action is done to, and which types of action reach things and places."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon.table import rows

# Types whose recipients may be things: what was bombed, seized or bought is part of what happened.
THINGS = frozenset({"ASSAULT", "COERCE", "CRIME", "ACCIDENT", "DISASTER", "DEATH", "COURT", "RETREAT"})
# Of these a place in the object's slot is where it happened as well as what it happened to.
AT_OBJECT = frozenset({"ASSAULT", "COERCE", "MOVE", "DISASTER", "ACCIDENT", "CONSULT", "RETREAT"})


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {row.text("type"): row.list("prepositions") for row in rows("markers.tsv", ("type", "prepositions"))}


def markers(type_: str) -> tuple[str, ...]:
    """The prepositions of a type, in the order in which they are tried."""
    return _table().get(type_, ())


# What these bring about or bring along is not whom it is for.
BROUGHT = frozenset(
    {"send", "dispatch", "set", "bring", "establish", "create", "form", "appoint", "hire", "deploy", "launch", "found"}
)
