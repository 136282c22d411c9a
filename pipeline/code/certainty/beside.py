"""What stands beside a predicate and changes how sure it is: auxiliaries, negation, hedges, questions, conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.code.certainty.lexicon import Effect, adverbs, forms, forthcoming, held, modals

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.records import TimeRelation

_NONE = frozenset({"no", "none", "nobody", "no-one", "nothing", "neither"})
_FEW = frozenset({"few", "little"})
_HAVING = frozenset({"have", "get", "be", "give", "serve", "offer"})
_CONDITIONS = frozenset({"if", "unless", "provided"})
_CONFIRMING = frozenset({"confirm", "verify", "true", "prove", "accurate", "correct", "corroborate", "substantiate"})
_FIRM = frozenset({"will", "'ll", "wo", "shall", "must", "can"})
"""Auxiliaries that a condition still weakens; "would" and "could" stand for one already."""
_INQUIRES = frozenset({"investigate", "examine", "check", "determine", "establish", "ask", "see", "wonder", "probe", "know", "decide", "assess", "study"})  # fmt: skip
_ONLY = frozenset({"only", "just", "merely", "simply", "solely"})
_HEDGING = frozenset({"advmod", "preconj", "cc", "amod", "nmod"})


@dataclass(slots=True)
class Beside:
    """The factors found and the words they come from; ``doubt`` is the adverbs' part, ``doubtful`` an "if confirmed"."""

    modal: Effect | None = None
    negated: bool = False
    factor: float = 1.0
    forms: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    time: TimeRelation | None = None
    doubt: float = 1.0
    doubtful: list[tuple[int, int]] = field(default_factory=list)
    hedges: list[tuple[int, int]] = field(default_factory=list)

    def apply(self, value: float) -> float:
        """The value of the predicate itself, given what its context makes of it."""
        if self.modal is not None:
            value *= self.modal.denied if self.negated else self.modal.holds
        elif self.negated:
            value = -value
        return value * self.factor * self.doubt

    def weigh(self, effect: float, *, adverb: bool) -> None:
        """Counts a hedge or a negation in."""
        if adverb and 0 < effect < 1:
            self.doubt *= effect
        else:
            self.factor *= effect

    def form(self, name: str) -> None:
        """Counts a sentence form in."""
        self.forms.append(name)
        self.factor *= forms()[name]


def beside(node: Token) -> Beside:
    """What stands beside this predicate."""
    found = Beside()
    finite = False
    joined = _joint(node)
    for one in (*node.children, *joined):
        word, dep = one.lower_, one.dep_
        if word == "not" and _only(one):
            continue  # "not only attacked the town": attacked it, and more
        if dep in {"aux", "auxpass"}:
            finite = finite or word != "to"
            if one.tag_ == "MD" and word in modals():
                found.modal = modals().get(f"{word} have" if _perfect(node) else word, modals()[word])
                found.time = found.modal.time
                found.hedges.append((one.i, one.i + 1))
        elif dep == "neg":
            if word == "longer":
                found.form("none")
            else:
                found.negated = not found.negated
        elif dep == "advmod" and word == "longer" and any(low.lower_ in {"no", "any"} for low in one.children):
            found.form("none")
        elif dep == "cc" and one.i > node.i:
            continue  # "neither confirmed nor denied": the "nor" is the next one's
        elif word == "failed" and node.lemma_ in held():
            continue  # "failed talks" were held
        elif dep in _HEDGING and word in adverbs():
            effect = adverbs()[word]
            found.words.append(word)
            found.time = "future" if dep == "amod" and word in forthcoming() else found.time
            found.weigh(effect, adverb=dep == "advmod")
            if effect > 0 or dep == "amod":
                found.hedges.append((one.i, one.i + 1))
        elif dep == "det" and word in _NONE and not _of_name(one):
            found.form("none")
        elif dep in {"nsubj", "nsubjpass"}:
            finite = True
            if _is(one, _NONE) or _not_one(one):
                found.form("none")
            elif (_is(one, _FEW) and not _some(one)) or any(
                low.dep_ == "neg" or low.lower_ == "not" for low in one.children
            ):
                found.form("few")
        elif dep == "prep":
            found.factor *= _in_vain(one)
        elif dep == "dobj" and _is(one, _NONE):
            found.form("none-had" if node.lemma_ in _HAVING else "none")  # "killed no civilians"
        elif dep == "advcl":
            _condition(found, one)
        elif dep == "punct" and word == "?" and node.dep_ == "ROOT" and one.i > node.i:
            found.form("question")
            found.time = "hypothetical"
    found.negated = found.negated and not _until(node)
    _sentence_form(found, node, finite=finite)
    return found


