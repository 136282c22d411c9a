"""Direct speech: finds the cue and the source beside each quote, before it, after it or in its middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.code.marks import DOTS, PAUSES, STOPS
from pipeline.code.model import StatementDraft
from pipeline.code.statements.lexicon import verbs
from pipeline.code.statements.phrases import Range, child, noun_phrase, subject, trimmed, verb_group, without

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.quotes import Quote
    from pipeline.parse.document import Document

_REACH = 45
"""How many tokens from a quote a cue may stand."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TELLS = frozenset({"report", "claim", "denial", "promise", "demand"})
_NO_TITLE = frozenset({"ADP", "SCONJ", "PART", "PRON", "CCONJ", "ADV", "AUX"})


@dataclass(slots=True)
class Cue:
    """A cue verb beside a quote and its source as a range with a head."""

    verb: int
    span: Range
    source: Range | None
    source_head: int | None


def is_speech(document: Document, quote: Quote) -> bool:
    """Whether a quote is an utterance rather than words quoted inside a sentence of somebody else's."""
    doc = document.doc
    inside = [token for token in doc[quote.first + 1 : quote.last] if token.is_alpha]
    if not inside:
        return False
    if quote.first == 0 or doc[quote.first - 1].is_space or doc[quote.first].is_sent_start:
        return len(inside) > 1 or not quote.single
    before = doc[quote.first - 1]
    if before.text in PAUSES | DOTS | STOPS | {":", ")", "]"} or before.is_quote:
        return inside[0].text[0].isupper() and (len(inside) > 1 or before.text != ".")
    return before.lemma_.lower() in verbs() and "q" in verbs()[before.lemma_.lower()].frames and len(inside) > 3


def continues(document: Document, before: Quote, quote: Quote) -> bool:
    """Whether a quote in small letters goes on with the one before, the cue between: ``"We," he said, "are ready"``."""
    doc = document.doc
    between = doc[before.last : quote.first]
    if before.paragraph != quote.paragraph or not 1 < len(between) <= _REACH // 2:
        return False
    if between[-1].text not in PAUSES or _last_inner(document, before) in {".", "!", "?"}:
        return False
    return any(_speaks(token) and token.tag_ in _FINITE for token in between)


def cue_after(document: Document, quote: Quote, end: int) -> Cue | None:
    """The cue in the words that follow a quote: ``"...," said X`` or ``"...," X told reporters``."""
    doc = document.doc
    inner = _last_inner(document, quote)
    outside = doc[quote.last].text if quote.last < end else ""
    if inner not in PAUSES | DOTS | {"?", "!"} and outside not in PAUSES:
        return None
    at = quote.last
    while at < end and (doc[at].text in PAUSES or doc[at].is_space):
        at += 1
    stop = min(end, at + _REACH)
    for index in range(at, stop):
        token = doc[index]
        if index > at and token.is_sent_start and token.text[0].isupper() and doc[index - 1].text in STOPS:
            break
        if not _speaks(token) or token.tag_ not in _FINITE | {"VBN"}:
            continue
        own = child(token, "nsubj")
        if own is not None and own.tag_ in {"WP", "WDT"}:
            continue
        if all(doc[before].pos_ in {"ADV", "AUX", "CCONJ"} for before in range(at, index)):
            return _inverted(document, token, stop)
        return _plain(document, token, at, own)
    return None


def cue_before(document: Document, quote: Quote, start: int) -> Cue | None:
    """The cue in the words that lead to a quote: ``X said in a statement: "..."``."""
    doc = document.doc
    first = max(start, quote.first - _REACH)
    for index in range(quote.first - 1, first - 1, -1):
        token = doc[index]
        if token.text in STOPS and index < quote.first - 1:
            break
        if token.lower_ == "according" and doc[index + 1].lower_ == "to":
            named = child(doc[index + 1], "pobj") or child(token, "pobj")
            source = noun_phrase(named, before=quote.first) if named is not None else None
            return Cue(index, (index, index + 2), source, named.i if named is not None else None)
        if token.pos_ not in {"VERB", "AUX"} or not _speaks(token):
            continue
        head = subject(token)
        span = verb_group(token)
        if head is None:
            return Cue(index, span, None, None)
        return Cue(index, span, noun_phrase(head, before=span[0] if head.i < span[0] else quote.first), head.i)
    return None


def _speaks(token: Token) -> bool:
    entry = verbs().get(token.lemma_.lower())
    return entry is not None and "q" in entry.frames


def _last_inner(document: Document, quote: Quote) -> str:
    for index in range(quote.last - 2, quote.first, -1):
        token = document.doc[index]
        if not token.is_quote and not token.is_space:
            return token.text[-1:] if token.text not in {"...", "--"} else token.text
    return ""


def _inverted(document: Document, verb: Token, stop: int) -> Cue:
    """``said X, a spokesman for Y``: the phrase after the verb."""
    doc = document.doc
    span = verb_group(verb)
    span = (span[0], max(span[1], verb.i + 1))
    head = next(
        (one for one in verb.children if one.i > verb.i and one.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "oprd"}),
        None,
    )
    if head is None:
        head = next(
            (doc[i] for i in range(verb.i + 1, min(stop, verb.i + 12)) if doc[i].pos_ in {"PROPN", "NOUN", "PRON"}),
            None,
        )
        while head is not None and head.dep_ == "compound" and head.head.i > head.i:
            head = head.head
    if head is None:
        return Cue(verb.i, span, None, None)
    source = noun_phrase(head, before=None, after=verb.i + 1)
    first = source[0]
    if all(doc[i].is_alpha and doc[i].pos_ not in _NO_TITLE for i in range(verb.i + 1, first)):
        first = verb.i + 1  # "said engineer Hugo Marin": a title that the parse left out
    source = trimmed(doc, first, min(source[1], stop)) or (head.i, head.i + 1)
    return Cue(verb.i, span, source, head.i)


