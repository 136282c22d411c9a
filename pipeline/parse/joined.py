"""Names with an "and" in them are one: "Jammu and Kashmir National Conference", "Bright Resources and Investments Incorporated"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.parse.attachment import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WITHIN = frozenset({"compound", "nmod", "amod"})
_STEPS = 8


def mend_joined(joint: Token) -> None:
    """Hang the first half of such a name on what ends it."""
    if joint.lower_ not in ("and", "&") or not 0 < joint.i < len(joint.doc) - 1:
        return
    first, second = joint.nbor(-1), joint.nbor()
    if first.pos_ != "PROPN" or second.pos_ != "PROPN":
        return
    last = second
    for _ in range(_STEPS):
        if last.dep_ not in _WITHIN or last.head.i <= last.i:
            break
        last = last.head
    if last.dep_ != "conj" or last.head.i != first.i:
        return
    named = f"{first.lower_} and {second.lower_}" in words("joined")
    firm = first.ent_type_ == last.ent_type_ == "ORG" and last.lower_.rstrip(".") in words("firms")
    if not named and not firm:
        return
    last.head, last.dep_ = first.head if first.dep_ != "ROOT" else last, first.dep_
    for child in [child for child in first.children if child.i > last.i]:
        child.head = last
    first.head, first.dep_ = last, "compound"
    joint.head, joint.dep_ = last, "compound"
