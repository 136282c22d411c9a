"""What a sentence tells of how a thing came out: that a report is false, an attempt failed, the talks never took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_REBUTS = frozenset({"dismiss", "reject", "dispute", "deny", "refute", "rebut", "debunk", "contradict"})
_FALSE = frozenset({"false", "untrue", "wrong", "baseless", "unfounded", "groundless", "fabricated", "incorrect"})
_RANKS = frozenset({"only", "first", "last", "latest", "sole", "next"})
_FAILS = frozenset({"fail", "collapse", "founder", "fizzle", "falter"})
_FOILS = frozenset({"foil", "thwart", "defeat", "survive", "abandon", "block", "frustrate", "drop"})
_COMES_ABOUT = frozenset({"happen", "occur", "materialise", "materialize", "begin", "start", "commence", "resume", "go ahead", "proceed"})  # fmt: skip
_IS_DONE = frozenset({"complete", "finalise", "finalize", "conclude", "hold", "delay", "postpone", "carry", "conduct"})
SHOWN = frozenset({"protest", "commemorate", "mourn", "celebrate", "demand"})
_WON = frozenset({"beat", "defeat", "win", "overcome", "rally", "edge", "thrash", "down", "score"})
_FROM_BEHIND = frozenset({"come", "fight", "recover", "bounce", "battle", "storm", "rally"})
_GAINED = frozenset(
    {"reach", "win", "claim", "take", "become", "clinch", "advance", "move", "secure", "book", "retain"}
)

_CLOSES = frozenset({"close", "end", "finish", "settle", "trade", "stand", "reach", "hit"})
_TRADES = frozenset({"fall", "rise", "drop", "gain", "climb", "slip", "jump", "surge", "sink", "tumble", "slide", "move", "lose", "add", "shed", "advance", "decline", "edge", "rebound", "plunge", "ease", "dip", "rally", "soar"})  # fmt: skip


def belied(noun: Token) -> bool:
    """Whether a report or claim is said to be wrong: "dismissed reports that", "rumours that ... were false"."""
    verb = noun.head
    if any(one.dep_ == "neg" for one in verb.children):
        return False
    if noun.dep_ in {"dobj", "nsubjpass"}:
        return verb.lemma_ in _REBUTS
    return noun.dep_ == "nsubj" and any(one.dep_ == "acomp" and one.lower_ in _FALSE for one in verb.children)


def ranked(noun: Token) -> bool:
    """Whether it is told who came first: "the only country to reject it", "the second to default"."""
    return noun.ent_type_ == "ORDINAL" or any(
        one.dep_ in {"amod", "nummod"} and (one.ent_type_ == "ORDINAL" or one.lower_ in _RANKS)
        for one in (noun, *noun.lefts)
    )


def failed(noun: Token) -> bool:
    """Whether an attempt is told to have failed: "a bid to oust him failed", "survived an attempt to oust him"."""
    verb = noun.head
    if any(one.dep_ == "neg" for one in verb.children):
        return False
    if noun.dep_ == "nsubj" and verb.lemma_ in _FAILS:
        return True
    return noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in _FOILS


def by_doing(governor: Token, node: Token) -> bool:
    """Whether the purpose is reached by what is done for it: "marched to protest", "beat Roe to reach the final"."""
    if node.lemma_ in SHOWN or (node.lemma_ in _CLOSES and governor.lemma_ in _TRADES):
        return True  # "shares fell to close at 84"
    if governor.lemma_ in _FROM_BEHIND and any(one.lower_ in {"back", "from"} for one in governor.rights):
        return node.lemma_ in _GAINED | _WON  # "came from two goals down to beat Italy"
    return governor.lemma_ in _WON and node.lemma_ in _GAINED


def happens(verb: Token) -> bool:
    """Whether the verb tells only that its subject comes about: "take place", "be completed"."""
    if verb.lemma_ in _IS_DONE:
        return any(one.dep_ == "auxpass" for one in verb.children)
    if verb.lemma_ == "take":
        return any(one.dep_ == "dobj" and one.lower_ == "place" for one in verb.children)
    return verb.lemma_ in _COMES_ABOUT


def it_is(governor: Token) -> bool:
    """Whether an empty "it" is told to be so."""
    if governor.lemma_ != "be":
        return False
    subject = {one.lower_ for one in governor.children if one.dep_ in {"nsubj", "expl"}}
    return "it" in subject and any(one.dep_ in {"acomp", "attr"} for one in governor.children)


def was_able(governor: Token) -> bool:
    """Whether an ability was had once, and so used: "was able to reopen" (Karttunen 1971), not "is able to"."""
    verb = governor.head if governor.dep_ == "acomp" else governor
    told = next((one for one in verb.children if one.dep_ == "acomp"), governor)
    negated = any(one.dep_ == "neg" for one in verb.children)
    return told.lower_ == "able" and verb.lemma_ == "be" and verb.tag_ == "VBD" and not negated
