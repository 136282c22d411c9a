"""Mends of which clause a verb belongs to: a second subject taken for an object, what an order is given with, who is only thought to be.

"Russia attacked Chad and the EU imposed sanctions" attacks no EU, "a judge ordered Google to pay, rejecting its claim" lets the
judge reject, and "gunmen believed to be rebels killed six" lets gunmen kill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.parse.attachment import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMPARED = frozenset({"fewer", "less", "more", "later"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PAST = frozenset({"VBD", "VBN"})


def mend_clause(token: Token) -> None:
    """Hang a verb, or the "no" of "no fewer than", where it belongs."""
    if token.lower_ == "no":
        _no_fewer(token)
    elif token.dep_ == "amod" and token.tag_ == "VBG":
        _charged_with_doing(token)
    elif token.dep_ == "acl" and token.tag_ == "VBG":
        _in_letter(token)
    elif token.dep_ in ("conj", "advcl") and token.tag_ == "VBG":
        _and_doing(token)
        _in_ordering(token)
        _of_those_who(token)
    elif (
        token.dep_ == "conj" and token.pos_ == "ADP" and token.head.lower_ == token.lower_ and token.head.dep_ == "prep"
    ):
        if token.head.head.lemma_ in words("charges") | words("charged"):
            token.head, token.dep_ = token.head.head, "prep"  # "accused of shelling a village and of arming rebels"
    elif token.dep_ == "conj" and token.tag_ == "VBD":
        _second_subject(token)
    elif token.tag_ in _PAST and token.lemma_ in words("taken-for") and token.dep_ in ("ROOT", "ccomp"):
        _taken_for(token)


def _no_fewer(no: Token) -> None:
    """Let "no" count with "fewer than", and not deny: "No fewer than 22 traders drowned"."""
    if no.i + 2 < len(no.doc) and no.nbor().lower_ in _COMPARED and no.nbor(2).lower_ == "than":
        if no.dep_ in ("det", "neg", "advmod", "amod"):
            no.head, no.dep_, no.tag_, no.pos_ = no.nbor(), "advmod", "RB", "ADV"
    elif no.i + 2 < len(no.doc) and no.nbor().text == "-" and no.nbor(2).lower_ == "one":
        _nobody(no)


def _nobody(no: Token) -> None:
    """Let "no-one" be nobody: the parser finds one in it."""
    one = no.nbor(2)
    no.head, no.dep_, no.tag_, no.pos_ = one, "det", "DT", "DET"
    no.nbor().head, no.nbor().dep_ = one, "punct"


def _second_subject(verb: Token) -> None:
    """Give a verb the noun right before it that was taken for a second object: "attacked Chad and the EU imposed sanctions"."""
    if any(child.dep_ in _SUBJECTS or child.dep_ == "cc" for child in verb.lefts) or not verb.i:
        return
    noun = next((each for each in (verb.nbor(-1), *verb.nbor(-1).ancestors) if each.dep_ == "conj"), None)
    if noun is None or noun.right_edge.i != verb.i - 1 or noun.pos_ not in ("NOUN", "PROPN"):
        return
    thing = noun.head
    joint = next((child for child in thing.rights if child.dep_ == "cc" and child.i < noun.i), None)
    if joint is None or thing.dep_ not in ("dobj", "pobj") or verb.head.i > thing.i or not verb.head.is_ancestor(thing):
        return
    joint.head = verb.head
    noun.head, noun.dep_ = verb, "nsubj"


def _charged_with_doing(doing: Token) -> None:
    """Make a deed of a word before what it is done to: "accused the rebels of burning homes"."""
    thing = doing.head
    of = thing.head
    if thing.dep_ != "pobj" or of.lower_ not in ("of", "with", "for") or of.i != doing.i - 1:
        return
    if of.head.lemma_ not in words("charges") | words("charged") or doing.i > thing.i:
        return
    doing.head, doing.dep_, doing.pos_ = of, "pcomp", "VERB"
    thing.head, thing.dep_ = doing, "dobj"


def _and_doing(doing: Token) -> None:
    """Let what somebody is charged with besides be a second deed of his: "of burning homes and executing villagers"."""
    verb = doing.head
    if verb.lemma_ not in words("charges") | words("charged") or not doing.i or doing.nbor(-1).lower_ != "and":
        return
    first = next(
        (deed for prep in verb.rights for deed in prep.rights if deed.dep_ == "pcomp" and deed.i < doing.i), None
    )
    if first is not None:
        doing.head, doing.dep_ = first, "conj"


def _in_ordering(doing: Token) -> None:
    """Let whoever gives an order do what stands behind its comma: "ordered the firm to pay, rejecting its claim"."""
    asked = doing.head
    order = asked.head
    if asked.dep_ != "xcomp" or asked.tag_ != "VB" or order.tag_ != "VBD" or doing.dep_ != "advcl":
        return
    told = any(child.dep_ == "dobj" and child.i < asked.i for child in order.rights)
    if told and order.lemma_ in words("orders") and doing.left_edge.i and doing.left_edge.nbor(-1).text == ",":
        doing.head = order


def _of_those_who(killing: Token) -> None:
    """Let those kill who did what stands right before: "arrested two men who stormed a bar, killing six" lets no police kill."""
    arrest, comma = killing.head, killing.nbor(-1) if killing.i else killing
    if killing.dep_ != "advcl" or comma.text != "," or killing.lemma_ not in words("harms"):
        return
    seized = arrest.lemma_ in words("seizes") and next((child for child in arrest.rights if child.dep_ == "dobj"), None)
    storming = next((child for child in seized.rights if child.dep_ == "relcl"), None) if seized else None
    harmed = next((child for child in killing.rights if child.dep_ == "dobj"), None)
    if storming is not None and harmed is not None and harmed.pos_ != "PRON" and storming.right_edge.i == comma.i - 1:
        killing.head = storming


def _in_letter(saying: Token) -> None:
    """Let a letter say what it says, and not whom it is to: "sent a letter to Roe demanding answers"."""
    to = saying.head.head
    verb = to.head
    if saying.head.dep_ != "pobj" or to.lower_ != "to" or saying.lemma_ not in words("speaks") | words("shows"):
        return
    letter = verb if verb.dep_ == "dobj" else next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if letter is not None and letter.lemma_ in words("letters") and letter.i < to.i:
        saying.head = letter


def _taken_for(thought: Token) -> None:
    """Let those act who are only thought to be somebody: "gunmen believed to be rebels killed six"."""
    who = next((child for child in thought.lefts if child.dep_ in _SUBJECTS), None)
    being = next((child for child in thought.rights if child.lemma_ == "be" and child.dep_ == "xcomp"), None)
    deed = next((child for child in thought.rights if child.dep_ == "ccomp"), None)
    if who is None or being is None or deed is None or who.i != thought.i - 1 or not being.i < deed.i:
        return
    if any(child.dep_ in ("aux", "auxpass") for child in thought.lefts) or deed.tag_ not in _PAST:
        return
    for child in [child for child in deed.lefts if child.dep_ in _SUBJECTS]:
        child.head, child.dep_ = being, "attr"
    deed.head, deed.dep_ = (deed if thought.dep_ == "ROOT" else thought.head), thought.dep_
    for child in [child for child in thought.children if child.dep_ == "punct" or child.i > deed.i]:
        child.head = deed
    passive = any(child.dep_ == "auxpass" for child in deed.lefts)
    who.head, who.dep_ = deed, "nsubjpass" if passive else "nsubj"
    thought.head, thought.dep_, thought.tag_ = who, "acl", "VBN"
