"""The steps of a batch of reports against a log in memory: crashes between any two writes, owners that write too late."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest

from pipeline.merge import Merger, Report, Row
from pipeline.stream.stories import Stories
from pipeline.stream.story_state import StoryState
from pipeline.stream.table import Part
from pipeline.stream.topics import STORIES, STORY_MEMORY
from tests.unit.stream.happenings import DAILY, LIMA, POST, Message, article, follow, merged, report, reports, text

pytestmark = pytest.mark.usefixtures("light_engine")


class Crash(Exception):
    pass


@dataclass
class Log:
    """The topics, as lists."""

    records: dict[str, list[tuple[bytes, bytes | None]]] = field(default_factory=dict)

    def stories(self) -> dict[str, Any]:
        last = dict(self.records.get(STORIES.name, []))
        return {key.decode(): orjson.loads(value) for key, value in last.items() if value is not None}

    def compact(self) -> None:
        for topic, records in self.records.items():
            self.records[topic] = list(dict(records).items())


@dataclass
class Outbox:
    """Writes to the log until its luck runs out: between any two records, but never inside of a whole batch."""

    log: Log
    luck: int | None = None
    late_to: Log | None = None  # where the tables of an owner that is none any more go

    async def send(self, _partition: int, messages: Any, *, whole: bool = False) -> None:
        messages = list(messages)
        for number, message in enumerate(messages):
            if self.luck is not None and (number == 0 or not whole):
                self.luck -= 1
                if self.luck < 0:
                    raise Crash
            log = self.log if self.late_to is None else self.late_to
            log.records.setdefault(message.topic, []).append((message.key, message.value))

    async def spread(self, _topic: str, messages: Any) -> None:
        if self.late_to is not None:  # the fence holds back what comes after the write in flight
            raise Crash
        await self.send(0, messages)


async def recovered(log: Log, window: int, committed: int = 0) -> StoryState:
    state = StoryState(0, None, window=window)
    await catch_up(state, log, committed)
    return state


async def catch_up(state: StoryState, log: Log, committed: int = 0) -> None:
    async def read_on(parts: Iterable[Part[object]]) -> None:
        for part in parts:
            records = log.records.get(part.topic, [])
            part.apply((at, key, value) for at, (key, value) in enumerate(records) if at >= part.store.position)

    await state.recover(read_on, committed)


def process(log: Log, state: StoryState, batch: list[Message], **more: Any) -> None:
    asyncio.run(Stories(Outbox(log)).process(state, batch, committed=0, **{"generation": 1, **more}))


@pytest.mark.parametrize("seed", range(20))
def test_stories_are_those_of_a_worker_that_never_dies_whatever_write_a_crash_interrupts(seed: int) -> None:
    chance = random.Random(seed)
    window = chance.choice([15, 40, 1000])
    messages, log, committed, generation = reports(chance, 90, happenings=8), Log(), 0, 0

    async def life() -> None:
        nonlocal committed
        outbox = Outbox(log, luck=chance.randrange(1, 60))
        state = await recovered(log, window, committed)
        acked = committed
        while acked < len(messages):
            batch = messages[acked : acked + chance.randint(1, 9)]
            await Stories(outbox).process(state, batch, committed=committed, generation=generation)
            acked += len(batch)
            if chance.random() < 0.3:
                committed = acked
        committed = acked

    while committed < len(messages):
        generation += 1
        with contextlib.suppress(Crash):
            asyncio.run(life())
        if chance.random() < 0.2:
            log.compact()
    right = merged(messages, window)
    assert len(right) > 3
    assert max(len(story["mentions"]) for story in right.values()) > 2
    assert log.stories() == right


@pytest.mark.parametrize("seed", range(20))
def test_a_merger_built_from_its_rows_goes_on_as_if_it_had_never_stopped(seed: int) -> None:
    chance = random.Random(seed)
    window = chance.choice([10, 30, 1000])
    messages = reports(chance, 120, happenings=6)
    found: dict[str, Any] = {}
    merger = Merger(window)
    for message in messages:
        if message.value == b'{"article_id": 5}':
            continue
        follow(merger, message, found)
        if chance.random() < 0.3:
            rows = [Row.model_validate(row) for row in orjson.loads(orjson.dumps(merger.state()))["rows"]]
            chance.shuffle(rows)
            merger = Merger.from_rows(rows, newest=merger.newest, window=window)
    assert found == merged(messages, window)


@pytest.mark.parametrize("seed", range(12))
def test_an_owner_that_lost_the_partition_and_writes_on_changes_no_story(seed: int) -> None:
    chance = random.Random(seed)
    window = chance.choice([20, 1000])
    messages, log, committed = reports(chance, 80, happenings=7), Log(), 0
    late: list[tuple[bytes, bytes | None]] = []

    async def life(generation: int) -> None:
        nonlocal committed, late
        state = await recovered(log, window, committed)
        position = committed
        end = len(messages) if generation == 6 else chance.randint(committed, len(messages))
        while position < end:
            batch = messages[position : min(position + chance.randint(1, 7), end)]
            if late and chance.random() < 0.4:
                log.records[STORY_MEMORY.name] += late  # one Kafka batch, in one piece
                late = []
            if chance.random() < 0.3:  # the owner's sweep
                await catch_up(state, log)
                await state.memory.heal(Outbox(log))  # type: ignore[arg-type]
            await Stories(Outbox(log)).process(state, batch, committed=committed, generation=generation)
            position += len(batch)
        if generation < 6 and position < len(messages):
            held = Log()
            with contextlib.suppress(Crash):
                batch = messages[position : position + chance.randint(1, 9)]
                await Stories(Outbox(log, late_to=held)).process(state, batch, committed=0, generation=generation)
            late = held.records.get(STORY_MEMORY.name, [])
        committed = chance.randint(committed, end)

    for generation in range(1, 7):
        asyncio.run(life(generation))
    log.records[STORY_MEMORY.name] += late
    right = merged(messages, window)
    assert log.stories() == right

    async def after() -> dict[str, Any]:
        state = await recovered(log, window)
        await state.memory.heal(Outbox(log))  # type: ignore[arg-type]
        log.compact()
        state = await recovered(log, window)
        found = {name: state.merger.story(name) for name in state.merger.open_stories()}
        return {name: orjson.loads(story.to_json()) for name, story in found.items() if story is not None}

    now = asyncio.run(after())
    assert now == {name: right[name] for name in now}


def test_the_same_report_again_changes_nothing() -> None:
    log, chance = Log(), random.Random(0)
    state = asyncio.run(recovered(log, 100))
    first = report(article("a", "Post", text(chance, 1), 0))
    process(log, state, [Message(0, b"a", first)])
    told = len(log.records[STORIES.name])
    process(log, state, [Message(1, b"a", first)])
    assert len(log.records[STORIES.name]) == told
    assert [key for key, _ in log.records[STORY_MEMORY.name]] == [b"=a", b"upto", b"upto"]


def test_an_undated_article_that_is_replayed_changes_nothing() -> None:
    log, chance = Log(), random.Random(0)
    state = asyncio.run(recovered(log, 100))
    raw = orjson.loads(report(article("a", "Post", text(chance, 1), 0))) | {"published_at": None}
    process(log, state, [Message(0, b"a", orjson.dumps(raw))])
    before = log.stories()
    process(log, state, [Message(1, b"a", orjson.dumps(raw | {"seen": "2026-02-02T00:00:00Z"}))])
    assert log.stories() == before


def test_two_outlets_and_a_copy_are_one_story_of_three_mentions_and_two_sources() -> None:
    log = Log()
    state = asyncio.run(recovered(log, 100))
    told = [("a", "Post", POST), ("b", "Daily", DAILY), ("c", "Wire", POST), ("d", "Post", LIMA)]
    process(log, state, [Message(at, n.encode(), report(article(n, s, t, at))) for at, (n, s, t) in enumerate(told)])
    sizes = {len(story["mentions"]): story for story in log.stories().values()}
    assert set(sizes) == {1, 3}
    assert sizes[3]["independent_sources"] == 2
    assert [mention["copy_of"] for mention in sizes[3]["mentions"]] == [None, None, "a"]


def test_a_correction_moves_an_article_and_a_withdrawal_leaves_no_story_of_nobody() -> None:
    log, chance = Log(), random.Random(0)
    state = asyncio.run(recovered(log, 100))
    body = text(chance, 1)
    process(log, state, [Message(0, b"a", report(article("a", "Post", body, 0)))])
    process(log, state, [Message(1, b"c", report(article("c", "Wire", body, 1)))])
    assert [len(story["mentions"]) for story in log.stories().values()] == [2]
    process(log, state, [Message(2, b"a", report(article("a", "Post", text(chance, 2), 0)))])
    assert sorted(len(story["mentions"]) for story in log.stories().values()) == [1, 1]
    copies = [mention["copy_of"] for story in log.stories().values() for mention in story["mentions"]]
    assert copies == [None, None], "what is left of a corrected text is no copy any more"
    process(log, state, [Message(3, b"a", None), Message(4, b"c", None)])
    assert log.stories() == {}


def test_a_late_write_does_not_bring_back_a_withdrawn_article() -> None:
    log = Log()
    state = asyncio.run(recovered(log, 100))
    process(log, state, [Message(0, b"a", report(article("a", "Post", text(random.Random(0), 1), 0)))])
    late = log.records[STORY_MEMORY.name][0]
    process(log, state, [Message(1, b"a", None)])
    log.records[STORY_MEMORY.name].append(late)
    state = asyncio.run(recovered(log, 100))
    assert state.merger.size == (0, 0)


def test_memory_holds_no_more_than_the_window() -> None:
    chance, log, window = random.Random(3), Log(), 20
    state = asyncio.run(recovered(log, window))
    messages = reports(chance, 120, happenings=30)
    for start in range(0, len(messages), 6):
        process(log, state, messages[start : start + 6])
        log.compact()
        live = [key for key, value in log.records[STORY_MEMORY.name] if value is not None]
        assert len(live) <= window + 1
        assert state.merger.size[0] <= window
        assert set(live) == {key for key, _ in state.memory.items()}


def test_a_story_that_is_closed_stays_as_it_was() -> None:
    chance, log, window = random.Random(4), Log(), 10
    state = asyncio.run(recovered(log, window))
    first = report(article("a", "Post", text(chance, 1), 0))
    process(log, state, [Message(0, b"a", first)])
    process(log, state, [Message(8, b"b", report(article("b", "Daily", text(chance, 1), 1)))])
    (story,) = log.stories().values()
    assert len(story["mentions"]) == 2
    process(log, state, [Message(12, b"x", report(article("x", "Wire", text(chance, 2), 2)))])
    process(log, state, [Message(13, b"b", None)])
    assert log.stories()[story["story_id"]] == story


def test_a_report_on_which_the_merger_fails_is_left_out_and_all_others_are_merged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log, messages = Log(), reports(random.Random(5), 40, happenings=5)
    add = Merger.add
    poison = {message.offset for message in messages if message.value and b'"source":"Radio"' in message.value}

    def fail(self: Merger, one: Report, number: int | None = None) -> Any:
        if one.source == "Radio":
            add(self, one, number)
            raise RuntimeError("half done")
        return add(self, one, number)

    monkeypatch.setattr(Merger, "add", fail)
    state = asyncio.run(recovered(log, 1000))
    for start in range(0, len(messages), 8):
        process(log, state, messages[start : start + 8])
    monkeypatch.undo()
    monkeypatch.setenv("DATELINE_ENGINE", "light")
    assert len(poison) > 2
    assert log.stories() == merged(messages, 1000, leave_out=frozenset(poison))


def test_a_table_that_was_lost_is_merged_again_from_the_reports_to_the_same_stories() -> None:
    messages, log = reports(random.Random(6), 50, happenings=5), Log()
    for _ in range(2):
        log.records.pop(STORY_MEMORY.name, None)
        state = asyncio.run(recovered(log, 1000, committed=50))
        assert state.progress.upto == -1
        for start in range(0, len(messages), 7):
            process(log, state, messages[start : start + 7])
        assert log.stories() == merged(messages, 1000)
