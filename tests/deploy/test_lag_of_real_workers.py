"""What an operator is told of real workers that are slow, stopped, resumed and stuck; Kafka's own tool is the judge."""

from __future__ import annotations

import asyncio
import re
import signal
import time
import urllib.request
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiokafka import AIOKafkaProducer

from pipeline.ops.lag import Status
from pipeline.ops.observer import Observer, PartitionLag, Snapshot
from tests.browser.staging import free_port
from tests.deploy.kafkas_own_tool import Described, describe
from tests.faults.rig import Rig

pytestmark = [pytest.mark.broker, pytest.mark.timeout(600)]
PARTITIONS = 2
SENTENCE = "France met Kenya on Monday."


@asynccontextmanager
async def a_rig(bootstrap: str, folder: Path, **settings: Any) -> AsyncIterator[Rig]:
    rig = Rig(bootstrap, folder, engine="tests.deploy.slow:SlowEngine", partitions=PARTITIONS, **settings)
    await asyncio.to_thread(rig.dateline, "topics")
    try:
        yield rig
    finally:
        rig.stop()


class Wire:
    """Sends articles to all partitions in turn, and knows when it sent which."""

    def __init__(self, rig: Rig) -> None:
        self._topic = f"{rig.name}.articles.raw"
        self._bootstrap = rig.bootstrap
        self.sent_at: dict[tuple[int, int], float] = {}

    async def send(self, count: int, every: float = 0.0, text: str = SENTENCE) -> None:
        async with AIOKafkaProducer(bootstrap_servers=self._bootstrap) as producer:
            for _ in range(count):
                number = len(self.sent_at)
                article = {"id": f"a{number}", "text": text, "language": "en", "source": "Wire"}
                at = time.time()
                placed = await producer.send_and_wait(
                    self._topic, orjson.dumps(article), article["id"].encode(), partition=number % PARTITIONS
                )
                self.sent_at[placed.partition, placed.offset] = at
                await asyncio.sleep(every)

    def age(self, row: PartitionLag, at: float) -> float:
        """How long the oldest unread article of the partition had been waiting: from when it was sent."""
        assert row.committed is not None
        return at - self.sent_at[row.partition, row.committed]


@asynccontextmanager
async def observing(rig: Rig) -> AsyncIterator[Observer]:
    observer = Observer(rig.bootstrap, [rig.name])
    await observer.start()
    try:
        yield observer
    finally:
        await observer.close()


@asynccontextmanager
async def watched(rig: Rig) -> AsyncIterator[Callable[[], Snapshot]]:
    """The latest of looks that go on as the page's do."""
    async with observing(rig) as observer:
        looks = [of_articles(rig, await observer.look())]

        async def watch() -> None:
            while True:
                await asyncio.sleep(1)
                looks.append(of_articles(rig, await observer.look()))

        watching = asyncio.create_task(watch())
        try:
            yield lambda: looks[-1]
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching


def of_articles(rig: Rig, look: Snapshot) -> Snapshot:
    """Without the reports for the stories, which the same group reads."""
    rows = [row for row in look.partitions if row.topic == f"{rig.name}.articles.raw"]
    return replace(look, partitions=rows)


async def until(
    latest: Callable[[], Snapshot], condition: Callable[[Snapshot], bool], seconds: float = 150
) -> Snapshot:
    deadline = time.monotonic() + seconds
    while not condition(latest()):
        assert time.monotonic() < deadline, f"never seen; at last {latest()}"
        await asyncio.sleep(0.2)
    return latest()


def all_are(status: Status) -> Callable[[Snapshot], bool]:
    return lambda snapshot: (
        len(snapshot.partitions) == PARTITIONS and {row.status for row in snapshot.partitions} == {status}
    )


async def by_kafkas_tool(rig: Rig) -> dict[int, Described]:
    return await asyncio.to_thread(describe, rig.bootstrap, rig.name, f"{rig.name}.articles.raw")


