"""The tense of the clause that an expression stands in, from the parse."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.code.dates.families import of_noun
from pipeline.code.dates.lexicon import lines
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.dates.context import Tense, TenseAt
    from pipeline.parse.document import Document

_WILL = frozenset({"will", "shall", "'ll", "\u2019ll", "wo"})
_STEPS = 6  # words up to "ahead"
_MODAL = frozenset({"would", "should", "could", "may", "might", "can", "must", "'d", "\u2019d"})


@cache
def _verbs() -> dict[str, frozenset[str]]:
    """Classes of verbs that tell the time of what they govern, and of adverbs that tell that of their verb."""
    kinds = ("PROSPECTIVE", "INVARIANT", "EARLIER", "MOVED", "INQUIRES", "LASTS", "CALLS")
    classes: dict[str, set[str]] = {kind: set() for kind in kinds}
    for number, (name, words) in lines("verbs.tsv", 2):
        if name not in classes:
            raise LexiconError(f"lexicon/dates/verbs.tsv:{number}: there is no class {name}")
        classes[name] |= set(words.split())
    return {name: frozenset(words) for name, words in classes.items()}


def told_earlier(verb: Token) -> bool:
    """Whether an adverb puts the verb before the news: "had been freed previously but was held again on Monday"."""
    return any(child.dep_ == "advmod" and child.lower_ in _verbs()["EARLIER"] for child in verb.children)


def moved(verb: Token) -> bool:
    """Whether the verb gives something another day: "adjourned to Friday" was not on Friday."""
    return verb.lemma_ in _verbs()["MOVED"]


def tense_of(document: Document) -> TenseAt:
    """A function from a span of the text to the tense of the verb that governs it."""

    def tense_at(start: int, end: int) -> Tense | None:
        tokens = document.tokens_in(start, end)
        if not len(tokens):
            return None
        verb = governing_verb(document, tokens)
        if _due(document, tokens) or ahead(document, tokens) is not None or _lasts(document, tokens, verb):
            return "future"
        if verb is None:
            return None
        if _modifies_noun(document, tokens) and not _will(verb):
            return None  # "under a June agreement", "Friday's purchases": the noun has a time of its own
        if _done(document, tokens, verb):
            return "done"
        found = verb_tense(verb)
        return "past" if found == "present" and _looked_into(document, tokens, verb) else found

    return tense_at


def _looked_into(document: Document, tokens: range, verb: Token) -> bool:
    """Whether it dates what is being looked into, or a harm, which nobody plans: "are investigating a shooting Monday night"."""
    if inquires(verb):
        return True
    token = document[tokens[-1]]
    for _ in range(_STEPS):
        if token.i not in tokens and token.pos_ == "NOUN" and "harm" in of_noun(token.lemma_):
            return True
        if token.head.i in (token.i, verb.i):
            return False
        token = token.head
    return False


def inquires(verb: Token) -> bool:
    """Whether it looks into what has happened: "investigate", "respond"."""
    return verb.lemma_ in _verbs()["INQUIRES"]


def _done(document: Document, tokens: range, verb: Token) -> bool:
    """Whether it hangs straight on a finite verb of the past: "was freed in December", not "agreed to sell in December"."""
    preposition = document[tokens[0]].head
    if preposition.lower_ not in {"in", "on"} or preposition.head.i != verb.i or verb.lemma_ in _verbs()["PROSPECTIVE"]:
        return False
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if any(child.tag_ in {"TO", "MD"} for child in auxiliaries):
        return False
    return verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in auxiliaries)


def _due(document: Document, tokens: range) -> bool:
    """Whether it hangs on "due to" or dates what is scheduled: "due to open Saturday", "scheduled for the November vote"."""
    above = document[tokens[-1]].head
    if above.lower_ == "for" and not _modifies_noun(document, tokens):
        called = [above.head, above.head.head]
        return any(word.pos_ == "VERB" and word.lemma_ in _verbs()["CALLS"] for word in called)
    if _modifies_noun(document, tokens) and above.dep_ == "pobj" and above.head.lower_ == "for":
        return above.head.head.lemma_ in _verbs()["PROSPECTIVE"]
    return above.pos_ in {"ADJ", "ADP", "SCONJ"} and above.lemma_ in _verbs()["PROSPECTIVE"]


def ahead(document: Document, tokens: range) -> Token | None:
    """What it dates that is still ahead: the summit of "spoke ahead of a summit (on) Thursday", however the parse hangs the day."""
    first = tokens[0] - 1 if tokens[0] > 1 and document[tokens[0] - 1].lower_ == "on" else tokens[0]
    before = document[first - 1] if first else None
    beside = before is not None and before.pos_ in {"NOUN", "PROPN"} and before.dep_ == "pobj"
    token = before if before is not None and beside else document[tokens[-1]].head
    noun = token
    for _ in range(_STEPS):
        if token.pos_ in {"VERB", "AUX"} or token.head.i == token.i:
            return None
        if token.lower_ == "ahead":
            return noun
        noun = token if token.pos_ == "NOUN" else noun
        token = token.head
    return None


def _lasts(document: Document, tokens: range, verb: Token | None) -> bool:
    """Whether something that was closed or put off stays so until then: "closed the bridge until Monday"."""
    before = document[tokens[0] - 1].lower_ if tokens[0] else ""
    if before not in {"until", "till"} or verb is None or verb.lemma_ not in _verbs()["LASTS"]:
        return False
    return not any(child.dep_ == "neg" or child.lower_ == "had" for child in verb.children)


def _will(verb: Token) -> bool:
    return any(child.lower_ in _WILL for child in verb.children)


def _modifies_noun(document: Document, tokens: range) -> bool:
    last = document[tokens[-1]]
    return last.dep_ in {"compound", "nmod", "poss", "amod", "nummod"} and last.head.i not in tokens


def governing_verb(document: Document, tokens: range) -> Token | None:
    """The nearest verb above the expression."""
    inside = set(tokens)
    token = document[tokens[-1]]
    for _ in range(40):
        if token.i not in inside and token.pos_ in {"VERB", "AUX"}:
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def verb_tense(verb: Token) -> Tense | None:
    """Past, present or future, as its auxiliaries and its form say; an infinitive takes that of what governs it."""
    prospective = _verbs()["PROSPECTIVE"]
    for _ in range(6):
        auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
        words = {child.lower_ for child in auxiliaries}
        if words & _WILL:
            return "future"
        if any(child.tag_ == "TO" for child in auxiliaries):
            if verb.lemma_ in prospective or verb.head.i == verb.i:
                return "future"
            head = verb.head
            if (
                head.lemma_ in prospective
                or verb.dep_ in {"relcl", "acl"}
                or (head.lemma_ == "be" and verb.dep_ == "xcomp")
            ):
                return "future"  # "if she were to win in May"
            verb = head
            continue
        if words & _MODAL:
            return "future" if not any(child.lower_ == "have" for child in auxiliaries) else "past"
        finite = next((child for child in auxiliaries if child.tag_ in {"VBD", "VBZ", "VBP"}), verb)
        if finite.tag_ == "VBD" or finite.lemma_ == "have":
            return "past"
        if finite.tag_ == "VBP" and finite.lemma_ in _verbs()["INVARIANT"]:
            return "past"
        if finite.tag_ in {"VBZ", "VBP"}:
            return "present" if verb.lemma_ not in prospective else "future"
        if verb.tag_ == "VBN":
            return "past"
        if verb.head.i == verb.i:
            return "past" if verb.tag_ in {"VBD", "VBN"} else None
        verb = verb.head
    return None
