"""Mends of words that the parser takes for something else: names for adverbs, verbs for nouns, objects for subjects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.parse.attachment import words
from pipeline.parse.objects import is_behind_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

AGED = "year-old"  # the lemma of "old" where an age is somebody: "a 22-year-old"
_TEAM = re.compile(r"\d{2}ers$")
_FINITE = frozenset({"MD", "VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "pobj"})
_NAMED = frozenset({"GPE", "LOC", "FAC", "PERSON", "ORG"})


def mend_tag(token: Token) -> None:
    """Give the word the part of speech that it has, and what hangs on it its place."""
    if token.lower_ in ("old", "olds"):
        _aged(token)
    elif token.tag_ == "RB":
        if _named_object(token):
            token.tag_, token.pos_, token.dep_ = "NNP", "PROPN", "dobj"
        elif token.dep_ == "advmod" and token.ent_type_ in _NAMED and token.i and token.nbor(-1).dep_ == "prt":
            off = token.nbor(-1)  # "sank off Sicily"
            off.tag_, off.pos_, off.dep_ = "IN", "ADP", "prep"
            token.tag_, token.pos_, token.head, token.dep_ = "NNP", "PROPN", off, "pobj"
        elif token.dep_ in _SUBJECTS and token.text.istitle() and token.lower_ not in words("adverbs"):
            token.tag_, token.pos_ = "NNP", "PROPN"  # "Bakhmut was captured"
    elif token.tag_ == "NN" and token.dep_ == "compound" and token.lower_ in words("loaded") and token.i:
        _load(token)
    elif token.dep_ == "ROOT" and token.pos_ != "VERB" and token.lower_ in words("uninflected"):
        if any(child.dep_ == "nsubj" for child in token.lefts):
            token.tag_, token.pos_, token.lemma_ = "VBD", "VERB", token.lower_  # "The chief executive quit"
    elif token.tag_ == "NNS" and _TEAM.match(token.text):
        token.tag_, token.pos_, token.ent_type_ = "NNPS", "PROPN", "ORG"  # "The 49ers fired their coach"
    elif token.tag_ == "VB" and token.dep_ in _OBJECTS:
        _whole(token)
    elif token.tag_ == "NNPS" and token.is_sent_start and not token.ent_type_ and token.dep_ in _SUBJECTS:
        token.tag_, token.pos_, token.lemma_ = "NNS", "NOUN", token.lower_.removesuffix("s")  # "Rockets were fired"
    elif token.tag_ in ("VB", "VBP") and token.dep_ == "ROOT" and token.ent_type_ == "PERSON":
        _name_first(token)
    elif token.dep_ == "ROOT" and token.tag_ in ("NNP", "NNS", "NN", "PRP") and (verb := _acting(token)) is not None:
        _act(token, verb)
    elif token.lower_ == "by" and token.dep_ == "prep" and (deed := _done_by(token)) is not None:
        token.head = deed
    elif token.dep_ in _SUBJECTS and (verb := _object_of(token)) is not None:
        token.head, token.dep_ = verb, "dobj"
    elif token.dep_ == "xcomp" and token.tag_ == "VB" and _cried(token):
        token.dep_ = "ccomp"
    elif token.dep_ == "ccomp" and (subject := _subject_before(token)) is not None:
        passive = any(child.dep_ == "auxpass" for child in token.lefts)
        subject.head, subject.dep_ = token, "nsubjpass" if passive else "nsubj"
    elif token.tag_ == "VBG" and (main := _higher(token)) is not None:
        token.head = main


def _named_object(token: Token) -> bool:
    """Whether an unknown name behind a verb was taken for an adverb: "troops recaptured Mosul"."""
    if token.dep_ != "advmod" or not token.text.istitle() or token.ent_type_ not in _NAMED:
        return False
    return is_behind_verb(token)


def _done_by(by: Token) -> Token | None:
    """The deed that somebody did, where the parser gives him to the victim: "the arrest of the editor by Ugandan police"."""
    victim = by.head
    if victim.dep_ != "pobj" or victim.head.lower_ != "of" or victim.head.head.lemma_ not in words("done"):
        return None
    timed = any(child.dep_ == "pobj" and child.ent_type_ in ("DATE", "TIME") for child in by.children)
    return None if timed else victim.head.head


def _object_of(second: Token) -> Token | None:
    """The verb before a second subject, whose object it is: "a man believed to have killed two tourists was arrested"."""
    first = next((child for child in second.head.lefts if child.dep_ in _SUBJECTS), None)
    if first is None or first.i == second.i or second.left_edge.i == 0:
        return None
    verb = second.left_edge.nbor(-1)
    inside = first.i < verb.i and any(above.i == first.i for above in verb.ancestors)
    bare = verb.pos_ == "VERB" and not any(child.dep_ == "dobj" for child in verb.children)
    return verb if inside and bare and verb.tag_ in ("VB", "VBN", "VBG", "VBD") else None


def _whole(token: Token) -> None:
    """Take the last noun of a phrase for one, and not for a verb: "signed a minerals deal"."""
    before = token.nbor(-1) if token.i else token
    if before.head.i != token.head.i or before.dep_ not in _OBJECTS or before.tag_ not in ("NN", "NNS"):
        return
    token.tag_, token.pos_ = "NN", "NOUN"
    for child in list(before.lefts):
        child.head = token
    before.head, before.dep_ = token, "compound"


def _name_first(token: Token) -> None:
    """Let a name that begins a sentence act, where it was taken for the verb: "Trump heaped praise on Modi"."""
    if not token.is_sent_start or token.i + 1 >= len(token.doc):
        return
    verb = token.nbor()
    thing = verb.head
    if verb.dep_ != "amod" or verb.tag_ not in ("VBD", "VBN") or thing.head.i != token.i or thing.dep_ != "dobj":
        return
    for child in [child for child in token.rights if child.i > verb.i]:
        child.head = verb
    verb.head, verb.dep_, verb.tag_, verb.pos_ = verb, "ROOT", "VBD", "VERB"
    token.head, token.dep_, token.tag_, token.pos_ = verb, "nsubj", "NNP", "PROPN"


def _acting(token: Token) -> Token | None:
    """The verb behind a name that opens the sentence, where it has an object: "Trump called Roe a liar"."""
    verb = token.nbor() if token.i + 1 < len(token.doc) else token
    if (
        verb.dep_ != "acl"
        or verb.head.i != token.i
        or verb.tag_ not in ("VBN", "VBD")
        or not token.left_edge.is_sent_start
    ):
        return None
    parts = {child.dep_ for child in verb.rights}
    return verb if parts & {"dobj", "oprd", "ccomp"} and not parts & {"agent"} else None


def _act(token: Token, verb: Token) -> None:
    """Let the name do what the verb says."""
    for child in [child for child in token.rights if child.i > verb.i]:
        child.head = verb
    objects = [child for child in verb.rights if child.dep_ == "oprd"]
    if objects and (len(objects) > 1 or objects[0].pos_ == "PROPN"):
        objects[0].dep_ = "dobj"
    verb.head, verb.dep_, verb.tag_, verb.pos_ = verb, "ROOT", "VBD", "VERB"
    token.head, token.dep_ = verb, "nsubj"


def _subject_before(verb: Token) -> Token | None:
    """The subject of a clause that the parser makes the object before it: "promised no jobs would be lost"."""
    left = list(verb.lefts)
    if any(child.dep_ in _SUBJECTS for child in left) or not any(child.tag_ in _FINITE for child in left):
        return None
    before = next((child for child in verb.head.rights if child.dep_ == "dobj"), None)
    return before if before is not None and before.right_edge.i == verb.left_edge.i - 1 else None


def _cried(verb: Token) -> bool:
    """Whether it is called for in a quotation: chanted "Fund our schools!"."""
    return verb.i > 0 and verb.nbor(-1).is_quote and not any(child.dep_ == "aux" for child in verb.lefts)


def _higher(participle: Token) -> Token | None:
    """What brought about a harm that is told behind a reason: "fell off a bridge after its brakes failed, killing six"."""
    reason = participle.head
    if participle.dep_ != "advcl" or reason.dep_ != "advcl" or not reason.head.i < reason.i < participle.left_edge.i:
        return None
    subject = next((child for child in reason.lefts if child.dep_ in _SUBJECTS), None)
    own = subject is not None and any(child.dep_ == "poss" and child.tag_ == "PRP$" for child in subject.children)
    return reason.head if own and participle.left_edge.nbor(-1).text == "," else None


def _aged(old: Token) -> None:
    """Make somebody of an age that stands alone: "a 22-year-old was arrested"."""
    if not any(child.lower_ in ("year", "years", "month", "months") for child in old.lefts):
        return
    if old.dep_ == "amod" and (verb := _verb_after(old)) is not None:
        for child in [child for child in verb.lefts if child.i < old.i and child.dep_ in ("det", "nummod", "amod")]:
            child.head = old
        old.dep_ = "nsubj"
    if old.dep_ in _SUBJECTS | _OBJECTS | {"conj", "appos", "attr", "ROOT"} and old.ent_type_ != "PERSON":
        old.pos_, old.lemma_, old.ent_type_ = "NOUN", AGED, ""
        old.tag_ = "NNS" if old.lower_ == "olds" else "NN"


def _verb_after(old: Token) -> Token | None:
    """The verb that an age was given to as to a noun: "a 16-year-old stabbed a clerk", "the 29-year-old told reporters ..."."""
    thing = old.head
    if thing.i < old.i:
        return None
    verb = old.nbor()
    if thing.pos_ == "VERB":
        return thing
    if verb.tag_ != "VBD" or verb.dep_ != "amod" or verb.head.i != thing.i or thing.dep_ != "ROOT":
        return None
    for child in [child for child in thing.children if child.i > thing.i or child.i < old.i]:
        child.head = verb
        if child.dep_ == "relcl":
            child.dep_ = "ccomp"
    verb.head, verb.dep_, verb.pos_ = verb, "ROOT", "VERB"
    thing.head, thing.dep_, old.head = verb, "dobj", verb
    return verb


def _load(token: Token) -> None:
    """Let the vehicle carry its load, and not be a part of its name: "a bus carrying pilgrims"."""
    vehicle, load = token.nbor(-1), token.head
    if vehicle.pos_ != "NOUN" or load.i != token.i + 1:
        return
    vehicle.head, vehicle.dep_ = (vehicle if load.dep_ == "ROOT" else load.head), load.dep_
    for child in [child for child in load.lefts if child.i < vehicle.i]:
        child.head = vehicle
    token.head, token.dep_, token.tag_, token.pos_ = vehicle, "acl", "VBG", "VERB"
    load.head, load.dep_ = token, "dobj"
