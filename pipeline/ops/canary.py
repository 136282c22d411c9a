"""An article sent through the whole pipeline again and again: does it come back, and how soon (kminion's idea)?

Its language is "zxx" (ISO 639-2: no linguistic content): it is cleaned and sent on, but never coded, so that it brings no
event and no count of one. It keeps one id, so that compaction leaves a single record of it.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

from pipeline import headers
from pipeline.connection import client_options
from pipeline.errors import BadJson, DatelineError
from pipeline.ops.logs import log
from pipeline.records import RawArticle, load_json
from pipeline.stream.reader import partitions_of

if TYPE_CHECKING:
    from typing import Self

ID = "dateline-canary"
LATE_SECONDS = 60.0


class Canary:
    """Sends an article every ``seconds`` and waits for it on the clean topic."""

    def __init__(self, bootstrap: str, raw_topic: str, clean_topic: str, seconds: float = 30.0) -> None:
        self._bootstrap, self._raw, self._clean, self._seconds = bootstrap, raw_topic, clean_topic, seconds
        self.sent = 0
        self.lost = 0
        self.round_trip: float | None = None
        """Seconds of the last one; None where it did not come back in time, or none was sent."""
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            try:
                await self._session()
            except (KafkaError, OSError, DatelineError) as error:
                log.warning("the canary lost the broker", error=str(error))
                await asyncio.sleep(self._seconds)

    async def _session(self) -> None:
        """Send and receive until the broker goes away."""
        options = client_options(self._bootstrap, role="canary")
        producer = AIOKafkaProducer(**options)
        consumer = AIOKafkaConsumer(**options, enable_auto_commit=False, group_id=None)
        try:
            await producer.start()
            await consumer.start()
            consumer.assign(await partitions_of(consumer, self._clean))
            await consumer.seek_to_end()
            while True:
                await self._fly(producer, consumer)
                await asyncio.sleep(self._seconds)
        finally:
            await consumer.stop()
            await producer.stop()

    async def _fly(self, producer: AIOKafkaProducer, consumer: AIOKafkaConsumer) -> None:
        mark = f"canary {time.time_ns()}"
        article = RawArticle(id=ID, source=ID, language="zxx", text=mark)
        started = time.monotonic()
        await producer.send_and_wait(
            self._raw, article.to_json(), key=ID.encode(), headers=headers.headers(headers.RAW_ARTICLE, ID, source=ID)
        )
        self.sent += 1
        while (left := LATE_SECONDS - (time.monotonic() - started)) > 0:
            for records in (await consumer.getmany(timeout_ms=int(min(left, 1.0) * 1000))).values():
                if any(record.key == ID.encode() and _text(record.value) == mark for record in records):
                    self.round_trip = time.monotonic() - started
                    return
        self.lost += 1
        self.round_trip = None


def _text(value: bytes | None) -> str | None:
    try:
        return load_json(value).get("text") if value else None
    except BadJson:
        return None
