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
    if day.lower_ not in _DAYS or day.dep_ != "compound" or name.pos_ != "PROPN" or day.i == 0:
        return
    preposition = day.nbor(-1)
    if preposition.pos_ != "ADP":
        return
    if name.dep_ == "pobj" and name.head.i == preposition.i and (verb := _without_subject(name)) is not None:
        name.head, name.dep_ = verb, "nsubj"
    elif name.dep_ != "nsubj" or any(child.dep_ == "pobj" for child in preposition.children):
        return
    day.head, day.dep_ = preposition, "pobj"


def _without_subject(name: Token) -> Token | None:
    """The finite verb right behind a name that has no subject."""
    after = name.right_edge.i + 1
    verb = name.doc[after] if after < len(name.doc) else name
    subject = any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.lefts)
    return verb if verb.tag_ in _FINITE and not subject else None
