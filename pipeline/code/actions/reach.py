"""Whom an action reaches when no slot names anybody: the first actor, else the first place, that its phrases lead to.

"Lifted all curbs on visits to relatives in Cuba" reaches Cuba, "blocked a road to protest the ministry's plan" the ministry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actions.markers import BROUGHT
from pipeline.code.places.countries import country_of_name
from pipeline.lexicon.plover import PLOVER

if TYPE_CHECKING:
    from pipeline.code.actions.nominals import Nominals
    from pipeline.code.actions.tree import Tree
    from pipeline.code.actions.triggers import Match
    from pipeline.code.model import CodedAction

_TYPES = PLOVER | {"MOVE"}
# How an action's own phrases go on; clauses with a subject of their own tell something else.
_PHRASES = frozenset(["dobj", "prep", "pobj", "pcomp", "xcomp", "attr", "oprd", "dative", "acomp", "advmod"])
_INSIDE = frozenset(["acl", "poss", "compound", "amod", "nmod", "conj", "appos"])
# What these bring in is another happening, or who tells of it.
_APART = frozenset(
    [
        "after",
        "before",
        "since",
        "until",
        "despite",
        "amid",
        "because",
        "without",
        "following",
        "like",
        "unlike",
        "than",
        "per",
        "according",
        "during",
        "except",
        "while",
        "as",
        "under",
        "alongside",
        "along",
        "together",
    ]
)
# Where people protest, unlike those whom they protest at.
_VENUES = frozenset(
    {"university", "college", "school", "campus", "airport", "station", "stadium", "park", "square", "hall", "church"}
)
_DEMANDS = frozenset({"call", "demand", "request", "appeal", "plea", "pressure", "order"})
_OF_A_STATE = frozenset({"REQUEST", "PROTEST"})  # who is asked, or protested at, in a country is its government
_JUDGING = frozenset({"ACCUSE", "SUPPORT", "SANCTION"})
_OUTWARD = frozenset({"ASSAULT", "MOBILIZE", "AID", "PROTEST"})
# What is talked about takes no part.
_TOPICS = frozenset({"about", "beyond", "regarding", "concerning"})
_ON_THE_WAY = frozenset({"PROTEST", "AID", "MOVE"})
_ALONG = frozenset({"through", "across", "along", "around"})
_OCCASIONS = frozenset({"in", "during", "at", "on", "amid", "after", "before", "following"})
_STEPS = 8
_CONDITIONS = frozenset({"if", "unless"})
# An opinion is on somebody; a saying is to somebody, and who stands in what is said is not spoken to.
_OPINION = frozenset({"believe", "think", "allow", "feel", "reckon", "doubt", "fear", "hope", "expect", "suspect"})
# How it hangs on its verb what a meeting is about.
_ABOUT = frozenset({"dobj", "xcomp", "advcl"})
# Two who do these do them with each other.
_TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_PLURAL = frozenset({"they", "them", "their", "both"})
_LONGEST = 40


def complete(tree: Tree, nominals: Nominals, match: Match, action: CodedAction) -> None:
    """Give the action the recipients that no slot named; those who meet are both actors and recipients."""
    if not action.recipients:
        action.recipients = _each_other(tree, match, action) or _reach(tree, nominals, match, action)
    elif match.entry.type == "CONSULT" and "both" in match.entry.flags and action.actors:
        action.actors, action.recipients = (
            list(dict.fromkeys([*action.actors, *action.recipients])),
            list(dict.fromkeys([*action.recipients, *action.actors])),
        )
    if match.particle is None:
        action.recipients = [head for head in action.recipients if not nominals.is_medium(head)]
    if action.type != "CONSULT":
        action.recipients = [head for head in action.recipients if not _in_passing(tree, action.head, head)]


def _in_passing(tree: Tree, verb: int, head: int) -> bool:
    """Whether it stands in the occasion that opens the sentence: "During talks with Putin, Xi called for peace"."""
    top = head
    for _ in range(_STEPS):
        above = tree.head[top]
        if above in (verb, top):
            break
        top = above
    return top < verb and tree.head[top] == verb and tree.dep[top] == "prep" and tree.lower[top] in _OCCASIONS


def _reach(tree: Tree, nominals: Nominals, match: Match, action: CodedAction) -> list[int]:
    """The heads of who, else of what place, stands nearest in the action's phrases; empty for none."""
    opinion = "weak" in match.entry.flags and tree.lemma[action.head] in _OPINION
    commented = _commented(tree, nominals, action) if opinion else []
    if commented:
        return commented
    if (
        action.type not in _TYPES
        or "broad" in match.entry.flags
        or (match.entry.kind == "noun" and action.head == match.trigger)
    ):
        return []
    if ("both" in match.entry.flags or action.type in _TOGETHER) and len(action.actors) > 1:
        return []
    place: int | None = None
    waiting = [action.head]
    for index in waiting:  # grows while read: the nearest come first
        for child in tree.children[index]:
            if len(waiting) > _LONGEST or not _leads(tree, index, child, action):
                continue
            if nominals.is_boon(index) and action.type == "REQUEST" and tree.lower[child] != "by":
                continue  # "demanded her release": not of her
            if match.entry.type == "CONSULT" and "both" in match.entry.flags and tree.dep[child] in _ABOUT:
                continue  # "negotiated the return of the captives", "met to free the captives": not with them
            waiting.append(child)
            found = _somebody(tree, nominals, child)
            if found is None or (tree.head[child] == action.head and tree.dep[child] == "dobj"):
                continue
            if action.type == "MOVE" and tree.head[found] == action.head and tree.dep[found] == "dobj":
                continue  # "fled Czarist troops": not to them
            if nominals.located(found):
                place = found if place is None and _named(tree, found) else place
            elif place is not None and tree.pos[found] == "NOUN" and not nominals.marked(found):
                return _others(tree, place, action)  # "arrived in Chad for a mission"
            elif found not in action.actors:
                return _others(tree, found, action)
    if place is None or "both" in match.entry.flags or action.type == "CONSULT":
        return []
    if action.type in _OF_A_STATE and country_of_name(tree.texts[place]) is None:
        return []  # "demanded a crossing in Barnsley", "a march in Barnsley": the town is not asked
    if action.type == "ASSAULT" and country_of_name(tree.texts[place]) is None and _local(tree, nominals, action):
        return []  # "a gunman opened fire in Barnsley": on people there, not on the town
    if match.entry.recipient[-1:] == ("none",) and action.type != "MOVE":
        return []  # "dumped manure in Brussels": only where it was
    return _others(tree, place, action)


