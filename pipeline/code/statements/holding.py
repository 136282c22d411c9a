"""Which statements an event stands in: those whose words tell it, and not only speak of it as known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.certainty.steps import given
from pipeline.code.statements.lexicon import concerns, declines, judges, refuses

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.model import CodedAction, StatementDraft
    from pipeline.parse.document import Document

_STEPS = 6
"""So far down from its cue is a noun looked for: "lamented the delay of the launch of the ferry"."""


def holding_of(document: Document, action: CodedAction, drafts: list[StatementDraft]) -> list[int]:
    """The statements whose content holds the action, the innermost (shortest) first."""
    inside = [
        (last - first, index)
        for index, draft in enumerate(drafts)
        for first, last in draft.content
        if first <= action.head < last and not _known_of(document, action, draft)
    ]
    return list(dict.fromkeys(index for _, index in sorted(inside)))


def _known_of(document: Document, action: CodedAction, draft: StatementDraft) -> bool:
    """Whether the outlet tells which thing is spoken of: "condemned the move announced on Monday by Ann Roe"."""
    told = document[action.head]
    thing = told.head
    if told.dep_ == "dobj" and thing.i == draft.cue_head and judges(thing.lemma_.lower()) and given(told):
        return True  # "welcomed the pledge", "condemned the killing"
    if told.dep_ == "xcomp" and thing.i == draft.cue_head and declines(thing.lemma_.lower()):
        return True  # "declined to comment": who declines does not say so
    if told.pos_ == "NOUN" and given(told) and _reached_by_nouns(document, told, draft):
        return True  # "lamented the company's decision"
    clause = any(child.dep_ in ("nsubj", "nsubjpass", "mark") for child in told.children)
    return (
        told.tag_ == "VBN"
        and told.dep_ == "acl"
        and not clause  # "denied reports that he was freed"
        and thing.dep_ == "dobj"
        and thing.head.i == draft.cue_head
        and draft.kind == "indirect"
    )


def _reached_by_nouns(document: Document, told: Token, draft: StatementDraft) -> bool:
    """Whether nothing but nouns and prepositions lead from a cue that speaks of what is known to the word that tells it."""
    if draft.cue_head is None or draft.kind == "direct":
        return False
    cue = document[draft.cue_head].lemma_.lower()
    if not concerns(cue) or (refuses(cue) and told.head.i == draft.cue_head):
        return False
    token = told
    for _ in range(_STEPS):
        token = token.head
        if token.i == draft.cue_head:
            return True
        if token.pos_ not in {"NOUN", "PROPN", "ADP"}:
            return False
    return False
