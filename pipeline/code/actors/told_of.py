"""The nouns that say who a name is: in apposition, behind "is", "who is", and under "a spokesman for"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.phrases import SUBJECTS, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_NOUNS = ("NOUN", "PROPN")
# "Roe could be a spy", "if Roe were mayor": nobody is what is only thought of.
_OPEN = frozenset(
    {"may", "might", "could", "would", "should", "must", "can", "will", "to", "if", "not", "n't", "never"}
)
_WHO = frozenset({"who", "which", "that"})


def told_of(token: Token) -> list[Token]:
    """The heads of what the sentence says this name is, the nearest first."""
    beside = [child for child in token.rights if child.dep_ == "appos"]
    found = [noun for child in beside for noun in _counted(child) if noun.pos_ in _NOUNS]
    if token.dep_ == "appos" and token.head.i < token.i:
        found.append(_described(token.head))
    found += _is(token)
    for clause in token.rights:
        if clause.dep_ == "relcl" and clause.lemma_ == "be":
            who = subject(clause)
            if who is not None and who.lower_ in _WHO:
                found += _attributes(clause)
    return found


def _described(head: Token) -> Token:
    """What an apposition belongs to: in "a spokesman for Ann Roe, Jan Moe," a name is no name's apposition."""
    above = head.head.head if head.dep_ == "pobj" and head.head.dep_ == "prep" else None
    if above is not None and above.pos_ == "NOUN" and head.pos_ == "PROPN" and head.ent_type_ == "PERSON":
        return above
    return head


def _is(token: Token) -> list[Token]:
    """ "Roe is the mayor of Mutare", "Roe is believed to be a British citizen"."""
    verb = token.head
    if token.dep_ not in SUBJECTS or token.i > verb.i:
        return []
    if verb.lemma_ == "be":
        return _attributes(verb)
    return [noun for child in verb.rights if child.dep_ == "xcomp" and child.lemma_ == "be" for noun in _under(child)]


def _attributes(verb: Token) -> list[Token]:
    if any(child.lower_ in _OPEN for child in verb.lefts):
        return []
    return list(_under(verb))


def _under(verb: Token) -> Iterator[Token]:
    for child in verb.rights:
        if child.dep_ == "attr" and child.pos_ in _NOUNS:
            yield from _counted(child)


def _counted(noun: Token) -> Iterator[Token]:
    """The noun, and of "one of the leaders of Chad" those who are counted."""
    if noun.lower_ == "one" or noun.lemma_.lower() in ("member", "part"):
        for prep in noun.rights:
            if prep.lower_ == "of":
                yield from (child for child in prep.rights if child.dep_ == "pobj")
    yield noun
