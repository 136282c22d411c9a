"""How sure an action is: a logistic score over what is known about it, fitted on texts of our own (docs/quality/actions.md)."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from pipeline.lexicon.plover import PLOVER

if TYPE_CHECKING:
    from pipeline.code.actions.nominals import Nominals
    from pipeline.code.actions.tree import Tree
    from pipeline.code.actions.triggers import Match
    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document

# By reading (docs/quality/actions.md) seven to nine of ten actions are right, whatever their score: it ranks, these scale.
_LEAST, _MORE = 0.55, 0.33
_THINKING = frozenset(
    ["consider", "explore", "weigh", "mull", "contemplate", "study", "discuss", "debate", "propose", "suggest"]
)
_SAYING = frozenset(
    [
        "say",
        "tell",
        "report",
        "announce",
        "add",
        "state",
        "claim",
        "confirm",
        "note",
        "declare",
        "quote",
        "know",
        "show",
        "indicate",
    ]
)


def rate(document: Document, tree: Tree, nominals: Nominals, match: Match, action: CodedAction) -> None:
    """Set the action's confidence."""
    score = 0.2
    score += min(match.entry.weight, 10) * 0.1
    depth = _depth(tree, action.head)
    score += {0: 1.1, 1: 0.6, 2: 0.2}.get(depth, -0.2)
    if action.actors and any(nominals.is_actor(head) for head in action.actors):
        score += 0.7
    if action.recipients:
        score += 0.4
    if action.type not in PLOVER:
        score -= 0.8
    if match.entry.kind == "noun" and action.head == match.trigger:
        score -= 0.6
    if "weak" in match.entry.flags:
        score -= 1.2
    if "strong" in match.entry.flags:
        score += 0.5
    if _hypothetical(tree, action.head):
        score -= 1.0
    if tree.dep[action.head] in {"xcomp", "pcomp", "ccomp"} and tree.lemma[tree.head[action.head]] in _THINKING:
        score -= 1.2
    score += _in_title(document, tree, action)
    score += max(0.0, 0.6 - 0.15 * document.sentence_number(action.head))  # the lead tells the story
    action.confidence = round(_LEAST + _MORE / (1 + exp(-score)), 4)


def _in_title(document: Document, tree: Tree, action: CodedAction) -> float:
    """What the headline repeats has been read right more often, and is what the article is about."""
    title = document.article.title
    if not title:
        return 0.0
    words = set(title.lower().replace("'s", "").split())
    told = tree.lemma[action.head] in words or any(word in words for word in tree.lower[action.first : action.last])
    stem = tree.lemma[action.head][:5]
    told = told or (len(stem) == 5 and any(word.startswith(stem) for word in words))
    who = any(tree.lower[head] in words for head in (*action.actors, *action.recipients))
    return 0.9 * told + 0.4 * who


def _depth(tree: Tree, head: int) -> int:
    """How far below the main clause the action stands; a saying's content counts as the main clause."""
    depth = 0
    for _ in range(30):
        parent = tree.head[head]
        if parent == head:
            break
        if (tree.dep[head] == "ccomp" and tree.lemma[parent] in _SAYING) or (
            tree.dep[head] in {"conj", "aux"} and tree.pos[head] in {"VERB", "AUX"}
        ):
            pass
        elif tree.dep[head] in {
            "prep",
            "pobj",
            "nsubj",
            "dobj",
            "acl",
            "relcl",
            "advcl",
            "xcomp",
            "ccomp",
            "pcomp",
            "poss",
        }:
            depth += 1 if tree.dep[head] != "pobj" else 0
        head = parent
    return depth


def _hypothetical(tree: Tree, head: int) -> bool:
    """An infinitive of purpose or a conditional clause."""
    if "to" in tree.auxiliaries(head) and tree.dep[head] in {"advcl", "xcomp", "acl", "ccomp", "relcl"}:
        return True
    return any(tree.dep[child] == "mark" and tree.lower[child] in {"if", "unless"} for child in tree.children[head])
