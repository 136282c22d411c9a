"""What carries a saying and who stands behind it: the medium, and the sources that a source itself draws on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.statements.lexicon import media
from pipeline.code.statements.phrases import child, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.model import StatementDraft
    from pipeline.parse.document import Document

_THROUGH = frozenset({"in", "on", "via", "through", "by", "during", "at", "over"})
_BEHIND = frozenset({"by", "from", "of"})
_GIVING_OUT = frozenset({"release", "publish", "post", "issue", "share", "air", "broadcast", "circulate", "send"})
_BROADCASTERS = frozenset({"television", "radio"})
_SEEN = frozenset({"see", "obtain", "review", "read", "view", "verify", "hear", "acquire", "examine"})
_MOST_LINKS = 4
"""A source that draws on a source that draws on a source: news names no more than this."""


def complete(document: Document, draft: StatementDraft) -> None:
    """Fills in medium and chain, and puts who speaks in place of the document that speaks for him."""
    cue = document[draft.cue_head] if draft.cue_head is not None else None
    source = document[draft.source_head] if draft.source_head is not None else None
    named = (_beside(cue) if cue is not None else None) or (_itself(source) if source is not None else None)
    draft.medium = draft.medium or named
    if source is None or draft.source is None or media().get(source.lower_, media().get(source.lemma_.lower())) is None:
        return
    behind, seen = _behind(source), _seen_by(source)
    if behind:
        draft.source_head = behind[0].i
    if behind or seen:
        draft.chain = [one.i for one in (*behind[1:], *seen)]


def _medium(noun: Token) -> str | None:
    found = media().get(noun.lower_) or media().get(noun.lemma_.lower())
    if found in _BROADCASTERS and any(one.lower_ == "state" for one in noun.children):
        return f"state {found}"
    return found


def _beside(cue: Token) -> str | None:
    """The medium named beside the cue: ``said in a statement``, ``told reporters``, ``wrote on Telegram``."""
    for one in cue.children:
        if one.dep_ in {"prep", "agent"} and one.lower_ in _THROUGH:
            noun = child(one, "pobj")
            if noun is not None and (found := _medium(noun)) is not None:
                return found
        elif one.dep_ in {"dobj", "dative"} and one.pos_ in {"NOUN", "PROPN"} and (found := _medium(one)) is not None:
            return found
    return "social media" if cue.lemma_.lower() in {"tweet", "retweet"} else None


def _itself(source: Token) -> str | None:
    return _medium(source)


def _seen_by(document: Token) -> list[Token]:
    """Who only had a look at a document, and passes on what it says: "a memo seen by Reuters"."""
    agents = [by for one in document.children if one.lemma_ in _SEEN for by in one.children if by.lower_ == "by"]
    return [inner for by in agents if (inner := child(by, "pobj")) is not None]


def _behind(document: Token) -> list[Token]:
    """Who made a document, then what it draws on: ``an analysis by A of data from B`` gives A, B."""
    found: list[Token] = []
    owner = child(document, "poss")
    if owner is not None:
        found.append(owner)
    if (
        document.dep_ == "dobj"
        and document.head.lemma_.lower() in _GIVING_OUT
        and (giver := subject(document.head)) is not None
    ):
        found.append(giver)
    todo = [document]
    while todo and len(found) < _MOST_LINKS:
        noun = todo.pop(0)
        for one in sorted(noun.children, key=lambda token: (token.lower_ != "by", token.i)):
            inner = child(one, "pobj") if one.dep_ in {"prep", "agent"} and one.lower_ in _BEHIND else None
            made_by = one.dep_ in {"acl", "relcl"} and one.lemma_ not in _SEEN  # "a report released by"
            if inner is None and made_by:  # "data compiled from"
                inner = next(
                    (made for made in (child(by, "pobj") for by in one.children if by.lower_ in _BEHIND) if made), None
                )
            if inner is None:
                continue
            if _medium(inner) is not None or inner.lower_ in {"part", "one", "some"}:
                todo.append(inner)
            elif one.lower_ != "of" and inner not in found:
                found.append(inner)
                todo.append(inner)
    return found
