"""What a reader would not accept: names taken for events, papers, weapons and disasters taken for actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actions.arguments import by_agents
from pipeline.code.actions.intent import retype
from pipeline.lexicon.plover import PLOVER, cameo

if TYPE_CHECKING:
    from pipeline.code.actions.nominals import Nominals
    from pipeline.code.actions.tree import Tree
    from pipeline.code.actions.triggers import Match, Matcher
    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document

_NAMES = frozenset({"ORG", "FAC", "PRODUCT", "WORK_OF_ART", "LAW"})
_CALLED = frozenset({"name", "call", "title", "entitle", "dub", "nickname", "know"})
# Whoever is spoken to is not in the news.
_ADDRESSED = frozenset({"you", "your", "yours", "yourself", "yourselves"})
_THOUGHTS = frozenset({"believe", "fear"})
_INTENTS = frozenset({"plan", "intend", "hope", "want", "wish", "aim", "propose"})
# Types whose doer is somebody: what strikes or kills without a will is no actor of theirs.
_WILLED = PLOVER | {"DEATH", "ACCIDENT", "HEALTH", "CRIME", "APPOINT", "ELECT", "COURT"}
_HARM = frozenset({"ASSAULT", "DEATH", "ACCIDENT", "DISASTER", "HEALTH"})
_FORCES = frozenset({"ACCIDENT", "DISASTER", "HEALTH"})
# By what verb, of a type, somebody is said to have suffered, and not how.
_FELL = {"DEATH": frozenset({"kill"}), "ACCIDENT": frozenset({"injure", "hurt"})}
_STEPS = 8
_HARMS = frozenset({"kill", "injure", "wound", "hurt", "maim"})
_NOBODY: frozenset[str] = frozenset()
_INFLICTED = frozenset(
    {"ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT", "APPOINT", "BUSINESS", "MOBILIZE", "CRIME", "DEATH"}
)
_JUDGES = frozenset({("ACCUSE", "disapprove"), ("SUPPORT", None), ("ACCUSE", "investigate")})
_AGAINST = frozenset({"against", "over", "at", "about", "into"})
_MAKERS = frozenset({"by", "from", "between"})
_CAUSES = frozenset({"in", "by", "from"})
_BOMBS = frozenset({"explosives", "suicide-attack"})
_BLASTS = frozenset({"blast", "explosion", "attack", "bombing"})
# Nouns that end so name a deed or a state: whoever is behind it acts.
_DEED_ENDINGS = ("tion", "sion", "ness", "ity", "ance", "ence", "ism", "dom", "ing")


def plausible(document: Document, tree: Tree, match: Match, actions: list[CodedAction]) -> bool:
    """Whether the match is an event at all."""
    trigger = match.trigger
    named = tree.tag[trigger] in {"NNP", "NNPS"} and tree.entity[trigger] in _NAMES
    if match.entry.kind == "noun" and named and trigger != document.sentence(trigger).start:
        return False  # "the Organisation for Economic Cooperation"
    called = tree.lemma[trigger] in _CALLED and tree.tag[trigger] == "VBN" and tree.dep[trigger] == "acl"
    if called and tree.kids(trigger, "oprd", "attr"):
        return False  # "a teenager named Gogo"
    if tree.lemma[trigger] == "call" and match.noun is not None and tree.kids(trigger, "oprd"):
        return False  # "called the strike irresponsible" calls no strike
    if tree.lemma[trigger] == "allege" and tree.dep[trigger] == "amod":
        return False  # "alleged fraud" is a doubt about the fraud
    if tree.lower[trigger] == "opposed" and trigger and tree.lower[trigger - 1] == "as":
        return False  # "79 matters as opposed to 27"
    somebody = [head for action in actions for head in (*action.actors, *action.recipients)]
    return not somebody or not all(tree.lower[head] in _ADDRESSED for head in somebody)


def sober(
    tree: Tree, nominals: Nominals, matcher: Matcher, action: CodedAction, classes: dict[str, frozenset[str]]
) -> None:
    """Take what cannot act off the actors: of a paper its maker acts, of an attack whoever made it."""
    if action.type not in _WILLED:
        return
    violent = action.type in {"ASSAULT", "DEATH"}
    found: list[int] = []
    for head in action.actors:
        noun = matcher.core(head)
        word = tree.lemma[noun]
        cause = matcher.at(noun) if action.type in _HARM and tree.pos[noun] in {"NOUN", "PROPN"} else None
        if cause is not None and cause.entry.type in _HARM:
            found += _makers(tree, nominals, noun)
            _die_of(cause, action)
        elif word in classes["force"] and tree.entity[noun] != "PERSON":
            continue
        elif violent and tree.pos[noun] == "NOUN" and nominals.is_thing(noun):
            makers = _makers(tree, nominals, noun)
            marked = any(tree.dep[maker] in {"amod", "compound", "nmod"} for maker in makers)
            found += [head] if marked else makers  # "Danish tanks" act, of "the rebels' bomb" the rebels
        elif tree.pos[noun] != "NOUN" or nominals.is_actor(noun):
            found.append(head)
        elif action.type == "HEALTH":
            continue  # what infects, cures or is tested is no doer
        elif word in classes["paper"] or word in classes["deed"] or word.endswith(_DEED_ENDINGS):
            found += _makers(tree, nominals, noun)
        elif not (action.type in _HARM and word in classes["weapon"]) and not (
            action.type == "DEATH" and word in classes["vehicle"]
        ):
            found.append(head)
    action.actors = [head for head in dict.fromkeys(found) if head not in action.recipients]


def _makers(tree: Tree, nominals: Nominals, noun: int) -> list[int]:
    """Who made an attack or a paper: its owner, who stands under "by", or the nation before it."""
    found = [head for word, head in tree.object_of(noun) if word in _MAKERS]
    found += tree.kids(noun, "poss")
    found += [
        child for child in tree.kids(noun, "amod", "compound", "nmod") if tree.entity[child] in {"NORP", "ORG", "GPE"}
    ]
    return [each for head in found if nominals.is_actor(head) for each in tree.conjuncts(head)]


def _die_of(cause: Match, action: CodedAction) -> None:
    """ "The bombing killed six": they died of the attack that the noun tells, in its manner."""
    entry = cause.entry
    if action.type != entry.type and (action.type != "ASSAULT" or entry.type in _FORCES):
        action.type, action.mode = entry.type, None
    if action.type == entry.type:
        action.rule = entry.source
        if action.mode is None:
            action.mode, action.cameo, action.intensity = entry.mode, entry.cameo, entry.intensity
    action.contexts += [context for context in entry.contexts if context not in action.contexts]


def slain(document: Document, tree: Tree, kept: list[tuple[Match, list[CodedAction]]]) -> None:
    """Who "was killed" or "was injured" right behind an attack, with no accident or disaster told beside it, suffered it.

    Of the injured that holds for the whole article: "injured" alone says nothing of how.
    """
    told = [action for _, actions in kept for action in actions]
    victims = [
        action
        for action in told
        if action.lemma in _FELL.get(action.type, _NOBODY) and action.last == action.first + 1  # not "hurt in a crash"
    ]
    near: dict[int, set[str]] = {}
    hurt = {id(action) for action in victims if action.type == "ACCIDENT"}
    for action in told:
        if id(action) not in hurt:
            near.setdefault(document.sentence_number(action.head), set()).add(action.type)
    everywhere = set().union(*near.values()) if near else set()
    for action in victims:
        if not tree.is_passive(action.head):
            continue
        here = document.sentence_number(action.head)
        beside = near.get(here, set()) | near.get(here - 1, set())
        if action.type == "ACCIDENT" and beside.isdisjoint(_FORCES | {"ASSAULT"}):
            beside = everywhere
        if "ASSAULT" in beside and beside.isdisjoint(_FORCES):
            retype(action, "ASSAULT", None, cameo("ASSAULT", None))


def _brought(tree: Tree, verb: int, classes: dict[str, frozenset[str]]) -> str | None:
    """What a verb that tells no event of its own is, by what does it: "overtaken by a blaze", "veered off the road"."""
    doers = [*by_agents(tree, verb), *tree.kids(verb, "nsubj")]
    words = {tree.lemma[each] for each in doers if tree.entity[each] != "PERSON"}
    if words & classes["force"]:
        return "DISASTER"
    return "ACCIDENT" if tree.lemma[verb] in classes["mishap"] else None


def _by_nature(tree: Tree, verb: int, classes: dict[str, frozenset[str]]) -> bool:
    """Whether a flood or a fire did it: "homes were destroyed after a flood"."""
    behind = [noun for word, noun in tree.object_of(verb) if word in _CAUSES | {"after", "during"}]
    return any(tree.lemma[noun] in classes["weather"] | {"wildfire", "bushfire", "blaze", "fire"} for noun in behind)


def harmed(tree: Tree, kept: list[tuple[Match, list[CodedAction]]], classes: dict[str, frozenset[str]]) -> None:
    """What kills or injures by what the verb above tells, does so in its way: "bombed a bridge, killing six"."""
    told = {action.head: action.type for _, actions in kept for action in actions}
    for _, actions in kept:
        for action in actions:
            verb = action.head
            wrecked = action.type == "ASSAULT" and action.mode == "destroy"
            if wrecked and not action.actors and _by_nature(tree, verb, classes):
                retype(action, "DISASTER", None, cameo("DISASTER", None))
            if tree.tag[verb] != "VBG" or not (action.lemma in _HARMS or wrecked):
                continue
            if tree.dep[verb] == "conj" and tree.tag[tree.head[verb]] == "VBG":
                verb = tree.head[verb]  # "burying homes and killing ten"
            if tree.dep[verb] != "advcl":
                continue
            above = told.get(tree.head[verb]) or _brought(tree, tree.head[verb], classes)
            if above == "ASSAULT" and action.type in _FELL:
                retype(action, "ASSAULT", None, cameo("ASSAULT", None))
            elif above in _FORCES and action.type == "ASSAULT":
                by = "DEATH" if action.lemma == "kill" else above if wrecked else "ACCIDENT"
                retype(action, by, None, cameo(by, None))
                if tree.is_passive(tree.head[verb]):
                    action.actors = []  # "the crew was overtaken by a blaze, killing 19"


def blamed(kept: list[tuple[Match, list[CodedAction]]], tree: Tree) -> None:
    """Whoever condemns or praises a deed means those who did it, not those it was done to: "condemned the shelling of a school"."""
    deeds = {match.trigger: actions for match, actions in kept if match.entry.kind == "noun"}
    for match, actions in kept:
        if match.entry.kind != "verb":
            continue
        judged = "nsubjpass" if match.passive else "dobj"
        for action in actions:
            if action.type != "PROTEST" and (action.type, action.mode) not in _JUDGES:
                continue
            over = [noun for word, noun in tree.object_of(action.head) if word.split()[-1] in _AGAINST]
            parts = tree.kids(action.head, "xcomp", "advcl") if action.type == "PROTEST" else []
            for noun in (*tree.kids(action.head, judged), *over, *(o for p in parts for o in tree.kids(p, "dobj"))):
                deed = deeds.get(noun, [])
                mishap = bool(deed) and action.mode == "investigate" and deed[0].type in _FORCES
                if not deed or not (deed[0].type in _INFLICTED or match.passive or mishap):
                    continue
                doers = [] if mishap else [head for each in deed for head in each.actors]
                left = [head for head in action.recipients if not _within(tree, head, noun)]
                action.recipients = list(dict.fromkeys([*doers, *left]))


def _within(tree: Tree, head: int, noun: int) -> bool:
    """Whether a word stands in the noun's phrase."""
    for _ in range(_STEPS):
        if head in (noun, tree.head[head]):
            break
        head = tree.head[head]
    return head == noun


