"""What trigger, clause and headline say for an action and against it; ``pipeline.code.confidence`` weighs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actions.unreal import habitual
from pipeline.code.confidence import confidence
from pipeline.lexicon.plover import PLOVER

if TYPE_CHECKING:
    from pipeline.code.actions.lead import Lead
    from pipeline.code.actions.nominals import Nominals
    from pipeline.code.actions.tree import Tree
    from pipeline.code.actions.triggers import Match
    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document

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
    ],
)
_DEEPER = frozenset(["prep", "nsubj", "dobj", "acl", "relcl", "advcl", "xcomp", "ccomp", "pcomp", "poss"])
_STEPS = 30
_LONG = 40  # tokens


def rate(document: Document, tree: Tree, nominals: Nominals, match: Match, action: CodedAction, *, lead: Lead) -> None:
    """Set the action's evidence and, as far as that goes, its confidence."""
    entry, head = match.entry, action.head
    bare = entry.kind == "noun" and head == match.trigger
    depth, background = _standing(tree, head)
    number = document.sentence_number(head) - lead.first
    told, thing, about = _in_title(document, tree, action, lead)
    sentence = document.sentence(head)
    found: dict[str, bool] = {
        "strong": "strong" in entry.flags,
        "weak": "weak" in entry.flags,
        "broad": "broad" in entry.flags,
        "general": action.type not in PLOVER,
        ("main", "below1", "below2", "deeper")[min(depth, 3)]: True,
        "background": background,
        "earlier": "had" in tree.auxiliaries(head),
        "noun": bare,
        "topic": bare and tree.dep[head] not in {"nsubj", "nsubjpass", "dobj", "attr", "ROOT"},
        "purpose": _hypothetical(tree, head),
        "thought": tree.dep[head] in {"xcomp", "pcomp", "ccomp"} and tree.lemma[tree.head[head]] in _THINKING,
        "habit": habitual(document, tree, action),
        "doer": any(nominals.is_actor(each) for each in action.actors),
        "recipient": bool(action.recipients),
        "nobody": action.type in PLOVER and not action.actors and not action.recipients,
        "told": told,
        "thing": told and thing,
        "about": about,
        "titled": action.type in lead.types,
        "lead": "lead" in entry.flags,
        "mainverb": "broad" in entry.flags and match.trigger in lead.verbs,
        "root": tree.dep[head] == "ROOT",
        "finite": tree.tag[head] == "VBD",
    }
    if 0 <= number < 4:
        found[f"lead{number + 1}"] = True
    amounts = {"pattern": min(entry.weight, 10), "long": min((sentence.end - sentence.start) / _LONG, 2.0)}
    action.evidence = amounts | {name: 1.0 for name, holds in found.items() if holds}
    action.confidence = confidence(action.evidence)


def _in_title(document: Document, tree: Tree, action: CodedAction, lead: Lead) -> tuple[bool, bool, bool]:
    """Whether the headline repeats the action, its object, and one of its parties: what it repeats the article is about."""
    title = document.article.title
    if not title:
        return False, False, False
    words = set(title.lower().replace("'s", "").split())
    told = tree.lemma[action.head] in lead.told or any(word in words for word in tree.lower[action.first : action.last])
    stem = tree.lemma[action.head][:5]
    told = told or (len(stem) == 5 and any(word.startswith(stem) for word in words))
    thing = any(tree.lower[noun] in words for noun in tree.kids(action.head, "dobj", "nsubjpass"))
    return told, thing, any(tree.lower[head] in words for head in (*action.actors, *action.recipients))


def _standing(tree: Tree, head: int) -> tuple[int, bool]:
    """How far below the main clause the action stands, and whether in a noun's clause; a saying's content counts as the main clause."""
    depth, background = 0, False
    for _ in range(_STEPS):
        parent, dep = tree.head[head], tree.dep[head]
        if parent == head:
            break
        content = dep == "ccomp" and tree.lemma[parent] in _SAYING
        beside = dep in {"conj", "aux"} and tree.pos[head] in {"VERB", "AUX"}
        if not content and not beside:
            depth += dep in _DEEPER
            background = background or dep in {"relcl", "acl"}
        head = parent
    return depth, background


def _hypothetical(tree: Tree, head: int) -> bool:
    """An infinitive of purpose or a conditional clause."""
    if "to" in tree.auxiliaries(head) and tree.dep[head] in {"advcl", "xcomp", "acl", "ccomp", "relcl"}:
        return True
    return any(tree.dep[child] == "mark" and tree.lower[child] in {"if", "unless"} for child in tree.children[head])
