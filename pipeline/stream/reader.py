"""Reading topics from outside the group: to their end as it is now, or following what comes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Any, NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from pipeline.connection import client_options
from pipeline.errors import Unreachable
from pipeline.stream.topics import TopicMissing


class Read(NamedTuple):
    """A record of a topic. ``timestamp`` is in milliseconds."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]]


@asynccontextmanager
async def group_less(bootstrap: str, *, role: str) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer without a group. Raises KafkaError when no broker answers."""
    consumer = AIOKafkaConsumer(
        **client_options(bootstrap, role=role),
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=4 << 20,
        fetch_max_wait_ms=100,
    )
    try:
        await consumer.start()
        yield consumer
    finally:
        await consumer.stop()


@asynccontextmanager
async def reader(bootstrap: str) -> AsyncIterator[AIOKafkaConsumer]:
    """As ``group_less``, for commands. Raises Unreachable when no broker answers."""
    async with AsyncExitStack() as stack:
        try:
            consumer = await stack.enter_async_context(group_less(bootstrap, role="reader"))
        except KafkaError as error:
            raise Unreachable(f"no Kafka answers at {bootstrap} ({error})") from error
        yield consumer


async def partitions_of(consumer: AIOKafkaConsumer, topic: str) -> list[TopicPartition]:
    """The topic's partitions. Raises TopicMissing."""
    cluster = await consumer._client.fetch_all_metadata()  # noqa: SLF001 - the public way knows assigned topics only
    numbers = cluster.partitions_for_topic(topic)
    if not numbers:
        raise TopicMissing(f"there is no topic {topic}: make it with `dateline topics`")
    return [TopicPartition(topic, number) for number in sorted(numbers)]


async def read_topic(
    bootstrap: str,
    topic: str,
    *,
    since: datetime | None = None,
    follow: bool = False,
    live: bool = False,
    newest: int | None = None,
) -> AsyncIterator[Read]:
    """The topic's records, each partition in order: to the end as it is now, or for ever when following.

    ``since`` begins at that Kafka time; ``live`` (with ``follow``) at the end; ``newest`` so many offsets before each end.
    """
    async with reader(bootstrap) as consumer:
        tps = await partitions_of(consumer, topic)
        consumer.assign(tps)
        ends = await consumer.end_offsets(tps)
        if live:
            for tp in tps:
                consumer.seek(tp, ends[tp])
        elif newest is not None:
            begins = await consumer.beginning_offsets(tps)
            for tp in tps:
                consumer.seek(tp, max(begins[tp], ends[tp] - newest))
        elif since is not None:
            found = await consumer.offsets_for_times({tp: int(since.timestamp() * 1000) for tp in tps})
            for tp in tps:
                consumer.seek(tp, found[tp].offset if found.get(tp) else ends[tp])
        else:
            await consumer.seek_to_beginning(*tps)
        open_tps = set(tps)
        while True:
            if not follow:
                for tp in [tp for tp in open_tps if await consumer.position(tp) >= ends[tp]]:
                    open_tps.discard(tp)
                    consumer.pause(tp)
                if not open_tps:
                    return
            for tp, records in (await consumer.getmany(timeout_ms=500, max_records=2000)).items():
                for record in records:
                    if follow or record.offset < ends[tp]:
                        yield _read(record)


async def read_range(bootstrap: str, topic: str, partition: int, first: int, last: int) -> AsyncIterator[Read]:
    """The records of one partition from offset ``first`` to ``last``, both included, as far as they are there."""
    async with reader(bootstrap) as consumer:
        tp = TopicPartition(topic, partition)
        if tp not in await partitions_of(consumer, topic):
            raise TopicMissing(f"topic {topic} has no partition {partition}")
        consumer.assign([tp])
        begin = (await consumer.beginning_offsets([tp]))[tp]
        end = min((await consumer.end_offsets([tp]))[tp], last + 1)
        consumer.seek(tp, max(first, begin))
        while await consumer.position(tp) < end:
            for record in (await consumer.getmany(tp, timeout_ms=500)).get(tp, []):
                if record.offset < end:
                    yield _read(record)


def _read(record: Any) -> Read:
    return Read(
        record.topic, record.partition, record.offset, record.timestamp, record.key, record.value, record.headers
    )
