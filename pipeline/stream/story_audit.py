"""Compares the stories on their topic with what the reports add up to.

Twice: the stories that may still change with the table they are told from, and with the live events; and, where the log holds
all reports, not too many of them, and the code that merged them is this one, every story with one that is merged here once more.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import Any, NamedTuple

import orjson
from aiokafka import TopicPartition

from pipeline.errors import RecordError
from pipeline.merge import Merger, Report, merger_version
from pipeline.records import Story, read
from pipeline.settings import settings
from pipeline.stream.audit import NotCaughtUp
from pipeline.stream.reader import partitions_of, read_topic, reader
from pipeline.stream.story_state import StoryState
from pipeline.stream.table import catch_up
from pipeline.stream.topics import EVENTS, REPORTS, STORIES, admin

MERGED_AGAIN = 10_000  # reports: one takes some 10 ms

Stories = dict[str, dict[str, Any]]


class StoryDifference(NamedTuple):
    """A story that is not as it has to be."""

    story: str
    what: str
    headline: str | None


class StoryAudit(NamedTuple):
    """What was compared; ``merged_again`` is null where that can't be done."""

    stories: int
    open: int
    merged_again: int | None
    differences: list[StoryDifference]


async def audit_stories(bootstrap: str, *, wait_seconds: float) -> StoryAudit:
    """Compare, once the workers are through with all reports. Raises NotCaughtUp after ``wait_seconds``."""
    begin, end = await _wait(bootstrap, wait_seconds)
    state = StoryState(0, None)
    await catch_up(bootstrap, state.parts)
    await state.rebuild(as_written=True)
    told = await _told(bootstrap)
    live = await _live_events(bootstrap)
    found = list(_open_differences(state.merger, told, live))
    since, ours = state.progress.since, state.progress.merger == merger_version()
    again: Stories | None = None
    if ours and since is not None and begin <= since and end - begin <= MERGED_AGAIN:
        again = await _merge_again(bootstrap, state.window)
        known = {difference.story for difference in found}
        found += [one for one in _differences(told, again) if one.story not in known]
    return StoryAudit(len(told), len(state.merger.open_stories()), None if again is None else len(again), found)


async def _wait(bootstrap: str, seconds: float) -> tuple[int, int]:
    """Until the group has committed all reports; where the log begins and ends."""
    deadline = time.monotonic() + seconds
    tp = TopicPartition(REPORTS.name, 0)
    async with reader(bootstrap) as consumer, admin(bootstrap) as client:
        await partitions_of(consumer, REPORTS.name)
        while True:
            begin: int = (await consumer.beginning_offsets([tp]))[tp]
            end: int = (await consumer.end_offsets([tp]))[tp]
            offsets = await client.list_consumer_group_offsets(settings().group)
            committed = offsets[tp].offset if tp in offsets else 0
            if begin == end or committed >= end:
                return begin, end
            if time.monotonic() > deadline:
                raise NotCaughtUp(
                    f"{end - max(committed, begin)} reports are not merged yet: start workers, or wait longer with --wait"
                )
            await asyncio.sleep(0.5)


async def _told(bootstrap: str) -> Stories:
    values: dict[bytes, bytes] = {}
    async for record in read_topic(bootstrap, STORIES.name):
        if record.value is None:
            values.pop(record.key or b"", None)
        else:
            values[record.key or b""] = record.value
    return {key.decode(): orjson.loads(value) for key, value in values.items()}


async def _live_events(bootstrap: str) -> set[str] | None:
    """The ids of the events that are not withdrawn; None where retention has deleted some."""
    live: set[str] = set()
    async for record in read_topic(bootstrap, EVENTS.name):
        name = (record.key or b"").decode()
        if record.value is None:
            live.discard(name)
        else:
            live.add(name)
    async with reader(bootstrap) as consumer:
        begins = await consumer.beginning_offsets(await partitions_of(consumer, EVENTS.name))
    return None if any(begins.values()) else live


def _open_differences(merger: Merger, told: Stories, live: set[str] | None) -> list[StoryDifference]:
    right: Stories = {name: _json(story) for name in merger.open_stories() if (story := merger.story(name)) is not None}
    found = _differences({name: told[name] for name in right if name in told}, right)
    mentioned = Counter(mention["event_id"] for name in right for mention in told.get(name, {}).get("mentions", ()))
    for name in right:
        mentions = [mention["event_id"] for mention in told.get(name, {}).get("mentions", ())]
        if live is not None and (gone := [event for event in mentions if event not in live]):
            found.append(StoryDifference(name, f"tells of events that are withdrawn: {', '.join(gone)}", None))
        if twice := [event for event in mentions if mentioned[event] > 1]:
            found.append(
                StoryDifference(name, f"tells of events that another story tells too: {', '.join(twice)}", None)
            )
    empty = [name for name, story in told.items() if not story["mentions"]]
    return found + [StoryDifference(name, "has no mentions", None) for name in empty]


async def _merge_again(bootstrap: str, window: int) -> Stories:
    """The stories of all reports in the log."""
    merger = Merger(window)
    found: dict[str, Story] = {}
    async for record in read_topic(bootstrap, REPORTS.name):
        article_id = (record.key or b"").decode("utf-8", "replace")
        try:
            if record.value is None:
                changes = merger.remove(article_id, number=record.offset)
            else:
                changes = merger.add(read(Report, record.value), number=record.offset)
        except RecordError:  # the workers leave it out too
            continue
        for name in changes.gone:
            found.pop(name, None)
        found.update((story.story_id, story) for story in changes.stories)
    return {name: _json(story) for name, story in found.items()}


def _differences(told: Stories, right: Stories) -> list[StoryDifference]:
    found = []
    for name in sorted(told.keys() | right.keys()):
        if name not in told:
            found.append(StoryDifference(name, "is not told", right[name]["headline"]))
        elif name not in right:
            found.append(StoryDifference(name, "should not be there", told[name]["headline"]))
        elif told[name] != right[name]:
            fields = [field for field in right[name] if told[name].get(field) != right[name][field]]
            found.append(StoryDifference(name, f"differs in {', '.join(fields)}", told[name]["headline"]))
    return found


def _json(story: Story) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(story.to_json())
    return found
