"""What stands beside a predicate and changes how sure it is: auxiliaries, negation, hedges, questions, conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.code.certainty.lexicon import Effect, adverbs, modals, relations

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.records import TimeRelation

_NONE = frozenset({"no", "none", "nobody", "nothing", "neither"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "det"})


@dataclass(slots=True)
class Beside:
    """The factors found, and the words they come from."""

    modal: Effect | None = None
    negated: bool = False
    factor: float = 1.0
    time: TimeRelation | None = None
    hedges: list[tuple[int, int]] = field(default_factory=list)

    def apply(self, value: float) -> float:
        """The value of the predicate itself, given what its context makes of it."""
        if self.modal is not None:
            value = value * (self.modal.denied if self.negated else self.modal.holds)
        elif self.negated:
            value = -value
        return value * self.factor


def beside(node: Token) -> Beside:
    """What stands beside this predicate."""
    found = Beside()
    for one in node.children:
        word = one.lower_
        if one.dep_ == "aux" and word in modals() and one.tag_ == "MD":
            found.modal = modals()[word]
            found.time = found.modal.time
            found.hedges.append((one.i, one.i + 1))
        elif one.dep_ == "neg":
            if word == "longer" or (word == "no" and node.pos_ in {"NOUN", "PROPN"}):
                found.factor *= relations()["none"].holds
            else:
                found.negated = not found.negated
        elif one.dep_ in {"advmod", "preconj", "cc"} and word in adverbs():
            effect = adverbs()[word]
            found.factor *= effect
            if effect > 0:
                found.hedges.append((one.i, one.i + 1))
        elif one.dep_ in _ARGUMENTS and _is_none(one):
            found.factor *= relations()["none"].holds
        elif one.dep_ == "advcl" and any(
            mark.dep_ == "mark" and mark.lower_ in {"if", "unless"} for mark in one.children
        ):
            found.hedges.append((one.left_edge.i, one.right_edge.i + 1))
            if found.modal is None:
                found.factor *= relations()["consequence"].holds
            found.time = found.time or "hypothetical"
        elif one.dep_ == "punct" and word == "?" and node.dep_ == "ROOT":
            found.factor *= relations()["question"].holds
            found.time = "hypothetical"
    if (
        node.dep_ == "ROOT"
        and node.tag_ == "VB"
        and not any(one.dep_ in {"nsubj", "nsubjpass", "aux"} for one in node.children)
    ):
        found.factor *= relations()["imperative"].holds
        found.time = "hypothetical"
    return found


def _is_none(argument: Token) -> bool:
    if argument.lower_ in _NONE:
        return True
    return argument.dep_ != "det" and any(
        one.dep_ in {"det", "neg"} and one.lower_ in {"no", "neither"} for one in argument.children
    )
