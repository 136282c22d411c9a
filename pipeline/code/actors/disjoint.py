"""Whom a pronoun cannot mean: nobody orders his own release, names somebody to replace himself, or is two of one verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.phrases import subject
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Candidate
    from pipeline.parse.document import Document

_HELD_TO = frozenset({"of", "from", "for", "into"})
_STEPS = 4


def barred(token: Token) -> frozenset[int]:
    """The heads of those for whom this pronoun cannot stand; empty where the clause bars nobody."""
    if token.tag_ == "PRP$":
        verb = token.head.head if token.head.dep_ == "dobj" and token.head.lemma_ in words("befalling") else None
        if verb is None or verb.lemma_ not in words("bidding"):
            return frozenset()
        return _subject(verb)
    above = token.head
    if token.dep_ == "dobj" and (who := _made_to(above)) is not None:
        return frozenset({who.i})
    if token.dep_ == "dobj" and above.dep_ == "advcl" and above.tag_ == "VBG" and above.i < token.i:
        return _subject(above.head)  # "ordered the arrest of Roe, accusing him": not who ordered it
    if (
        token.dep_ != "dobj"
        or above.lemma_ not in words("replacing")
        or above.dep_ not in ("xcomp", "advcl", "relcl", "acl")
    ):
        return frozenset()
    chosen = frozenset(child.i for child in above.head.rights if child.dep_ == "dobj")
    return _subject(above.head) | chosen


def _made_to(verb: Token) -> Token | None:
    """Whom another verb's object does what this one says: "accused the senator of pressuring her", "urged Roe to free him"."""
    above = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ in _HELD_TO else verb.head
    if verb.dep_ not in ("pcomp", "xcomp") or verb.tag_ not in ("VBG", "VB") or above.pos_ != "VERB":
        return None
    passive = next((child for child in above.lefts if child.dep_ == "nsubjpass"), None)
    return passive or next((child for child in above.rights if child.dep_ == "dobj" and child.i < verb.i), None)


def foreign(token: Token) -> range:
    """The words of who invades or visits "the country": it is none of those that his name tells."""
    verb = token.head
    if token.dep_ != "dobj" or verb.lemma_ not in words("foreign-deeds"):
        return range(0)
    who = subject(verb)
    return range(who.left_edge.i, who.right_edge.i + 1) if who is not None else range(0)


def _subject(verb: Token) -> frozenset[int]:
    """Who does what the verb says, through the verbs that it goes on from."""
    for _ in range(_STEPS):
        found = subject(verb)
        if found is not None:
            return frozenset({found.i})
        if verb.dep_ not in ("conj", "xcomp"):
            break
        verb = verb.head
    return frozenset()


def same_clause(document: Document, token: Token, candidate: Candidate) -> bool:
    """Two arguments of one verb are two, unless the later is reflexive or a possessive."""
    if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
        # "Bush's father praised his ..." is fine; the possessor can't be the phrase it stands in.
        return candidate.first <= token.i < candidate.last
    head = document[candidate.head]
    mine = token.head if token.dep_ != "pobj" else token.head.head
    theirs = head.head if head.dep_ != "pobj" else head.head.head
    if mine.i == theirs.i and mine.pos_ in ("VERB", "AUX"):
        return True
    if token.dep_ == "dobj" and candidate.head in _subject(token.head):
        return True  # "telephoned the premier and invited him"
    # "Smith said he" may be Smith; "he said Smith" comes too late anyway. A conjunct of the same verb is one argument.
    return token.dep_ == "conj" and token.head.i == candidate.head
