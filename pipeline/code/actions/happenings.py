"""One event a real happening: light verbs with their nouns, agreements with what they are about, no doubles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actions.arguments import by_agents, datives, direct_objects, subjects
from pipeline.code.actions.event_nouns import claimed
from pipeline.code.actions.intent import PROMISED, THREATENED, embed, is_future, retype
from pipeline.code.actions.markers import BROUGHT
from pipeline.lexicon.actions.reader import IDIOM

if TYPE_CHECKING:
    from pipeline.code.actions.nominals import Nominals
    from pipeline.code.actions.tree import Tree
    from pipeline.code.actions.triggers import Match
    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document

Coded = list[tuple["Match", list["CodedAction"]]]

# An agreement, refusal, demand or threat is about its complement; what it is about has not happened yet.
ABOUT = frozenset({"AGREE", "REJECT", "REQUEST", "THREATEN"})
# A noun under these prepositions of a verb of such a type tells how the same thing happened: "killed in an air strike".
# Verbs whose subject has part in the event noun's happening but doesn't do it: "the speech sparked protests".
_APART = frozenset(
    ["follow", "spark", "trigger", "cause", "face", "suffer", "witness", "see", "report", "mark", "hail"]
)
_ENTERED = frozenset({"enter", "engage", "embark", "participate"})
# "Attacks rocked the provinces": what befalls whom.
_BEFALL = frozenset(
    {"rock", "hit", "strike", "shake", "target", "plague", "pound", "batter", "rattle", "jolt", "devastate"}
)
_SAME = frozenset({"in", "by", "with", "during", "from", "of", "as"})
# "Did not say when": that nothing was said is the news.
_WITHHELD = frozenset({"say", "tell", "comment", "confirm", "explain"})
_MEANWHILE = frozenset({"after", "during", "since", "until", "despite", "amid", "following"})
_BEFALLS = frozenset({"DEATH", "ACCIDENT", "DISASTER"})
_VIOLENT = frozenset({"ASSAULT", "ACCIDENT", "DISASTER", "DEATH", "CRIME", "COERCE"})


def one_each(
    document: Document, tree: Tree, nominals: Nominals, coded: Coded, classes: dict[str, frozenset[str]]
) -> Coded:
    """The matches that stay, with actors and recipients handed from one to the other where two words tell one thing."""
    everything = coded
    coded = [pair for pair in everything if "broad" not in pair[0].entry.flags]
    by_head = {match.trigger: (match, actions) for match, actions in coded}
    claimed(tree, coded, by_head)
    consumed = {noun for match, _ in coded for noun in _slots(match)}
    light = classes["lightverb"]
    removed: set[int] = set(consumed)
    removed |= {match.trigger for match, _ in coded if match.entry.type == IDIOM}
    for match, actions in coded:
        if match.trigger in removed or not actions or match.entry.kind != "noun":
            continue
        _befall(tree, match, actions)
        if _take_light_verb(tree, match, actions, light, by_head):
            removed.add(tree.head[match.trigger])
        elif _tells_the_same(tree, match, actions, by_head, removed) or not _evident(
            tree, match, actions, classes["happen"]
        ):
            removed.add(match.trigger)
    for match, actions in coded:
        if match.trigger in removed or not actions:
            continue
        inner = _about(tree, match, by_head)
        # "will meet" is told as an agreement, but is not about what they meet for
        if inner is not None and (match.entry.type in ABOUT or actions[0].type == inner[1][0].type):
            inner_match, inner_actions = inner
            same = actions[0].type == inner_actions[0].type
            if same and match.entry.complement is None:
                continue
            own = _is_own(tree, match, inner_match, actions[0], inner_actions[0])
            asked = actions[0].recipients or inner_actions[0].actors
            for action in inner_actions:
                embed(actions[0], action, own=own)
            if (
                actions[0].type == "REQUEST"
                and inner_match.entry.kind == "verb"
                and tree.is_passive(inner_actions[0].head)
            ):
                actions[0].recipients = list(asked)  # "said the captives should be freed" asks nothing of them
            if inner_match.entry.kind == "noun" or same:
                removed.add(inner_match.trigger)
        if not actions[0].recipients and match.complement is not None and actions[0].type in ABOUT:
            actions[0].recipients = _suffers(tree, nominals, match.complement, actions[0])
    _purposes(tree, coded, by_head, removed)
    removed |= _redundant(tree, everything, removed, classes)
    # a comment is an event only where the sentence tells no other
    busy = {
        document.sentence_number(match.trigger)
        for match, actions in coded
        if actions and match.trigger not in removed and "weak" not in match.entry.flags
    }
    return [
        (match, actions)
        for match, actions in everything
        if actions
        and match.trigger not in removed
        and not (
            "weak" in match.entry.flags
            and document.sentence_number(match.trigger) in busy
            and not (tree.lemma[match.trigger] in _WITHHELD and tree.is_negated(match.trigger))
        )
    ]


def _redundant(tree: Tree, coded: Coded, removed: set[int], classes: dict[str, frozenset[str]]) -> set[int]:
    """Of the broad lines' events those that are no event, and the verbs that only carry an event noun.

    They come after everything else: no broad verb takes anything from an event of a narrower line.
    """
    broad = [pair for pair in coded if "broad" in pair[0].entry.flags and pair[1] and pair[0].trigger not in removed]
    by_head = {match.trigger: (match, actions) for match, actions in broad}
    narrow = {match.trigger for match, actions in coded if actions and "broad" not in match.entry.flags} - removed
    found = {match.trigger for match, _ in broad if not narrow.isdisjoint(_slots(match))}
    found |= {noun for match, _ in broad for noun in _slots(match)} - narrow
    for match, actions in broad:
        if match.entry.kind == "noun" and match.trigger not in found:
            if _take_light_verb(tree, match, actions, classes["lightverb"], by_head):
                found.add(tree.head[match.trigger])
            elif not _evident(tree, match, actions, classes["happen"]):
                found.add(match.trigger)
    return found


def _suffers(tree: Tree, nominals: Nominals, verb: int, action: CodedAction) -> list[int]:
    """Whom a complement that no entry knows is about: "threatened to deliver blows to the army"."""
    markers = ("to", "on", "against", "with", "for", "from", "of", "by")
    objects = [] if tree.lemma[verb] in BROUGHT else direct_objects(tree, verb)
    found = datives(tree, verb)
    for word, noun in tree.object_of(verb):
        if word not in _MEANWHILE:  # "after a day of mourning": not to the day
            found = found or nominals.affected(noun, markers, things=False)
    for noun in objects:
        found = found or nominals.affected(noun, markers, things=False)
    return [head for head in found if head not in action.actors]


def _purposes(tree: Tree, coded: Coded, by_head: dict[int, tuple[Match, list[CodedAction]]], removed: set[int]) -> None:
    """A protest is against those of whom it demands something: "blocked the road to demand the mayor's resignation"."""
    for match, actions in coded:
        if not actions or match.trigger in removed or actions[0].type != "PROTEST" or actions[0].recipients:
            continue
        for child in tree.kids(actions[0].head, "advcl", "xcomp", "prep"):
            inner = by_head.get(child)
            for noun in tree.kids(child, "pobj"):
                inner = inner or by_head.get(noun)
            if inner is not None and inner[1] and inner[1][0].type in {"REQUEST", "ACCUSE", "PROTEST", "REJECT"}:
                actions[0].recipients = [head for head in inner[1][0].recipients if head not in actions[0].actors]


def _slots(match: Match) -> list[int]:
    nouns = [] if match.noun is None else [match.noun]
    if match.phrase is not None and match.entry.phrase and match.entry.phrase[1]:
        nouns.append(match.phrase[1])
    return nouns


def _befall(tree: Tree, match: Match, actions: list[CodedAction]) -> None:
    """Whom an event noun befalls that is a verb's subject: "attacks continued to rock the provinces"."""
    noun, verb = match.trigger, tree.head[match.trigger]
    if tree.dep[noun] != "nsubj" or actions[0].recipients or match.entry.type != "ASSAULT":
        return
    for each in (verb, *tree.kids(verb, "xcomp")):
        if tree.lemma[each] in _BEFALL:
            actions[0].recipients = [head for head in direct_objects(tree, each) if head not in actions[0].actors]