async def by_our_command(rig: Rig) -> dict[int, Described]:
    done = await asyncio.to_thread(rig.dateline, "lag", "--group", rig.name, "--format", "json")
    rows = [row for row in orjson.loads(done.stdout) if row["topic"] == f"{rig.name}.articles.raw"]
    return {row["partition"]: Described(row["committed"], row["end"], row["lag"]) for row in rows}


async def test_a_slow_worker_warns_a_stopped_one_is_stopped_a_resumed_one_is_ok_and_kafka_says_the_same(
    bootstrap: str, tmp_path: Path
):
    async with a_rig(bootstrap, tmp_path, batch_articles=3, processes=2) as rig, watched(rig) as latest:
        wire = Wire(rig)
        rig.start("slow")
        publishing = asyncio.create_task(wire.send(5000, every=0.08))  # more than six a second, which is what it can do
        try:
            slow = await until(latest, all_are(Status.WARN))
            assert slow.groups[0].status is Status.WARN
            for row in slow.partitions:
                assert row.lag
                assert row.produced_per_second > row.consumed_per_second > 0
                assert row.catch_up_seconds is None
                assert row.member

            await asyncio.sleep(5)
            for look in (latest(), await one_look(rig)):  # of one who watches, and of one who has just come
                for row in look.partitions:
                    age = wire.age(row, look.at)
                    assert age > 5
                    assert row.seconds == pytest.approx(age, rel=0.1)

            before = await by_kafkas_tool(rig)
            ours = await by_our_command(rig)
            after = await by_kafkas_tool(rig)
            for partition, row in ours.items():
                first, last = before[partition], after[partition]
                assert 0 < first.committed <= row.committed <= last.committed
                assert first.end < row.end < last.end
                assert row.lag == row.end - row.committed > 0
        finally:
            publishing.cancel()

        rig.workers["slow"].send_signal(signal.SIGSTOP)
        stopped = await until(latest, all_are(Status.STOP))
        assert [row.member for row in stopped.partitions] == [None, None]
        for row in stopped.partitions:
            assert row.seconds == pytest.approx(wire.age(row, stopped.at), rel=0.1)
        stands = await by_kafkas_tool(rig)
        assert await by_our_command(rig) == stands
        assert sum(row.lag for row in stands.values()) > 20

        rig.kill("slow")
        rig.start("quick", engine="light", batch_articles=64)
        done = await until(latest, lambda look: all_are(Status.OK)(look) and not any(r.lag for r in look.partitions))
        assert [row.seconds for row in done.partitions] == [0.0, 0.0]
        resumed = await by_kafkas_tool(rig)
        assert await by_our_command(rig) == resumed
        assert [row.lag for row in resumed.values()] == [0, 0]


async def one_look(rig: Rig) -> Snapshot:
    async with observing(rig) as observer:
        return of_articles(rig, await observer.look())


async def test_a_worker_stuck_in_an_article_is_stalled_not_stopped(bootstrap: str, tmp_path: Path):
    async with a_rig(bootstrap, tmp_path, extract_seconds=200) as rig, watched(rig) as latest:
        wire = Wire(rig)
        port = free_port()
        rig.start("stuck", metrics_port=port)
        await wire.send(8)
        await until(latest, lambda look: all_are(Status.OK)(look) and sum(r.committed for r in look.partitions) == 8)
        await wire.send(2, text="HANG here.")
        await wire.send(6)
        stuck = await until(latest, all_are(Status.STALL))
        assert all(row.member for row in stuck.partitions)
        for row in stuck.partitions:
            assert (row.committed, row.end, row.lag) == (4, 8, 4)
            assert row.seconds == pytest.approx(wire.age(row, stuck.at), rel=0.1)
        assert await by_our_command(rig) == await by_kafkas_tool(rig)
        said = (await asyncio.to_thread(urllib.request.urlopen, f"http://127.0.0.1:{port}/metrics")).read().decode()
        for partition in range(PARTITIONS):
            assert f'dateline_in_flight{{partition="{partition}"}} 4.0' in said
            (oldest,) = re.findall(
                rf'^dateline_oldest_in_flight_seconds{{partition="{partition}"}} (.+)$', said, re.MULTILINE
            )
            assert float(oldest) > 20