def struck(
    tree: Tree, matcher: Matcher, kept: list[tuple[Match, list[CodedAction]]], classes: dict[str, frozenset[str]]
) -> None:
    """What a weapon or an attack does is no accident: "injured by shrapnel", or in "the blast" where a bomb is told of."""
    told = [action for _, actions in kept for action in actions]
    bombed = any(action.type == "ASSAULT" and action.mode in _BOMBS for action in told)
    violent = classes["weapon"] | (_BLASTS if bombed else frozenset())
    for action in told:
        if action.type != "ACCIDENT" or tree.pos[action.head] != "VERB":
            continue
        causes = [noun for word, noun in tree.object_of(action.head) if word in _CAUSES]
        causes += by_agents(tree, action.head)
        for noun in map(matcher.core, causes):
            attack = matcher.at(noun) if tree.pos[noun] == "NOUN" else None
            if attack is not None and attack.entry.type == "ASSAULT":
                retype(action, "ASSAULT", attack.entry.mode, attack.entry.cameo)
                break
            if tree.lemma[noun] in violent:
                mode = "explosives" if bombed else None
                retype(action, "ASSAULT", mode, cameo("ASSAULT", mode))
                break


def mused(tree: Tree, match: Match, actions: list[CodedAction]) -> bool:
    """Whether somebody only has a thought, that is on nobody: "believes the mill is old", not "believes Peru can cope"."""
    verb = match.trigger
    if match.entry.type != "ANNOUNCE":
        return False
    clause = [kid for part in (verb, *tree.kids(verb, "xcomp")) for kid in tree.children[part]]
    if tree.lemma[verb] in _INTENTS and any(tree.tag[kid] in {"WRB", "WP", "WDT"} for kid in clause):
        return True  # "how it plans to respond" is asked, "whatever Iran may intend to do"
    thought = tree.lemma[verb] in _THOUGHTS
    return thought and not any(action.recipients for action in actions)


def told_twice(tree: Tree, kept: list[tuple[Match, list[CodedAction]]]) -> set[int]:
    """The nouns that are the subject of the verb that tells the same: "the quake struck", "the blast killed six"."""
    verbs = {match.trigger: actions for match, actions in kept if actions and match.entry.kind == "verb"}
    found: set[int] = set()
    for match, actions in kept:
        noun = match.trigger
        if match.entry.kind != "noun" or tree.dep[noun] not in {"nsubj", "nsubjpass"}:
            continue
        told = verbs.get(tree.head[noun], [])
        done_to = {each for action in told for each in action.recipients}
        own = actions[0].type
        same = bool(told) and (told[0].type == own or {told[0].type, own} <= _HARM)
        if same and all(done_to.issuperset(action.recipients) for action in actions):
            found.add(noun)
    return found
