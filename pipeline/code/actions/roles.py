"""Who fills the roles of a match: actors, recipients and places as heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actions.arguments import datives, object_clause_subject, subjects
from pipeline.code.actions.event_nouns import of_noun
from pipeline.code.actions.markers import AT_OBJECT, THINGS, markers
from pipeline.code.model import CodedAction
from pipeline.lexicon.actions import lexicon

if TYPE_CHECKING:
    from pipeline.code.actions.nominals import Nominals
    from pipeline.code.actions.tree import Tree
    from pipeline.code.actions.triggers import Match

# What stands under "by" of these is the doer; "of" is the doer of what needs no object: "the withdrawal of troops".
RECIPROCAL = frozenset({"with", "between", "among"})


# What is launched, approved or bought in a passive is in no other field: "the satellite was launched".
_ANYBODY = frozenset({"anyone", "anybody", "everyone", "everybody"})
_DONE_TO = frozenset(
    {"BUSINESS", "SCIENCE", "CULTURE", "HEALTH", "AID", "COERCE", "RETREAT", "MOVE", "CRIME", "DISASTER", "ACCIDENT"}
)
_COUNTED = frozenset({"vote", "votes", "margin"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# Whoever has data does not say what they show.
_TAKEN = frozenset(
    {
        "receive",
        "get",
        "obtain",
        "find",
        "see",
        "read",
        "have",
        "collect",
        "cite",
        "hear",
        "discover",
        "veto",
        "reject",
        "block",
        "oppose",
        "defeat",
    }
)

# What a line with "neg" tells as done: who did not survive died; what was not disclosed was not.
_TOLD = frozenset({"REJECT", "THREATEN", "DEATH", "COERCE"})


def fill(tree: Tree, nominals: Nominals, match: Match) -> list[CodedAction]:
    """The actions of a match: one, or one for each of several coordinated places ("captured A as well as B")."""
    entry = match.entry
    first, last = _span(match)
    action = CodedAction(
        head=match.trigger,
        first=first,
        last=last,
        lemma=tree.lemma[match.trigger],
        type=entry.type,
        mode=entry.mode,
        intensity=entry.intensity,
        contexts=list(entry.contexts),
        rule=entry.source,
        cameo=entry.cameo,
        by_negation="neg" in entry.flags and entry.type in _TOLD,
    )
    if entry.kind == "noun":
        of_noun(tree, nominals, match, action)
    else:
        _of_verb(tree, nominals, match, action)
    plain = [each for head in action.recipients for each in _one_of_those(tree, head)]
    action.recipients = [each for head in plain for each in nominals.named_places(head)]
    action.places = [each for head in action.places for each in nominals.named_places(head)]
    action.recipients = [head for head in dict.fromkeys(action.recipients) if head not in action.actors]
    action.actors = list(dict.fromkeys(action.actors))
    action.places = list(dict.fromkeys(action.places))
    return _by_place(tree, action, named=action.recipients != plain)


def _one_of_those(tree: Tree, head: int) -> list[int]:
    """Who is told to be one of them: "Among those arrested was a monk"."""
    among = tree.head[head]
    told = tree.lower[head] == "those" and tree.lower[among] == "among" and tree.lemma[tree.head[among]] == "be"
    found = tree.kids(tree.head[among], "nsubj", "attr") if told else []
    return tree.conjuncts(found[-1]) if found else [head]


def _span(match: Match) -> tuple[int, int]:
    """The trigger with its particle or light-verb noun, where they stand near each other."""
    first = last = match.trigger
    noun = match.phrase[1] if match.phrase and match.entry.phrase and match.entry.phrase[1] else None
    for other in (match.particle, match.noun, noun):
        if other is not None and -2 <= other - match.trigger <= 6:
            first, last = min(first, other), max(last, other)
    if match.entry.kind == "adjective" and match.complement is not None and 0 < match.complement - last <= 3:
        last = match.complement
    return first, last + 1


def _of_verb(tree: Tree, nominals: Nominals, match: Match, action: CodedAction) -> None:
    entry, verb = match.entry, match.trigger
    patients = [] if match.noun is not None else list(match.objects)
    doers = list(match.agents if match.passive else match.subjects)
    if entry.actor:
        doers = _from(tree, nominals, match, entry.actor, action.type)
    action.actors = [head for head in doers if _can_act(tree, nominals, head)]
    if (
        tree.dep[verb] == "acl"
        and tree.tag[verb] == "VBG"
        and not any(nominals.is_people(head) for head in action.actors)
    ):
        governor = tree.head[tree.head[verb]]  # "issued a statement calling on": who issued it calls
        given = tree.lemma[governor] not in _TAKEN
        if given and tree.dep[tree.head[verb]] == "dobj" and tree.pos[governor] == "VERB":
            action.actors = subjects(tree, governor) or action.actors
    sources = entry.recipient or _default_sources(match, action.type)
    action.recipients = _from(tree, nominals, match, sources, action.type)
    if action.type == "ASSAULT":
        action.recipients = [head for head in action.recipients if not _is_armament(tree, head)]
    if match.passive and action.type == "REQUEST":
        asked = [
            head for head in patients if tree.lower[head] in _ANYBODY
        ]  # "Anyone who saw it is asked to call police"
        action.recipients = asked or action.recipients
    if match.passive and not action.recipients and action.type in _DONE_TO and entry.actor != ("subj",):
        # money is nobody
        things = [head for head in patients if nominals.is_actor(head)] if tree.lemma[verb] == "pay" else patients
        action.recipients = [head for head in things if tree.pos[head] in _NOUNS and not nominals.is_time(head)]
    action.actors += [
        each
        for word, noun in tree.object_of(verb)
        if word == "together" and action.actors and nominals.is_actor(noun)
        for each in tree.conjuncts(noun)
    ]
    action.places = nominals.places_of(verb)
    if match.noun is not None:
        action.places += nominals.places_of(match.noun)
    if action.type in AT_OBJECT:
        action.places += [head for head in action.recipients if nominals.is_place(head)]
        action.places += [head for head in patients if nominals.is_place(head)]
    for head in patients:
        action.places += nominals.places_of(head)
    for head in match.subjects if not match.passive else ():
        action.places += nominals.places_of(head, still=True)
    if "both" in entry.flags and not action.recipients and len(action.actors) > 1:
        return
    if match.passive and not action.actors and "both" in entry.flags:
        action.actors, action.recipients = action.recipients, []


def _is_armament(tree: Tree, head: int) -> bool:
    """Whether it is what people fight with: "clashed with stones and axes"."""
    first = tree.head[head] if tree.dep[head] == "conj" else head
    return tree.lower[tree.head[first]] == "with" and tree.lemma[head] in lexicon().classes["armament"]


def _can_act(tree: Tree, nominals: Nominals, head: int) -> bool:
    if tree.lower[head] in _COUNTED:
        return False  # "approved by 176 votes"
    if tree.asks(head) and tree.dep[tree.head[head]] in {"ccomp", "pcomp"}:
        return False  # "wants to know who did it"
    return (
        not nominals.is_time(head) and tree.lower[head] not in {"it", "this", "that", "which", "there"}
    ) or tree.lower[head] == "it"


def _default_sources(match: Match, type_: str) -> tuple[str, ...]:
    reached = markers(type_)
    if match.noun is not None:
        return ("dat", *reached, "noun")
    if match.particle is not None:
        return ("obj", "part", *reached)
    if type_ == "MOBILIZE":
        return ("dat", *reached)  # the troops sent are not those they are sent against
    return ("obj", "dat", "clause", *reached) if type_ in {"REQUEST", "ACCUSE"} else ("obj", "dat", *reached)


def _from(tree: Tree, nominals: Nominals, match: Match, sources: tuple[str, ...], type_: str) -> list[int]:
    """The first of the sources that names somebody (or something, where the type may hit things)."""
    verb = match.trigger
    patients = [] if match.noun is not None else list(match.objects)
    asked = [head for head in patients if not _freed(nominals, head, type_)]
    things = type_ in THINGS
    reached = markers(type_)
    for source in sources:
        found: list[int] = []
        if source == "none":
            return []
        if source == "obj":
            heads = asked
        elif source == "subj":
            heads = list(match.subjects)
        elif source == "by":
            heads = list(match.agents)
            under = tree.object_of(match.noun) if match.noun is not None and not heads else []
            heads += [each for word, noun in under if word == "by" for each in tree.conjuncts(noun)]
        elif source == "self":  # "took hostages"
            heads = tree.conjuncts(match.noun) if match.noun is not None else []
        elif source == "dat":
            heads = _receivers(tree, match)
        elif source == "clause":
            heads = object_clause_subject(tree, verb)
        elif source == "noun":
            noun = match.noun if match.noun is not None else match.phrase[1] if match.phrase else None
            if noun is None and patients:  # "demanded the mayor's resignation"
                noun = patients[0]
            heads = nominals.inside(noun, reached) if noun is not None and not _freed(nominals, noun, type_) else []
        elif source == "place":
            heads = nominals.places_of(verb) or (nominals.places_of(match.noun) if match.noun is not None else [])
        elif source == "part":
            governed = tree.kids(match.particle, "pobj") if match.particle is not None else []
            heads = tree.conjuncts(governed[-1]) if governed else patients
        else:
            heads = []
            abstract = [patient for patient in match.objects if not nominals.is_actor(patient)]
            for origin in (verb, match.noun, match.particle, *abstract):
                if origin is None or heads:
                    continue
                for word, noun in tree.object_of(origin):
                    slot = match.phrase is not None and noun == match.phrase[1]
                    if word.split()[-1] == source and not (
                        slot and source not in match.entry.recipient + match.entry.actor
                    ):
                        heads += tree.conjuncts(noun)
        explicit = bool(match.entry.recipient)
        for head in heads:
            plain = source in {"obj", "dat", "by", "subj", "part", "self"} or explicit
            if (type_ in THINGS and plain) or (source == "subj" and explicit):
                if not nominals.is_time(head):
                    found.append(head)
            elif type_ == "ANNOUNCE":
                found += _spoken_to(tree, nominals, head, reached)
            else:
                found += nominals.affected(head, reached, things=explicit and things)
        if found:
            return found
    return []


def _freed(nominals: Nominals, noun: int, type_: str) -> bool:
    """Whether it is somebody's freedom that is asked for, and not of him: "demanded her release"."""
    return type_ == "REQUEST" and nominals.is_boon(noun)


