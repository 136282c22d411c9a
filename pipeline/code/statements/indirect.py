"""Indirect sayings, read off the parse: a cue, its source, and the content that the cue's frame gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.marks import PAUSES
from pipeline.code.model import StatementDraft
from pipeline.code.statements import frames
from pipeline.code.statements.lexicon import Verb, verbs
from pipeline.code.statements.phrases import (
    PASSIVE_SUBJECTS,
    Range,
    child,
    noun_phrase,
    stretch,
    subject,
    subtree,
    verb_group,
    without,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from pipeline.parse.document import Document

_TURNS = frozenset({"although", "though", "aside", "despite", "especially", "while", "whereas"})
_THEN = frozenset({"before", "after", "while"})
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
_WHO = frozenset({"WP", "WDT"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BREAKS = frozenset({"VBG", "IN", "CC", "WDT", "WP", "TO", "VBN", "WRB"})
"""What follows a comma after a saying and begins something new: ``, adding``, ``, but``, ``, who``."""


def by_verb(document: Document, verb: Token, entry: Verb) -> StatementDraft | None:
    """What is said with this verb, when it stands in one of the frames its lexicon entry allows."""
    cue = verb_group(verb)
    outer = rejoined(verb)
    quoted, relay = _quoted_by(verb)
    head = quoted if quoted is not None else subject(outer or verb)
    source = noun_phrase(head, before=cue[0]) if head is not None else None
    content = (_set_in(document, verb, cue, source) if source and "c" in entry.frames else []) or frames.content(
        verb, entry
    )
    if not content:
        content = _parenthetical(verb, entry)
    if not content:
        return None
    if head is not None and any(first <= head.i < last for first, last in content):
        if len(content) == 1 and head.i > verb.i:
            return None
        head = source = None
    content = [_without_comment(document.doc, _without_next(verb, _without_scene(verb, piece))) for piece in content]
    pieces = [piece for whole in content for piece in without(document.doc, whole, cue, *([source] if source else []))]
    pieces = _without_afterthought(document.doc, cue, pieces)
    if not pieces:
        return None
    chain = [relay.i] if relay is not None else []
    at = head.i if head is not None else None
    return StatementDraft(source, at, cue, verb.i, pieces, "indirect", entry.stance, chain=chain)


def _quoted_by(verb: Token) -> tuple[Token | None, Token | None]:
    """Who is quoted, and by whom: "the paper quoted a doctor as saying", "the ministry was quoted by Tass as saying"."""
    quoting = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or quoting.lemma_ not in {"quote", "cite"}:
        return None, None
    quoted = child(quoting, *PASSIVE_SUBJECTS) or child(quoting, "dobj")
    return quoted, subject(quoting) if quoted is not None else None


def rejoined(verb: Token) -> Token | None:
    """The cue that a second cue goes with where the parse put it inside what is said: ``said X was safe and urged Y``."""
    clause = verb.head
    if verb.dep_ != "conj" or clause.dep_ != "ccomp" or verb.tag_ not in {"VBD", "VBZ"}:
        return None
    outer = clause.head
    if outer.tag_ != verb.tag_ or outer.i > clause.i or child(verb, "nsubj", "nsubjpass", "aux") is not None:
        return None
    if outer.lemma_.lower() not in verbs() or verb.lemma_.lower() not in verbs():
        return None
    inner = child(clause, "nsubj", "nsubjpass")
    return None if inner is None or inner.pos_ == "PROPN" else outer


def _without_next(verb: Token, content: Range) -> Range:
    """Content up to a second cue of the same source."""
    first, last = content
    clause = child(verb, "ccomp")
    if clause is None:
        return content
    for one in clause.children:
        if one.dep_ == "conj" and first < one.i < last and rejoined(one) is not None:
            joint = max((cc.i for cc in clause.children if cc.dep_ == "cc" and cc.i < one.i), default=one.i)
            return first, joint
    return content


def _without_scene(verb: Token, content: Range) -> Range:
    """What is asked, without what went on meanwhile: "urged passengers to rebook as the strike spread"."""
    first, last = content
    asked = child(verb, "xcomp", "ccomp")
    if asked is None or asked.tag_ != "VB" or verb.tag_ not in {"VBD", "VBN"}:
        return content
    for one in asked.rights:
        joint = child(one, "mark") if one.dep_ == "advcl" and one.tag_ == "VBD" else None
        if joint is not None and joint.lower_ == "as" and first < joint.i < last:
            return first, joint.i
    return content


def _without_comment(doc: Doc, content: Range) -> Range:
    """Content up to a comma with which the outlet takes the word again: ``..., which``, ``..., although``."""
    first, last = content
    quoted = False
    for token in doc[first + 1 : last - 1]:
        if token.is_quote:
            quoted = not quoted
        if quoted or token.text not in PAUSES or token.i - first <= 2:
            continue
        index, after = token.i, doc[token.i + 1]
        if after.lower_ in _THEN and _says_on(doc, after.i + 1):
            return first, index
        if token.text in _DASHES and after.lower_ in {"a", "an"}:
            return first, index  # "said growth was strong - a claim disputed by the bank"
        if (
            after.tag_ in {"WDT", "WP", "WP$"}
            or after.lower_ in _TURNS
            or (after.tag_ == "VBG" and after.dep_ == "advcl" and not _told(after, first, index))
        ):
            return first, index
    return content


def _says_on(doc: Doc, index: int) -> bool:
    """Whether a participle here tells one more saying: ``said it was over, before urging them to leave``."""
    return index < len(doc) and doc[index].tag_ == "VBG" and doc[index].lemma_.lower() in verbs()


def _without_afterthought(doc: Doc, cue: Range, pieces: list[Range]) -> list[Range]:
    """Content without what the outlet adds behind the saying: ``Ten died, police said, the latest attack as ...``."""
    ahead = [piece for piece in pieces if piece[1] <= cue[0]]
    whole = any(doc[i].tag_ in _FINITE for first, last in ahead for i in range(first, last))
    if not whole:
        return pieces
    return [piece for piece in pieces if piece[0] < cue[1] or not _adds(doc, piece)]


def _adds(doc: Doc, piece: Range) -> bool:
    first = next((i for i in range(*piece) if not doc[i].is_punct), piece[0])
    return doc[first].lower_ in {"the", "a", "an", "as", "amid"} and doc[first - 1].text in PAUSES


def _told(participle: Token, first: int, last: int) -> bool:
    """Whether it goes on from what is said and not from the saying: ``said a raid hit a market, killing six``."""
    return first <= participle.head.i < last and participle.lemma_.lower() not in verbs()


def _set_in(document: Document, verb: Token, cue: Range, source: Range) -> list[Range]:
    """The clause around a saying set off by commas: ``The plan, he said, would fail``."""
    if verb.dep_ == "relcl" and verb.doc[source[0]].tag_ in _WHO:
        return []  # "Roe, who denied the charge, was freed": he doesn't deny that he was
    if source[0] > verb.i or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return []
    doc = verb.doc
    first = source[0]
    if doc[first - 1].lower_ == "as" and first:
        first -= 1
    start, stop = stretch(document, verb.i)
    end = _tail(doc, cue[1], stop)
    starts = first == start or (first > 0 and doc[first - 1].text in PAUSES | {"("})
    as_clause = first < source[0]
    if not starts or end >= stop - 2 or doc[end].text not in PAUSES:
        return []
    if first == start and not as_clause:
        return []
    if doc[end + 1].tag_ in _BREAKS and not as_clause and doc[end + 1].lower_ not in {"in", "on", "at", "if"}:
        return []
    if any(doc[i].pos_ == "VERB" and i != verb.i for i in range(source[1], cue[0])):
        return []
    return without(doc, (start, stop), (first, end + 1))


def _tail(doc: Doc, at: int, end: int) -> int:
    """The first pause after a saying's time and place: ``said on Monday in Paris,``."""
    for index in range(at, min(end, at + 8)):
        if doc[index].is_punct or doc[index].pos_ in {"VERB", "AUX", "SCONJ"} or doc[index].lower_ == "that":
            return index
    return end


