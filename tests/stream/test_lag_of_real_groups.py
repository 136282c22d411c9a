"""Lag as the broker tells it, on real groups: stopped, slow, stalled and caught up."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from pipeline.errors import Unreachable
from pipeline.ops.lag import Status
from pipeline.ops.observer import Observer, PartitionLag

pytestmark = pytest.mark.broker


@pytest.fixture
async def topic(bootstrap: str) -> AsyncIterator[str]:
    name = f"lag-{uuid.uuid4().hex[:8]}"
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(name, 1, 1)])
    yield name
    await admin.delete_topics([name])
    await admin.close()


@pytest.fixture
async def producer(bootstrap: str) -> AsyncIterator[AIOKafkaProducer]:
    client = AIOKafkaProducer(bootstrap_servers=bootstrap, linger_ms=1)
    await client.start()
    yield client
    await client.stop()


async def send(producer: AIOKafkaProducer, topic: str, count: int) -> None:
    for number in range(count):
        await producer.send(topic, b"%d" % number, partition=0)
    await producer.flush()


async def member(bootstrap: str, topic: str, group: str) -> AIOKafkaConsumer:
    client = AIOKafkaConsumer(
        topic, bootstrap_servers=bootstrap, group_id=group, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await client.start()
    return client


async def look(bootstrap: str, group: str) -> PartitionLag:
    """What one call of the command sees: no history of its own."""
    observer = Observer(bootstrap, [group])
    await observer.start()
    try:
        (row,) = (await observer.look()).partitions
        return row
    finally:
        await observer.close()


async def commit_now_and_then(client: AIOKafkaConsumer, topic: str, offsets: list[int], every: float) -> None:
    for offset in offsets:
        await client.commit({TopicPartition(topic, 0): offset})
        await asyncio.sleep(every)


async def test_a_caught_up_group_has_no_lag_and_is_ok(bootstrap: str, topic: str, producer: AIOKafkaProducer):
    await send(producer, topic, 20)
    client = await member(bootstrap, topic, f"{topic}-ok")
    await client.commit({TopicPartition(topic, 0): 20})
    row = await look(bootstrap, f"{topic}-ok")
    await client.stop()
    assert (row.committed, row.end, row.lag, row.seconds, row.status) == (20, 20, 0, 0.0, Status.OK)


async def test_a_group_that_never_committed_is_unknown_not_ok(bootstrap: str, topic: str, producer: AIOKafkaProducer):
    await send(producer, topic, 5)
    client = await member(bootstrap, topic, f"{topic}-new")
    await client.getone()
    row = await look(bootstrap, f"{topic}-new")
    await client.stop()
    assert (row.committed, row.lag, row.seconds, row.status) == (None, None, None, Status.UNKNOWN)
    assert row.end == 5


async def test_seconds_behind_are_the_age_of_the_oldest_unread_message(
    bootstrap: str, topic: str, producer: AIOKafkaProducer
):
    await send(producer, topic, 10)
    await asyncio.sleep(1)
    oldest_unread = time.time()
    await send(producer, topic, 1)
    await asyncio.sleep(9)
    await send(producer, topic, 50)
    client = await member(bootstrap, topic, f"{topic}-age")
    await client.commit({TopicPartition(topic, 0): 10})
    before = time.time()
    row = await look(bootstrap, f"{topic}-age")
    true_age = (before + time.time()) / 2 - oldest_unread
    await client.stop()
    assert row.lag == 51
    assert row.seconds == pytest.approx(true_age, rel=0.1)


async def test_a_worker_that_commits_without_moving_is_stalled(bootstrap: str, topic: str, producer: AIOKafkaProducer):
    await send(producer, topic, 20)
    client = await member(bootstrap, topic, f"{topic}-stall")
    await commit_now_and_then(client, topic, [5] * 11, 1.05)
    row = await look(bootstrap, f"{topic}-stall")
    await client.stop()
    assert row.status is Status.STALL


async def test_a_worker_that_falls_behind_is_a_warning(bootstrap: str, topic: str, producer: AIOKafkaProducer):
    client = await member(bootstrap, topic, f"{topic}-warn")
    for step in range(11):
        await send(producer, topic, 10)
        await client.commit({TopicPartition(topic, 0): step + 1})
        await asyncio.sleep(1.05)
    row = await look(bootstrap, f"{topic}-warn")
    await client.stop()
    assert row.status is Status.WARN


async def test_a_worker_that_fell_silent_is_stopped(bootstrap: str, topic: str, producer: AIOKafkaProducer):
    await send(producer, topic, 100)
    client = await member(bootstrap, topic, f"{topic}-stop")
    await commit_now_and_then(client, topic, list(range(1, 12)), 1.05)
    await client.stop()
    await asyncio.sleep(11)
    row = await look(bootstrap, f"{topic}-stop")
    assert row.status is Status.STOP
    assert row.member is None


async def test_an_offset_set_back_is_a_rewind(bootstrap: str, topic: str, producer: AIOKafkaProducer):
    await send(producer, topic, 100)
    client = await member(bootstrap, topic, f"{topic}-back")
    await commit_now_and_then(client, topic, [10, 20, 15], 1.05)
    row = await look(bootstrap, f"{topic}-back")
    await client.stop()
    assert row.status is Status.REWIND


async def test_rates_and_the_time_to_catch_up_come_with_watching(
    bootstrap: str, topic: str, producer: AIOKafkaProducer
):
    await send(producer, topic, 100)
    group = f"{topic}-rate"
    client = await member(bootstrap, topic, group)
    observer = Observer(bootstrap, [group])
    await observer.start()
    rows: list[Any] = []
    for step in range(4):
        await client.commit({TopicPartition(topic, 0): 10 * (step + 1)})
        rows.append((await observer.look()).partitions[0])
        await asyncio.sleep(1)
    snapshot = await observer.look()
    await observer.close()
    await client.stop()
    assert rows[0].consumed_per_second is None
    assert rows[3].consumed_per_second == pytest.approx(10, rel=0.3)
    assert rows[3].produced_per_second == 0
    assert rows[3].catch_up_seconds == pytest.approx(6, rel=0.3)
    assert (snapshot.groups[0].members, snapshot.groups[0].empty_members) == (1, 0)


async def test_no_broker_is_one_sentence_not_a_traceback():
    with pytest.raises(Unreachable, match=r"no Kafka broker answers at 127\.0\.0\.1:1"):
        await Observer("127.0.0.1:1").start()
