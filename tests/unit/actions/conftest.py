# ruff: noqa: ANN001, ANN202 - fixtures and parameters say what they are by name
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.code.actions import find_actions
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle
from pipeline.settings import settings


@pytest.fixture(scope="session")
def coded():
    """Codes a text; each action is (type, mode, words, actors, recipients, places) in words of the text."""

    def run(text, title=None):
        article = CleanArticle(article_id="a", received_at=datetime.now(UTC), text=text, title=title, language="en")
        document = parse_many([article], settings().spacy_model)[0]

        def words(heads):
            return [document[head].text for head in heads]

        return [
            (
                action.type,
                action.mode,
                document.span(action.first, action.last).text,
                words(action.actors),
                words(action.recipients),
                words(action.places),
            )
            for action in find_actions(document)
        ]

    return run
