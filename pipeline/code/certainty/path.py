"""Composes certainty along the parse: from the root of the sentence down to the event, one step at a time.

Each step asks what the governing predicate says of what hangs on it (its signature), and each predicate adds what
stands beside it: auxiliaries, negation, hedges, the word that joins its clause (Saurí & Pustejovsky 2012;
Lotan et al. 2013).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.code.certainty.beside import Beside, beside
from pipeline.code.certainty.lexicon import Effect, links, predicates, relations

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document
    from pipeline.records import TimeRelation

_DEEPEST = 40
"""No path is followed further up than this: a 200,000-word sentence must not be walked to its end."""
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_OBJECTS = frozenset({"dobj", "attr", "nsubjpass", "oprd", "dative"})


@dataclass(slots=True)
class Standing:
    """An event's value (-1 to 1), what hedged it, and its time."""

    value: float
    time: TimeRelation
    hedges: list[tuple[int, int]] = field(default_factory=list)


def standing(document: Document, head: int) -> Standing:
    """How the event with this head stands."""
    token = document[head]
    path = [token]
    while path[-1].head.i != path[-1].i and len(path) < _DEEPEST:
        path.append(path[-1].head)
    value = 1.0
    hedges: list[tuple[int, int]] = []
    time: TimeRelation | None = None
    for index in range(len(path) - 1, -1, -1):
        node = path[index]
        if index < len(path) - 1:
            effect = _step(path[index + 1], node)
            value = effect.of(value)
            time = effect.time or (None if effect.name in {"clause", "say", "fact", "relative", "adverbial"} else time)
            if effect.name in links() and (mark := _mark(node)) is not None:
                hedges.append((mark.i, mark.i + 1))
        around: Beside = beside(node)
        value = around.apply(value)
        hedges.extend(around.hedges)
        time = around.time or time
    return Standing(max(-1.0, min(1.0, value)), time or _tense(token), hedges)


def _mark(node: Token) -> Token | None:
    """The word that joins this clause: "if", "unless", "whether"."""
    return next((one for one in node.children if one.dep_ in {"mark", "advmod"} and one.lower_ in links()), None)


def _step(governor: Token, node: Token) -> Effect:
    """What the governor says of this dependent."""
    table = relations()
    dep = node.dep_
    if dep == "conj":
        own_subject = any(one.dep_ in {"nsubj", "nsubjpass"} for one in node.children)
        return table["relative"] if own_subject else table["coordinate"]
    if dep in {"advcl", "ccomp", "acl", "pcomp"} and (mark := _mark(node)) is not None:
        return links()[mark.lower_]
    if dep == "prep" or governor.dep_ == "prep":
        word = node if dep == "prep" else governor
        if word.lower_ in links() and dep != "prep":
            return links()[word.lower_]
    if dep == "relcl":
        return table["relative"]
    if dep == "advcl":
        return table["purpose"] if _infinitive(node) else table["adverbial"]
    signature = _signature(governor)
    if dep == "acl":
        if _infinitive(node):
            return signature or table["infinitive"]
        return table["relative"]
    if dep in {"ccomp", "xcomp", "csubj", "csubjpass", "pcomp"}:
        if governor.pos_ == "ADP" or governor.dep_ == "prep":
            return table["other"]
        if signature is not None:
            return signature
        if _infinitive(node):
            return table["infinitive"]
        return table["gerund"] if node.tag_ == "VBG" else table["clause"]
    if dep in _OBJECTS or (dep == "prep" and governor.pos_ in _NOUNS):
        if signature is not None and node.pos_ != "ADP":
            return _of_thing(signature)
        if signature is not None and dep == "prep" and node.lower_ in {"for", "of", "against", "on", "to"}:
            return _of_thing(signature)
        return table["object"] if governor.pos_ in _VERBS else table["noun"]
    if dep in {"nsubj", "agent", "csubj"}:
        return table["subject"]
    if dep in {"prep", "pobj", "npadvmod"}:
        if signature is not None and dep == "prep" and node.lower_ == "for" and governor.pos_ in _VERBS:
            return _of_thing(signature)
        return table["oblique"]
    return table["noun"] if governor.pos_ in _NOUNS else table["other"]


def _of_thing(signature: Effect) -> Effect:
    """An event named by a noun: sayings and beliefs about it leave it real, wishes and plans do not."""
    if signature.name in {"fact", "say", "claim", "believe", "seem", "imply", "force", "doubt"}:
        return relations()["object"]
    return signature


def _signature(governor: Token) -> Effect | None:
    lemma = governor.lemma_.lower()
    if governor.pos_ in _VERBS:
        found = predicates().get((lemma, "verb"))
        if found is None and governor.tag_ in {"VBN", "VBG"}:
            found = predicates().get((governor.lower_, "adj"))
        if found is None and lemma == "be":
            complement = next((one for one in governor.children if one.dep_ in {"acomp", "attr"}), None)
            if complement is not None:
                return predicates().get((complement.lemma_.lower(), "adj" if complement.pos_ == "ADJ" else "noun"))
        return found
    return predicates().get((lemma, "adj" if governor.pos_ == "ADJ" else "noun"))


def _infinitive(node: Token) -> bool:
    return any(one.dep_ == "aux" and one.lower_ == "to" for one in node.children)


def _tense(token: Token) -> TimeRelation:
    """Past, unless the event's own verb says otherwise."""
    if token.pos_ not in _VERBS:
        return "past"
    finite = [one for one in token.children if one.dep_ in {"aux", "auxpass"}]
    if any(one.tag_ == "VBD" or one.lemma_ == "have" for one in finite) or token.tag_ == "VBD":
        return "past"
    if token.tag_ in {"VBZ", "VBP"} or (
        token.tag_ in {"VBG", "VBN"} and any(one.tag_ in {"VBZ", "VBP"} for one in finite)
    ):
        return "ongoing"
    return "past"
