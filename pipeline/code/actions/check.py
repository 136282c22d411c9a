"""The lexicon's own test: each line's example must be coded by that line, each idiom's by none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.code.actions import explain
from pipeline.lexicon.actions.reader import IDIOM
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle
from pipeline.settings import settings

if TYPE_CHECKING:
    from pipeline.lexicon.actions import Entry, Lexicon


def failing(words: Lexicon) -> list[tuple[Entry, list[str]]]:
    """The lines whose example they don't code, with the lines that fired instead."""
    articles = [
        CleanArticle(article_id=entry.source, received_at=datetime.now(UTC), text=entry.example, language="en")
        for entry in words.entries
    ]
    wrong = []
    for entry, document in zip(words.entries, parse_many(articles, settings().spacy_model), strict=True):
        found = explain(document, words)
        if entry.type == IDIOM:
            trigger = {document[match.trigger].lemma_.lower() for match, _ in found}
            trigger |= {document[match.trigger].lower_ for match, _ in found}
            fits = not trigger & entry.triggers
        else:
            lines = {match.entry.source for match, _ in found} | {action.rule for _, told in found for action in told}
            fits = entry.source in lines
        if not fits:
            wrong.append((entry, [match.entry.source for match, _ in found]))
    return wrong
