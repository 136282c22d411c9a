"""A real dashboard process on topics of its own, with records put straight into them."""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from pipeline.records import (
    Action,
    ActorMention,
    Attribution,
    DateMention,
    DeadLetter,
    Event,
    PlaceMention,
    RunningCount,
    Span,
)

TOPICS = ("articles.raw", "articles.clean", "events", "counts", "dead-letters")
ROOT = Path(__file__).resolve().parents[2]
HOSTILE = (
    "<script>window.broken = 1</script>",
    '<img src=x onerror="window.broken = 2">',
    "\u202eevil \u05e9\u05dc\u05d5\u05dd right to left",
)


@dataclass
class Stage:
    """Topics and a group with names of their own on a shared broker."""

    bootstrap: str
    folder: Path
    prefix: str = field(default_factory=lambda: f"web{uuid.uuid4().hex[:8]}")

    @property
    def env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
        return kept | {
            "DATELINE_DATA_DIR": str(self.folder),
            "DATELINE_TOPIC_PREFIX": self.prefix,
            "DATELINE_GROUP": self.prefix,
            "DATELINE_BOOTSTRAP": self.bootstrap,
        }

    def topics(self) -> None:
        """Make the topics, as small as `dateline topics` would."""

        async def make() -> None:
            admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
            await admin.start()
            try:
                await admin.create_topics([NewTopic(f"{self.prefix}.{name}", 2, 1) for name in TOPICS])
            finally:
                await admin.close()

        aside(make())

    def put(self, topic: str, *records: tuple[bytes | None, bytes | None], partition: int = 0) -> None:
        """Records into one of the stage's topics."""

        async def send() -> None:
            async with AIOKafkaProducer(bootstrap_servers=self.bootstrap) as producer:
                for key, value in records:
                    await producer.send_and_wait(f"{self.prefix}.{topic}", value, key, partition)

        aside(send())

    def commit(self, **offsets: int) -> None:
        """Commit for the group: ``p0=3`` is partition 0 at offset 3."""

        async def do() -> None:
            raw = f"{self.prefix}.articles.raw"
            async with AIOKafkaConsumer(
                bootstrap_servers=self.bootstrap, group_id=self.prefix, enable_auto_commit=False
            ) as consumer:
                tps = {TopicPartition(raw, int(name[1:])): offset for name, offset in offsets.items()}
                consumer.assign(list(tps))
                await consumer.commit(tps)

        aside(do())

    @contextmanager
    def dashboard(self, *arguments: str) -> Iterator[str]:
        """The page's address while its process runs."""
        port = free_port()
        command = [sys.executable, "-m", "pipeline", "dashboard", "--port", str(port), *arguments]
        if "--canary-seconds" not in arguments:
            command += ["--canary-seconds", "0"]
        with (self.folder / f"dashboard-{port}.log").open("wb") as log:
            process = subprocess.Popen(command, env=self.env, cwd=ROOT, stderr=log, stdout=log)
            try:
                address = f"http://127.0.0.1:{port}"
                wait_for(lambda: ask(f"{address}/healthz") is not None, f"the page's process: {log.name}")
                yield address
            finally:
                process.terminate()
                process.wait(30)


def aside(job: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: the tests' thread may hold playwright's loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, job).result()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(address: str) -> Any:
    """The JSON there, of errors too; None when nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own page's address
            return orjson.loads(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return orjson.loads(error.read())
    except OSError:
        return None


def wait_for(condition: Any, what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.1)


# --- records

EMOJI_ARTICLE = "\U0001f30d\U0001f30d Lead.\n"  # two code points, four UTF-16 units: offsets must not slip


def event(
    number: int,
    *,
    sentence: str = "Kenya's army seized a port near Mombasa on Monday, police said.",
    kind: str = "COERCE",
    country: str = "KEN",
    certainty: str = "probable",
    actor: str = "Kenya's army",
    **changes: Any,
) -> tuple[bytes, bytes]:
    """An event whose marks are where the sentence has them, behind a paragraph with emoji."""
    base = len(EMOJI_ARTICLE)

    def span(text: str) -> dict[str, Any]:
        start = base + max(sentence.find(text), 0)
        return {"start": start, "end": start + len(text), "text": text}

    fields: dict[str, Any] = {
        "event_id": f"e{number:04}",
        "article_id": f"a{number:04}",
        "url": f"https://outlet.example/{number}",
        "source": "Coast Gazette",
        "published_at": datetime(2026, 3, 2, 9, number % 60, tzinfo=UTC),
        "sentence": Span(start=base, end=base + len(sentence), text=sentence),
        "action": Action(
            **span("seized"), lemma="seize", type=kind, mode="seize", quad_class="material-conflict", ontology="plover"
        ),
        "actors": [ActorMention(**span(actor), name=actor, country=country, sector="MIL")],
        "recipients": [ActorMention(**span("a port"), name="a port", country="UGA")],
        "location": PlaceMention(**span("Mombasa"), name="Mombasa", kind="city", country=country, confidence=0.9),
        "date": DateMention(
            **span("Monday"),
            timex="2026-03-02",
            first_day=datetime(2026, 3, 2, tzinfo=UTC).date(),
            last_day=datetime(2026, 3, 2, tzinfo=UTC).date(),
            granularity="day",
            anchor="published_at",
        ),
        "attribution": Attribution(
            statement_id="s1",
            source=ActorMention(**span("police"), name="police", country=country, sector="GOV"),
            cue=Span(**span("said")),
            kind="indirect",
        ),
        "certainty": certainty,
        "polarity": "positive",
        "factuality": 2.0,
        "time_relation": "past",
        "confidence": 0.8,
        "extractor": "test",
    }
    record = Event(**(fields | changes))
    return record.event_id.encode(), record.to_json()


def count(dimension: str, value: str, number: int, offset: int = 1) -> tuple[bytes, bytes]:
    record = RunningCount(dimension=dimension, value=value, bucket="total", partition=0, count=number, offset=offset)
    return orjson.dumps([dimension, value, "total"]), record.to_json()


def letter(reason: str, detail: str, key: str, value: bytes, topic: str) -> tuple[bytes, bytes]:
    record = DeadLetter(
        reason=reason,
        detail=detail,
        topic=topic,
        partition=0,
        offset=0,
        key=key,
        value_base64=base64.b64encode(value).decode(),
        failed_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        attempts=2,
        extractor="test",
    )
    return key.encode(), record.to_json()
