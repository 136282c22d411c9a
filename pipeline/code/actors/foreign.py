"""Which countries an article names without being about them: where somebody is from, goes or once was, and whom others judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.nations import of_somebody
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.actors.nations import NationMention
    from pipeline.parse.document import Document

_OBJECTS = frozenset({"dobj", "dative"})
_INSIDE = frozenset({"amod", "compound", "nmod", "poss", "pobj", "prep"})
SEAS = frozenset({"Sea", "Ocean", "Channel", "Gulf"})
_STEPS = 4


def is_foreign(document: Document, hit: NationMention) -> bool:
    """Whether the mention says nothing of where those are at home whom the article tells of."""
    last = document[hit.last - 1]
    return (
        of_somebody(document, hit)
        or missions(document, hit.last)
        or is_other(last)
        or last.head.lemma_ in words("abroad")
        or (hit.last < len(document) and document[hit.last].text in SEAS)
    )


def missions(document: Document, index: int) -> bool:
    """Whether an embassy stands here, which is in another country than its own."""
    return index < len(document) and document[index].lower_ in ("embassy", "consulate", "high")


def is_other(token: Token) -> bool:
    """Whether it is where somebody went or was, or whom others judge or deal with."""
    return is_away(token) or _judged(token) or _partner(token)


def is_away(token: Token) -> bool:
    """Whether somebody goes there or was there once: "a visit to Poland", "arrived in Oslo", "trained in Peru"."""
    if token.dep_ == "dobj":
        return token.head.lemma_ in ("visit", "tour") or is_elsewhere(token.head)
    if token.dep_ != "pobj":
        return token.tag_ == "NNP" and token.head.lemma_ in words("beside") and token.head.tag_ == "VBG"
    above = token.head.head
    bordering = any(child.lemma_ in words("beside") and child.tag_ == "VBG" for child in token.lefts)
    return bordering or above.lemma_ in words("journeys") or is_elsewhere(above)


def is_elsewhere(verb: Token) -> bool:
    """Whether a clause about somebody tells what he did or is wanted for somewhere else: "a man wanted in Spain"."""
    return verb.dep_ in ("acl", "relcl") and verb.lemma_ in words("elsewhere")


def _partner(token: Token) -> bool:
    """Whether a noun only names it as the other side: "a trade deal with Peru"."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.head.pos_ not in ("NOUN", "PROPN"):
        return False
    serving = preposition.head.lemma_ in words("abroad") | words("agents")
    return preposition.lower_ in ("with", "against") or (serving and preposition.lower_ in ("of", "for", "to"))


def _judged(token: Token) -> bool:
    """Whether others judge it or do something to it: "condemned the Russian strikes", "ordered Hungary to pay"."""
    if token.tag_ == "NNPS":
        return False  # "urged South Africans to flee": likely their own government
    for _ in range(_STEPS):
        if token.dep_ in _OBJECTS:
            return token.head.lemma_ in words("judging")
        if token.dep_ == "nsubj" and token.head.dep_ in ("ccomp", "xcomp") and token.head.tag_ == "VB":
            return token.head.head.lemma_ in words("judging")  # "ordered Hungary to pay"
        if token.dep_ not in _INSIDE:
            return False
        token = token.head
    return False


def is_unnamed(token: Token) -> bool:
    """Whether it is a source that stays unnamed and may be anybody's: "a person familiar with the plan"."""
    if token.lemma_ not in ("person", "people", "source", "individual"):
        return False
    knowing = words("in-the-know")
    return any(
        child.lemma_ in knowing or any(inner.lemma_ in knowing for inner in child.children) for child in token.rights
    )
