"""Mends of a day before a name that the parser takes for a part of it: ``On Monday Mayor Jan Roe announced``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_FINITE = frozenset({"VBD", "VBZ"})


def mend_weekday(day: Token) -> None:
    """Hang the day on its preposition and the name, as its subject, on the verb behind it that has none."""
    name = day.head
    while name.dep_ == "compound" and name.head.i > name.i:
        name = name.head
    if day.lower_ not in _DAYS or day.dep_ != "compound" or name.pos_ != "PROPN" or name.dep_ != "pobj":
        return
    preposition = name.head
    if preposition.i != day.i - 1 or name.right_edge.i + 1 >= len(day.doc):
        return
    verb = day.doc[name.right_edge.i + 1]
    if verb.tag_ not in _FINITE or any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.lefts):
        return
    day.head, day.dep_ = preposition, "pobj"
    name.head, name.dep_ = verb, "nsubj"