def _sentence_form(found: Beside, node: Token, *, finite: bool) -> None:
    """Counts in what is ordered, and what a headline says will be done."""
    # also quoted: "Send him back," she said
    quoted = node.i > 0 and node.nbor(-1).is_quote and not any(one.dep_ == "aux" for one in node.children)
    alone = node.dep_ == "ROOT" or (node.dep_ == "ccomp" and (node.i < node.head.i or quoted))
    if alone and node.tag_ == "VB" and not finite:
        found.form("imperative")
        found.time = "hypothetical"
    elif node.dep_ == "ROOT" and _to_be_done(node):
        found.form("headline")
        found.time = "future"


def _to_be_done(node: Token) -> bool:
    """Whether a headline says what somebody will do: "Germany to send tanks"."""
    to = next((one for one in node.children if one.dep_ == "aux"), None)
    if node.tag_ != "VB" or to is None or to.lower_ != "to":
        return False
    return any(one.dep_ in {"nsubj", "nsubjpass"} and one.i < to.i for one in node.children)


def _perfect(node: Token) -> bool:
    """Whether an auxiliary puts this verb in the perfect: "would have gone" did not go."""
    return node.tag_ == "VBN" and any(one.dep_ == "aux" and one.lower_ in {"have", "'ve"} for one in node.children)


def _only(negation: Token) -> bool:
    """Whether it is no negation: "not only", "not just", "not merely"."""
    after = negation.i + 1
    return after < len(negation.doc) and negation.doc[after].lower_ in _ONLY and negation.doc[after].pos_ == "ADV"


def _joint(node: Token) -> list[Token]:
    """The conjunction right before a conjunct: the parse hangs it on the one before."""
    if node.dep_ != "conj":
        return []
    return [one for one in node.head.children if one.dep_ == "cc" and node.head.i < one.i < node.i][-1:]


def _condition(found: Beside, clause: Token) -> None:
    """``if confirmed``: the main clause hangs on it."""
    if not any(mark.dep_ == "mark" and mark.lower_ in _CONDITIONS for mark in clause.children):
        return
    if clause.head.lemma_ in _INQUIRES and clause.i > clause.head.i:
        return  # "investigated if a second car was there": whether it was
    confirming = clause.lemma_.lower() in _CONFIRMING
    if clause.head.tag_ == "VBD" and not confirming and found.modal is None:
        return  # "Roe said, if he wins": what is told as done hangs on nothing
    span = (clause.left_edge.i, clause.right_edge.i + 1)
    found.hedges.append(span)
    if confirming and not any(one.dep_ == "nsubj" for one in clause.children):
        found.doubtful.append(span)
    if found.modal is None or found.modal.name in _FIRM:
        found.form("consequence")
    found.time = found.time or "hypothetical"


def _in_vain(preposition: Token) -> float:
    """The effect of a phrase that stands for an adverb: "in vain", "without success"."""
    phrases = (f"{preposition.lower_} {low.lower_}" for low in preposition.children)
    return next((adverbs()[phrase] for phrase in phrases if phrase in adverbs()), 1.0)


def _until(node: Token) -> bool:
    """Whether it was done in the end: "did not return until 1983"."""
    modal = any(one.dep_ == "aux" and one.tag_ == "MD" for one in node.children)
    parts = [one for one in node.rights if one.dep_ in {"prep", "advcl", "mark"}]
    words = {one.lower_ for one in parts} | {low.lower_ for one in parts for low in one.children if low.dep_ == "mark"}
    return not modal and "until" in words


def _not_one(subject: Token) -> bool:
    """Whether it is nobody at all: "not one of the captives", "not a single soldier"."""
    parts = {one.lower_ for one in subject.children} | {subject.lower_}
    return "not" in parts and not parts.isdisjoint({"one", "single"})


def _some(argument: Token) -> bool:
    """Whether there are some: "a few of the men"."""
    return any(one.lower_ == "a" for one in (*argument.lefts, *(low for one in argument.lefts for low in one.lefts)))


def _is(argument: Token, words: frozenset[str]) -> bool:
    """Whether an argument is one of these words, or has one for its determiner."""
    if argument.lower_ in words:
        return True
    before = (one for one in argument.children if one.dep_ in {"det", "neg", "amod", "preconj"})
    return any(one.lower_ in words and not _of_name(one) for one in before)


def _of_name(word: Token) -> bool:
    """Whether a "no" behind an article belongs to what it calls a thing: "a no confidence vote", "the no fly zone"."""
    return word.lower_ == "no" and any(one.dep_ == "det" and one.i < word.i for one in word.head.lefts)
