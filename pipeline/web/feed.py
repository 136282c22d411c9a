"""What the page shows of the news, kept in memory by following three topics."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiokafka.errors import KafkaError

from pipeline.errors import DatelineError
from pipeline.ops.logs import log
from pipeline.stream.reader import read_topic
from pipeline.stream.topics import COUNTS, DEAD_LETTERS, EVENTS, Topic
from pipeline.web.held import LATEST_EVENTS, Counts, Events, Letters

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Self

    from pipeline.stream.reader import Read
    from pipeline.web.held import Held

AGAIN_SECONDS = 3.0
WAITING_EVENTS = 200


class Feed:
    """Three topics followed at once; a broker that goes away is waited for."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self.events, self.counts, self.letters = Events(), Counts(), Letters()
        self._readers: list[asyncio.Task[None]] = []
        self._listeners: set[asyncio.Queue[bytes]] = set()

    async def __aenter__(self) -> Self:
        topics: tuple[tuple[Topic, Held, int | None], ...] = (
            (EVENTS, self.events, LATEST_EVENTS),
            (COUNTS, self.counts, None),
            (DEAD_LETTERS, self.letters, None),
        )
        self._readers = [asyncio.create_task(self._follow(*topic)) for topic in topics]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._readers:
            task.cancel()
        for task in self._readers:
            with suppress(asyncio.CancelledError):
                await task

    async def _follow(self, topic: Topic, held: Held, newest: int | None) -> None:
        while True:
            first = True
            try:
                async for record in read_topic(self._bootstrap, topic.name, follow=True, newest=newest):
                    if first:  # read again, perhaps from a topic that was made anew: what was held is of the last time
                        held.clear()
                        first = False
                    self._take(held, record)
            except (KafkaError, OSError, DatelineError) as error:
                log.warning("the page lost a topic and reads it again", topic=topic.name, error=str(error))
                await asyncio.sleep(AGAIN_SECONDS)

    def _take(self, held: Held, record: Read) -> None:
        try:
            held.take(record)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning(
                "the page can't read a record",
                topic=record.topic,
                partition=record.partition,
                offset=record.offset,
                error=f"{type(error).__name__}: {error}",
            )
            return
        if held is self.events and record.value is not None:
            for queue in self._listeners:
                with suppress(
                    asyncio.QueueFull
                ):  # a page that does not keep up misses events, the pipeline does not wait
                    queue.put_nowait(record.value)

    def listen(self) -> Listener:
        """Each event from now on, as JSON, inside a with block."""
        return Listener(self._listeners)


@dataclass(slots=True)
class Listener:
    """One page's queue of events."""

    listeners: set[asyncio.Queue[bytes]]
    queue: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(maxsize=WAITING_EVENTS))

    def __enter__(self) -> Callable[[], Awaitable[bytes]]:
        self.listeners.add(self.queue)
        return self.queue.get

    def __exit__(self, *_: object) -> None:
        self.listeners.discard(self.queue)