def _local(tree: Tree, nominals: Nominals, action: CodedAction) -> bool:
    """Whether those who act are people of no nation or name, so likely of the place: "a gunman", not "Israeli jets"."""
    common = [head for head in action.actors if tree.pos[head] == "NOUN" and nominals.is_people(head)]
    return bool(common) and len(common) == len(action.actors) and not any(nominals.marked(head) for head in common)


def _somebody(tree: Tree, nominals: Nominals, index: int) -> int | None:
    """The head of the phrase if it can be reached: people, or what a nation's name marks ("Chilean goods")."""
    dep, above = tree.dep[index], tree.head[index]
    if tree.pos[index] not in {"NOUN", "PROPN", "ADJ"} or nominals.is_time(index):
        return None
    if dep in {"amod", "compound", "nmod"}:
        national = tree.entity[index] in {"NORP", "GPE"} and tree.pos[above] == "NOUN"
        return above if national else None
    if dep == "appos" or (dep == "conj" and tree.pos[above] != "PRON"):
        return None
    if nominals.is_actor(index) or (nominals.is_place(index) and tree.pos[index] == "PROPN"):
        return index
    return None


def _others(tree: Tree, head: int, action: CodedAction) -> list[int]:
    """The phrase's coordinated heads without those who act."""
    return [each for each in tree.conjuncts(head) if each not in action.actors]


def _named(tree: Tree, place: int) -> bool:
    """Whether a place has a name: "Peru", "Antioquia province", not "the river"."""
    return "PROPN" in {tree.pos[place], *(tree.pos[child] for child in tree.kids(place, "compound", "nmod"))}


def _each_other(tree: Tree, match: Match, action: CodedAction) -> list[int]:
    """Who do something to each other: "Peru and Chile fell out", "their meeting"."""
    if "both" not in match.entry.flags and not (action.type == "CONSULT" and match.entry.kind == "noun"):
        return []
    several = len(action.actors) > 1 or any(tree.lower[head] in _PLURAL for head in action.actors)
    return list(action.actors) if several else []


def _commented(tree: Tree, nominals: Nominals, action: CodedAction) -> list[int]:
    """Whom a comment is on: who its clause speaks of ("believes that Peru can cope")."""
    for clause in tree.kids(action.head, "ccomp"):
        for subject in tree.kids(clause, "nsubj", "nsubjpass"):
            if tree.pos[subject] == "PROPN" and nominals.is_actor(subject):
                return _others(tree, subject, action)
    return []


def _leads(tree: Tree, index: int, child: int, action: CodedAction) -> bool:
    """Whether this dependent belongs to what is done."""
    dep = tree.dep[child]
    if child < action.head and index == action.head:
        return False
    if tree.lower[child] in _APART or tree.entity[child] in {"DATE", "TIME"}:
        return False
    if tree.lower[child] == "in" and any(tree.lower[noun] == "order" for noun in tree.kids(child, "pobj")):
        return False
    if action.type == "CONSULT" and tree.lower[child] in _TOPICS:
        return False
    if action.type in _OUTWARD and tree.lower[child] == "from":
        return False  # "rockets were fired from Peru": not at it
    if dep in {"acl", "advcl"} and action.type == "REJECT" and "to" in tree.auxiliaries(child):
        asked = {tree.lemma[noun] for noun in tree.kids(action.head, "dobj")}
        if not asked.isdisjoint(_DEMANDS):
            return False  # "resists calls to release three crews": not the crews
    if dep == "advcl":
        words = tree.auxiliaries(child)
        marked = {tree.lower[kid] for kid in tree.kids(child, "mark")}
        return ("to" in words and not tree.kids(child, "nsubj")) or bool(marked & _CONDITIONS)
    if action.type in _JUDGING and tree.lower[child] == "for" and tree.kids(child, "pcomp"):
        return False  # "criticised the budget for not helping families"
    if action.type in _ON_THE_WAY and tree.lower[child] in _ALONG:
        return False  # "marched through Belgrade"
    if dep == "dobj" and tree.lemma[index] in BROUGHT and (index != action.head or action.type == "AID"):
        return False  # "offered to send a team": not to the team
    if action.type == "PROTEST" and tree.lower[child] == "at":
        return not any(tree.lemma[noun].lower() in _VENUES for noun in tree.kids(child, "pobj"))
    if tree.lemma[child] == "deal" and tree.dep[child] == "pcomp":
        return False  # "urged restraint in dealing with Chile"
    if tree.is_aside(child):
        return False
    if dep == "nsubj":
        return tree.dep[index] == "advcl" and index != action.head
    if dep == "conj" and tree.pos[child] in {"VERB", "AUX"}:
        return False
    return dep in _PHRASES or (dep in _INSIDE and index != action.head)
