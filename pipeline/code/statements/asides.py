"""What looks like a saying and is none of its own: beliefs inside another's words, the article's own voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.statements.lexicon import CITING, speechless, verbs

if TYPE_CHECKING:
    from pipeline.code.model import StatementDraft
    from pipeline.parse.document import Document

_OWN_VOICE = frozenset({"i", "we", "you", "one", "this", "that", "there", "what", "these", "those"})
_TOLD = frozenset({"say", "tell", "claim"})


def without_asides(document: Document, drafts: list[StatementDraft]) -> list[StatementDraft]:
    """The sayings that count."""
    kept = []
    for draft in drafts:
        if draft.kind != "direct":
            head = document[draft.source_head] if draft.source_head is not None else None
            if head is not None and head.lower_ in _OWN_VOICE and head.tag_ != "WDT":
                continue
            if head is not None and head.lemma_.lower() in speechless():
                continue  # "the attack underscored the dangers": nobody says so
            if _held(draft, drafts) and not _told(document, draft):
                continue
        kept.append(draft)
    return kept


def _held(draft: StatementDraft, drafts: list[StatementDraft]) -> bool:
    return draft.cue_head is not None and any(
        first <= draft.cue_head < last for other in drafts if other is not draft for first, last in other.content
    )


def _told(document: Document, draft: StatementDraft) -> bool:
    """Whether a saying inside another is one of somebody else: named or described, and spoken."""
    if draft.cue_head is None or draft.source_head is None:
        return False
    cue, source = document[draft.cue_head], document[draft.source_head]
    if source.pos_ == "PRON":
        return False
    if cue.lower_ in CITING:
        return True
    entry = verbs().get(cue.lemma_.lower())
    return entry is not None and entry.family in _TOLD
