"""Where those are at home whom an attack hits: where it hits, and not where the attacker is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import noun
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from pipeline.code.actors.homes import Homes

_SUFFERERS = frozenset({"dobj", "nsubjpass"})
_AT = frozenset({"on", "in", "at", "against", "near", "outside", "inside", "into", "across"})
_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})


class Victims:
    """The countries of one article's victims."""

    def __init__(self, homes: Homes) -> None:
        self._homes = homes

    def home(self, token: Token) -> tuple[bool, str | None]:
        """Whether the words around settle it, and the country: "Russia shelled Kharkiv, killing six", "an attack on Kharkiv killed six"."""
        while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
            token = token.head
        verb = token.head
        if token.dep_ not in _SUFFERERS or verb.lemma_ not in words("harming"):
            return False, None
        attackers: list[Token] = []
        for deed in _deeds(verb):
            attackers += _attackers(deed)
            for struck in _struck(deed):
                if struck.i != token.i and (country := self._homes.country(struck, 1)) is not None:
                    return True, country
        for attacker in attackers:
            for struck in _behind(attacker):
                if (country := self._homes.country(struck, 1)) is not None:
                    return True, country
        foreign = any(self._strange(attacker) for attacker in attackers)
        return foreign, None

    def _strange(self, attacker: Token) -> bool:
        """Whether a state or its weapons attack, who seldom do so at home: "Russia", "Israeli jets", not "Kenyan police"."""
        if self._homes.country(attacker, 1) is None:
            return False
        if attacker.pos_ == "PROPN":
            return attacker.ent_type_ in _LABELS
        called = noun(attacker.text)
        return called is None or called.kind == "thing"


def _deeds(verb: Token) -> Iterator[Token]:
    """The verb that tells of the harm, the one it goes on from, and the one that tells when: "were killed when Russia shelled"."""
    yield verb
    others = [verb.head] if verb.dep_ in ("advcl", "xcomp", "conj") else []
    others += [child for child in verb.rights if child.dep_ == "advcl"]
    yield from (other for other in others if other.lemma_ in words("attacking") | words("harming"))


def _attackers(verb: Token) -> list[Token]:
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    if passive:
        agents = (child for child in verb.rights if child.dep_ == "agent")
        return [inner for agent in agents for inner in agent.children if inner.dep_ == "pobj"]
    return [child for child in verb.lefts if child.dep_ == "nsubj"]


def _struck(verb: Token) -> list[Token]:
    """What is hit, and where."""
    found = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    return [*found, *(inner for part in (verb, *found) for inner in _behind(part))]


def _behind(part: Token) -> list[Token]:
    """The nouns behind "on", "in", "at" of a word."""
    preps = (child for child in part.rights if child.dep_ == "prep" and child.lower_ in _AT)
    return [inner for prep in preps for inner in prep.children if inner.dep_ == "pobj"]