def _take_light_verb(
    tree: Tree,
    match: Match,
    actions: list[CodedAction],
    light: frozenset[str],
    by_head: dict[int, tuple[Match, list[CodedAction]]],
) -> bool:
    """A verb like "launched", "continued" or "announced" over the event noun: the verb lends its subject, tense and place in the sentence."""
    noun = match.trigger
    for _ in range(2):  # "a series of strikes"
        if tree.dep[noun] == "pobj" and tree.lower[tree.head[noun]] == "of":
            noun = tree.head[tree.head[noun]]
    verb = tree.head[noun]
    if tree.dep[noun] == "pobj" and tree.lemma[tree.head[verb]] in _ENTERED:
        verb = tree.head[verb]
    if tree.dep[noun] == "conj" or tree.pos[verb] not in {"VERB", "AUX"} or tree.lemma[verb] not in light:
        return False
    if tree.dep[noun] not in {"dobj", "nsubjpass", "nsubj", "pobj"}:
        return False
    taken = by_head.get(verb)
    if taken is not None and taken[1] and "weak" not in taken[0].entry.flags and taken[0].entry.type != "ANNOUNCE":
        return False
    own = tree.dep[noun]
    if tree.lemma[verb] in _APART:
        doers = []
    elif own == "dobj":
        doers = subjects(tree, verb)
    elif own == "nsubjpass":
        doers = by_agents(tree, verb)
    elif own == "pobj" and tree.lemma[verb] in _ENTERED:
        doers = subjects(tree, verb)  # "entered into an agreement with"
    else:
        doers = []
    for action in actions:
        if not action.actors and action.type not in _BEFALLS:  # who announces a death is not behind it
            action.actors = [head for head in doers if head != match.trigger and head not in action.recipients]
        if abs(verb - match.trigger) <= 6 and own == "dobj":
            action.first, action.last = min(verb, action.first), max(verb + 1, action.last)
        if own in {"dobj", "nsubjpass"}:
            action.head = verb
            if is_future(tree, verb) and action.type in PROMISED and not tree.is_negated(verb):
                retype(action, "AGREE", None, PROMISED[action.type])
            elif is_future(tree, verb) and action.type == "ASSAULT" and action.actors and not tree.is_negated(verb):
                retype(action, "THREATEN", *THREATENED["ASSAULT"])
    return True


