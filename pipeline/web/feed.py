"""What the page shows, kept in memory by reading the topics: the latest events, all counts, the latest dead letters."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
from aiokafka.errors import KafkaError

from pipeline.count.keys import bucket_kind
from pipeline.errors import DatelineError
from pipeline.ops.logs import log
from pipeline.stream.reader import read_topic
from pipeline.stream.topics import COUNTS, DEAD_LETTERS, EVENTS, Topic

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from typing import Self

    from pipeline.stream.reader import Read

LATEST_EVENTS = 2_000
LATEST_LETTERS = 200
AGAIN_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search over the latest events; None asks for nothing."""

    country: str | None = None
    type: str | None = None
    certainty: str | None = None
    source: str | None = None
    text: str | None = None


@dataclass(slots=True)
class _Count:
    """One partition's share of a count."""

    value: str
    bucket: str
    count: int
    rank: tuple[int, int]


class Feed:
    """Three topics followed at once; a broker that goes away is waited for."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._events: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._counts: dict[str, dict[tuple[bytes, int], _Count]] = {}
        self._letters: deque[dict[str, Any]] = deque(maxlen=LATEST_LETTERS)
        self._readers: list[asyncio.Task[None]] = []
        self._listeners: set[asyncio.Queue[bytes]] = set()
        self.dead_letter_reasons: Counter[str] = Counter()
        self.events_read = 0

    async def __aenter__(self) -> Self:
        topics: tuple[tuple[Topic, Callable[[Read], None]], ...] = (
            (EVENTS, self._take_event),
            (COUNTS, self._take_count),
            (DEAD_LETTERS, self._take_letter),
        )
        self._readers = [asyncio.create_task(self._follow(topic, take)) for topic, take in topics]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._readers:
            task.cancel()
        for task in self._readers:
            with suppress(asyncio.CancelledError):
                await task

    async def _follow(self, topic: Topic, take: Callable[[Read], None]) -> None:
        while True:
            try:
                async for record in read_topic(self._bootstrap, topic.name, follow=True):
                    take(record)
            except (KafkaError, OSError, DatelineError) as error:
                log.warning("the page lost a topic and reads it again", topic=topic.name, error=str(error))
                await asyncio.sleep(AGAIN_SECONDS)

    def _take_event(self, record: Read) -> None:
        key = (record.key or b"").decode("utf-8", "replace")
        if record.value is None:
            self._events.pop(key, None)
            return
        event = orjson.loads(record.value)
        self.events_read += 1
        self._events[key] = event
        self._events.move_to_end(key)
        while len(self._events) > LATEST_EVENTS:
            self._events.popitem(last=False)
        for queue in self._listeners:
            with suppress(asyncio.QueueFull):  # a page that does not keep up misses events, the pipeline does not wait
                queue.put_nowait(record.value)

    def _take_count(self, record: Read) -> None:
        if record.key is None:
            return
        where = (record.key, record.partition)
        dimension = str(orjson.loads(record.key)[0])
        held = self._counts.setdefault(dimension, {})
        if record.value is None:
            held.pop(where, None)
            return
        value = orjson.loads(record.value)
        rank = (value["offset"], value.get("generation", 0))
        if where not in held or rank >= held[where].rank:
            held[where] = _Count(value["value"], value["bucket"], value["count"], rank)

    def _take_letter(self, record: Read) -> None:
        if record.value is None:
            return
        letter = orjson.loads(record.value)
        letter.pop("value_base64", None)
        identifier = f"{record.partition}-{record.offset}"
        if any(held["id"] == identifier for held in self._letters):
            return  # read again after the broker was away
        self._letters.append({"id": identifier} | letter)
        self.dead_letter_reasons[letter["reason"]] += 1

    def events(self, wanted: Wanted, limit: int) -> list[dict[str, Any]]:
        """The latest events that fit, newest first."""
        found = []
        for event in reversed(self._events.values()):
            if _fits(event, wanted):
                found.append(event)
                if len(found) == limit:
                    break
        return found

    def counts(self, dimension: str, bucket: str, top: int) -> list[dict[str, Any]]:
        """Sums over the partitions, the highest first."""
        sums: Counter[tuple[str, str]] = Counter()
        for count in self._counts.get(dimension, {}).values():
            if bucket_kind(count.bucket) == bucket:
                sums[count.value, count.bucket] += count.count
        rows = [{"value": value, "bucket": when, "count": count} for (value, when), count in sums.items() if count]
        rows.sort(key=lambda row: (-int(str(row["count"])), str(row["value"]), str(row["bucket"])))
        return rows[:top]

    def dead_letters(self) -> list[dict[str, Any]]:
        """The latest, newest first, without their values."""
        return list(reversed(self._letters))

    def listen(self) -> Listener:
        """Each event from now on, as JSON, inside a with block."""
        return Listener(self._listeners)


@dataclass(slots=True)
class Listener:
    """One page's queue of events."""

    listeners: set[asyncio.Queue[bytes]]
    queue: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(maxsize=200))

    def __enter__(self) -> Callable[[], Awaitable[bytes]]:
        self.listeners.add(self.queue)
        return self.queue.get

    def __exit__(self, *_: object) -> None:
        self.listeners.discard(self.queue)


def _countries(event: dict[str, Any]) -> Iterator[str | None]:
    yield (event.get("location") or {}).get("country")
    for mention in (*event.get("actors", ()), *event.get("recipients", ())):
        yield mention.get("country")


def _fits(event: dict[str, Any], wanted: Wanted) -> bool:
    return (
        (wanted.type is None or event["action"]["type"] == wanted.type)
        and (wanted.certainty is None or event["certainty"] == wanted.certainty)
        and (wanted.source is None or event.get("source") == wanted.source)
        and (wanted.country is None or wanted.country in _countries(event))
        and (wanted.text is None or wanted.text.casefold() in event["sentence"]["text"].casefold())
    )
