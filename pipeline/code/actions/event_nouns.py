"""Who fills the roles of an event noun: possessors, prepositional phrases, nationalities, and whom the clause is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actions.arguments import subjects
from pipeline.code.actions.markers import AT_OBJECT, THINGS, markers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.code.actions.nominals import Nominals
    from pipeline.code.actions.tree import Tree
    from pipeline.code.actions.triggers import Match
    from pipeline.code.model import CodedAction

# Whom a saying comes from, by type: "the announcement from the palace", "the request of the bishop".
_SPEAKERS = {
    "REQUEST": frozenset({"by", "from", "of"}),
    "ANNOUNCE": frozenset({"by", "from"}),
    "ACCUSE": frozenset({"by", "from"}),
    "SUPPORT": frozenset({"by", "from"}),
    "AID": frozenset({"by", "from"}),
}
_CLAIMS = frozenset({"responsibility", "credit"})
_ANSWERS = frozenset({"respond", "reply", "answer", "retaliate", "hit", "strike", "follow", "counter", "react"})
# Events that whoever the clause is about has in passing, by the preposition before them.
ADJUNCTS: dict[str, frozenset[str]] = {
    "CONSULT": frozenset({"during", "on", "in", "after", "before", "following", "for"}),
    "SPORT": frozenset({"with", "after", "following", "by"}),
}

_CHARGED = frozenset({"on", "for", "over"})


def of_noun(tree: Tree, nominals: Nominals, match: Match, action: CodedAction) -> None:
    """Possessors and prepositional phrases of an event noun: "Russia's attack on Kharkiv", "the city's capture"."""
    entry, noun = match.entry, match.trigger
    reached = markers(action.type)
    phrases = _phrases(tree, noun, action)
    of_role = entry.recipient[0] if entry.recipient else "of"
    objective = "of" in entry.recipient  # "the capture of": what stands under "of" is captured
    doers: list[int] = []
    hit: list[int] = []
    for word, head in phrases:
        if match.phrase is not None and entry.phrase is not None and entry.phrase[1] and head == match.phrase[1]:
            if action.mode == "assassinate":  # "an attempt on his life"
                hit += [each for owner in tree.kids(head, "poss") for each in tree.conjuncts(owner)]
            elif word.split()[-1] in _SPEAKERS.get(action.type, ()):  # "a request by Peru"
                doers += tree.conjuncts(head)
            continue
        heads = tree.conjuncts(head)
        if any(nominals.is_time(each) for each in heads):
            continue  # "between 3 and 7 July"
        last = word.split()[-1]
        if last in {"by", "between", "among"}:
            doers += heads
        elif last == "of":
            (hit if objective else doers).extend(each for each in heads if objective or nominals.is_actor(each))
        elif last in reached and last not in {"in", "at"}:
            hit += [each for head_ in heads for each in nominals.affected(head_, reached, things=action.type in THINGS)]
        elif last == "at" and action.type in {"ASSAULT", "COERCE"} and action.mode != "assassinate":
            hit += heads
    for owner in tree.kids(noun, "poss"):
        owners = tree.conjuncts(owner)
        if nominals.is_time(owner):
            continue
        if _stage(tree, action, noun, owner):
            action.places += owners
            continue
        if (
            objective
            and "poss" not in entry.actor  # "Russia's invasion" is by Russia
            and not hit
            and (nominals.is_place(owner) or not doers)
            and (action.mode != "territory" or tree.lower[owner] not in {"his", "her", "their"})
        ):
            (hit if doers or nominals.is_place(owner) or (of_role == "of" and not hit) else doers).extend(owners)
        else:
            doers += owners
    before, poisoned = _before(tree, nominals, match, action, objective=objective and not hit)
    doers += before
    hit += poisoned
    if not doers:
        doers = _of_holder(tree, nominals, noun)
    if not doers:
        doers = _answering(tree, nominals, noun)
    if not doers and match.entry.type in ADJUNCTS:
        doers = _by_the_way(tree, nominals, noun, ADJUNCTS[match.entry.type])
    action.actors = [head for head in doers if tree.entity[head] not in {"DATE", "TIME"}]
    action.recipients = [head for head in hit if head not in doers]
    action.places += nominals.places_of(noun)
    if action.type in AT_OBJECT:
        action.places += [head for head in hit if nominals.is_place(head)]


def _phrases(tree: Tree, noun: int, action: CodedAction) -> list[tuple[str, int]]:
    """The noun's prepositional phrases; not what an arrest is for: "her arrest on a charge of fraud"."""
    found = [*tree.object_of(noun), *_behind_place(tree, noun)]
    return [pair for pair in found if action.mode != "arrest" or pair[0] not in _CHARGED]


