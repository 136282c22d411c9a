"""What every fault test needs: topics of its own, worker processes, a publisher that outlasts faults, a recount."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from tests.faults.wire import Expected

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Result:
    """A run, counted from the topics alone."""

    messages: int
    articles: int
    lost: int
    extra: int
    wrong_counts: list[tuple[Any, int, int]]
    redelivered: float
    committed: int
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def exact(self) -> bool:
        """Nothing lost, nothing that should not be there, every count right, all committed."""
        return not (self.lost or self.extra or self.wrong_counts) and self.committed == self.messages


class Rig:
    """One scenario on a Kafka: its own topics and group, so that scenarios can follow each other on one broker."""

    def __init__(self, bootstrap: str, folder: Path, **settings: object) -> None:
        self.bootstrap, self.folder = bootstrap, folder
        self.name = f"rig{uuid.uuid4().hex[:8]}"
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self.published = 0
        self.settings = {
            "engine": "light",
            "bootstrap": bootstrap,
            "data_dir": folder,
            "topic_prefix": self.name,
            "group": self.name,
            "processes": 1,
            "session_seconds": 6,
            "commit_seconds": 0.5,
            **settings,
        }

    @property
    def env(self) -> dict[str, str]:
        """The environment of the rig's processes."""
        return os.environ | {f"DATELINE_{name.upper()}": str(value) for name, value in self.settings.items()}

    def dateline(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end."""
        command = [sys.executable, "-m", "pipeline", *arguments]
        done = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, timeout=900, check=False)
        assert not check or done.returncode == 0, done.stderr.decode()
        return done

    # --- workers

    def start(self, name: str, **settings: object) -> subprocess.Popen[bytes]:
        """Start a worker; settings may differ from the rig's."""
        env = self.env | {f"DATELINE_{key.upper()}": str(value) for key, value in settings.items()}
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log(name).open("ab") as log:
            command = [sys.executable, "-m", "pipeline", "worker", "--name", name]
            self.workers[name] = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log)
        return self.workers[name]

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send a signal, by default the one that can't be caught, and wait for the end."""
        worker = self.workers.pop(name)
        worker.send_signal(number)
        worker.wait(120)

    def stop(self) -> None:
        """End all workers in order, by force where they don't."""
        for worker in self.workers.values():
            worker.send_signal(signal.SIGCONT)
            worker.terminate()
        for worker in self.workers.values():
            try:
                worker.wait(20)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
        self.workers.clear()

    def log(self, name: str) -> Path:
        """A worker's log file."""
        return self.folder / f"{name}.log"

    def logged(self, event: str) -> list[dict[str, Any]]:
        """All log lines of all workers with this text."""
        found = []
        for path in self.folder.glob("*.log"):
            lines = path.read_bytes().splitlines()
            found += [orjson.loads(line) for line in lines if event.encode() in line and line.startswith(b"{")]
        return found

    # --- publishing

    async def publish(
        self,
        articles: Iterable[dict[str, Any]],
        per_second: float | None = None,
        upto: Callable[[], int] | None = None,
    ) -> None:
        """Publish, at a rate where one is given; tries again for as long as the broker is away.

        ``upto`` says how many may be sent by now.
        """
        waiting = list(articles)
        started, sent = time.monotonic(), 0
        while waiting:
            producer = AIOKafkaProducer(bootstrap_servers=self.bootstrap, linger_ms=10, request_timeout_ms=15_000)
            try:
                await producer.start()
                while waiting:
                    chunk = waiting[:100] if upto is None else waiting[: max(0, min(100, upto() - sent))]
                    if not chunk:
                        await asyncio.sleep(0.1)
                        continue
                    futures = [
                        await producer.send(f"{self.name}.articles.raw", orjson.dumps(article), article["id"].encode())
                        for article in chunk
                    ]
                    await asyncio.gather(*futures)
                    del waiting[: len(chunk)]
                    sent += len(chunk)
                    self.published += len(chunk)
                    if per_second:
                        await asyncio.sleep(max(0.0, sent / per_second - (time.monotonic() - started)))
            except KafkaError:  # what came through is sent again: duplicates are the pipeline's business
                await asyncio.sleep(1)
            finally:
                await producer.stop()

    async def send_raw(self, value: bytes | None, key: bytes | None = b"k", partition: int | None = 0) -> None:
        """Send any bytes."""
        producer = AIOKafkaProducer(bootstrap_servers=self.bootstrap, max_request_size=30 << 20)
        await producer.start()
        try:
            await producer.send_and_wait(f"{self.name}.articles.raw", value, key, partition=partition)
        finally:
            await producer.stop()

    # --- looking

    async def committed(self, suffix: str = "articles.raw") -> int:
        """The sum of the group's committed offsets of a topic."""
        from aiokafka.admin import AIOKafkaAdminClient

        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await admin.start()
        try:
            offsets = await admin.list_consumer_group_offsets(self.name)
            ours = (offset for tp, offset in offsets.items() if tp.topic == f"{self.name}.{suffix}")
            return sum(offset.offset for offset in ours if offset.offset > 0)
        finally:
            await admin.close()

    async def until_committed(self, count: int, seconds: float) -> int:
        """Wait until so many are committed, or no longer; what is."""
        deadline, now = time.monotonic() + seconds, 0
        while time.monotonic() < deadline:
            try:
                now = await self.committed()
            except KafkaError:
                now = 0
            if now >= count:
                break
            await asyncio.sleep(0.5)
        return now

    async def until_through(self, count: int, stalled: float) -> int:
        """Wait until so many are committed, or nothing moved for so many seconds, starting workers that ended; what is."""
        best, moved_at = -1, time.monotonic()
        while best < count and time.monotonic() - moved_at < stalled:
            now = await self.until_committed(best + 1, 15)
            if now > best:
                best, moved_at = now, time.monotonic()
            for name, worker in list(self.workers.items()):
                if worker.poll() is not None:
                    self.start(name)
            await asyncio.sleep(0.5)
        return best

    async def delete_topics(self) -> None:
        """Give the disk back, and save the broker from checking them after each kill."""
        from aiokafka.admin import AIOKafkaAdminClient

        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap, request_timeout_ms=120_000)
        await admin.start()
        try:
            await admin.delete_topics([name for name in await admin.list_topics() if name.startswith(f"{self.name}.")])
        finally:
            await admin.close()

    async def read(self, suffix: str) -> list[Any]:
        """All records of a topic of the rig."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.bootstrap, enable_auto_commit=False, auto_offset_reset="earliest"
        )
        await consumer.start()
        try:
            topic = f"{self.name}.{suffix}"
            cluster = await consumer._client.fetch_all_metadata()
            tps = [TopicPartition(topic, number) for number in sorted(cluster.partitions_for_topic(topic) or ())]
            consumer.assign(tps)
            ends = await consumer.end_offsets(tps)
            await consumer.seek_to_beginning(*tps)
            found: list[Any] = []
            while any([await consumer.position(tp) < ends[tp] for tp in tps]):
                for records in (await consumer.getmany(timeout_ms=500)).values():
                    found += records
            return found
        finally:
            await consumer.stop()

    async def recount(self) -> Result:
        """Compare what is on the output topics with what must be there, from the input topic."""
        raw = await self.read("articles.raw")
        expected = Expected((record.partition, record.value) for record in raw)
        clean = [record for record in await self.read("articles.clean") if record.value]
        events: dict[bytes, Any] = {}
        for record in await self.read("events"):
            events[record.key] = orjson.loads(record.value) if record.value else None
        there = {
            (event["article_id"], event["action"]["start"], event["action"]["type"])
            for event in events.values()
            if event is not None
        }
        latest: dict[tuple[int, bytes], dict[str, Any]] = {}
        for record in await self.read("counts"):
            if record.value is None:
                continue
            value = orjson.loads(record.value)
            held = latest.get((record.partition, record.key))
            if held is None or (value["offset"], value["generation"]) >= (held["offset"], held["generation"]):
                latest[record.partition, record.key] = value
        counts: Counter[tuple[str, str, str]] = Counter()
        for value in latest.values():
            counts[value["dimension"], value["value"], value["bucket"]] += value["count"]
        messages = counts.pop(("messages", "all", "total"), 0)
        wrong = [
            (name, counts[name], expected.counts[name])
            for name in counts.keys() | expected.counts.keys()
            if counts[name] != expected.counts[name]
        ]
        if messages != len(raw):
            wrong.append(("messages", messages, len(raw)))
        ids = {record.key.decode() for record in clean}
        return Result(
            messages=len(raw),
            articles=len(expected.articles),
            lost=len(expected.articles.keys() - ids) + len(expected.events - there),
            extra=len(ids - expected.articles.keys()) + len(there - expected.events),
            wrong_counts=wrong,
            redelivered=len(clean) / max(expected.versions, 1) - 1,
            committed=await self.committed(),
        )
