"""What a verb's surroundings make of its type: promises, refusals and threats are acts of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.plover import PLOVER, goldstein

if TYPE_CHECKING:
    from pipeline.code.actions.tree import Tree
    from pipeline.code.model import CodedAction

# PLOVER's manual: these, reported in the future tense, are intentions and so AGREE.
PROMISED = {"CONSULT": "036", "SUPPORT": "032", "COOPERATE": "031", "AID": "033"}
# A future yield stays what it is but counts as a word, not a deed.
YIELDS = frozenset({"RETREAT", "CONCEDE"})
REFUSED = {
    "CONSULT": ("meet", "125"),
    "SUPPORT": (None, "120"),
    "COOPERATE": ("assist", "121"),
    "AID": ("assist", "122"),
    "AGREE": (None, "120"),
    "CONCEDE": ("yield", "124"),
    "RETREAT": ("yield", "124"),
}
THREATENED = {
    "ASSAULT": ("violence", "138"),
    "SANCTION": ("relations", "1313"),
    "COERCE": ("restrict", "131"),
    "MOBILIZE": ("violence", "138"),
    "PROTEST": ("relations", "133"),
    "REJECT": ("relations", "134"),
}
# Who "will arrive" is on a journey; who "will visit" promises to.
_COMING = frozenset({"arrive", "land", "fly", "travel"})
_FUTURE = frozenset({"will", "'ll", "\u2019ll", "wo", "shall", "going"})


def is_future(tree: Tree, verb: int) -> bool:
    """Whether the verb stands after "will", "is going to", "is set to" or the like."""
    if _FUTURE & set(tree.auxiliaries(verb)):
        return True
    head = tree.head[verb]
    if tree.dep[verb] == "ROOT" and "to" in tree.auxiliaries(verb) and tree.kids(verb, "nsubj"):
        return True  # "Germany to send tanks", a headline
    if tree.dep[verb] == "xcomp" and "to" in tree.auxiliaries(verb):
        if tree.lemma[head] == "be":  # "he is to meet", not "it is better to meet", "if they were to meet"
            return tree.lower[head] != "were" and not tree.kids(head, "acomp", "attr", "expl")
        return tree.lower[head] in {
            "going",
            "about",
            "set",
            "due",
            "scheduled",
            "poised",
            "expected",
            "planning",
            "plans",
        } or (tree.lemma[head] in {"plan", "intend", "aim"})
    if tree.dep[verb] == "conj" and tree.pos[head] in {"VERB", "AUX"} and not tree.auxiliaries(verb):
        return bool(_FUTURE & set(tree.auxiliaries(head)))
    return False


def is_announced(tree: Tree, verb: int) -> bool:
    """Whether the verb says what will be done, not only what is planned or expected: that alone threatens."""
    head = tree.head[verb]
    return is_future(tree, verb) and (tree.dep[verb] != "xcomp" or tree.lower[head] == "going")


def retype(action: CodedAction, type_: str, mode: str | None, cameo: str) -> None:
    """Make this another type of action, with what goes with it."""
    action.type, action.mode, action.cameo, action.intensity = type_, mode, cameo, goldstein(cameo)


def apply_tense(tree: Tree, action: CodedAction) -> None:
    """By tense: "will meet" is an agreement to meet, "will not release" a refusal, "will attack" a threat."""
    verb = action.head
    if tree.pos[verb] not in {"VERB", "AUX"} or not is_future(tree, verb):
        return
    if tree.is_negated(verb):
        if action.type in REFUSED:
            retype(action, "REJECT", *REFUSED[action.type])
            action.by_negation = True  # the refusal is told, not denied
    elif action.type in PROMISED and tree.lemma[verb] not in _COMING:
        retype(action, "AGREE", None, PROMISED[action.type])
    elif action.type in YIELDS:
        action.cameo, action.intensity = "035", goldstein("035")
    elif (
        action.type in {"ASSAULT", "SANCTION", "COERCE"}
        and action.actors
        and not tree.is_passive(verb)
        and is_announced(tree, verb)
    ):
        retype(action, "THREATEN", *THREATENED[action.type])


def embed(outer: CodedAction, inner: CodedAction, *, own: bool) -> None:
    """An agreement, refusal, demand or threat takes over what it is about: "vowed to retaliate" threatens.

    ``own``: what is agreed is an act of those who agree ("agreed to attack", not "agreed not to", "agreed to its attack").
    """
    if outer.type == "AGREE" and (inner.type == "MOBILIZE" or (inner.type in THREATENED and not own)):
        pass  # "pledged to send police to Haiti"
    elif outer.type == "AGREE" and inner.type in THREATENED and inner.type != "REJECT":
        retype(outer, "THREATEN", *THREATENED[inner.type])
    elif outer.type == "AGREE" and inner.type == "REJECT":
        retype(outer, "REJECT", inner.mode, inner.cameo)
    elif outer.type == "AGREE" and inner.type in PROMISED:
        outer.cameo, outer.intensity = PROMISED[inner.type], goldstein(PROMISED[inner.type])
    elif outer.type == "AGREE" and inner.type in YIELDS:
        outer.cameo, outer.intensity = "035", goldstein("035")
    elif outer.type == "REJECT" and inner.type in REFUSED and outer.mode is None:
        outer.mode, outer.cameo = REFUSED[inner.type][0], REFUSED[inner.type][1]
        outer.intensity = goldstein(outer.cameo)
    elif outer.type == "THREATEN" and inner.type in THREATENED and outer.mode is None:
        outer.mode, outer.cameo = THREATENED[inner.type]
        outer.intensity = goldstein(outer.cameo)
    if outer.type == inner.type and outer.mode is None:
        outer.mode, outer.cameo, outer.intensity = inner.mode, inner.cameo, inner.intensity
    freed = outer.type == "REQUEST" and inner.type == "RETREAT" and outer.lemma != "order"  # "demanded her release"
    if not outer.recipients and inner.type in PLOVER and not freed:
        outer.recipients = [head for head in inner.recipients if head not in outer.actors]
    for context in inner.contexts:
        if context not in outer.contexts:
            outer.contexts.append(context)