def _receivers(tree: Tree, match: Match) -> list[int]:
    """Who is given something: "gave Peru tanks", "was awarded the prize"."""
    given = match.passive and match.noun is not None and tree.dep[match.noun] == "dobj"
    return list(match.objects) if given else datives(tree, match.trigger)


def _spoken_to(tree: Tree, nominals: Nominals, head: int, markers: tuple[str, ...]) -> list[int]:
    """Who is spoken to: the whole phrase, not a name inside it ("told army radio")."""
    if nominals.is_gathering(head):
        return []  # "told a press conference"
    reached = nominals.affected(head, markers, things=False)
    return [head if tree.head[each] == head and each < head else each for each in reached]


def _by_place(tree: Tree, action: CodedAction, *, named: bool) -> list[CodedAction]:
    """One action for each coordinated place that was hit; persons and groups share one."""
    if action.type not in {"ASSAULT", "COERCE", "DISASTER"} or len(action.recipients) < 2:
        return [action]
    if not all(tree.pos[head] == "PROPN" for head in action.recipients):
        return [action]
    if not named and not all(tree.entity[head] in {"GPE", "LOC", "FAC"} for head in action.recipients):
        return [action]
    parts = []
    for head in action.recipients:
        places = [head, *(place for place in action.places if place not in action.recipients)]
        parts.append(
            CodedAction(
                head=action.head,
                first=action.first,
                last=action.last,
                lemma=action.lemma,
                type=action.type,
                mode=action.mode,
                intensity=action.intensity,
                contexts=list(action.contexts),
                rule=action.rule,
                cameo=action.cameo,
                actors=list(action.actors),
                recipients=[head],
                places=places,
                confidence=action.confidence,
            )
        )
    return parts
