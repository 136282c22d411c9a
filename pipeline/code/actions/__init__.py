"""What was done: triggers by lexicon, and their arguments from the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actions.confidence import rate
from pipeline.code.actions.happenings import Coded, one_each
from pipeline.code.actions.intent import apply_tense, retype
from pipeline.code.actions.lead import lead_of
from pipeline.code.actions.nominals import Nominals
from pipeline.code.actions.plausible import blamed, harmed, mused, plausible, slain, sober, struck, told_twice
from pipeline.code.actions.reach import complete
from pipeline.code.actions.roles import fill
from pipeline.code.actions.tree import Tree
from pipeline.code.actions.triggers import Match, Matcher
from pipeline.code.actions.unreal import unreal
from pipeline.lexicon.actions import lexicon
from pipeline.lexicon.actions.reader import IDIOM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.code.model import CodedAction
    from pipeline.lexicon.actions import Lexicon
    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

_CONTESTS = {"ELECT": ["election"], "COURT": ["legal"]}


def find_actions(
    document: Document, places: Sequence[PlaceMention] = (), persons: frozenset[int] = frozenset()
) -> list[CodedAction]:
    """Every action of the article in reading order, one a real happening.

    ``persons``: the heads of names that the article has for somebody's.
    """
    return [action for _, actions in explain(document, places=places, persons=persons) for action in actions]


def explain(
    document: Document,
    words: Lexicon | None = None,
    *,
    places: Sequence[PlaceMention] = (),
    persons: frozenset[int] = frozenset(),
) -> list[tuple[Match, list[CodedAction]]]:
    """As ``find_actions``, each match with the entry that fired."""
    words = words or lexicon()
    tree = Tree(document, places, persons)
    matcher = Matcher(tree, words)
    nominals = Nominals(tree, matcher, words.classes)
    lead = lead_of(document, tree)
    matches = [
        match
        for index in range(len(document))
        if (match := matcher.at(index)) is not None and ("lead" not in match.entry.flags or index in lead.verbs)
    ]
    coded = [(match, fill(tree, nominals, match) if match.entry.type != IDIOM else []) for match in matches]
    for match, actions in coded:
        if actions and unreal(document, tree, match, actions):
            actions.clear()  # before a saying gives way to what is said: "The judge asked: Who did it?"
        for action in actions:
            told = match.noun if action.type == "PROTEST" and match.noun is not None else action.head
            contest = action.type == "SPORT" or (action.type == "PROTEST" and not action.recipients)
            if contest and (kind := matcher.contest(told)) is not None:
                retype(action, kind, None, "")
                action.contexts = _CONTESTS[kind]
            apply_tense(tree, action)
    kept = one_each(document, tree, nominals, coded, words.classes)
    kept = [(match, actions) for match, actions in kept if plausible(document, tree, match, actions)]
    kept = _told_by_the_report(document, kept)
    struck(tree, matcher, kept, words.classes)
    slain(document, tree, kept)
    harmed(tree, kept, words.classes)
    for match, actions in kept:
        for action in actions:
            sober(tree, nominals, matcher, action, words.classes)
            complete(tree, nominals, match, action)
    blamed(kept, tree)
    for match, actions in kept:
        for action in actions:
            rate(document, tree, nominals, match, action, lead=lead)
    kept = [(match, actions) for match, actions in kept if not mused(tree, match, actions)]
    twice = told_twice(tree, kept)
    return [pair for pair in kept if pair[0].trigger not in twice]


def _told_by_the_report(document: Document, coded: Coded) -> Coded:
    """Without what a headline in the body says and the report tells, with its day and place."""
    headline = document.title_line
    told = {actions[0].type for match, actions in coded if match.trigger not in headline and actions}
    return [
        (match, actions)
        for match, actions in coded
        if match.trigger not in headline or not actions or actions[0].type not in told
    ]
