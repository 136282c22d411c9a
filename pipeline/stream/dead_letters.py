"""Dead letters: the whole record with the reason it can't be used, so that it can be looked at and sent again."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

from pipeline import headers as ce
from pipeline.errors import RecordError
from pipeline.ops import metrics
from pipeline.ops.logs import Sparing
from pipeline.records import DeadLetter
from pipeline.stream.outbox import Message
from pipeline.stream.topics import DEAD_LETTERS

_incidents = Sparing()


def dead_letter(message: Any, failure: RecordError, attempts: int, extractor: str) -> Message:
    """The dead letter of a Kafka message (anything with topic, partition, offset, key and value)."""
    key = message.key.decode("utf-8", "replace") if message.key is not None else None
    now = datetime.now(UTC)
    record = DeadLetter(
        reason=failure.reason,
        detail=str(failure)[:2000],
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=key,
        value_base64=base64.b64encode(message.value or b"").decode(),
        failed_at=now,
        attempts=attempts,
        extractor=extractor,
    )
    identifier = f"{message.topic}/{message.partition}/{message.offset}"
    headers = [*ce.headers(ce.DEAD_LETTER, identifier, at=now), ("reason", failure.reason.encode())]
    return Message(DEAD_LETTERS.name, message.key, record.to_json(), headers)


def report_dead_letter(message: Any, article_id: str | None, failure: RecordError, attempts: int) -> None:
    """Count it and say where the record is; what it holds is in the dead letter alone."""
    metrics.DEAD_LETTERS.labels(failure.reason).inc()
    _incidents.warn(
        "dead letter",
        failure.reason,
        reason=failure.reason,
        article=(article_id or (message.key or b"").decode("utf-8", "replace"))[:200],
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        attempts=attempts,
    )
