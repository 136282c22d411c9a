"""The topics as data. Faust silently ignores a source topic that is missing: so they are made first, and checked."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError

from pipeline.connection import client_options
from pipeline.errors import DatelineError, Unreachable
from pipeline.settings import settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SEEN_SECONDS = 30
DAY_MS = 24 * 3600 * 1000


class TopicMissing(DatelineError):
    """A topic isn't there."""

    exit_status = 3


class TopicMisshapen(DatelineError):
    """A topic is there with other partitions, cleanup or size limits than the workers need."""

    exit_status = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. ``size`` is its record limit as a multiple of the limit on raw articles.

    What comes of an article stays in its partition's number, so all have the partitions of the raw topic, but those with
    ``partitions`` of their own.
    """

    suffix: str
    cleanup: str
    retention_days: int | None
    size: float
    compaction_lag_minutes: int = 0
    partitions: int | None = None
    compression: str | None = None

    @property
    def name(self) -> str:
        """The full name, with the prefix of the settings."""
        return f"{settings().topic_prefix}.{self.suffix}"

    @property
    def max_bytes(self) -> int:
        """The largest record, envelope included; never below Kafka's own default, which batches are cut to."""
        return max(int(settings().max_article_bytes * self.size), 1_000_000) + 100_000

    def config(self) -> dict[str, str]:
        """Kafka's settings of it."""
        found = {"cleanup.policy": self.cleanup, "max.message.bytes": str(self.max_bytes)}
        if self.retention_days is not None:
            found["retention.ms"] = str(self.retention_days * DAY_MS)
        if self.compression is not None:
            found["compression.type"] = self.compression
        if self.compaction_lag_minutes:
            found["min.compaction.lag.ms"] = str(self.compaction_lag_minutes * 60_000)
        return found


# Kafka's own limit lies above ours, so that an article over ours reaches the stream and ends as a dead letter. A clean
# article repeats what was stripped, a dead letter carries the whole value in base64.
RAW = Topic("articles.raw", "delete", 7, size=2.5)
CLEAN = Topic("articles.clean", "compact,delete", 90, size=4)
EVENTS = Topic("events", "compact,delete", 90, size=1)
STATEMENTS = Topic("statements", "compact,delete", 90, size=1)
STORIES = Topic("stories", "compact", None, size=1)
# A worker that lost its partition may still write an old value after a new one. Compaction keeps the last, not the
# higher: so it waits until the owner has swept the topic for such writes (every `sweep_seconds`).
COUNTS = Topic("counts", "compact", None, size=0.1, compaction_lag_minutes=60)
MEMORY = Topic("articles.memory", "compact,delete", 30, size=2, compaction_lag_minutes=60)
REPEATS = Topic("repeats", "compact,delete", 60, size=0.1, compaction_lag_minutes=60)
DEAD_LETTERS = Topic("dead-letters", "delete", 30, size=4)
# What an article tells depends on what came before it from everywhere: one partition puts the reports in an order.
REPORTS = Topic("reports", "delete", 7, size=1, partitions=1, compression="gzip")
# A batch is one Kafka batch, taken whole or not at all: so large, for an article whose thousands of copies it changes.
STORY_MEMORY = Topic("stories.memory", "compact", None, size=10, compaction_lag_minutes=60, partitions=1)

TOPICS = (RAW, CLEAN, EVENTS, STATEMENTS, STORIES, COUNTS, MEMORY, REPEATS, DEAD_LETTERS, REPORTS, STORY_MEMORY)


@asynccontextmanager
async def admin(bootstrap: str) -> AsyncIterator[AIOKafkaAdminClient]:
    """An admin client. Raises Unreachable when no broker answers."""
    client = AIOKafkaAdminClient(**client_options(bootstrap, role="admin"), request_timeout_ms=20_000)
    try:
        await client.start()
    except KafkaError as error:
        await client.close()
        raise Unreachable(f"no Kafka answers at {bootstrap} ({error})") from error
    try:
        yield client
    finally:
        await client.close()


