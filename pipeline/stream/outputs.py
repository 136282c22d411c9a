"""From one extraction to the records that are sent for it. Runs in the coding processes: only bytes come back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from pipeline import headers as ce
from pipeline.clean.repeats import Known, Lesson
from pipeline.count import ArticleFacts, facts_of
from pipeline.errors import RecordError
from pipeline.merge import report_of
from pipeline.records import Category, Extraction, PublishedStatement
from pipeline.run import clean_batch, engine, extract_cleaned

Sent = tuple[str, bytes, list[tuple[str, bytes]]]  # id, value, headers


class Coded(NamedTuple):
    """All that is sent and counted for one article."""

    clean: Sent
    events: list[Sent]
    statements: list[Sent]
    report: bytes | None  # for the stories; None where it tells no event
    facts: ArticleFacts
    words: int
    language_coded: bool
    lesson: Lesson | None
    repeated: int  # paragraphs taken off since the source repeats them


def engine_name() -> str:
    """What codes here; loads it."""
    return engine().name


def code_batch(
    batch: list[bytes], received_at: list[datetime], known: Sequence[Known | None]
) -> list[Coded | RecordError]:
    """What is sent for each raw article, or why nothing is, in order; ``known`` is what its source repeats."""
    cleaned = clean_batch(batch, received_at, known)
    return [
        item if isinstance(item, RecordError) else _coded(item, None if isinstance(one, RecordError) else one.lesson)
        for one, item in zip(cleaned, extract_cleaned(cleaned), strict=True)
    ]


def _coded(extraction: Extraction, lesson: Lesson | None) -> Coded:
    article = extraction.article
    at, source = article.received_at, article.source or "dateline"
    events = {
        event.event_id: (event.event_id, event.to_json(), ce.event_headers(event, source=source, at=at))
        for event in extraction.events
    }
    statements: dict[str, Sent] = {}
    for statement in extraction.statements:
        published = PublishedStatement(
            **{name: getattr(statement, name) for name in type(statement).model_fields},
            article_id=article.article_id,
            url=article.url,
            outlet=article.source,
            published_at=article.published_at,
        )
        key = statement.statement_id
        statements[key] = (key, published.to_json(), ce.headers(ce.STATEMENT, key, source=source, at=at))
    # an id stands once in its topic, so it is counted once
    counted = {event.event_id: event for event in extraction.events}
    once = extraction.model_copy(update={"events": list(counted.values())})
    return Coded(
        clean=(
            article.article_id,
            article.to_json(),
            ce.headers(ce.CLEAN_ARTICLE, article.article_id, source=source, at=at),
        ),
        events=list(events.values()),
        statements=list(statements.values()),
        report=report_of(once).to_json() if counted else None,
        facts=facts_of(once),
        words=len(article.text.split()),
        language_coded=article.language in engine().languages,
        lesson=lesson,
        repeated=sum(item.category is Category.REPEATED for item in article.removed),
    )
