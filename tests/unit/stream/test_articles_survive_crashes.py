"""The steps of a batch against a log in memory, with crashes between any two writes and workers that write too late."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.count.recount import is_kept, recount
from pipeline.errors import ExtractTimeout
from pipeline.stream.articles import REPLAY_HEADER, Articles
from pipeline.stream.outputs import code_batch
from pipeline.stream.state import State
from pipeline.stream.store import RocksStore, StateFolder
from pipeline.stream.topics import CLEAN, COUNTS, DEAD_LETTERS, EVENTS, MEMORY, REPEATS, REPORTS

pytestmark = pytest.mark.usefixtures("light_engine")


class Crash(Exception):
    pass


@dataclass
class Log:
    """The topics, as lists."""

    records: dict[str, list[tuple[bytes | None, bytes | None]]] = field(default_factory=dict)

    def latest(self, topic: str) -> list[dict[str, Any]]:
        last = dict(self.records.get(topic, []))
        return [orjson.loads(value) for value in last.values() if value is not None]


@dataclass
class Outbox:
    """Writes to the log until its luck runs out, in the middle of a send."""

    log: Log
    luck: int | None = None
    late_to: Log | None = None
    sent_outputs: bool = False
    late_sends: int = 0

    async def send(self, _partition: int, messages: Any) -> None:
        messages = list(messages)
        if self.late_to is not None:
            tables = {message.topic for message in messages} <= {MEMORY.name, COUNTS.name}
            log = self.late_to if tables and self.sent_outputs else self.log
            if self.late_sends == 2:  # each write is awaited: what comes after those in flight is never begun
                raise Crash
            self.late_sends += log is self.late_to
            self.sent_outputs |= not tables
            for message in messages:
                log.records.setdefault(message.topic, []).append((message.key, message.value))
            return
        for message in messages:
            if self.luck is not None:
                self.luck -= 1
                if self.luck < 0:
                    raise Crash
            self.log.records.setdefault(message.topic, []).append((message.key, message.value))


_coded_before: dict[bytes, Any] = {}


def _coded(data: bytes, received: datetime, known: Any) -> Any:
    name = data + orjson.dumps(received) + (known or b"")
    if name not in _coded_before:
        _coded_before[name] = code_batch([data], [received], [known])[0]
    return _coded_before[name]


@dataclass
class Coder:
    """The real outputs of the light engine; sometimes a time limit, which differs from one try to the next."""

    chance: random.Random
    failing: float = 0.0
    coded: int = 0

    async def code(self, items: Any) -> list[Any]:
        results: list[Any] = []
        for data, received, known in items:
            self.coded += 1
            if self.chance.random() < self.failing:
                results.append((ExtractTimeout("too slow today"), 2))
            else:
                results.append((_coded(data, received, known), 1))
        return results


@dataclass
class Message:
    offset: int
    value: bytes | None
    key: bytes | None = b"k"
    headers: tuple[tuple[str, bytes], ...] = ()
    timestamp: float = 1_764_600_000.0
    topic: str = "news.articles.raw"
    partition: int = 0


TEXTS = ["France attacked Kenya.", "Peru met Japan. Norway attacked Peru.", "Kenya agreed with France, officials said."]


def raw(chance: random.Random, count: int, ids: int) -> list[Message]:
    found = []
    for offset in range(count):
        if chance.random() < 0.05:
            found.append(Message(offset, b"not json"))
            continue
        article = {
            "id": f"a{chance.randrange(ids)}",
            "text": chance.choice(TEXTS),
            "source": "Wire",
            "language": "en",
            "published_at": "2025-12-01T10:00:00Z",
        }
        headers = ((REPLAY_HEADER, b"%d" % offset),) if chance.random() < 0.1 else ()
        found.append(Message(offset, orjson.dumps(article), headers=headers))
    return found


def recovered(log: Log, folder: StateFolder | None = None) -> State:
    state = State(0, folder)
    for part in state.parts:
        records = log.records.get(part.topic, [])
        part.apply((offset, key or b"", value) for offset, (key, value) in enumerate(records))
    return state


def check(log: Log, messages: list[Message]) -> None:
    held: dict[bytes, dict[str, Any]] = {}
    for key, value in log.records[COUNTS.name]:
        assert key is not None
        assert value is not None
        count = orjson.loads(value)
        if key not in held or (count["offset"], count["generation"]) >= (held[key]["offset"], held[key]["generation"]):
            held[key] = count
    counts = Counter({(c["dimension"], c["value"], c["bucket"]): c["count"] for c in held.values()})
    assert counts.pop(("messages", "all", "total")) == len(messages)
    assert {k: n for k, n in counts.items() if n} == dict(recount(log.latest(CLEAN.name), log.latest(EVENTS.name)))
    # what the stories are made of is what the events say, nothing left of what was withdrawn
    sightings = [sighting["event_id"] for report in log.latest(REPORTS.name) for sighting in report["sightings"]]
    assert sorted(sightings) == sorted(event["event_id"] for event in log.latest(EVENTS.name))


def last_articles(messages: list[Message]) -> dict[str, dict[str, Any]]:
    return {a["id"]: a for a in (orjson.loads(m.value or b"") for m in messages if m.value != b"not json")}


@pytest.mark.parametrize("seed", range(25))
def test_counts_equal_the_events_whatever_write_a_crash_interrupts(seed: int) -> None:
    chance = random.Random(seed)
    messages, log, committed = raw(chance, 60, ids=12), Log(), 0
    coder = Coder(chance, failing=0.1)
    generation = 0
    while committed < len(messages):
        generation += 1
        outbox = Outbox(log, luck=chance.randrange(5, 120))
        state = recovered(log)
        articles = Articles(coder, outbox, "test")
        acked = committed
        try:
            while acked < len(messages):
                batch = messages[acked : acked + chance.randint(1, 9)]
                asyncio.run(articles.process(state, batch, committed=committed, generation=generation))
                acked += len(batch)
                if chance.random() < 0.3:
                    committed = acked
            committed = acked
        except Crash:
            continue
    check(log, messages)
    assert {a["article_id"] for a in log.latest(CLEAN.name)} <= set(last_articles(messages))


@pytest.mark.parametrize("seed", range(25))
def test_a_worker_that_lost_its_partition_and_writes_on_changes_no_count(seed: int) -> None:
    chance = random.Random(seed)
    messages, log = raw(chance, 50, ids=10), Log()
    coder = Coder(chance)
    committed = 0
    late: list[
        tuple[str, bytes | None, bytes | None]
    ] = []  # what an earlier owner had in flight when it lost the partition
    for generation in range(1, 6):
        state = recovered(log)
        end = len(messages) if generation == 5 else chance.randint(committed, len(messages))
        position = committed
        while position < end:
            batch = messages[position : min(position + chance.randint(1, 7), end)]
            while late and chance.random() < 0.5:
                topic, key, value = late.pop(0)
                log.records[topic].append((key, value))
            asyncio.run(
                Articles(coder, Outbox(log), "t").process(state, batch, committed=committed, generation=generation)
            )
            position += len(batch)
        if generation < 5 and position < len(
            messages
        ):  # the batch in hand gets as far as its outputs; what it remembers and counts arrives later
            batch, held = messages[position : position + 5], Log()
            outbox = Outbox(log, late_to=held)
            with contextlib.suppress(Crash):
                asyncio.run(Articles(coder, outbox, "z").process(state, batch, committed=0, generation=generation))
            late += [(topic, key, value) for topic, records in held.records.items() for key, value in records]
        committed = chance.randint(committed, end)
    for topic, key, value in late:
        log.records[topic].append((key, value))
    check(log, messages)
    check(Log({**log.records, COUNTS.name: _as_items(recovered(log))}), messages)


def _as_items(state: State) -> list[tuple[bytes | None, bytes | None]]:
    return list(state.counts.store.items())


def test_late_writes_are_written_over_before_compaction_takes_them_for_the_last() -> None:
    chance = random.Random(1)
    messages, log = raw(chance, 30, ids=40), Log()
    coder = Coder(chance)
    old = recovered(log)
    asyncio.run(Articles(coder, Outbox(log), "t").process(old, messages[:10], committed=0, generation=1))
    late = Log()
    with contextlib.suppress(Crash):
        zombie = Articles(coder, Outbox(log, late_to=late), "t")
        asyncio.run(zombie.process(old, messages[10:15], committed=0, generation=1))
    new = recovered(log)
    asyncio.run(Articles(coder, Outbox(log), "t").process(new, messages[10:], committed=10, generation=2))
    for topic, records in late.records.items():
        log.records[topic] += records
    assert late.records

    owner = new
    for part in owner.parts:
        records = log.records[part.topic]
        part.apply(
            (offset, key or b"", value) for offset, (key, value) in enumerate(records) if offset >= part.store.position
        )
        asyncio.run(part.heal(Outbox(log)))
    for topic in (COUNTS.name, MEMORY.name):
        log.records[topic] = list(dict(log.records[topic]).items())  # compaction
    check(log, messages)


def test_lost_tables_are_counted_again_from_the_source_to_the_same_counts() -> None:
    messages, log = raw(random.Random(3), 60, ids=8), Log()
    coder = Coder(random.Random(0))
    for _ in range(2):
        log.records.pop(COUNTS.name, None)
        log.records.pop(MEMORY.name, None)
        state = recovered(log)
        for start in range(0, 60, 7):
            batch = messages[start : start + 7]
            asyncio.run(Articles(coder, Outbox(log), "t").process(state, batch, committed=60, generation=1))
        check(log, messages)


def test_an_article_published_twice_is_coded_and_counted_once() -> None:
    log, coder = Log(), Coder(random.Random(0))
    article = orjson.dumps({"id": "x", "text": TEXTS[0], "language": "en"})
    again = orjson.dumps({"language": "en", "text": TEXTS[0], "id": "x"})
    state = recovered(log)
    for batch in ([Message(0, article), Message(1, again)], [Message(2, article)]):
        asyncio.run(Articles(coder, Outbox(log), "t").process(state, batch, committed=0, generation=1))
    assert coder.coded == 1
    assert len(log.records[EVENTS.name]) == 1


def test_a_corrected_article_withdraws_the_events_it_no_longer_holds() -> None:
    log, coder = Log(), Coder(random.Random(0))
    state = recovered(log)
    messages = [
        Message(offset, orjson.dumps({"id": "x", "text": text, "language": "en", "source": "Wire"}))
        for offset, text in enumerate([TEXTS[0], "Nothing happened."])
    ]
    asyncio.run(Articles(coder, Outbox(log), "t").process(state, messages, committed=0, generation=1))
    assert log.latest(EVENTS.name) == []
    assert log.records[EVENTS.name][-1][1] is None
    check(log, messages)


def test_a_replay_never_brings_back_what_a_correction_has_replaced() -> None:
    log, coder = Log(), Coder(random.Random(0))
    state = recovered(log)
    first = orjson.dumps({"id": "x", "text": TEXTS[0], "language": "en", "source": "Wire"})
    second = orjson.dumps({"id": "x", "text": TEXTS[2], "language": "en", "source": "Wire"})
    messages = [Message(0, first), Message(1, second), Message(2, first, headers=((REPLAY_HEADER, b"0"),))]
    asyncio.run(Articles(coder, Outbox(log), "t").process(state, messages, committed=0, generation=1))
    assert [event["action"]["type"] for event in log.latest(EVENTS.name)] == ["AGREE"]


def test_a_bad_record_becomes_a_dead_letter_and_its_neighbours_go_through() -> None:
    log, coder = Log(), Coder(random.Random(0))
    good = orjson.dumps({"id": "x", "text": TEXTS[0], "language": "en"})
    values = [
        b"not json",
        good,
        b'{"id": 5}',
        None,
        b"\xff\xfe",
        b'{"text": ""}',
        b"[1]",
        b'{"id": "\\ud800", "text": "Hi."}',
    ]
    messages = [Message(offset, value) for offset, value in enumerate(values)]
    asyncio.run(Articles(coder, Outbox(log), "t").process(recovered(log), messages, committed=0, generation=1))
    letters = [orjson.loads(value or b"") for _, value in log.records[DEAD_LETTERS.name]]
    assert {letter["offset"] for letter in letters} >= {0, 2, 3, 4, 5, 6}
    assert {letter["reason"] for letter in letters} <= {"bad-json", "bad-schema", "no-text"}
    assert "x" in {article["article_id"] for article in log.latest(CLEAN.name)}


def test_a_local_store_of_another_partition_is_emptied_and_not_believed(tmp_path: Path) -> None:
    store = RocksStore(tmp_path / "db", {"table": "counts", "partition": 0})
    store.update({b"k": b"v"}, 7)
    store.close()
    same = RocksStore(tmp_path / "db", {"table": "counts", "partition": 0})
    assert (same.get(b"k"), same.position) == (b"v", 7)
    same.close()
    other = RocksStore(tmp_path / "db", {"table": "counts", "partition": 1})
    assert (other.get(b"k"), other.position) == (None, 0)
    other.close()


def test_two_workers_of_one_name_do_not_share_a_folder(tmp_path: Path) -> None:
    from pipeline.errors import Unreachable

    folder = StateFolder(tmp_path)
    with pytest.raises(Unreachable, match="another worker"):
        StateFolder(tmp_path)
    folder.close()
    StateFolder(tmp_path).close()


NAMES = ["Lisbon", "Nairobi", "Oslo", "Lima", "Manila", "Ankara", "Dakar", "Tbilisi", "Quito", "Hanoi", "Riga", "Amman"]
FRAME = (
    "The Gazette has come off the presses beside the old quay each morning since 1931, as France attacked Kenya once."
)


def framed(offset: int, number: int, outlet: str = "Harbour Gazette", **headers: bytes) -> Message:
    """An article on a thing of its own, with what its outlet lays under all."""
    name = NAMES[number % len(NAMES)]
    lines = [f"A court in {name} sat.", f"The judges in {name} read.", f"Peru met Japan in {name}.", FRAME]
    article = {"id": f"n{number}", "text": "\n".join(lines), "source": outlet, "language": "en"}
    return Message(offset, orjson.dumps(article), headers=tuple(headers.items()))


def taken_off(log: Log) -> dict[str, bool]:
    return {
        article["article_id"]: any(item["category"] == "repeated" for item in article["removed"])
        for article in log.latest(CLEAN.name)
    }


def process(log: Log, state: State, batch: list[Message], **more: Any) -> None:
    coder = Coder(random.Random(0))
    arguments = {"committed": 0, "generation": 1, **more}
    asyncio.run(Articles(coder, Outbox(log), "t").process(state, batch, **arguments))


@pytest.mark.parametrize("seed", range(12))
def test_what_an_outlet_repeats_is_learned_once_whatever_write_a_crash_interrupts(seed: int) -> None:
    chance = random.Random(seed)
    messages, log, acked, generation = [framed(offset, offset) for offset in range(12)], Log(), 0, 0
    while acked < len(messages):
        generation += 1
        state = recovered(log)
        articles = Articles(Coder(chance), Outbox(log, luck=chance.randrange(4, 60)), "t")
        with contextlib.suppress(Crash):
            while acked < len(messages):
                batch = messages[acked : acked + 1]
                asyncio.run(articles.process(state, batch, committed=acked, generation=generation))
                acked += 1
    check(log, messages)
    assert taken_off(log) == {f"n{number}": number >= 2 for number in range(12)}, "two others had it, none twice"
    assert {event["article_id"] for event in log.latest(EVENTS.name) if event["action"]["type"] == "ASSAULT"} == {
        "n0",
        "n1",
    }


def test_articles_of_one_batch_are_cleaned_by_what_was_known_before_it() -> None:
    log = Log()
    state = recovered(log)
    process(log, state, [framed(offset, offset) for offset in range(5)])
    process(log, state, [framed(offset, offset) for offset in range(5, 8)])
    assert taken_off(log) == {f"n{number}": number >= 5 for number in range(8)}


def test_duplicates_corrections_and_replays_teach_nothing_twice() -> None:
    log = Log()
    state = recovered(log)
    for offset in range(6):
        process(log, state, [framed(offset, 0, **({REPLAY_HEADER: b"0"} if offset % 2 else {}))])
    process(log, state, [framed(6, 1)])
    assert not any(taken_off(log).values())
    process(log, state, [framed(7, 2)])
    assert taken_off(log)["n2"]


def test_a_replay_teaches_a_table_that_was_lost_and_cleans_the_first_articles_too() -> None:
    log = Log()
    state = recovered(log)
    for offset in range(4):
        process(log, state, [framed(offset, offset)])
    del log.records[REPEATS.name]
    state = recovered(log)
    assert state.learning.upto == -1
    process(log, state, [framed(4, 7)])
    assert not taken_off(log)["n7"]
    for offset in range(5, 9):
        process(log, state, [framed(offset, offset - 5, **{REPLAY_HEADER: b"%d" % (offset - 5)})])
    process(log, state, [framed(9, 0, **{REPLAY_HEADER: b"5"}), framed(10, 8)])
    assert taken_off(log) == {"n0": True, "n1": True, "n2": True, "n3": True, "n7": False, "n8": True}
    check(log, [*[framed(offset, 0) for offset in range(11)]])


def test_a_late_write_does_not_replace_what_an_outlet_taught_since() -> None:
    log = Log()
    for offset in range(3):
        process(log, recovered(log), [framed(offset, offset)])
    late = log.records[REPEATS.name][0]
    for offset in range(3, 6):
        process(log, recovered(log), [framed(offset, offset)])
    log.records[REPEATS.name].append(late)
    state = recovered(log)
    asyncio.run(state.repeats.heal(Outbox(log)))
    log.records[REPEATS.name] = list(dict(log.records[REPEATS.name]).items())  # compaction
    process(log, recovered(log), [framed(6, 6)])
    assert taken_off(log)["n6"]
    assert recovered(log).learning.upto == 6


def test_outlets_are_forgotten_when_there_are_too_many_or_nothing_came_for_a_month(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pipeline.settings import settings

    monkeypatch.setenv("DATELINE_REPEAT_SOURCES", "3")
    settings.cache_clear()
    log = Log()
    state = recovered(log)
    for offset in range(6):
        process(log, state, [framed(offset, offset, outlet=f"Outlet {offset}")])
    held = {key for key, _ in recovered(log).repeats.items()}
    assert held == {b"upto", b"=outlet 3", b"=outlet 4", b"=outlet 5"}
    later = framed(6, 6, outlet="Outlet 9")
    later.timestamp += 40 * 86_400
    process(log, recovered(log), [later])
    assert {key for key, _ in recovered(log).repeats.items()} == {b"upto", b"=outlet 9"}


def test_learning_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.settings import settings

    monkeypatch.setenv("DATELINE_REPEAT_SOURCES", "0")
    settings.cache_clear()
    log = Log()
    state = recovered(log)
    for offset in range(6):
        process(log, state, [framed(offset, offset)])
    assert not any(taken_off(log).values())
    assert REPEATS.name not in log.records


DAY = 86_400


@pytest.mark.parametrize("seed", range(15))
def test_expired_hours_are_gone_and_all_others_right_whatever_write_a_crash_interrupts(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.settings import settings

    monkeypatch.setenv("DATELINE_HOUR_COUNTS_DAYS", "3")
    monkeypatch.setenv("DATELINE_DAY_COUNTS_DAYS", "6")
    settings.cache_clear()
    chance = random.Random(seed)
    log, messages, acked, generation = Log(), [], 0, 0
    for offset in range(80):  # Kafka's time goes on by some nine days; the news is up to eight days old, or corrected
        now = 1_764_600_000 + offset * DAY / 9
        published = datetime.fromtimestamp(now - chance.choice([0, 0, 1, 2, 5, 8]) * DAY, UTC)
        article = {
            "id": f"k{chance.randrange(50)}",
            "text": chance.choice(TEXTS),
            "source": "Wire",
            "language": "en",
            "published_at": published.isoformat(),
        }
        messages.append(Message(offset, orjson.dumps(article), timestamp=now - chance.choice([0, 0, 0, DAY])))
    coder = Coder(chance)
    while acked < len(messages):
        generation += 1
        state = recovered(log)
        articles = Articles(coder, Outbox(log, luck=chance.randrange(20, 250)), "t")
        with contextlib.suppress(Crash):
            while acked < len(messages):
                batch = messages[acked : acked + chance.randint(1, 9)]
                asyncio.run(articles.process(state, batch, committed=acked, generation=generation))
                acked += len(batch)
    state = recovered(log)
    hours_from, days_from = state.kept
    assert (hours_from, days_from) == (20251207, 20251204)
    held = {tuple(orjson.loads(key)): running.total for key, running in state.counts.items()}
    ours = {name: count for name, count in held.items() if name[0] not in {"messages", "kept-from"} and count}
    again = recount(log.latest(CLEAN.name), log.latest(EVENTS.name))
    right = {name: count for name, count in again.items() if is_kept(name[2], hours_from, days_from)}
    assert len(right) < len(again)
    assert {name: n for name, n in ours.items() if is_kept(name[2], hours_from, days_from)} == right
    process(log, state, [framed(80, 80)], generation=generation + 1)
    later = framed(81, 81)
    later.timestamp = messages[-1].timestamp + 2 * DAY
    process(log, state, [later], generation=generation + 1)
    assert all(state.kept.holds(orjson.loads(key)[2]) for key in state.counts.keys())  # noqa: SIM118
