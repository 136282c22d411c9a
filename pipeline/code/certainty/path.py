"""Composes certainty along the parse: from the root of the sentence down to the event, one step at a time.

Each step asks what the governing predicate says of what hangs on it (its signature), and each predicate adds what
stands beside it: auxiliaries, negation, hedges, the word that joins its clause (Saurí & Pustejovsky 2012;
Lotan et al. 2013).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.code.certainty.beside import Beside, beside
from pipeline.code.certainty.lexicon import Effect, forms, links, signatures
from pipeline.code.certainty.steps import infinitive, mark, step

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document
    from pipeline.records import TimeRelation

_DEEPEST = 40
"""No path is followed further up than this: a 200,000-word sentence must not be walked to its end."""
_VERBS = frozenset({"VERB", "AUX"})
_CARRIED = frozenset({"object", "object-given", "clause", "gerund", "infinitive"})
"""Steps over which a hedge beside the governor counts for what it governs: ``purportedly shows them leaving``."""
_LASTING = frozenset({"continue", "persist", "rage", "last", "start", "begin", "open", "resume", "run", "end", "occur"})
_BEING, _INSIDE = frozenset({"be", "remain", "stay"}), frozenset({"on", "in", "at", "under"})
_SINCE = frozenset({"dead", "guilty", "hurt", "born", "gone"})
_NOT_YET = frozenset({"infinitive", "purpose", "infinitive-relative"})
_GOING_ON = frozenset({"imply", "force"})
_TOPICS = frozenset({"on", "about", "over", "behind", "after", "following", "since", "amid", "despite", "to", "into"})
"""Prepositions behind which a known event went before whatever is to be said or done."""
_STAND_ALONE = frozenset({"clause", "say", "fact", "relative", "reduced", "adverbial", "participle", "subject", "stop"})
"""Steps behind which an event has a time of its own."""


@dataclass(slots=True)
class Standing:
    """An event's value (-1 to 1), what hedged it, and its time."""

    value: float
    time: TimeRelation
    hedges: list[tuple[int, int]] = field(default_factory=list)


def path_to(token: Token) -> list[Token]:
    """The way from the root of the sentence down to the event."""
    path = [token]
    while path[-1].head.i != path[-1].i and len(path) < _DEEPEST:
        path.append(path[-1].head)
    return path[::-1]


def shares(effect: Effect, around: Beside, node: Token) -> bool:
    """Whether a step starts from what the governor's own governor gives: not from its auxiliaries and negations."""
    return effect.name in {"conjunct", "modifier"} or ("none-had" in around.forms and node.dep_ == "dobj")


def standing(document: Document, head: int, *, apart: bool = False) -> Standing:
    """How the event with this head stands; ``apart``: whatever the parse hangs it on says nothing of it."""
    token = document[head]
    value = context = doubt = 1.0
    hedges: list[tuple[int, int]] = []
    time: TimeRelation | None = None
    governor: Token | None = None
    refused: float | None = None
    around = Beside()
    for node in [token] if apart else path_to(token):
        if governor is not None:
            effect: Effect = step(governor, node)
            shared = shares(effect, around, node)
            if refused is not None and effect.name in signatures() and not shared:
                value = refused  # "rejected a proposal to merge": the proposal was made, the merger is off
            above = value
            if shared:
                value = effect.of(context)
            elif doubt < 1 and (effect.name in _CARRIED or effect.name in signatures()):
                value = effect.of(value / doubt) * doubt
            else:
                value = effect.of(value)
            if effect.name == "conjunct" and doubt < 1 and _goes_on_from(governor, node, around):
                value *= doubt  # "allegedly hit a fence and drew a knife"
            context = value
            refused = signatures()["avert"].of(above) if effect.name.startswith("thing-averted") else None
            time = _time_behind(governor, node, effect, time)
            if effect.name == "subject" and around.doubtful:
                value *= forms()["if-confirmed"]
                hedges.extend(around.doubtful)
                time = "hypothetical"
            lasting = node.dep_ == "nsubj" and governor.lemma_ in _LASTING and governor.tag_ in {"VBZ", "VBP"}
            if lasting and time != "hypothetical":
                time = "ongoing"  # "the talks continue"
            if effect.name in links() and (joint := mark(node)) is not None:
                hedges.append((joint.i, joint.i + 1))
        around = beside(node)
        value = around.apply(value)
        doubt = around.doubt
        hedges.extend(around.hedges)
        time = "future" if _foretold(governor, node) else around.time or time
        governor = node
    return Standing(max(-1.0, min(1.0, value)), time or _tense(token), hedges)


def _goes_on_from(governor: Token, node: Token, around: Beside) -> bool:
    """Whether what is doubted of one deed is doubted of the next: it stands before both, and the same one does them."""
    ahead = any(first < governor.i for first, _ in around.hedges)
    return (
        ahead and node.pos_ == "VERB" and not any(one.dep_ in {"nsubj", "nsubjpass", "expl"} for one in node.children)
    )


