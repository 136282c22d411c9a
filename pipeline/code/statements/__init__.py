"""Who says what: direct, indirect and mixed statements."""

from __future__ import annotations

from pipeline.code.model import StatementDraft
from pipeline.code.statements import direct, indirect
from pipeline.code.statements.lexicon import verbs
from pipeline.code.statements.phrases import Range, without
from pipeline.code.statements.quotes import Quote, find_quotes
from pipeline.parse.document import Document


def find_statements(document: Document) -> list[StatementDraft]:
    """Every saying of the article in reading order."""
    quotes = find_quotes(document)
    speech = [quote for quote in quotes if direct.is_speech(document, quote)]
    drafts = _direct(document, speech)
    taken = {draft.cue_head for draft in drafts}
    held = {index for quote in speech for index in range(quote.first, quote.last)}
    for token in document.doc:
        if token.i in taken or token.i in held:
            continue
        draft = None
        if token.pos_ in {"VERB", "AUX"}:
            draft = indirect.by_verb(document, token)
        elif token.lower_ == "according":
            draft = indirect.by_preposition(document, token)
        if draft is not None:
            drafts.append(draft)
    for draft in drafts:
        if draft.kind == "indirect" and any(
            quote.first < last and first < quote.last for quote in quotes for first, last in draft.content
        ):
            draft.kind = "mixed"
    drafts.sort(key=lambda draft: min(draft.content[0][0], (draft.cue or draft.content[0])[0]))
    return drafts


def _direct(document: Document, speech: list[Quote]) -> list[StatementDraft]:
    """One statement a cue; a quote without a cue of its own goes to the speaker before it."""
    doc = document.doc
    bounds: list[Range] = []
    for start, end in document.paragraphs():
        tokens = document.tokens_in(start, end) if end > start else range(0)
        bounds.append((tokens.start, tokens.stop))
    by_cue: dict[int, StatementDraft] = {}
    last: tuple[int, StatementDraft] | None = None
    for number, quote in enumerate(speech):
        first, end = bounds[quote.paragraph]
        before = speech[number - 1] if number and speech[number - 1].paragraph == quote.paragraph else None
        after = (
            speech[number + 1] if number + 1 < len(speech) and speech[number + 1].paragraph == quote.paragraph else None
        )
        cue = direct.cue_after(document, quote, after.first if after else end)
        if cue is None:
            cue = direct.cue_before(document, quote, before.last if before else first)
        content = without(doc, (quote.first, quote.last)) or [(quote.first, quote.last)]
        if cue is None:
            runs = last is not None and (last[0] == quote.paragraph or _runs_on(speech, number))
            if runs and last is not None:
                last[1].content.extend(content)
                last = (quote.paragraph, last[1])
            continue
        draft = by_cue.get(cue.verb)
        if draft is None:
            stance = verbs()[doc[cue.verb].lemma_.lower()].stance
            draft = StatementDraft(cue.source, cue.source_head, cue.span, cue.verb, [], "direct", stance)
            by_cue[cue.verb] = draft
        draft.content.extend(content)
        last = (quote.paragraph, draft)
    return list(by_cue.values())


def _runs_on(speech: list[Quote], number: int) -> bool:
    """Whether the quote before was left open and the next paragraph opens again."""
    if number == 0:
        return False
    before, quote = speech[number - 1], speech[number]
    return before.runs_on and quote.paragraph == before.paragraph + 1
