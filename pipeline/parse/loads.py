"""Mends of what carries or holds something and does something itself: "a van carrying nuns overturned", "a bus packed with pupils crashed".

The parser gives the deed to the load. Verbs that nobody does to anybody (kind *acted* of ``attachment.tsv``) tell it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.parse.attachment import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_PAST = frozenset({"VBD", "VBN"})


def mend_load(token: Token) -> None:
    """Give a deed that hangs on a load to what carries it."""
    load = token.head
    if token.tag_ not in _PAST or token.dep_ != "acl" or token.lemma_ not in words("acted") or load.i != token.i - 1:
        return
    if any(child.dep_ == "agent" for child in token.rights):
        return
    holds = load.head if load.dep_ == "dobj" else load.head.head if load.dep_ == "pobj" else None
    if holds is None or holds.i > load.i or holds.tag_ not in ("VBG", "VBN"):
        return
    carrier = holds.head if holds.dep_ == "acl" else next((each for each in holds.lefts if each.dep_ == "nsubj"), None)
    if carrier is None or carrier.i > holds.i or carrier.pos_ not in ("NOUN", "PROPN"):
        return
    top = holds if holds.dep_ == "ROOT" else carrier
    if top.dep_ not in ("ROOT", "ccomp", "advcl"):
        return
    above, link = top.head, top.dep_
    token.head, token.dep_, token.tag_ = (token if above.i == top.i else above), link, "VBD"
    for child in [child for child in top.children if child.i > token.i or child.dep_ in ("mark", "punct")]:
        child.head = token
    carrier.head, carrier.dep_ = token, "nsubj"
    holds.head, holds.dep_ = carrier, "acl"
