"""Articles to the raw topic: every one acknowledged by the broker, or reported."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from pipeline import headers
from pipeline.connection import client_options
from pipeline.errors import RecordError, TooLarge, Unreachable
from pipeline.publish.model import Found
from pipeline.settings import settings
from pipeline.stream.topics import RAW, admin

if TYPE_CHECKING:
    from pipeline.records import RawArticle

IN_FLIGHT = 500  # unacknowledged articles: bounds memory, and is far more than the network needs
LINGER_MS = 10


@dataclass
class Outcome:
    """What became of the articles: ``ends`` is the offset after the last one, by partition."""

    sent: int = 0
    refused: int = 0
    ends: dict[int, int] = field(default_factory=dict)


def message(article: RawArticle) -> tuple[bytes, bytes]:
    """Key and value. Raises TooLarge over the limit of a raw record."""
    key = article.article_id.encode("utf-8", "replace")
    value = article.to_json()
    limit = settings().max_article_bytes
    if len(value) > limit:
        raise TooLarge(f"{len(value):,} bytes, over the limit of {limit:,}")
    return key, value


async def publish(
    bootstrap: str, articles: Iterable[Found], report: Callable[[Found, RecordError | None], None]
) -> Outcome:
    """Send all; ``report`` is called for each one with what was wrong with it, or None when it is acknowledged.

    Raises Unreachable when the broker or its topic can't be had.
    """
    await _require_topic(bootstrap)
    outcome = Outcome()
    waiting: set[asyncio.Task[None]] = set()
    producer = AIOKafkaProducer(
        **client_options(bootstrap, role="publish"),
        acks="all",
        enable_idempotence=True,
        linger_ms=LINGER_MS,
        max_request_size=RAW.max_bytes,
    )
    try:
        await producer.start()
        for found in articles:
            if len(waiting) >= IN_FLIGHT:
                done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                _raise_first(done)
            if isinstance(found.article, RecordError):
                outcome.refused += 1
                report(found, found.article)
                continue
            waiting.add(asyncio.create_task(_send(producer, found, found.article, outcome, report)))
        if waiting:
            done, waiting = await asyncio.wait(waiting)
            _raise_first(done)
    except (KafkaError, OSError) as error:
        raise Unreachable(
            f"Kafka at {bootstrap} stopped taking articles after {outcome.sent} ({type(error).__name__}: {error})"
        ) from error
    finally:
        for task in waiting:
            task.cancel()
        await producer.stop()
    return outcome


async def _send(
    producer: AIOKafkaProducer,
    found: Found,
    article: RawArticle,
    outcome: Outcome,
    report: Callable[[Found, RecordError | None], None],
) -> None:
    try:
        key, value = message(article)
    except RecordError as error:
        outcome.refused += 1
        report(found, error)
        return
    kind = headers.headers(headers.RAW_ARTICLE, article.article_id, source=article.source or "dateline")
    acknowledged = await producer.send_and_wait(RAW.name, value, key=key, headers=kind)
    outcome.sent += 1
    outcome.ends[acknowledged.partition] = max(outcome.ends.get(acknowledged.partition, 0), acknowledged.offset + 1)
    report(found, None)


def _raise_first(done: set[asyncio.Task[None]]) -> None:
    for task in done:
        task.result()


async def _require_topic(bootstrap: str) -> None:
    """A producer waits long and in vain for a topic that is missing."""
    async with admin(bootstrap) as client:
        if RAW.name not in await client.list_topics():
            raise Unreachable(f"topic {RAW.name} is missing at {bootstrap}: run `dateline topics`")
