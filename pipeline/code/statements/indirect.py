"""Indirect sayings, read off the parse: a cue in one of its frames, its source, and the content the frame gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.model import StatementDraft
from pipeline.code.statements.lexicon import Verb, verbs
from pipeline.code.statements.marks import PAUSES
from pipeline.code.statements.phrases import (
    PASSIVE_SUBJECTS,
    Range,
    child,
    noun_phrase,
    subject,
    subtree,
    trimmed,
    verb_group,
    without,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document


def by_verb(document: Document, verb: Token) -> StatementDraft | None:
    """What is said with this verb, when it stands in one of the frames its lexicon entry allows."""
    entry = verbs().get(verb.lemma_.lower())
    if entry is None:
        return None
    content = _passive(verb, entry) or _content(verb, entry)
    cue = verb_group(verb)
    passive = False
    if not content:
        return None
    head = subject(verb)
    source = None
    if head is not None and not passive:
        source = noun_phrase(head, before=cue[0], after=None)
        if any(first <= head.i < last for first, last in content):
            head = source = None
    pieces = [piece for whole in content for piece in without(document.doc, whole, cue, *([source] if source else []))]
    if not pieces:
        return None
    return StatementDraft(source, head.i if head is not None else None, cue, verb.i, pieces, "indirect", entry.stance)


def _content(verb: Token, entry: Verb) -> list[Range]:
    """The content ranges of an active verb."""
    frames = entry.frames
    clause = child(verb, "ccomp")
    thing = child(verb, "dobj", "dative") if clause is None else child(verb, "dobj")
    open_clause = child(verb, "xcomp")
    if clause is not None and "c" in frames:
        return [subtree(clause)]
    if clause is not None and frames & {"oi", "s"}:
        return [subtree(clause)]
    if open_clause is not None and "s" in frames and open_clause.pos_ in {"NOUN", "ADJ", "PROPN"}:
        return [(subtree(thing)[0] if thing else subtree(open_clause)[0], subtree(open_clause)[1])]
    if open_clause is not None and thing is not None and "oi" in frames:
        return [(min(subtree(thing)[0], subtree(open_clause)[0]), subtree(open_clause)[1])]
    if open_clause is not None and frames & {"i", "oi"}:
        return [subtree(open_clause)]
    if "s" in frames:
        predicate = child(verb, "oprd")
        if predicate is not None:
            start = subtree(thing)[0] if thing is not None else subtree(predicate)[0]
            return [(min(start, subtree(predicate)[0]), subtree(predicate)[1])]
    prepositions = [one for one in verb.children if one.dep_ in {"prep", "agent"} and one.lower_ in entry.prepositions]
    for preposition in prepositions:
        last = subtree(preposition)[1]
        if open_clause is not None and preposition.i < open_clause.i:
            last = max(last, subtree(open_clause)[1])
        if last > preposition.i + 1:
            return [(preposition.i + 1, last)]
    if thing is not None and "as" in frames:
        role = next((one for one in verb.children if one.dep_ == "prep" and one.lower_ == "as"), None)
        if role is not None:
            return [(min(subtree(thing)[0], role.i), subtree(role)[1])]
    if thing is not None and "o" in frames and thing.pos_ != "PRON":
        return [subtree(thing)]
    return _parenthetical(verb, entry)


def _parenthetical(verb: Token, entry: Verb) -> list[Range]:
    """The clause that the saying is set into: ``The plan, he said, would fail``."""
    if "c" not in entry.frames or child(verb, "nsubj") is None:
        return []
    if verb.dep_ == "parataxis" or (verb.dep_ in {"ccomp", "advcl"} and _set_off(verb)):
        host = verb.head
        first, last = subtree(host)
        own = verb.left_edge.i, verb.right_edge.i + 1
        return without(verb.doc, (first, last), own)
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


def _passive(verb: Token, entry: Verb) -> list[Range]:
    """The subject is part of the content: ``He was said to have left``, ``was described as``."""
    held = child(verb, *PASSIVE_SUBJECTS)
    if held is None:
        return []
    clause = child(verb, "xcomp", "ccomp", "oprd")
    if clause is not None and clause.dep_ == "ccomp":
        return [subtree(clause)] if "c" in entry.frames else []
    if clause is not None and entry.frames & {"c", "oi", "s"}:
        return [subtree(held), subtree(clause)]
    if "as" in entry.frames:
        role = next((one for one in verb.children if one.dep_ == "prep" and one.lower_ == "as"), None)
        if role is not None:
            return [subtree(held), subtree(role)]
    if "o" in entry.frames and child(verb, "agent") is not None:
        return [subtree(held)]
    return []


_ACCORDING = {"according": ("to",), "per": ()}


def by_preposition(document: Document, token: Token) -> StatementDraft | None:
    """The clause that ``according to X`` hangs on is the content."""
    if token.lower_ != "according":
        return None
    to = next((one for one in token.children if one.lower_ == "to"), None)
    head = child(to, "pobj") if to is not None else None
    if to is None or head is None:
        return None
    host = token.head
    while host.dep_ in {"prep", "pobj", "advmod", "npadvmod"} and host.head.i != host.i:
        host = host.head
    phrase = subtree(token)
    if host.i == token.i:
        return None
    source = noun_phrase(head)
    pieces = without(document.doc, subtree(host), (phrase[0], max(phrase[1], source[1])))
    if not pieces:
        return None
    return StatementDraft(source, head.i, (token.i, to.i + 1), token.i, pieces, "indirect", "report")


def tidy(document: Document, draft: StatementDraft) -> StatementDraft:
    """The draft with its content trimmed."""
    pieces = [trimmed(document.doc, *piece) for piece in draft.content]
    draft.content = [piece for piece in pieces if piece]
    return draft
