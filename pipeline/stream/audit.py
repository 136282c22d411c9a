"""Compares the running counts with a recount of what lies on the topics, partition by partition, key by key."""

from __future__ import annotations

import asyncio
import time
from typing import NamedTuple

import orjson

from pipeline.count.recount import Name, is_kept, recount
from pipeline.errors import DatelineError
from pipeline.stream.reader import partitions_of, read_topic, reader
from pipeline.stream.topics import CLEAN, COUNTS, EVENTS, RAW

MESSAGES: Name = ("messages", "all", "total")
HOURS_FROM: Name = ("kept-from", "hour", "total")
DAYS_FROM: Name = ("kept-from", "day", "total")


class NotCaughtUp(DatelineError):
    """The workers have not worked on all that was published, so there is nothing to compare yet."""


class Difference(NamedTuple):
    """A count that isn't what the topics add up to."""

    partition: int
    dimension: str
    value: str
    bucket: str
    table: int
    recount: int


class Audit(NamedTuple):
    """What was compared. ``retained`` is False when retention took records that had been counted."""

    messages: int
    articles: int
    events: int
    counts: int
    retained: bool
    differences: list[Difference]


async def audit(bootstrap: str, *, wait_seconds: float) -> Audit:
    """Compare, once the workers are through with all that is published. Raises NotCaughtUp after ``wait_seconds``."""
    deadline = time.monotonic() + wait_seconds
    while True:
        counts = await _counts(bootstrap)
        behind = await _behind(bootstrap, counts)
        if not behind:
            break
        if time.monotonic() > deadline:
            raise NotCaughtUp(f"{behind} articles are not worked on yet: start workers, or wait longer with --wait")
        await asyncio.sleep(1)
    articles, cut_articles = await _latest(bootstrap, CLEAN.name)
    events, cut_events = await _latest(bootstrap, EVENTS.name)
    retained = not (cut_articles or cut_events)
    differences, compared = [], 0
    for partition in sorted(counts.keys() | articles.keys() | events.keys()):
        table = {name: count for name, (count, _) in counts.get(partition, {}).items()}
        again = recount(articles.get(partition, []), events.get(partition, []))
        table.pop(MESSAGES, None)
        hours_from, days_from = table.pop(HOURS_FROM, 0), table.pop(DAYS_FROM, 0)
        for name in sorted(table.keys() | again.keys()):
            if not is_kept(name[2], hours_from, days_from):
                continue
            compared += 1
            held, right = table.get(name, 0), again[name]
            if held < right or (retained and held != right):
                differences.append(Difference(partition, *name, held, right))
    return Audit(
        messages=sum(names.get(MESSAGES, (0, 0))[0] for names in counts.values()),
        articles=sum(map(len, articles.values())),
        events=sum(map(len, events.values())),
        counts=compared,
        retained=retained,
        differences=differences,
    )


async def _counts(bootstrap: str) -> dict[int, dict[Name, tuple[int, int]]]:
    """By partition and key the (count, offset) with the highest offset."""
    found: dict[int, dict[Name, tuple[int, int]]] = {}
    ranks: dict[tuple[int, bytes], tuple[int, int]] = {}
    async for record in read_topic(bootstrap, COUNTS.name):
        if record.key is None:
            continue
        if record.value is None:
            ranks.pop((record.partition, record.key), None)
            dimension, value, bucket = orjson.loads(record.key)
            found.get(record.partition, {}).pop((dimension, value, bucket), None)
            continue
        value = orjson.loads(record.value)
        rank = (value["offset"], value["generation"])
        if rank >= ranks.get((record.partition, record.key), (-1, -1)):
            ranks[record.partition, record.key] = rank
            name = (value["dimension"], value["value"], value["bucket"])
            found.setdefault(record.partition, {})[name] = (value["count"], value["offset"])
    return found


async def _behind(bootstrap: str, counts: dict[int, dict[Name, tuple[int, int]]]) -> int:
    """How many raw messages are not counted yet."""
    async with reader(bootstrap) as consumer:
        tps = await partitions_of(consumer, RAW.name)
        ends = await consumer.end_offsets(tps)
        begins = await consumer.beginning_offsets(tps)
    behind = 0
    for tp in tps:
        if ends[tp] > begins[tp]:
            behind += max(ends[tp] - 1 - counts.get(tp.partition, {}).get(MESSAGES, (0, -1))[1], 0)
    return behind


async def _latest(bootstrap: str, topic: str) -> tuple[dict[int, list[dict[str, object]]], bool]:
    """The last value of each key, by partition; and whether retention has deleted any."""
    values: dict[int, dict[bytes | None, bytes]] = {}
    async for record in read_topic(bootstrap, topic):
        ours = values.setdefault(record.partition, {})
        if record.value is None:
            ours.pop(record.key, None)
        else:
            ours[record.key] = record.value
    async with reader(bootstrap) as consumer:
        tps = await partitions_of(consumer, topic)
        cut = any((await consumer.beginning_offsets(tps)).values())
    return {partition: [orjson.loads(value) for value in ours.values()] for partition, ours in values.items()}, cut