def _tells_the_same(
    tree: Tree,
    match: Match,
    actions: list[CodedAction],
    by_head: dict[int, tuple[Match, list[CodedAction]]],
    removed: set[int],
) -> bool:
    """A noun that only says how the verb's event happened gives the verb its mode, actor and contexts, and goes."""
    noun = match.trigger
    preposition = tree.head[noun]
    under = tree.dep[noun] == "pobj" and tree.lower[preposition] in _SAME
    verb = by_head.get(tree.head[preposition]) if under else None
    loose = under and tree.lower[preposition] in {"of", "from", "as"}
    if verb is None or not verb[1]:
        verb, loose = _done_by(tree, noun, by_head), False
    if verb is None or not verb[1] or verb[0].trigger in removed:
        return False
    own, other = actions[0], verb[1][0]
    same = own.type == other.type or (own.type in _VIOLENT and other.type in _VIOLENT)
    if not same or (loose and own.type != other.type):
        return False
    for action in verb[1]:
        if own.type == "ASSAULT" and action.type in {"DEATH", "CRIME"}:
            action.type, action.cameo, action.intensity, action.mode = own.type, own.cameo, own.intensity, own.mode
        elif own.type in {"ACCIDENT", "DISASTER"} and action.type in {"ASSAULT", "DEATH"} and not action.actors:
            action.type, action.cameo, action.intensity, action.mode = own.type, "", None, None
        elif action.mode is None and own.type == action.type:
            action.mode, action.cameo, action.intensity = own.mode, own.cameo, own.intensity
        if not action.actors and own.type == "ASSAULT":
            action.actors = [head for head in own.actors if head not in action.recipients]
        action.actors = [head for head in action.actors if head != noun]
        action.contexts += [context for context in own.contexts if context not in action.contexts]
        action.places += [place for place in own.places if place not in action.places]
    return True


def _done_by(
    tree: Tree, noun: int, by_head: dict[int, tuple[Match, list[CodedAction]]]
) -> tuple[Match, list[CodedAction]] | None:
    """The verb that says what the event noun did: "a shooting that killed two"."""
    for verb in tree.kids(noun, "relcl"):
        subject = tree.kids(verb, "nsubj")
        if verb in by_head and subject and tree.lower[subject[-1]] in {"that", "which"}:
            return by_head[verb]
    return None


def _evident(tree: Tree, match: Match, actions: list[CodedAction], happens: frozenset[str]) -> bool:
    """An event noun alone is only a topic; it needs somebody who does or suffers it, or a verb that says it happened."""
    flags = match.entry.flags
    noun = match.trigger
    if "bare" in flags:
        return True
    action = actions[0]
    if action.recipients or action.actors:
        return True
    verb = tree.head[noun]
    if "needarg" in flags:
        return False
    if tree.pos[verb] == "VERB" and tree.dep[noun] in {"nsubj", "nsubjpass"}:
        return tree.lemma[verb] in happens
    return bool(action.places) and match.entry.type in {"ASSAULT", "PROTEST", "ACCIDENT", "DISASTER"}


def _is_own(tree: Tree, outer: Match, inner: Match, action: CodedAction, about: CodedAction) -> bool:
    """Whether what an agreement is about is what its makers say they will do."""
    if tree.is_negated(inner.trigger):
        return False
    if inner.entry.kind == "noun":
        return set(about.actors) <= set(action.actors)
    if outer.entry.object is not None and not set(about.actors) <= set(action.actors):
        return False  # "gave Kyiv permission to strike"
    return outer.complement is not None or outer.entry.object is not None


def _about(
    tree: Tree, match: Match, by_head: dict[int, tuple[Match, list[CodedAction]]]
) -> tuple[Match, list[CodedAction]] | None:
    """The match that this one's complement or object is."""
    verb = match.trigger
    candidates = [] if match.complement is None else [match.complement]
    candidates += [head for child in tree.kids(verb, "xcomp", "ccomp") for head in (child,)]
    candidates += direct_objects(tree, verb)
    if match.entry.kind == "verb":  # "During talks with Peru, Chile promised aid": not to talk
        candidates += [noun for _, noun in tree.object_of(verb) if noun > verb]
    if match.entry.kind == "verb" and match.noun is not None:
        for child in tree.kids(match.noun, "acl"):
            candidates.append(child)
    for head in candidates:
        found = by_head.get(head)
        if found is None:
            for child in tree.kids(head, "xcomp", "dobj", "conj"):
                found = by_head.get(child)
                if (
                    found is not None
                    and found[1]
                    and tree.lemma[head]
                    in {"be", "start", "begin", "continue", "impose", "take", "stop", "try", "help"}
                ):
                    break
                found = None
        if found is not None and found[1] and found[0] is not match:
            return found
    return None
