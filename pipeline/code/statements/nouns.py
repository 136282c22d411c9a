"""Sayings carried by a noun or an adjective: ``his claim that``, ``calls for talks``, ``was sure they would win``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.model import StatementDraft
from pipeline.code.statements.lexicon import adjectives, nouns, verbs
from pipeline.code.statements.phrases import Range, asserted, child, noun_phrase, subject, subtree, without

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document

_GIVE = frozenset(
    {
        "make",
        "issue",
        "give",
        "deliver",
        "express",
        "voice",
        "raise",
        "sound",
        "file",
        "send",
        "have",
        "release",
        "offer",
        "reach",
        "repeat",
    }
)
"""Verbs that only carry the noun: ``issued a warning about``, ``made the claim that``."""
_OF_FEELING = frozenset({"about", "of", "with", "by", "on", "over", "in"})
_ABOUT = frozenset({"of", "about", "for", "on", "over", "against"})


def by_noun(document: Document, noun: Token) -> StatementDraft | None:
    """What a noun of saying holds: a clause, an infinitive, or a phrase behind ``of``, ``for``, ``about``."""
    stance = nouns().get(noun.lemma_.lower())
    if stance is None or _only_carries(noun):
        return None
    clause = next((one for one in noun.children if one.i > noun.i and _holds(one)), None)
    owner = child(noun, "poss")
    by = next((one for one in noun.children if one.dep_ == "prep" and one.lower_ in {"by", "from"}), None)
    if owner is None and by is not None:
        owner = child(by, "pobj")
    content: Range | None = None
    if clause is not None:
        content = subtree(clause)
    else:
        about = next(
            (one for one in noun.children if one.dep_ == "prep" and one.lower_ in _ABOUT and one.i > noun.i), None
        )
        if about is not None and owner is not None and subtree(about)[1] > about.i + 1:
            content = about.i + 1, subtree(about)[1]
    giver = None
    if owner is None and noun.dep_ == "dobj" and noun.head.lemma_.lower() in _GIVE:
        giver = subject(noun.head)
        if content is None:
            about = next(
                (one for one in noun.children if one.dep_ == "prep" and one.lower_ in _ABOUT and one.i > noun.i), None
            )
            if about is not None and subtree(about)[1] > about.i + 1:
                content = about.i + 1, subtree(about)[1]
        if giver is not None and content is not None and not asserted(noun.head):
            return None
    owner = owner or giver
    if content is None or (owner is None and (clause is None or child(clause, "mark") is None)):
        return None
    cue = (noun.head.i if giver is not None and noun.head.i < noun.i else noun.i, noun.i + 1)
    source = noun_phrase(owner, before=cue[0] if owner.i < cue[0] else None) if owner is not None else None
    if source is not None and document[source[1] - 1].lower_ in {"'s", "\u2019s", "'", "\u2019"}:
        source = (source[0], source[1] - 1) if source[1] - source[0] > 1 else source
    pieces = without(document.doc, content, *([source] if source else []))
    if not pieces:
        return None
    return StatementDraft(source, owner.i if owner is not None else None, cue, noun.i, pieces, "indirect", stance)


def _only_carries(noun: Token) -> bool:
    """Whether the noun is the medium of a verb that says it: ``said in a statement that``."""
    return noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.lemma_.lower() in verbs()


def _holds(clause: Token) -> bool:
    """Whether a clause behind a noun says what the noun says: ``that`` as a mark, or an infinitive."""
    if clause.dep_ not in {"acl", "ccomp", "relcl"}:
        return False
    if any(one.dep_ == "mark" and one.lower_ == "that" for one in clause.children):
        return True
    return clause.dep_ in {"acl", "ccomp"} and any(one.dep_ == "aux" and one.lower_ == "to" for one in clause.children)


def by_adjective(document: Document, adjective: Token) -> StatementDraft | None:
    """What somebody is sure, afraid or aware of, or makes clear; what ``is clear`` to nobody in particular."""
    stance = adjectives().get(adjective.lemma_.lower())
    if stance is None:
        return None
    clause = next(
        (one for one in adjective.children if one.dep_ in {"ccomp", "advcl"} and one.i > adjective.i and _finite(one)),
        None,
    )
    about = next(
        (one for one in adjective.children if one.dep_ == "prep" and one.lower_ in _OF_FEELING and one.i > adjective.i),
        None,
    )
    verb = adjective.head if adjective.dep_ != "amod" else adjective
    if clause is None and adjective.dep_ in {"acomp", "attr", "oprd"}:
        clause = next(
            (one for one in verb.children if one.dep_ == "ccomp" and one.i > adjective.i and _finite(one)), None
        )
    if clause is not None:
        content = subtree(clause)
    elif about is not None and subtree(about)[1] > about.i + 1:
        content = about.i + 1, subtree(about)[1]
    else:
        return None
    head = subject(verb) if verb.i != adjective.i or adjective.dep_ != "amod" else None
    if head is not None and head.lower_ in {"it", "that", "this", "what"}:
        if clause is None:
            return None
        head = None
    elif head is None and (adjective.dep_ == "amod" or stance != "report"):
        return None
    cue = (min(verb.i, adjective.i), adjective.i + 1)
    if not asserted(verb):
        return None
    source = noun_phrase(head, before=cue[0]) if head is not None else None
    pieces = without(document.doc, content, cue, *([source] if source else []))
    if not pieces:
        return None
    return StatementDraft(source, head.i if head is not None else None, cue, adjective.i, pieces, "indirect", stance)


def _finite(clause: Token) -> bool:
    return clause.tag_ in {"VBD", "VBZ", "VBP", "MD"} or any(
        one.dep_ in {"aux", "auxpass"} and one.tag_ in {"VBD", "VBZ", "VBP", "MD"} for one in clause.children
    )
