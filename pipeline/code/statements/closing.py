"""Sayings that close their sentence and hold all of it, read off the words: ``A bridge fell and two died, he explained.``

The parser often gives the closing verb the last clause alone, or takes it for a noun or for one more deed. Commas and the
bare speaker between them tell more than the tree does here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.marks import STOPS
from pipeline.code.model import StatementDraft
from pipeline.code.statements.lexicon import CITING, Verb, media, verbs
from pipeline.code.statements.phrases import Range, asserted, stretch, trimmed, without

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from pipeline.parse.document import Document

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SAID = frozenset({"VBD", "VBZ", "VBP", "NNS", "VBN"})
_TOLD = frozenset({"VBD", "VBZ"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SPEAKS = _NOMINAL | {"DET", "ADJ", "ADP", "NUM", "PART", "PUNCT", "CCONJ", "ADV", "SYM", "X", "SPACE"}
_TAIL, _SPEAKER, _APPOSED = 14, 22, 10
_LEAST, _SENTENCE = 3, 8
"""So few words are no sentence, and so many are one though the tagger found no verb in them."""
_GOES_ON = frozenset({"ADP", "SCONJ"})
_TO = frozenset({"tell", "inform", "assure", "remind", "brief"})
"""Verbs that need no preposition before whoever is told: ``, he told reporters``."""
_LATER = frozenset({"early", "late", "earlier", "later", "last", "this", "yesterday", "today", "here", "again"})
_BOUND = frozenset({"when", "while", "after", "before", "if", "as", "although", "though", "asked", "since", "because"})
"""What opens a clause that is no saying's content by itself: ``When she arrived, he said ...``."""


def by_ending(document: Document, sentence: Range) -> StatementDraft | None:
    """The saying that the last words of a sentence tell, with the whole sentence before it; None where it has none."""
    doc = document.doc
    start, end = sentence
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in STOPS):
        end -= 1
    if end - start <= _LEAST or doc[end - 1].is_quote:
        return None
    for index in range(end - 1, max(start + _LEAST, end - _TAIL - _APPOSED) - 1, -1):
        token = doc[index]
        if token.text == "," and index + 1 < end:
            draft = _according(doc, (start, end), index) or _told_by(doc, (start, end), index)
            if draft is not None:
                return draft
        entry = _cue(token)
        apposed = token.dep_ == "relcl" and token.head.dep_ == "appos"  # ", a charge that Kampala rejected"
        if entry is None or apposed or index < end - _TAIL or not asserted(token):
            continue
        if _ends(doc, token, entry, end):
            return _spoken(doc, (start, end), token, entry)
    return None


def _according(doc: Doc, sentence: Range, comma: int) -> StatementDraft | None:
    """``..., according to the Guardian``, ``..., per the Post``."""
    start, end = sentence
    first = doc[comma + 1]
    after = doc[comma + 2] if comma + 2 < end else first
    if first.lower_ == "according" and after.lower_ == "to":
        cue = (comma + 1, comma + 3)
    elif first.lower_ == "per" and after.pos_ in {"DET", "PROPN"}:
        cue = (comma + 1, comma + 2)
    else:
        return None
    if any(token.tag_ in _FINITE for token in doc[cue[1] : end]):
        return None
    source = trimmed(doc, cue[1], _pause(doc, cue[1], end))
    content = _whole(doc, start, comma)
    if source is None or not content:
        return None
    return StatementDraft(source, _head(doc, source), cue, first.i, content, "indirect", "report")


def _told_by(doc: Doc, sentence: Range, comma: int) -> StatementDraft | None:
    """``..., stated a release issued by the ministry``: the verb before whoever speaks."""
    start, end = sentence
    verb, first = doc[comma + 1], comma + 2
    entry = _cue(verb)
    if entry is None or verb.tag_ not in _TOLD or first >= end or doc[first].pos_ not in {"DET", "PROPN", "NOUN"}:
        return None
    until = next((i for i in range(first, end) if doc[i].text == "," or doc[i].tag_ in _FINITE), end)
    source, content = trimmed(doc, first, until), _whole(doc, start, comma)
    if source is None or not content or doc[_head(doc, source)].lower_ not in media():
        return None  # "said Jan Roe" is read off the parse
    return StatementDraft(source, _head(doc, source), (comma + 1, first), verb.i, content, "indirect", entry.stance)


def _cue(token: Token) -> Verb | None:
    """A form of a verb that tells clauses, though the tagger may take it for a noun: ``the release mentions``."""
    if token.tag_ not in _SAID:
        return None
    lemma = token.lower_.removesuffix("s") if token.pos_ == "NOUN" else token.lemma_.lower()
    entry = verbs().get(lemma)
    return entry if entry is not None and {"q", "c"} <= entry.frames else None


def _ends(doc: Doc, verb: Token, entry: Verb, end: int) -> bool:
    """Whether nothing but time, place or hearers stands between the verb and the end, or before ", adding ..."."""
    last = _pause(doc, verb.i + 1, end)
    if last < end and not (last + 1 < end and (doc[last + 1].tag_ == "VBG" or doc[last + 1].pos_ in _GOES_ON)):
        return False
    if verb.pos_ == "NOUN" and (last > verb.i + 1 or verb.i + 1 != end):
        return False
    tail = doc[verb.i + 1 : last]
    if any(token.pos_ in {"VERB", "AUX", "SCONJ"} or token.lower_ == "that" or token.is_quote for token in tail):
        return False
    if not len(tail) or entry.lemma in _TO:
        return True
    after = tail[0]
    return (
        (after.pos_ in {"ADP", "ADV"} and after.lower_ != "so")
        or after.lower_ in _LATER
        or after.ent_type_ in {"DATE", "TIME"}
    )


