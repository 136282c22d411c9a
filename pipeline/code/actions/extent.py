"""How far an action reaches in the text: its trigger, and the thing that completes it ("won the championship", "truck bombing").

Whoever acts or is acted on is in the event already, and so is a word that is an event of its own; both stay outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document

_REACH = (
    7  # tokens from the verb to its object: what stands further off is a phrase, no part of a name for what was done
)
_NAMES = frozenset({"PERSON", "GPE", "LOC", "FAC", "NORP", "DATE", "TIME"})
_WITHIN = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "advmod", "quantmod", "case", "prt", "neg"})


def extent(document: Document, action: CodedAction, taken: Iterable[int]) -> tuple[int, int]:
    """The tokens of the action. ``taken`` are the heads of all actions of the article."""
    first, last = action.first, action.last
    parties = {*action.actors, *action.recipients, *action.places}
    outside = parties | (set(taken) - {action.head})
    if last - first == 1 and document[first].pos_ == "NOUN":
        return _modifiers(document, first, outside), last
    if last - first > 1 or document[first].pos_ != "VERB":
        return first, last
    thing = next((child for child in document[first].children if child.dep_ in {"dobj", "obj"}), None)
    if thing is None or not _completes(thing, outside) or not 0 < thing.i - first <= _REACH:
        return first, last
    between = [document[index] for index in range(last, thing.i)]
    if all(_is_within(token, thing, outside) for token in between):
        return first, thing.i + 1
    return first, last


def _completes(thing: Token, outside: set[int]) -> bool:
    """A thing, not somebody, somewhere, some time or an event of its own."""
    return (
        thing.i not in outside
        and thing.pos_ in {"NOUN", "PROPN", "NUM"}
        and thing.ent_type_ not in _NAMES
        and not any(child.i in outside for child in thing.children if child.dep_ in {"compound", "conj"})
    )


def _is_within(token: Token, thing: Token, outside: set[int]) -> bool:
    """A word of the thing's own phrase before its head."""
    if token.i in outside and token.dep_ != "poss":
        return False
    return token.dep_ in _WITHIN or token.head.i == thing.i or token.is_punct


def _modifiers(document: Document, noun: int, outside: set[int]) -> int:
    """Where the nouns before an event noun begin that say of what kind it is: "suicide car bombing"."""
    first = noun
    while (
        first > 0
        and document[first - 1].dep_ == "compound"
        and document[first - 1].pos_ == "NOUN"
        and document[first - 1].head.i in range(first, noun + 1)
        and first - 1 not in outside
    ):
        first -= 1
    return first
