"""Mends a name that the parser swallows into the office before it: "Minister for Youth and Sports Ann Roe said".

The small model takes the name for another of the minister's fields, so that a nameless minister speaks and the later "Roe" is
nobody. Where the end of such a phrase is a name, the name becomes the head and the office goes before it, as the parser
itself has it in "Minister of Health Ann Roe".
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import given_names
from pipeline.code.places.countries import countries
from pipeline.parse.attachment import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HELD = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj"})
_COMPLEMENTS = frozenset({"for", "of", "to"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LONGEST = 4


@cache
def _lands() -> frozenset[str]:
    return frozenset(name for country in countries().values() for name in (country.name, *country.aliases))


def mend_offices(doc: Doc) -> None:
    """Hang every name that ends an office's complement above the office, in place."""
    held = [token for token in doc if token.dep_ in _HELD and token.lower_ in words("offices")]
    alone = _alone(doc) if held else frozenset()
    for office in held:
        name = _name(office, alone)
        if name is not None:
            _raise(doc, office, *name)
        elif (person := _beside(office)) is not None:
            office.head, office.dep_ = person, "compound"
        elif office.dep_ == "conj" and (person := _second(office)) is not None:
            person.head, person.dep_ = office.head, "conj"
            office.head, office.dep_ = person, "compound"


def _alone(doc: Doc) -> frozenset[str]:
    """The names that are a verb's subject by themselves somewhere in the text: "Roe said"."""
    return frozenset(
        token.text
        for token in doc
        if token.dep_ in _SUBJECTS and token.tag_ == "NNP" and token.left_edge.i == token.i == token.right_edge.i
    )


def _beside(office: Token) -> Token | None:
    """The name right behind an office that the parser makes a second subject: "Iceland's Foreign Minister Jon Roe Moe said"."""
    if office.dep_ not in _SUBJECTS or office.right_edge.i != office.i:
        return None
    others = (child for child in office.head.lefts if child.dep_ == office.dep_ and child.left_edge.i == office.i + 1)
    return next((child for child in others if child.ent_type_ == "PERSON"), None)


def _second(office: Token) -> Token | None:
    """The name right behind the second of two offices, which the parser gives to the first: "the mayor and army chief Ann Roe"."""
    first = office.head
    others = [*first.rights, *first.head.rights]
    behind = (child for child in others if child.left_edge.i == office.i + 1 and child.dep_ in ("appos", "npadvmod"))
    return next((child for child in behind if child.ent_type_ == "PERSON" and office.tag_ == "NN"), None)


def _name(office: Token, alone: frozenset[str]) -> tuple[Token, Token] | None:
    """The first and last word of the name at the end of the office's complement, right before the verb."""
    prep = next((child for child in office.rights if child.dep_ == "prep"), None)
    if prep is None or prep.i != office.i + 1 or prep.lower_ not in _COMPLEMENTS:
        return None
    last = office.right_edge
    if last.tag_ != "NNP" or last.i + 1 == len(last.doc) or last.nbor().pos_ not in ("VERB", "AUX"):
        return None
    if any(child.dep_ == "appos" for child in office.rights):
        return None
    land = _land(last, prep)
    longest = last
    while longest.i - 1 > prep.i + 1 and longest.nbor(-1).tag_ == "NNP" and last.i - longest.i < _LONGEST - 1:
        longest = longest.nbor(-1)
    if land is not None and land < last.i - 1:
        return last.doc[land + 1], last  # "ambassador to South Africa Ann Roe"
    for index in range(longest.i, last.i):
        first = last.doc[index]
        person = first.ent_type_ == "PERSON" and first.ent_iob_ == "B" and last.ent_type_ == "PERSON"
        if person or first.text in given_names() or {first.text, last.text} & alone:
            return (first, last) if first.i > prep.i + 1 else None
    return None


def _land(last: Token, prep: Token) -> int | None:
    """The last word of the country that the complement begins with, where capitalised words lead from it to the name."""
    words = [token for token in last.doc[prep.i + 1 : last.i + 1] if token.lower_ != "the"]
    if not all(token.tag_ == "NNP" for token in words):
        return None
    names = {" ".join(token.text for token in words[:count]): words[count - 1].i for count in range(1, len(words))}
    return next((at for name, at in reversed(names.items()) if name in _lands()), None)


def _raise(doc: Doc, office: Token, first: Token, last: Token) -> None:
    name = range(first.i, last.i + 1)
    dep, above = last.dep_, last.head
    before = [token for token in doc[office.i + 1 : first.i] if token.head.i in name]
    last.head, last.dep_ = office.head, office.dep_
    office.head, office.dep_ = last, "nmod"
    for index in name:
        if index != last.i:
            doc[index].head, doc[index].dep_ = last, "compound"
    if before and dep not in ("appos", "compound"):
        stays = next((token for token in reversed(before) if token.pos_ in ("NOUN", "PROPN")), before[-1])
        stays.head, stays.dep_ = above, dep
        for token in before:
            if token.i != stays.i:
                token.head = stays
    named = doc[first.i : last.i + 1]
    named.label_ = "PERSON"
    doc.set_ents([named], default="unmodified")
