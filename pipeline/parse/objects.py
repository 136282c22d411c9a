"""Mends of what a verb has behind it: which of its words is the object, and which only tells how, how often or to what end.

The parser gives "beat Napoli 3-1" a number for its object, "took two people hostage" two objects and "set the school ablaze" a
blaze of the school.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.parse.attachment import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_UPON = frozenset({"on", "against", "to", "for"})
_WHEN = frozenset({"after", "before", "because", "although", "though", "while", "until", "unless"})
_OVER = frozenset({"hand", "turn"})
_AMOUNTS = frozenset({"MONEY", "PERCENT", "QUANTITY"})
_DASHES = frozenset({"-", "\N{EN DASH}"})


def mend_object(token: Token) -> None:
    """Give a word behind a verb its place there."""
    if token.lower_ in words("brought") and token.dep_ in ("dobj", "xcomp", "ccomp", "advmod"):
        _bring(token)
    elif token.dep_ == "oprd" and token.head.lemma_ in words("names") and _is_only_object(token):
        token.dep_ = "dobj"  # "named a new chief executive"
    elif token.like_num and token.dep_ in ("npadvmod", "dobj"):
        _score(token)
    elif token.dep_ == "dobj" and token.lower_ in words("taken"):
        if _is_second(token):
            token.dep_ = "oprd"
        elif token.i and token.nbor(-1).dep_ == "compound" and token.nbor(-1).head.i == token.i:
            _part(token, token.nbor(-1))
            token.dep_ = "oprd"  # "took 20 children hostage"
    elif token.dep_ == "dobj" and (whom := _before_time(token)) is not None:
        _part(token, whom)
        token.dep_ = "npadvmod"
    elif token.dep_ == "dobj" and _how_often(token):
        token.dep_ = "npadvmod"
    elif token.dep_ == "quantmod" and token.lower_ == "over" and token.i and token.nbor(-1).lemma_ in _OVER:
        token.head, token.dep_ = token.nbor(-1), "prt"  # "handed over 14 captives" are not more than 14
    elif (
        token.lower_ in words("compass") and token.dep_ in ("dobj", "pobj", "nsubjpass", "nsubj") and token.tag_ == "NN"
    ):
        _west_of(token)
    elif token.dep_ == "amod" and token.i == token.head.i + 1 and token.head.dep_ == "dobj":
        if token.tag_ == "JJ" and token.head.head.lemma_ in words("finds"):
            token.head, token.dep_ = token.head.head, "oprd"  # "found nine men guilty"
    elif token.dep_ == "npadvmod" and token.tag_ == "NNP" and token.ent_type_ == "GPE" and is_behind_verb(token):
        token.dep_ = "dobj"  # "visited Washington"
    elif token.dep_ == "ccomp":
        _circumstance(token)
    elif token.dep_ == "prep" and token.lower_ in _UPON and (measured := _measured(token.head)) is not None:
        token.head = measured


def is_behind_verb(name: Token) -> bool:
    """Whether it stands right behind a verb that has no object."""
    verb = name.head
    return verb.pos_ == "VERB" and verb.i == name.left_edge.i - 1 and not any(it.dep_ == "dobj" for it in verb.rights)


def _circumstance(clause: Token) -> None:
    """Part what is told of when or why from the object before it: "will not allow exports after a court ruled"."""
    verb = clause.head
    mark = next((child for child in clause.lefts if child.dep_ == "mark" and child.lower_ in _WHEN), None)
    if mark is None or verb.pos_ != "VERB" or mark.i < verb.i:
        return
    for child in [
        child for child in clause.lefts if verb.i < child.i < mark.i and child.dep_ in ("nsubj", "nsubjpass")
    ]:
        child.head, child.dep_ = verb, "dobj"
    clause.dep_ = "advcl"


def _west_of(side: Token) -> None:
    """Make the noun before a side of the compass what is spoken of: "retook a town west of Mosul"."""
    noun = next((child for child in side.lefts if child.dep_ == "compound" and child.i == side.i - 1), None)
    of = any(child.lower_ == "of" and child.i == side.i + 1 for child in side.rights)
    if noun is None or not of or noun.tag_ not in ("NN", "NNS"):
        return
    for child in [child for child in side.lefts if child.i != noun.i]:
        child.head = noun
    noun.head, noun.dep_ = side.head, side.dep_
    side.head, side.dep_, side.tag_, side.pos_ = noun, "advmod", "RB", "ADV"


def _measured(amount: Token) -> Token | None:
    """What an amount is of: "a fine of 3 million euros on the bank" is on the bank, and the euros are not."""
    of = amount.head
    counted = any(child.dep_ == "nummod" or child.like_num for child in amount.lefts) or amount.like_num
    if amount.dep_ != "pobj" or of.lower_ != "of" or not counted or of.head.pos_ not in ("NOUN", "PROPN"):
        return None
    return of.head if amount.ent_type_ in _AMOUNTS or amount.lemma_.lower() in words("units") else None


def _is_second(state: Token) -> bool:
    """Whether the verb has an object before it: "took two people hostage"."""
    return any(child.dep_ == "dobj" and child.i < state.i for child in state.head.rights)


def _is_only_object(office: Token) -> bool:
    """Whether it is all that an active verb has behind it."""
    others = [child.dep_ for child in office.head.children if child.i != office.i]
    return not {"dobj", "nsubjpass", "auxpass", "agent"} & set(others)


def _score(goals: Token) -> None:
    """Make whoever stands before a result the object: "Milan beat Napoli 3-1"."""
    if goals.i < 2 or goals.i + 2 >= len(goals.doc):
        return
    beaten, dash, against = goals.nbor(-1), goals.nbor(), goals.nbor(2)
    if dash.text not in _DASHES or not against.like_num:
        return
    if beaten.pos_ != "PROPN" or beaten.head.i != goals.head.i or beaten.dep_ not in ("npadvmod", "dobj"):
        return
    beaten.dep_, goals.dep_ = "dobj", "npadvmod"
    if dash.dep_ == "dobj":
        dash.head, dash.dep_ = goals, "punct"
    if against.dep_ == "dobj":
        against.head, against.dep_ = goals, "nummod"


def _bring(state: Token) -> None:
    """Part what "set" or "let" brings about from the object: "let the coach go", "set the school ablaze"."""
    verb = state.head
    if verb.lemma_ not in words("brings") or any(child.dep_ in ("dobj", "to", "aux") for child in state.children):
        return
    thing = next((child for child in state.lefts if child.dep_ == "compound"), None)
    subject = next((child for child in state.lefts if child.dep_ == "nsubj"), None)
    if state.dep_ == "dobj" and thing is not None:
        _part(state, thing)
    elif state.dep_ in ("xcomp", "ccomp") and subject is not None:
        subject.head, subject.dep_ = verb, "dobj"
    state.dep_ = "prt"


def _part(word: Token, thing: Token) -> None:
    """Make the noun before a word the object of its verb, with what stands before both."""
    for child in [child for child in word.lefts if child.i != thing.i]:
        child.head = thing
    thing.head, thing.dep_ = word.head, "dobj"


def _before_time(unit: Token) -> Token | None:
    """Whom something is done to before it is told how long after what: "freed a hostage hours after he was seized"."""
    if unit.tag_ != "NNS" or unit.lemma_ not in words("units") or unit.i + 1 >= len(unit.doc):
        return None
    whom = unit.nbor(-1)
    noun = whom.dep_ == "compound" and whom.head.i == unit.i and whom.tag_ in ("NN", "NNP", "NNS")
    return whom if noun and unit.nbor().lower_ in ("after", "before") else None


def _how_often(noun: Token) -> bool:
    """Whether an object only counts: "was hit and stabbed dozens of times"."""
    of = next((child for child in noun.rights if child.lower_ == "of"), None)
    counted = noun if of is None else next((child for child in of.rights if child.dep_ == "pobj"), noun)
    many = of is not None or any(child.dep_ in ("nummod", "amod") for child in noun.lefts)
    return counted.lower_ == "times" and many
