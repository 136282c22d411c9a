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
_DOERS = frozenset({"NNS", "NNP", "NNPS"})
_AUXILIARIES = frozenset({"aux", "auxpass", "nsubjpass"})


def mend_headline(token: Token) -> None:
    """Give a headline's verb its subject as a sentence would have it."""
    if token.tag_ == "NNS":
        _verb_in_s(token)
    elif token.dep_ == "amod":
        if token.lower_ in words("felt"):
            _felt(token)
        if token.dep_ == "amod" and token.tag_ in ("VBD", "VBN"):
            _done_too(token)
    elif token.tag_ in ("VBD", "VBN"):
        if token.dep_ != "acl":
            _done_to(token)
        elif token.head.dep_ == "ROOT" and _right_behind(token):
            _told_of(token)
        else:
            _behind_participle(token)
    elif token.tag_ == "VBG" and token.dep_ == "csubj":
        _who_is_doing(token)
    elif token.tag_ in ("VBP", "VB", "NN") and token.dep_ == "ROOT":
        _joined(token)


def _right_behind(token: Token) -> bool:
    """Whether only an "of" phrase, or what commas set off, parts a participle from its noun: "a convoy of trucks crossed"."""
    between = [child for child in token.head.rights if child.i < token.i and not child.is_punct]
    if not between:
        return token.head.i == token.i - 1
    if token.nbor(-1).text == ",":
        return {child.dep_ for child in between} <= {"relcl", "appos", "prep"}
    return between[0].lower_ == "of" and between[0].i == token.head.i + 1 and between[0].right_edge.i == token.i - 1


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
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    particle = particle or (
        after.lower_ if after.dep_ == "prep" and f"{token.lemma_} {after.lower_}" in words("acted") else None
    )
    deed = f"{token.lemma_} {particle}" if particle else token.lemma_  # "thieves made off with the cash"
    set_off = token.nbor(-1).text == ","  # "the rebels, who hold the town, handed over the men"
    whom = any(child.dep_ == "dobj" for child in token.rights) and (set_off or token.lemma_ not in words("bestows"))
    acted = named or (not agent and (whom or (alone and deed in words("acted"))))
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


def _who_is_doing(token: Token) -> None:
    """Make whoever is doing something the subject, and not his doing it: "men riding bikes killed nine"."""
    who = next((child for child in token.lefts if child.dep_ in ("npadvmod", "nsubj") and child.tag_ in _DOERS), None)
    if who is not None and who.i == token.i - 1:
        who.head, who.dep_ = token.head, "nsubj"
        token.head, token.dep_ = who, "acl"


def _behind_participle(token: Token) -> None:
    """Give a past tense the subject before a participle whose object it was hung on: "men riding bikes killed two, police said"."""
    thing, acts = token.head, [child.dep_ for child in token.children]
    if "dobj" not in acts or "agent" in acts or "auxpass" in acts or token.lemma_ in words("bestows"):
        return
    participle = thing.head.head if thing.dep_ == "pobj" else thing.head
    who = participle.head
    if (
        thing.i != token.i - 1
        or participle.dep_ != "acl"
        or participle.tag_ != "VBG"
        or who.dep_ not in ("nsubj", "dep")
    ):
        return
    saying = who.head
    if not any(child.dep_ == "nsubj" and child.i > token.i for child in saying.lefts):
        return
    token.head, token.dep_, token.tag_ = saying, "ccomp", "VBD"
    who.head, who.dep_ = token, "nsubj"


def _done_too(token: Token) -> None:
    """See a second deed in what was taken for a quality of its count: "killed nine workers and injured dozens"."""
    count = token.head
    if count.lemma_ not in words("dozens") or token.lemma_ not in words("suffered") or token.i != count.left_edge.i:
        return
    deed = count.head.head
    if count.dep_ != "conj" or count.head.dep_ != "dobj" or deed.tag_ not in ("VBD", "VBN"):
        return
    if token.nbor(-1).dep_ != "cc":
        return
    token.nbor(-1).head = deed
    token.head, token.dep_, token.tag_, token.pos_ = deed, "conj", deed.tag_, "VERB"
    count.head, count.dep_ = token, "dobj"


def _done_to(token: Token) -> None:
    """See a passive where a verb that needs an object has none: "Meta fined by watchdog", "two were injured and one killed"."""
    gapped = token.dep_ == "conj" and any(child.dep_ == "auxpass" for child in token.head.lefts)
    if not (token.dep_ in _DONE or gapped) or token.lemma_ not in words("suffered"):
        return
    children = list(token.children)
    subject = next((child for child in children if child.dep_ == "nsubj"), None)
    if token.lemma_ == "sue" and subject is not None and any(child.dep_ == "det" for child in subject.lefts):
        return  # "The union sued on Monday": a headline has no article
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
