"""Reads topics from their start, and on as records come, without joining a group."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, ConsumerRecord
from aiokafka.errors import KafkaError

from pipeline.connection import client_options
from pipeline.errors import Unreachable


class Tail:
    """A reader of whole topics."""

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        self._consumer = consumer

    async def some(self, milliseconds: int = 300) -> list[ConsumerRecord]:
        """The next records, if any come within that time."""
        batches = await self._consumer.getmany(timeout_ms=milliseconds)
        return [record for records in batches.values() for record in records]

    async def to_the_end(self) -> AsyncIterator[ConsumerRecord]:
        """All up to where the topics end at this moment."""
        ends = await self._consumer.end_offsets(list(self._consumer.assignment()))
        while [one for one, end in ends.items() if await self._consumer.position(one) < end]:
            for record in await self.some():
                yield record


@asynccontextmanager
async def tail(bootstrap: str, *topics: str) -> AsyncIterator[Tail]:
    """A reader at the start of these topics. Raises Unreachable when the broker is not there."""
    consumer = AIOKafkaConsumer(
        *topics,
        **client_options(bootstrap, role="show"),
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    try:
        await consumer.start()
        yield Tail(consumer)
    except (KafkaError, OSError) as error:
        raise Unreachable(f"Kafka at {bootstrap} can't be read ({type(error).__name__}: {error})") from error
    finally:
        await consumer.stop()
