"""Mends of sentences that the parser gives no verb: headlines without "was", verbs taken for nouns or adjectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.parse.attachment import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_HISSES = ("sses", "shes", "ches", "xes", "zes")
_ALOOF = frozenset({"dep", "npadvmod", "appos", "nmod"})
_DONE = frozenset({"ROOT", "ccomp", "parataxis", "dep"})
_OBJECTS = frozenset({"dobj", "dative", "ccomp", "attr", "oprd", "npadvmod", "xcomp"})
_AUXILIARIES = frozenset({"aux", "auxpass", "nsubjpass"})


def mend_headline(token: Token) -> None:
    """Give a headline's verb its subject as a sentence would have it."""
    if token.tag_ == "NNS":
        _verb_in_s(token)
    elif token.dep_ == "amod" and token.lower_ in words("felt"):
        _felt(token)
    elif token.tag_ in ("VBD", "VBN"):
        if token.dep_ != "acl":
            _done_to(token)
        elif token.head.dep_ == "ROOT" and _right_behind(token):
            _told_of(token)
    elif token.tag_ in ("VBP", "VB", "NN") and token.dep_ == "ROOT":
        _joined(token)


def _right_behind(token: Token) -> bool:
    """Whether nothing but an "of" phrase parts a participle from its noun: "a convoy of trucks crossed into Gaza"."""
    noun = token.head
    between = next((child for child in noun.rights if child.i < token.i), None)
    if between is None:
        return noun.i == token.i - 1
    return between.lower_ == "of" and between.i == noun.i + 1 and between.right_edge.i == token.i - 1


def _verb_in_s(token: Token) -> None:
    """Make a verb of a noun between two bare names: "EU fines Meta", "Xi hosts Putin"."""
    if token.dep_ != "ROOT" or token.i + 1 >= len(token.doc) or not token.i:
        return
    before = [child for child in token.lefts if child.dep_ != "punct"]
    named = next((child for child in token.rights if child.dep_ == "appos"), None)
    if named is None or named.left_edge.i != token.i + 1 or named.pos_ != "PROPN" or len(before) != 1:
        return
    if before[0].pos_ != "PROPN" or before[0].dep_ != "compound":
        return
    ending = "es" if token.lower_.endswith(_HISSES) else "s"
    token.tag_, token.pos_, token.lemma_ = "VBZ", "VERB", token.lower_.removesuffix(ending)
    before[0].dep_, named.dep_ = "nsubj", "dobj"


def _felt(token: Token) -> None:
    """Make the sentence's verb of a feeling that was taken for an adjective: "the threat to annex Greenland angered Denmark"."""
    felt = token.head
    root = felt
    for above in felt.ancestors:
        root = above
    before = token.nbor(-1) if token.i else token
    if felt.i < token.i or root.dep_ != "ROOT" or root.pos_ != "NOUN" or not root.i < before.i < token.i:
        return
    if felt.dep_ != "appos":
        if before.head.i not in (felt.i, token.i) or before.pos_ not in ("NOUN", "PROPN", "ADJ"):
            return
        before.head, before.dep_ = felt.head, felt.dep_
        for child in [child for child in felt.lefts if child.i < before.i]:
            child.head = before
        if before.pos_ == "ADJ":
            before.tag_, before.pos_ = "NN", "NOUN"
    felt.head, felt.dep_ = token, "dobj"
    token.head, token.dep_, token.tag_, token.pos_ = token, "ROOT", "VBD", "VERB"
    root.head, root.dep_ = token, "nsubj"


def _told_of(token: Token) -> None:
    """Make a sentence of a name and what it did or befell it: "the king named Ali Nasser premier", "nine marched", "five jailed"."""
    chosen = next((child for child in token.rights if child.dep_ == "oprd"), None)
    named = token.lemma_ in words("names") and chosen is not None and chosen.ent_type_ == "PERSON"
    agent = any(child.dep_ == "agent" for child in token.rights)
    alone = not any(child.dep_ in _OBJECTS for child in token.rights)
    particle = next((child.lower_ for child in token.rights if child.dep_ == "prt"), None)
    deed = f"{token.lemma_} {particle}" if particle else token.lemma_  # "thieves made off with the cash"
    acted = named or (alone and not agent and deed in words("acted"))
    if not acted and not agent and token.lemma_ not in words("suffered"):
        return
    whole = token.head
    for child in [child for child in whole.rights if child.i > token.i]:
        child.head = token
    token.head, token.dep_ = token, "ROOT"
    whole.head, whole.dep_ = token, "nsubj" if acted else "nsubjpass"
    token.tag_ = "VBD" if acted else "VBN"
    if named and chosen is not None:
        chosen.dep_ = "dobj"


def _done_to(token: Token) -> None:
    """See a passive where a verb that needs an object has none: "Meta fined by watchdog", "two were injured and one killed"."""
    gapped = token.dep_ == "conj" and any(child.dep_ == "auxpass" for child in token.head.lefts)
    if not (token.dep_ in _DONE or gapped) or token.lemma_ not in words("suffered"):
        return
    children = list(token.children)
    subject = next((child for child in children if child.dep_ == "nsubj"), None)
    if subject is None or subject.i > token.i or any(child.dep_ in _AUXILIARIES for child in children):
        return
    by = next((child for child in token.rights if child.lower_ == "by" and child.dep_ in ("prep", "agent")), None)
    doer = by is not None and any(child.dep_ == "pobj" and child.pos_ != "NUM" for child in by.children)
    if not doer and any(child.dep_ in _OBJECTS and child.i > token.i for child in children):
        return
    shared = (child for child in token.rights if child.dep_ == "conj")
    if any(inner.dep_ == "dobj" for child in shared for inner in child.children):
        return  # "police arrested and charged a clerk"
    subject.dep_, token.tag_ = "nsubjpass", "VBN"
    if doer and by is not None:
        by.dep_ = "agent"


def _joined(token: Token) -> None:
    """Let names with a comma between act together: "Putin, Xi hold talks"."""
    subject = next((child for child in token.lefts if child.dep_ == "nsubj"), None)
    if subject is None or subject.i != token.i - 1 or subject.tag_ != "NNP" or subject.left_edge.i < 2:
        return
    comma = subject.left_edge.nbor(-1)
    first = comma.nbor(-1)
    if comma.text != "," or first.tag_ != "NNP" or first.head.i != token.i or first.dep_ not in _ALOOF:
        return
    if not first.left_edge.is_sent_start:
        return
    subject.head, subject.dep_ = first, "conj"
    first.dep_ = "nsubj"
    comma.head = first
    if token.tag_ == "NN":
        token.tag_, token.pos_ = "VBP", "VERB"