def _time_behind(governor: Token, node: Token, effect: Effect, time: TimeRelation | None) -> TimeRelation | None:
    """The time that a step gives what is below it, which had this one so far."""
    if effect.time is not None and not _told_as_past(node):
        return "past" if effect.name == "try" and _tried(governor) else effect.time
    if effect.name == "oblique-given" and governor.lower_ in _TOPICS:
        time = None  # "would not comment on the announcement": it was made
    elif effect.time is None:
        time = _of_infinitive(governor, node, effect, time) or time
    return None if _stands_alone(effect, node, time) else time


def _stands_alone(effect: Effect, node: Token, time: TimeRelation | None) -> bool:
    """Whether a clause has a time of its own: not "will succeed her, becoming chief"."""
    if effect.name == "participle" and node.tag_ == "VBG" and time == "future":
        return any(one.dep_ == "aux" and one.lemma_ == "have" for one in node.children)
    return effect.name in _STAND_ALONE or (effect.name == "conjunct" and _tensed(node))


def _of_infinitive(governor: Token, node: Token, effect: Effect, time: TimeRelation | None) -> TimeRelation | None:
    """The time of an infinitive: its verb's own where that tells how it goes on, else ahead of a present and of a plan."""
    if _is_going(governor):
        return "future"
    if not infinitive(node):
        return None
    if node.dep_ == "xcomp" and effect.name in _GOING_ON:
        return time or (_tense(governor) if governor.pos_ in _VERBS else None)
    if effect.name not in _NOT_YET:
        return None
    present = governor.pos_ in _VERBS and _tense(governor) == "ongoing"
    return "future" if present or (governor.pos_ == "NOUN" and node.dep_ in {"acl", "relcl"}) else None


def _is_going(verb: Token) -> bool:
    """Whether it is the "going to" of what is to come: "we are going to leave"."""
    return verb.lower_ == "going" and any(one.dep_ == "aux" and one.lemma_ == "be" for one in verb.children)


def _foretold(saying: Token | None, node: Token) -> bool:
    """Whether "would" is the "will" of what somebody said: "said he would resign", not "would resign if"."""
    if saying is None or saying.tag_ != "VBD" or node.dep_ != "ccomp":
        return False
    auxiliaries = {one.lower_ for one in node.children if one.dep_ in {"aux", "auxpass"}}
    would = not auxiliaries.isdisjoint({"would", "'d", "\u2019d"}) and "have" not in auxiliaries
    return would and not any(one.dep_ == "advcl" and mark(one) is not None for one in node.children)


def _tensed(node: Token) -> bool:
    """Whether a second verb has a tense of its own: "will let users pay but is facing opposition"."""
    present = any(one.dep_ in {"aux", "auxpass"} and one.tag_ in {"VBZ", "VBP", "VBD"} for one in node.children)
    own = any(one.dep_ in {"nsubj", "nsubjpass"} for one in node.children)
    return present or node.tag_ == "VBZ" or (own and node.tag_ == "VBD")


def _told_as_past(node: Token) -> bool:
    """Whether a clause has a past of its own: "expects that it cut jobs", "is thought to have left"."""
    return node.tag_ == "VBD" or any(one.dep_ == "aux" and one.lemma_ == "have" for one in node.children)


def _tried(verb: Token) -> bool:
    """Whether a trial is over: "tried to set fire to the bus", not "is trying", "has been trying" or "a bid to"."""
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG":
        return verb.head.head.tag_ in {"VBD", "VBN"}  # "accused of trying to deceive voters"
    if verb.tag_ == "VBG":
        return any(one.tag_ == "VBD" for one in verb.children if one.dep_ == "aux")
    return verb.tag_ in {"VBD", "VBN"}


def _said_of(token: Token) -> Token | None:
    """The "is" of a state that somebody is in: "is critical of", "is on trial"; who "is dead" has died before."""
    state = token
    if token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.lower_ in _INSIDE:
        state = token.head
        if any(one.dep_ == "poss" for one in token.lefts):
            return None  # "what is in his returns"
    elif token.dep_ != "acomp" or token.lemma_ in _SINCE:
        return None
    return state.head if state.head.lemma_ in _BEING and state.head.pos_ in _VERBS else None


def _tense(token: Token) -> TimeRelation:
    """Past, unless the event's own verb says otherwise, or that of which it is said: "are on strike"."""
    if token.pos_ not in _VERBS:
        copula = _said_of(token)
        return "past" if copula is None else _tense(copula)
    auxiliaries = [one for one in token.children if one.dep_ in {"aux", "auxpass"}]
    if _told_as_past(token) or any(one.tag_ == "VBD" for one in auxiliaries):
        return "past"
    if token.tag_ in {"VBZ", "VBP"} or any(one.tag_ in {"VBZ", "VBP"} for one in auxiliaries):
        return "ongoing"
    return "past"