def _pause(doc: Doc, first: int, end: int) -> int:
    """The next comma, or the end."""
    return next((i for i in range(first, end) if doc[i].text == ","), end)


def _spoken(doc: Doc, sentence: Range, verb: Token, entry: Verb) -> StatementDraft | None:
    """``..., Jan Roe, a spokesman for the ministry, said``: the speaker between a comma and the verb."""
    start, end = sentence
    first = verb.i
    while first > start and doc[first - 1].pos_ in {"ADV", "AUX"}:
        first -= 1  # "has also said"
    comma = _before(doc, start, first - 1 if doc[first - 1].text == "," else first)
    if comma is not None and doc[first - 1].text == ",":
        comma = _before(doc, start, comma)  # the name stands before what is said of it
        if comma is None or not any(doc[i].pos_ == "PROPN" for i in range(comma + 1, min(first, comma + _APPOSED))):
            return None
    if comma is None or first - comma > _SPEAKER:
        return None
    source = trimmed(doc, comma + 1, first)
    if source is None or source[0] != comma + 1 or not _names(doc, source):
        return None
    content = _whole(doc, start, comma)
    if not content:
        return None
    pause = _pause(doc, verb.i + 1, end)
    if pause < end and doc[pause + 1].pos_ in _GOES_ON:
        content += without(doc, (pause + 1, end))  # "..., officials said, after refusing to comply"
    return StatementDraft(source, _head(doc, source), (first, verb.i + 1), verb.i, content, "indirect", entry.stance)


def _before(doc: Doc, start: int, index: int) -> int | None:
    return next((i for i in range(index - 1, start, -1) if doc[i].text == ","), None)


def _names(doc: Doc, source: Range) -> bool:
    """Whether the words are somebody and no clause: ``three people died`` is no speaker."""
    first = doc[source[0]]
    if first.pos_ not in _NOMINAL | {"DET", "ADJ", "NUM"} or first.lower_ in {"which", "who", "that", "and", "but"}:
        return False
    return all(token.pos_ in _SPEAKS for token in doc[slice(*source)]) and any(
        token.pos_ in _NOMINAL for token in doc[slice(*source)]
    )


def _whole(doc: Doc, start: int, end: int) -> list[Range]:
    """All of a sentence before its closing comma, where that is a sentence by itself."""
    words = doc[start:end]
    if len(words) < _LEAST or words[0].pos_ == "ADP":
        return []
    if len(words) < _SENTENCE and not any(token.tag_ in _FINITE for token in words):
        return []
    if words[0].lower_ in _BOUND and not any(token.text == "," for token in words):
        return []
    return without(doc, (start, end))


def _head(doc: Doc, source: Range) -> int:
    """The noun that its phrase hangs on: the last before a comma or a preposition."""
    inside = range(*source)
    outside = [i for i in inside if doc[i].pos_ in _NOMINAL and doc[i].head.i not in inside]
    if outside:
        return outside[0]
    return next((i for i in reversed(inside) if doc[i].pos_ in _NOMINAL), source[1] - 1)


def _covers(same: StatementDraft, closing: StatementDraft) -> bool:
    """Whether the parse's own reading of the cue holds as much of the sentence."""
    first, last = closing.content[0][0], max(end for _, end in closing.content)
    return same.content[0][0] <= first and max(end for _, end in same.content) >= last


def complete(document: Document, drafts: list[StatementDraft], held: set[int]) -> list[StatementDraft]:
    """The drafts with those that close their sentence, in place of what the parse made of the same words."""
    done: set[int] = set()
    for sentence in document.sentences:
        whole = stretch(document, sentence.start)
        if whole[0] in done or whole[1] - 1 in held:
            continue
        done.add(whole[0])
        closing = by_ending(document, whole)
        if closing is None or closing.cue is None or closing.cue_head in held:
            continue
        same = next((draft for draft in drafts if draft.cue_head == closing.cue_head), None)
        if same is not None and same.source is not None and _covers(same, closing):
            continue
        if closing.content[0][0] in held:
            continue  # a quote that opens its sentence has its own cue
        told = max(last for _, last in closing.content)
        drafts = [
            draft
            for draft in drafts
            if draft is not same and not any(told <= first < whole[1] for first, _ in draft.content)
        ]
        if document[closing.cue[0]].lower_ in CITING:
            for draft in drafts:
                _cut(draft, closing)
        drafts.append(closing)
    return drafts


def _cut(draft: StatementDraft, closing: StatementDraft) -> None:
    """End what is told inside the closing saying before it: ``said it failed, per the Post``."""
    first, last = closing.content[0][0], closing.content[-1][1]
    if draft.cue_head is not None and first <= draft.cue_head < last:
        draft.content = [(start, min(end, last)) for start, end in draft.content if start < last]
