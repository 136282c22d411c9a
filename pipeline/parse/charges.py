"""Mends of who is charged: "appeared in court charged with murder" charges no court, and "the two accused" are two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.parse.attachment import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TIMES = frozenset({"DATE", "TIME"})
_COUNTED = frozenset({"CD"})


def mend_charge(token: Token) -> None:
    """Hang a charge on who is brought to court, and make people of those who are only called accused."""
    if token.tag_ != "VBN" or token.dep_ != "acl" or token.lemma_ not in words("charged"):
        return
    bench = token.head
    if bench.tag_ in _COUNTED and token.lower_ == "accused" and not _tells_charge(token):
        _are_accused(token)
        return
    verb = bench.head.head if bench.dep_ == "pobj" else bench.head
    dated = bench.ent_type_ in _TIMES and verb.lemma_ in words("brought-to")
    if verb.pos_ == "VERB" and ((bench.dep_ == "pobj" and bench.lemma_.lower() in words("benches")) or dated):
        who = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
        if who is not None:
            for child in [child for child in token.lefts if child.dep_ in ("prep", "npadvmod")]:
                child.head = verb  # "will appear in court on Monday charged with murder"
            token.head, token.dep_ = who, "acl"


def _tells_charge(token: Token) -> bool:
    return any(child.dep_ == "agent" or child.lower_ in ("of", "by") for child in token.rights)


def _are_accused(accused: Token) -> None:
    """Make the participle the noun that the number counts."""
    number = accused.head
    accused.head, accused.dep_ = number.head, number.dep_
    accused.tag_, accused.pos_, accused.lemma_ = "NNS", "NOUN", "accused"
    for child in [child for child in number.children if child.i != accused.i]:
        child.head = accused
    number.head, number.dep_ = accused, "nummod"
