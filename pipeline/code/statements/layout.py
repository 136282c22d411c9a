"""Sayings that the layout marks: ``Poll: ...`` as a headline, ``SMITH: ...`` in a transcript, a name behind a dash or below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.code.marks import DASHES
from pipeline.code.model import StatementDraft
from pipeline.code.statements.phrases import Range, without

if TYPE_CHECKING:
    from pipeline.code.quotes import Quote
    from pipeline.parse.document import Document
    from pipeline.records import StatementKind

_LONGEST_NAME = 6
_POST = re.compile(r"\s[\u2013\u2014-]{1,2}\s?(?P<name>[^()@\n]{2,60}?)\s(?P<handle>\(@\w{1,15}\))")
"""How an embedded post ends: ``... - Ann Roe (@annroe) May 5, 2020``."""
_POST_LONGEST = 420  # code points: what is longer has more than the post in it
_TAIL = 40  # code points after the handle: the day
_BELOW = 12  # words of a line below a quotation that names its author and paper
_SMALL = frozenset({"and", "of", "the", "for", "in", ",", "&", "-"})
_LABELS = frozenset(
    {"note", "update", "correction", "clarification", "photo", "video", "watch", "read", "related", "credit", "source"}
)


def by_layout(document: Document, bounds: list[Range], quotes: list[Quote]) -> list[StatementDraft]:
    """Every saying that a colon or a dash gives to its speaker."""
    drafts: list[StatementDraft] = []
    by_paragraph: dict[int, list[Quote]] = {}
    for quote in quotes:
        by_paragraph.setdefault(quote.paragraph, []).append(quote)
    speakers: dict[str, int] = {}
    for first, last in bounds:
        if (colon := _label(document, first, last)) is not None:
            name = document.span(_start(document, first), colon).text
            speakers[name] = speakers.get(name, 0) + 1
    talking: StatementDraft | None = None
    for number, (first, last) in enumerate(bounds):
        colon = _label(document, first, last)
        if colon is not None:
            start = _start(document, first)
            name = document.span(start, colon).text
            if number == 0 or (name.isupper() and len(speakers) > 1):
                talking = _said(document, (start, colon), (colon, colon + 1), (colon + 1, last))
                if talking is not None:
                    drafts.append(talking)
                continue
        elif (post := _posted(document, first, last)) is not None:
            drafts.append(post)
            continue
        elif number == 0 and (ending := _signed_headline(document, first, last)) is not None:
            drafts.append(ending)
            continue
        drafts.extend(_signed(document, by_paragraph.get(number, []), by_paragraph.get(number - 1, []), first, last))
    return drafts


def _start(document: Document, first: int) -> int:
    return first + 1 if document[first].is_quote else first


def _label(document: Document, first: int, last: int) -> int | None:
    """The colon after the name at the head of a paragraph."""
    start = _start(document, first) if first < last else first
    for index in range(start + 1, min(start + _LONGEST_NAME + 1, last - 1)):
        token = document[index]
        if token.text == ":":
            words = [document[i] for i in range(start, index)]
            named = all(word.text[0].isupper() or word.is_punct or word.text in {"of", "the"} for word in words)
            verbs = any(
                word.pos_ in {"VERB", "AUX"} and word.tag_ != "VBG" for word in words if not word.text.isupper()
            )
            note = not words[0].is_alpha and not words[0].is_quote  # "(SUBS/NEDS: adds details)" is an editor's
            return index if named and not verbs and not note and words[0].lower_ not in _LABELS else None
        if token.is_sent_start and token.text != ":" and document[index - 1].text in {".", "?", "!"}:
            return None
    return None


def _signed_headline(document: Document, first: int, last: int) -> StatementDraft | None:
    """``Troops pull back: ministry``."""
    end = last
    while end > first and document[end - 1].is_punct:
        end -= 1
    for index in range(end - 2, max(first, end - 5), -1):
        if document[index].text == ":" and index - first >= 3:
            words = [document[i] for i in range(index + 1, end)]
            if all(word.pos_ in {"NOUN", "PROPN", "ADJ", "DET"} for word in words) and len(words) <= 3:
                return _said(document, (index + 1, end), (index, index + 1), (first, index))
    return None


def _signed(
    document: Document, quotes: list[Quote], before: list[Quote], first: int, last: int
) -> list[StatementDraft]:
    """Quotes with the speaker's name behind a dash, in the paragraph or as the next one."""
    drafts = []
    for number, quote in enumerate(quotes):
        end = quotes[number + 1].first if number + 1 < len(quotes) else last
        draft = _behind_dash(document, (quote.first, quote.last), quote.last, end)
        if draft is not None:
            drafts.append(draft)
    if not quotes and before and before[-1].last >= first - 2:
        content = (before[-1].first, before[-1].last)
        draft = _behind_dash(document, content, first, last) or _below(document, content, first, last)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _behind_dash(document: Document, content: Range, at: int, end: int) -> StatementDraft | None:
    while at < end and document[at].is_space:
        at += 1
    if at >= end - 1 or document[at].text not in DASHES:
        return None
    stop = at + 1
    while stop < end and not document[stop].is_space and document[stop].text not in {",", ".", ";", "("} | DASHES:
        stop += 1
    words = [document[i] for i in range(at + 1, stop)]
    if not words or len(words) > _LONGEST_NAME or not all(word.text[0].isupper() for word in words):
        return None
    return _said(document, (at + 1, stop), (at, at + 1), content, "direct")


def _below(document: Document, content: Range, first: int, last: int) -> StatementDraft | None:
    """A paragraph that is all quotation has its author on the next line: ``Ann Roe, Example Times``."""
    before = document[content[0] - 1] if content[0] else None
    alone = before is None or (before.is_space and "\n" in before.text)
    while last > first and document[last - 1].is_space:
        last -= 1
    words = [document[i] for i in range(first, last)]
    if not alone or not 2 <= len(words) <= _BELOW or not any(word.text == "," for word in words):
        return None
    if not all(word.text[0].isupper() or word.lower_ in _SMALL for word in words) or words[-1].text in _SMALL:
        return None
    comma = next(word.i for word in words if word.text == ",")
    return _said(document, (first, comma), (comma, comma + 1), content, "direct") if comma > first else None


def _posted(document: Document, first: int, last: int) -> StatementDraft | None:
    """An embedded post: what stands before the author's name and handle."""
    if first >= last:
        return None
    text, begin = document.article.text, document[first].idx
    end = document[last - 1].idx + len(document[last - 1].text)
    found = next((each for each in _POST.finditer(text, begin, end) if end - each.end() <= _TAIL), None)
    if found is None or found.start() - begin > _POST_LONGEST:
        return None
    name, handle = document.tokens_in(*found.span("name")), document.tokens_in(*found.span("handle"))
    if not len(name) or not len(handle) or document.token_at(found.start("name")) <= first:
        return None
    draft = _said(document, (name.start, name.stop), (handle.start, handle.stop), (first, name.start - 1), "direct")
    if draft is not None:
        draft.medium = "social media"
    return draft


def _said(
    document: Document, source: Range, cue: Range, content: Range, kind: StatementKind = "indirect"
) -> StatementDraft | None:
    pieces = without(document.doc, content)
    if not pieces:
        return None
    head = next((i for i in range(source[0], source[1]) if document[i].head.i not in range(*source)), source[1] - 1)
    return StatementDraft(source, head, cue, cue[0], pieces, kind, "report")