def _parenthetical(verb: Token, entry: Verb) -> list[Range]:
    """The clause that a bare subject and verb hang on at its end: ``The plan failed, he said``."""
    if "c" not in entry.frames or child(verb, "nsubj") is None:
        return []
    if verb.dep_ == "parataxis" or (verb.dep_ in {"ccomp", "advcl"} and _set_off(verb)):
        return without(verb.doc, subtree(verb.head), subtree(verb))
    return []


def _set_off(verb: Token) -> bool:
    """Whether commas stand around the bare subject and verb."""
    first, last = subtree(verb)
    doc = verb.doc
    return (
        last - first <= 12
        and (first == 0 or doc[first].text == "," or doc[first - 1].text in PAUSES)
        and (last >= len(doc) or doc[last].is_punct or doc[last - 1].is_punct)
        and child(verb, "mark") is None
    )


def by_preposition(document: Document, token: Token) -> StatementDraft | None:
    """The clause that ``according to X`` hangs on is the content; at the head of a sentence, all that follows."""
    doc = document.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    head = child(to, "pobj") or child(token, "pobj")
    if head is None:
        return None
    source = noun_phrase(head)
    start, stop = stretch(document, token.i)
    phrase = (token.i, max(subtree(to)[1], source[1]))
    if token.i - start <= 1:
        comma = next((i for i in range(source[0], phrase[1]) if doc[i].text == ","), None)
        if phrase[1] >= stop - 2 and comma is not None:
            source = noun_phrase(head, before=comma)
            phrase = (token.i, comma)
        pieces = without(doc, (phrase[1], stop))
    else:
        host = token.head
        while host.dep_ in {"prep", "pobj", "advmod", "npadvmod", "appos", "dobj", "acl"} and host.head.i != host.i:
            host = host.head
        whole = subtree(host) if host.i != token.i else (start, stop)
        pieces = without(doc, whole, phrase) or without(doc, (start, stop), phrase)
    if not pieces:
        return None
    return StatementDraft(source, head.i, (token.i, to.i + 1), token.i, pieces, "indirect", "report")