def _plain(document: Document, verb: Token, at: int, own: Token | None) -> Cue:
    """``X, a spokesman for Y, said``: the phrase before the verb."""
    doc = document.doc
    span = verb_group(verb)
    head = own if own is not None and at <= own.i < verb.i else None
    if head is None:
        shared = subject(verb)
        head = shared if shared is not None and at <= shared.i < verb.i else None
    if head is None:
        head = next((doc[i] for i in range(span[0] - 1, at - 1, -1) if doc[i].pos_ in {"PROPN", "NOUN", "PRON"}), None)
    if head is None:
        return Cue(verb.i, span, None, None)
    source = noun_phrase(head, before=span[0], after=at)
    return Cue(verb.i, span, source, head.i)


def find(document: Document, speech: list[Quote], bounds: list[Range]) -> list[StatementDraft]:
    """One statement a cue; a quote without a cue of its own goes to the speaker before it."""
    doc = document.doc
    by_cue: dict[int, StatementDraft] = {}
    last: tuple[int, StatementDraft] | None = None
    open_quotes: list[Range] = []
    for number, quote in enumerate(speech):
        first, end = bounds[quote.paragraph]
        before = speech[number - 1] if number and speech[number - 1].paragraph == quote.paragraph else None
        after = next((one for one in speech[number + 1 : number + 2] if one.paragraph == quote.paragraph), None)
        cue = cue_after(document, quote, after.first if after else end)
        if cue is None:
            cue = cue_before(document, quote, before.last if before else first)
        if (
            cue is None
            and quote.first == first
            and quote.paragraph
            and _ends_in_colon(document, bounds[quote.paragraph - 1])
        ):
            cue = cue_before(document, quote, bounds[quote.paragraph - 1][0])
        content = without(doc, (quote.first, quote.last)) or [(quote.first, quote.last)]
        if cue is None:
            if last is not None and (
                last[0] == quote.paragraph
                or _runs_on(speech, number)
                or (last[0] == quote.paragraph - 1 and _is_paragraph(document, quote, first, end))
            ):
                last[1].content.extend(content)
                last = (quote.paragraph, last[1])
            elif quote.runs_on:
                open_quotes = [*(open_quotes if _runs_on(speech, number) else []), *content]
            continue
        draft = by_cue.get(cue.verb)
        if draft is None:
            entry = verbs().get(doc[cue.verb].lemma_.lower())
            stance = entry.stance if entry else "report"
            draft = StatementDraft(cue.source, cue.source_head, cue.span, cue.verb, [], "direct", stance)
            by_cue[cue.verb] = draft
            if open_quotes and _runs_on(speech, number):
                draft.content.extend(open_quotes)
            open_quotes = []
        if not draft.content and (told := _told_before(document, cue, quote)):
            draft.content.extend(told)
            draft.kind = "mixed"
        draft.content.extend(content)
        last = (quote.paragraph, draft)
    return list(by_cue.values())


def _told_before(document: Document, cue: Cue, quote: Quote) -> list[Range]:
    """The clause between a cue and the quote that a colon adds to it: ``said a hundred men were searching: "It is ..."``."""
    doc = document.doc
    first, last = cue.span[1], quote.first - 1
    if last <= first or doc[last].text != ":":
        return []
    clause = any(child.dep_ == "ccomp" and first <= child.i < last for child in doc[cue.verb].rights)
    return without(doc, (first, last)) if clause else []


def follow_on(document: Document, speech: list[Quote], bounds: list[Range], drafts: list[StatementDraft]) -> None:
    """Give a paragraph that is one quote, and has no speaker, to whoever the paragraph before lets speak last."""
    held = {first for draft in drafts for first, _ in draft.content}
    spoken: dict[int, StatementDraft] = {}
    for draft in drafts:
        at = draft.cue_head if draft.cue_head is not None else draft.content[0][0]
        number = next((number for number, (first, last) in enumerate(bounds) if first <= at < last), None)
        if number is not None and (number not in spoken or spoken[number].content[-1] < draft.content[-1]):
            spoken[number] = draft
    for quote in speech:
        first, end = bounds[quote.paragraph]
        before = spoken.get(quote.paragraph - 1)
        content = without(document.doc, (quote.first, quote.last))
        if not content or content[0][0] in held or before is None or before.source is None:
            continue
        if not _is_paragraph(document, quote, first, end) or before.stance not in _TELLS:
            continue
        before.content.extend(content)
        before.kind = "direct" if before.kind == "direct" else "mixed"
        spoken[quote.paragraph] = before


def _is_paragraph(document: Document, quote: Quote, first: int, end: int) -> bool:
    """Whether a paragraph is nothing but a quote: whoever spoke in the one before goes on."""
    while end > first and document[end - 1].is_space:
        end -= 1
    return quote.first == first and (quote.runs_on or quote.last >= end)


def _ends_in_colon(document: Document, paragraph: Range) -> bool:
    first, last = paragraph
    while last > first and document[last - 1].is_space:
        last -= 1
    return last > first and document[last - 1].text == ":"


def _runs_on(speech: list[Quote], number: int) -> bool:
    """Whether the quote before was left open and the next paragraph opens again."""
    if number == 0:
        return False
    before, quote = speech[number - 1], speech[number]
    return before.runs_on and quote.paragraph == before.paragraph + 1
