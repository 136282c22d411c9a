"""Who says what: direct, indirect and mixed statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.model import StatementDraft
from pipeline.code.quotes import Quote, find_quotes
from pipeline.code.statements import carriers, closing, direct, indirect, layout, nouns
from pipeline.code.statements.asides import without_asides
from pipeline.code.statements.lexicon import verbs
from pipeline.code.statements.phrases import Range, asserted
from pipeline.parse.document import Document

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_statements(document: Document) -> list[StatementDraft]:
    """Every saying of the article in reading order."""
    bounds = _paragraphs(document)
    quotes = find_quotes(document)
    speech: list[Quote] = []
    for number, quote in enumerate(quotes):
        before = quotes[number - 1] if number and speech and speech[-1] is quotes[number - 1] else None
        if direct.is_speech(document, quote) or (before and direct.continues(document, before, quote)):
            speech.append(quote)
    drafts = layout.by_layout(document, bounds, quotes)
    marked = [piece for draft in drafts for piece in draft.content]
    speech = [quote for quote in speech if not any(first <= quote.first < last for first, last in marked)]
    drafts += direct.find(document, speech, bounds)
    taken = {draft.cue_head for draft in drafts}
    held = {index for quote in speech for index in range(quote.first, quote.last)}
    held.update(index for first, last in marked for index in range(first, last))
    for token in document.tokens:
        if token.i not in taken and token.i not in held:
            draft = _indirect(document, token)
            if draft is not None:
                drafts.append(draft)
    drafts = closing.complete(document, drafts, held)
    drafts = without_asides(document, drafts)
    direct.follow_on(document, speech, bounds, drafts)
    for draft in drafts:
        _close_quotes(draft, quotes)
        carriers.complete(document, draft)
    drafts.sort(key=lambda draft: min(draft.content[0][0], (draft.cue or draft.content[0])[0]))
    _nest(drafts)
    return drafts


def _indirect(document: Document, token: Token) -> StatementDraft | None:
    if token.lower_ == "according":
        return indirect.by_preposition(document, token)
    part = token.pos_
    if part in {"VERB", "AUX"}:
        entry = verbs().get(token.lemma_.lower())
        return indirect.by_verb(document, token, entry) if entry is not None and asserted(token) else None
    if part == "NOUN":
        return nouns.by_noun(document, token)
    if part == "ADJ":
        return nouns.by_adjective(document, token)
    return None


def _paragraphs(document: Document) -> list[Range]:
    """The paragraphs as token ranges."""
    found = []
    for start, end in document.paragraphs():
        tokens = document.tokens_in(start, end) if end > start else range(0)
        found.append((tokens.start, tokens.stop))
    return found


def _nest(drafts: list[StatementDraft]) -> None:
    """Each saying told inside another points to the shortest one that holds its cue."""
    for draft in drafts:
        holding = [
            (last - first, index)
            for index, other in enumerate(drafts)
            if other is not draft and draft.cue_head is not None
            for first, last in other.content
            if first <= draft.cue_head < last
        ]
        draft.within = min(holding)[1] if holding else None


def _close_quotes(draft: StatementDraft, quotes: list[Quote]) -> None:
    """Content that a parse cut inside quoted words runs to their closing mark; quoted words make a saying mixed."""
    if draft.kind == "direct":
        return
    for quote in quotes:
        for number, (first, last) in enumerate(draft.content):
            if quote.first < last and first < quote.last:
                draft.kind = "mixed"
                if first <= quote.first and last < quote.last and not quote.runs_on:
                    draft.content[number] = (first, quote.last)