def _stage(tree: Tree, action: CodedAction, noun: int, owner: int) -> bool:
    """Whether the owner is only where it was: "China's worst accident", "Indiana's biggest protest"."""
    ranked = any(tree.tag[each] == "JJS" for each in tree.kids(noun, "amod"))
    return (ranked or action.type in {"ACCIDENT", "DISASTER"}) and tree.entity[owner] in {"GPE", "LOC"}


def _before(
    tree: Tree, nominals: Nominals, match: Match, action: CodedAction, *, objective: bool
) -> tuple[list[int], list[int]]:
    """Who acts, and who is hit, of those right before the noun: "Danish raids", "police raids", "the Petrov poisoning"."""
    noun = match.trigger
    doers: list[int] = []
    hit: list[int] = []
    for child in tree.kids(noun, "amod", "nmod", "compound"):
        if action.type == "CRIME" and tree.dep[child] == "compound" and tree.entity[child] not in {"GPE", "NORP"}:
            if tree.entity[child] == "ORG" or nominals.is_actor(child):
                hit.append(child)  # "the Lloyds robbery"
        elif action.mode in {"release", "return"} and tree.dep[child] == "compound" and not tree.entity[child]:
            if nominals.is_actor(child):
                hit.append(child)  # "a prisoner swap"
        elif tree.entity[child] in {"NORP", "ORG"} or (tree.entity[child] == "GPE" and tree.dep[child] == "amod"):
            doers.append(child)
        elif tree.entity[child] == "GPE":
            action.places.append(child)
        elif tree.dep[child] != "compound" or not nominals.is_actor(child) or tree.lower[child - 1] == "-":
            continue
        elif objective and tree.entity[child] == "PERSON" and not hit:
            hit.append(child)
        elif tree.pos[noun] != "PROPN" and not (action.type == "CONSULT" and tree.lemma[child] == "state"):
            doers.append(child)  # not "the Global Summit", "a state visit"
    return doers, hit


def _behind_place(tree: Tree, noun: int) -> list[tuple[str, int]]:
    """What the parser hangs on the town in "the murder in London of Ann Roe"."""
    return [
        (word, head)
        for at, place in tree.object_of(noun)
        if at in {"in", "at", "near"} and tree.entity[place] in {"GPE", "LOC", "FAC"}
        for word, head in tree.object_of(place)
        if word in {"of", "by"} and tree.entity[head] in {"PERSON", "NORP", "ORG", ""}
    ]


def _of_holder(tree: Tree, nominals: Nominals, noun: int) -> list[int]:
    """Whose event it is in "his letter of resignation", "Oslo's offer of aid"."""
    if tree.dep[noun] != "pobj" or tree.lower[tree.head[noun]] != "of":
        return []
    holder = tree.head[tree.head[noun]]
    return [each for owner in tree.kids(holder, "poss") if nominals.is_actor(owner) for each in tree.conjuncts(owner)]


def _answering(tree: Tree, nominals: Nominals, noun: int) -> list[int]:
    """Who answers with it: "Iran responded with a missile attack", "China hit back with tariffs"."""
    preposition = tree.head[noun]
    verb = tree.head[preposition]
    if tree.dep[noun] != "pobj" or tree.lower[preposition] != "with" or tree.lemma[verb] not in _ANSWERS:
        return []
    return [head for head in subjects(tree, verb) if nominals.is_actor(head)]


def _by_the_way(tree: Tree, nominals: Nominals, noun: int, prepositions: frozenset[str]) -> list[int]:
    """Whose event it is that a clause names in passing: "Roe said after talks with the premier", "won with a victory"."""
    preposition = tree.head[noun]
    verb = tree.head[preposition]
    if tree.dep[noun] != "pobj" or tree.lower[preposition] not in prepositions or tree.pos[verb] not in {"VERB", "AUX"}:
        return []
    definite = any(tree.lower[child] in {"the", "this", "that"} for child in tree.kids(noun, "det"))
    if tree.is_passive(verb) or (definite and not any(word == "with" for word, _ in tree.object_of(noun))):
        return []
    return [head for head in subjects(tree, verb) if nominals.is_actor(head)]


def claimed(
    tree: Tree,
    coded: Sequence[tuple[Match, list[CodedAction]]],
    by_head: Mapping[int, tuple[Match, list[CodedAction]]],
) -> None:
    """Whoever claims an attack did it, where the sentence names no other: "claimed responsibility for the bombing"."""
    for match, actions in coded:
        if not actions or tree.lemma[match.trigger] != "claim" or match.noun is None:
            continue
        if tree.lemma[match.noun] not in _CLAIMS:
            continue
        for word, noun in (*tree.object_of(match.noun), *tree.object_of(match.trigger)):
            deed = by_head.get(noun) if word == "for" else None
            for action in deed[1] if deed is not None else []:
                if action.type == "ASSAULT" and not action.actors:
                    action.actors = [head for head in actions[0].actors if head not in action.recipients]