async def create_topics(bootstrap: str) -> list[str]:
    """Make the topics that are missing; their names. Those that are there are left as they are: ``check_topics``."""
    async with admin(bootstrap) as client:
        there = await _partitions(client)
        partitions = there.get(RAW.name) or settings().partitions
        made = [topic for topic in TOPICS if topic.name not in there]
        for topic in made:
            new = NewTopic(
                topic.name, topic.partitions or partitions, settings().replication, topic_configs=topic.config()
            )
            try:
                await client.create_topics([new])
            except TopicAlreadyExistsError:
                continue  # another worker was faster
            except KafkaError as error:
                raise Unreachable(f"topic {topic.name} can't be made: {error}") from error
        for _ in range(100):  # a broker knows of a new topic a moment later
            if len(await _partitions(client)) == len(TOPICS):
                break
            await asyncio.sleep(0.1)
    return [topic.name for topic in made]


async def check_topics(bootstrap: str) -> int:
    """Whether the workers can run on the topics as they are; the number of partitions.

    Raises TopicMissing or TopicMisshapen with what to do about it.
    """
    async with admin(bootstrap) as client:
        there = await _partitions(client)
        missing = [topic.name for topic in TOPICS if topic.name not in there]
        if missing:
            raise TopicMissing(f"missing topics: {', '.join(missing)}; make them with `dateline topics --create`")
        partitions = there[RAW.name]
        for topic in TOPICS:
            if topic.partitions not in (None, there[topic.name]):
                raise TopicMisshapen(
                    f"topic {topic.name} has {there[topic.name]} partitions, {topic.partitions} is needed: delete it and "
                    "run `dateline topics --create`"
                )
            if topic.partitions is None and there[topic.name] != partitions:
                raise TopicMisshapen(
                    f"topic {topic.name} has {there[topic.name]} partitions and {RAW.name} {partitions}: all must have "
                    "the same; delete the topic and run `dateline topics --create`"
                )
        for topic, config in zip(TOPICS, await _configs(client), strict=True):
            _check_config(topic, config)
        return partitions


def _check_config(topic: Topic, config: dict[str, str]) -> None:
    policy = set(config.get("cleanup.policy", "").split(","))
    if policy != set(topic.cleanup.split(",")):
        raise TopicMisshapen(
            f"topic {topic.name} has cleanup.policy={','.join(sorted(policy))}, {topic.cleanup} is needed: change it "
            "with kafka-configs"
        )
    size = int(config.get("max.message.bytes", 0))
    if size < topic.max_bytes:
        raise TopicMisshapen(
            f"topic {topic.name} takes records of {size} bytes, {topic.max_bytes} are needed: raise its "
            "max.message.bytes, or lower DATELINE_MAX_ARTICLE_BYTES"
        )


async def describe(bootstrap: str) -> list[dict[str, Any]]:
    """Each topic as it is: name, partitions, cleanup, retention_ms, max_bytes; nulls where it is missing."""
    async with admin(bootstrap) as client:
        there = await _partitions(client)
        present = [topic for topic in TOPICS if topic.name in there]
        configs = dict(zip(present, await _configs(client, present), strict=True))
        found = []
        for topic in TOPICS:
            config = configs.get(topic, {})
            found.append(
                {
                    "topic": topic.name,
                    "partitions": there.get(topic.name),
                    "cleanup": config.get("cleanup.policy"),
                    "retention_ms": int(config["retention.ms"]) if "retention.ms" in config else None,
                    "max_bytes": int(config["max.message.bytes"]) if "max.message.bytes" in config else None,
                }
            )
        return found


async def _partitions(client: AIOKafkaAdminClient) -> dict[str, int]:
    wanted = {topic.name for topic in TOPICS}
    there = wanted & set(await client.list_topics())
    if not there:
        return {}
    return {topic["topic"]: len(topic["partitions"]) for topic in await client.describe_topics(sorted(there))}


async def _configs(client: AIOKafkaAdminClient, topics: list[Topic] | None = None) -> list[dict[str, str]]:
    asked = list(TOPICS) if topics is None else topics
    if not asked:
        return []
    resources = [ConfigResource(ConfigResourceType.TOPIC, topic.name) for topic in asked]
    found: dict[str, dict[str, str]] = {}
    for response in await client.describe_configs(resources):
        for _code, _message, _type, name, entries in response.resources:
            found[name] = {entry[0]: entry[1] for entry in entries}
    return [found[topic.name] for topic in asked]
