"""The "it" that means nothing: "it is clear that", "it took", "it rained"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token


def expletive(token: Token) -> bool:
    """Whether nothing is meant by this "it"."""
    if token.lower_ != "it" or token.dep_ not in ("nsubj", "nsubjpass", "expl"):
        return token.dep_ == "expl"
    verb = token.head
    if verb.lemma_ == "be" and any(child.dep_ == "attr" and child.lower_ == "time" for child in verb.rights):
        return True  # "it's time to go"
    if verb.lemma_ == "be" or token.dep_ == "nsubjpass":
        return any(
            child.dep_ in ("ccomp", "xcomp", "csubj", "advcl")
            and child.i > verb.i
            and child.left_edge.lower_ in ("that", "to", "whether", "how", "if", "for")
            for part in (verb, *(c for c in verb.rights if c.dep_ in ("acomp", "attr")))
            for child in part.rights
        )
    return verb.lemma_ in words("weather") and any(child.dep_ in ("ccomp", "xcomp", "advcl") for child in verb.rights)
