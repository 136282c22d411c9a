"""What stands right before a capitalised name and tells what it names, whatever the recogniser calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import Noun, given_names, noun
from pipeline.code.actors.told_of import told_of
from pipeline.code.actors.wordlists import words
from pipeline.parse.tags import AGED
from pipeline.records import Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document

_TITLED = frozenset({Sector.GOV, Sector.MIL, Sector.LEG, Sector.JUD, Sector.REL})
_NAMELIKE = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", ""})
_BODIES = frozenset({Sector.BUS, Sector.NGO, Sector.REB, Sector.PTY, Sector.MED, Sector.EDU, Sector.CRM, Sector.IGO})


def role_of(document: Document, index: int) -> Noun | None:
    """The role noun that this word is, unless it is somebody's name: "Dick Green", "Prince said"."""
    token = document[index]
    found = noun(token.lemma_ if token.lemma_ == AGED else token.text)
    if found is None or token.pos_ != "PROPN":
        return found
    before = document[index - 1] if index else None
    after = document[index + 1] if index + 1 < len(document) else None
    named = before is not None and before.ent_type_ == token.ent_type_ == "PERSON" and token.tag_ == "NNP"
    if named and before is not None and noun(before.text) is None:
        return None  # "Devin Nunes" is no nun
    if before is not None and before.pos_ == "PROPN" and before.head.i in (index, token.head.i):
        called = before.text in given_names() and before.i != index + 1
        return None if called and token.ent_type_ in _NAMELIKE else found
    alone = not any(child.dep_ in ("det", "poss", "compound", "amod", "appos", "prep") for child in token.children)
    if alone and token.text in words("titles-and-names") and (after is None or after.pos_ != "PROPN"):
        return None
    return found


def described_body(document: Document, first: int, head: int) -> bool:
    """Whether a noun for a body stands right before the name: "the Swiss drugmaker Novalis"."""
    start = head
    while start > first and document[start - 1].pos_ == "PROPN":
        start -= 1
    before = document[start - 1] if start > first else None
    role = noun(before.text) if before is not None and before.tag_ == "NN" and before.text.islower() else None
    return role is not None and role.kind == "group" and role.sector in _BODIES


def described_person(token: Token) -> bool:
    """Whether the sentence says in another phrase that the name is a person's: "the spokesman, Musa Garba"."""
    for part in told_of(token):
        role = noun(part.text) if part.pos_ == "NOUN" else None
        if role is not None and role.kind == "person" and part.tag_ == "NN":
            return True
    return False


def titled(document: Document, first: int, head: int, label: str) -> bool:
    """Whether a person's title stands right before the name, whatever the recogniser calls it: "General Ann Roe"."""
    start = head
    while start > first and document[start - 1].pos_ == "PROPN" and not noun(document[start - 1].text):
        start -= 1
    title = noun(document[start - 1].text) if start > first else None
    if title is None or title.kind != "person" or title.sector not in _TITLED or noun(document[head].text):
        return False
    return document[start - 1].tag_ in ("NN", "NNP") and not (label == "ORG" and start - first == 1)
