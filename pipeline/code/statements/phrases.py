"""Phrases of the parse as token ranges: subtrees, verb groups, the subject that a verb has or takes from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.marks import LOOSE, STOPS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from pipeline.parse.document import Document

Range = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_BORROWS = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep"})
_JOINS = 2
_STEPS = 8
"""No subject is looked for further up than this: hostile text must not walk us up a chain of thousands."""


def subtree(token: Token) -> Range:
    """All tokens that hang on this one, as a range."""
    return token.left_edge.i, token.right_edge.i + 1


def trimmed(doc: Doc, first: int, last: int) -> Range | None:
    """Without loose punctuation, conjunctions and white space at the ends; None when nothing is left."""
    while first < last and (doc[first].text in LOOSE or doc[first].is_space):
        first += 1
    while first < last and (doc[last - 1].text in LOOSE or doc[last - 1].is_space):
        last -= 1
    return (first, last) if first < last else None


def without(doc: Doc, whole: Range, *holes: Range) -> list[Range]:
    """What is left of a range when others are taken out of it, trimmed; pieces of bare punctuation are dropped."""
    pieces = [whole]
    for start, end in holes:
        pieces = [
            piece
            for first, last in pieces
            for piece in ((first, min(last, start)), (max(first, end), last))
            if piece[0] < piece[1]
        ]
    tidy = [trimmed(doc, *piece) for piece in pieces]
    return [piece for piece in tidy if piece and any(token.is_alpha or token.like_num for token in doc[slice(*piece)])]


def stretch(document: Document, index: int) -> Range:
    """The sentence of a token, with its neighbours where the parse broke one sentence in two."""
    number = document.sentence_number(index)
    first = last = number
    while first > 0 and number - first < _JOINS and not _ended(document, first - 1):
        first -= 1
    while last < len(document.sentences) - 1 and last - number < _JOINS and not _ended(document, last):
        last += 1
    return document.sentences[first].start, document.sentences[last].end


def _ended(document: Document, number: int) -> bool:
    """Whether a sentence ends in a stop, a closing mark or with its paragraph."""
    for token in reversed(document.sentences[number]):
        if token.is_space:
            if "\n" in token.text:
                return True
            continue
        if token.text in STOPS or token.text in {";", ":", "…"}:
            return True
        if not token.is_quote and token.text not in {")", "]"}:
            return False
    return True


def verb_group(verb: Token) -> Range:
    """The verb with the auxiliaries, negations and adverbs directly before it and its particle after it."""
    first, last = verb.i, verb.i + 1
    parts = {child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg"} or child.dep_ == "advmod"}
    while first - 1 in parts:
        first -= 1
    after = {child.i for child in verb.children if child.dep_ == "prt"}
    while last in after:
        last += 1
    return first, last


def child(token: Token, *deps: str) -> Token | None:
    """The first child in one of these relations."""
    return next((one for one in token.children if one.dep_ in deps), None)


_ASPECT = frozenset({"go", "continue", "begin", "start", "keep", "appear", "seem", "come"})


def asserted(verb: Token) -> bool:
    """Whether the verb is put as done: neither under a modal nor a bare infinitive ("to say"; "went on to say" is)."""
    auxiliaries = [one for one in verb.children if one.dep_ == "aux"]
    if any(one.tag_ == "MD" for one in auxiliaries):
        return False
    if verb.dep_ == "conj" and verb.tag_ == "VB" and not auxiliaries and verb.head.pos_ in {"VERB", "AUX"}:
        return verb.head.tag_ != "VB" or asserted(verb.head)
    if any(one.lower_ == "to" for one in auxiliaries):
        return verb.dep_ == "xcomp" and verb.head.lemma_ in _ASPECT
    return True


def subject(verb: Token) -> Token | None:
    """Who does it: the verb's own subject, else the one it shares with the verb it hangs on; None in a bare passive."""
    for step in range(_STEPS):
        own = child(verb, "nsubj", "csubj")
        if own is not None:
            return None if own.dep_ == "nsubj" and own.tag_ == "EX" else own
        agent = child(verb, "agent")
        if agent is not None:
            return child(agent, "pobj")
        passive = child(verb, *PASSIVE_SUBJECTS)
        if passive is not None:
            return passive if step else None
        if verb.dep_ == "acl" and verb.tag_ == "VBD" and verb.head.dep_ == "ROOT":
            return verb.head  # a sentence that the parse took for a noun phrase
        if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return verb.head if verb.tag_ == "VBG" and not step else None
        if verb.dep_ == "xcomp" and (held := child(verb.head, "dobj")) is not None:
            return held
        if verb.dep_ not in _BORROWS or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def noun_phrase(head: Token, *, before: int | None = None, after: int | None = None) -> Range:
    """The phrase of a noun, cut so that it reaches neither ``before`` nor back over ``after``."""
    first, last = subtree(head)
    if before is not None and head.i < before:
        last = min(last, before)
    if after is not None and head.i >= after:
        first = max(first, after)
    return trimmed(head.doc, first, last) or (head.i, head.i + 1)
