from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.code.actors import Actors
from pipeline.parse.document import Document
from pipeline.parse.model import parse_many
from pipeline.records import ActorMention, CleanArticle
from pipeline.settings import Settings

Read = Callable[..., Document]
Who = Callable[..., ActorMention]


@pytest.fixture(scope="session")
def read() -> Read:
    """A text as the parser reads it."""

    def parse(text: str, published_at: datetime | None = datetime(2025, 6, 1, tzinfo=UTC)) -> Document:
        article = CleanArticle(
            article_id="test", received_at=datetime(2025, 6, 2, tzinfo=UTC), published_at=published_at, text=text
        )
        return parse_many([article], Settings().spacy_model)[0]

    return parse


@pytest.fixture(scope="session")
def who(read: Read) -> Who:
    """The actor whose phrase has this word (its last occurrence) as head."""

    def resolve(text: str, word: str, **options: object) -> ActorMention:
        document = read(text, **options)
        head = max(token.i for token in document.doc if token.text == word)
        mention = Actors(document, []).mention(head)
        assert mention is not None, f"{word} is no actor"
        return mention

    return resolve
