"""Mends of a saying that closes its sentence: ``A bridge fell and two died, police said.`` holds all that stands before it.

The parser gives it the last clause alone, takes its verb for a noun ("local media report") or its speaker for what is said
(", reported the Journal").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.parse.attachment import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOUNS = {"NN": "VBP", "NNS": "VBZ"}
_CLAUSES = frozenset({"ccomp", "xcomp", "conj"})
_STEPS = 4
_SPEAKER = 8
"""So far before its verb does a speaker stand: ", a spokesman for the regional health ministry said"."""


def mend_closing(token: Token) -> None:
    """Give the closing verb of saying its speaker and all of its sentence."""
    if token.tag_ in _NOUNS and token.dep_ == "ROOT":
        _speak(token)
    _let_may_speak(token)
    if token.tag_ not in _FINITE or token.lemma_ not in words("says") | words("speaks"):
        return
    if token.dep_ == "ROOT":
        _let_speak(token)
    _set_in(token)
    if not _closes(token):
        return
    told = [child for child in token.lefts if child.dep_ == "ccomp"]
    for later in told[1:]:
        later.head, later.dep_ = told[0], "conj"
    first = token.head
    if token.dep_ == "conj" and first.dep_ == "ROOT" and first.tag_[:2] == "VB":
        for clause in told[:1]:
            clause.head, clause.dep_ = first, "conj"
        token.head, token.dep_ = token, "ROOT"
        first.head, first.dep_ = token, "ccomp"


def _closes(verb: Token) -> bool:
    """Whether nothing but a bare speaker stands between a comma and the verb, and no clause behind it."""
    speaker = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if speaker is None or speaker.left_edge.i == 0 or verb.i - speaker.left_edge.i > _SPEAKER:
        return False
    if speaker.left_edge.nbor(-1).text != "," or any(child.dep_ in _CLAUSES for child in verb.rights):
        return False
    return not any(child.dep_ in _CLAUSES and child.right_edge.i > speaker.i for child in verb.lefts)


def mend_who(token: Token) -> None:
    """Hang what persons do on the persons: ``passengers of a bus who died``, ``six pupils of the school who drowned``."""
    clause = token.head
    if token.lower_ != "who" or clause.dep_ != "relcl" or token.dep_ not in {"nsubj", "nsubjpass"}:
        return
    noun = clause.head
    for _ in range(_STEPS):
        if noun.pos_ not in {"NOUN", "NUM"} or noun.lemma_ in words("persons"):
            break
        above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "from", "on", "aboard"} else noun
        if above.i == noun.i or above.pos_ not in {"NOUN", "NUM"}:
            return
        noun = above
    if noun.lemma_ in words("persons") and noun.i != clause.head.i:
        clause.head = noun


def _set_in(saying: Token) -> None:
    """Hang what goes on behind a saying set in between on what is told: ``was removed, officials said, after refusing``."""
    told = next((child for child in saying.lefts if child.dep_ == "ccomp"), None)
    if saying.dep_ == "parataxis":
        told = saying.head
    after = saying.nbor() if saying.i + 1 < len(saying.doc) else saying
    if told is None or after.text != "," or told.i > saying.i:
        return
    for child in [child for child in saying.rights if child.i == after.i + 1 and child.dep_ == "prep"]:
        if child.lower_ != "without" and any(part.dep_ == "pcomp" for part in child.children):
            child.head = told


def _speak(noun: Token) -> None:
    """Let a noun that ends a sentence be the verb that it is: "The ship was seized, local media report."."""
    left = list(noun.lefts)
    speaker = noun.nbor(-1) if noun.i else noun
    if noun.lower_ not in words("reports") or speaker.head.i != noun.i or speaker.dep_ != "compound":
        return
    told = next((child for child in left if child.dep_ == "ccomp"), None)
    if told is None or (noun.i + 1 < len(noun.doc) and not noun.nbor().is_punct):
        return
    for child in left:
        if child.dep_ in {"amod", "compound", "det", "poss"} and child.i != speaker.i:
            child.head = speaker
    noun.tag_, noun.pos_ = _NOUNS[noun.tag_], "VERB"
    noun.lemma_ = noun.lower_.removesuffix("s")
    speaker.dep_ = "nsubj"


def _let_may_speak(verb: Token) -> None:
    """Let a name speak that looks like a modal: ``May said``, ``Will told``; a modal has a bare infinitive."""
    name = verb.nbor(-1) if verb.i else verb
    if name.dep_ != "aux" or name.tag_ not in {"MD", "NNP"} or not name.text[0].isupper():
        return
    if verb.tag_ in {"VBD", "VBZ"}:
        name.dep_, name.tag_, name.pos_, name.lemma_ = "nsubj", "NNP", "PROPN", name.text
        for other in [child for child in verb.rights if child.dep_ == "nsubj"]:
            other.dep_ = "dobj"  # whom May told


def _let_speak(verb: Token) -> None:
    """Let a name behind the verb speak, and not be what is said: "The chief was fired, reported the Journal."."""
    if any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.lefts):
        return
    speaker = next((child for child in verb.rights if child.dep_ == "dobj" and child.pos_ == "PROPN"), None)
    told = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    if speaker is not None and told is not None and speaker.left_edge.i == verb.i + 1:
        speaker.dep_ = "nsubj"
