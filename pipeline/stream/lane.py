"""One partition's messages (articles, or reports), in order and in batches: taken from the agent, worked on, acked.

A batch that fails (the broker is away, a topic is full) changes nothing that a reader could see wrongly. The lane waits,
reads its tables again, has everything that isn't done delivered again, and goes on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Protocol

from aiokafka.errors import KafkaError

from pipeline.errors import DatelineError
from pipeline.ops import metrics
from pipeline.ops.logs import log
from pipeline.settings import settings
from pipeline.stream.outbox import Outbox
from pipeline.stream.table import Part, Read, Recovered, catch_up
from pipeline.stream.transport import NotOwner

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
SAME_ERRORS = 3  # an error that isn't Kafka's is a defect or a full disk: after so many in a row the worker stops


class OutOfTurn(Exception):
    """A batch that is not what has to be done next."""


class State(Protocol):
    """What a lane needs of the tables of its partition."""

    work: str
    partition: int

    @property
    def parts(self) -> list[Part[object]]: ...

    async def recover(self, read: Read, committed: int) -> Recovered:
        """Be as the tables' topics are, ``read`` to their ends; a table that knows less than was committed is read anew."""

    async def refresh(self) -> None:
        """The topics were read on: late writes of others may be among what came."""

    def release(self) -> None:
        """The partition is another worker's now: keep no more than the stores do."""

    def close(self) -> None:
        """Give the stores back."""


class Source(Protocol):
    """What a lane needs of the consumer, for its own partition."""

    generation: int

    def knows(self, message: Any) -> bool:
        """Whether it is still to be done."""

    def next_are(self, messages: Sequence[Any]) -> bool:
        """Whether these are the oldest to be done."""

    async def fence(self) -> None:
        """Raises NotOwner when the partition may be another worker's."""

    def committed(self) -> int: ...

    async def rewind(self, to: int | None = None, *, quietly: bool = False) -> None:
        """Deliver again what isn't done, or everything from ``to``; ``quietly`` when it is no loss that some is gone."""


class Lane:
    """The work on one partition during one assignment."""

    def __init__(
        self,
        *,
        state: State,
        source: Source,
        outbox: Outbox,
        bootstrap: str,
        process: Callable[..., Awaitable[None]],
        crash: Callable[[BaseException], Awaitable[None]],
    ) -> None:
        self._state, self._source, self._outbox, self._bootstrap = state, source, outbox, bootstrap
        self._process, self._crash = process, crash
        self._queue: asyncio.Queue[Any] = asyncio.Queue(2 * settings().batch_articles)
        self._stopping = False
        self._working = False
        self._oldest: float | None = None  # Kafka's time of the first message in hand
        self._swept_at = time.monotonic()
        self._tries = 0
        self._task = asyncio.create_task(self._run())

    async def put(self, event: Any) -> None:
        """Take over an event; waits while the lane is full."""
        await self._queue.put(event)

    async def stop(self, seconds: float) -> None:
        """Finish the batch in hand if that takes no longer than ``seconds``; the rest is left to the next owner."""
        self._stopping = True
        if self._working and seconds > 0:
            await asyncio.wait({self._task}, timeout=seconds)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._empty()

    async def _run(self) -> None:
        failures, pause, ready = 0, FIRST_PAUSE, False
        while not self._stopping:
            try:
                if not ready:
                    await self._recover()
                    ready = True
                await self._step()
                failures, pause = 0, FIRST_PAUSE
            except OutOfTurn:
                metrics.REPAIRS.labels("taken").inc()
                log.warning(
                    "a batch out of its turn: seeking back", work=self._state.work, partition=self._state.partition
                )
                await self._again()
            except NotOwner:  # the consumer will be told so soon, and this lane be stopped
                log.info(
                    "not sure to own the partition any more", work=self._state.work, partition=self._state.partition
                )
                ready = False
                await asyncio.sleep(FIRST_PAUSE)
                await self._again()
            except DatelineError as error:  # says itself what to do
                await self._crash(error)
                return
            except Exception as error:
                failures = 0 if isinstance(error, KafkaError | OSError | asyncio.TimeoutError) else failures + 1
                if failures >= SAME_ERRORS or getattr(error, "errno", None) == 28 or "No space left" in str(error):
                    await self._crash(error)
                    return
                metrics.BATCH_FAILURES.labels(type(error).__name__).inc()
                log.warning(
                    "a batch failed and will be worked on again",
                    work=self._state.work,
                    partition=self._state.partition,
                    error=repr(error),
                    seconds=pause,
                    exc_info=failures > 0,
                )
                ready = False
                self._tries += 1
                metrics.REPAIRS.labels("failed").inc()
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                await self._again()

    async def _again(self) -> None:
        try:
            await self._source.rewind()
        except Exception as error:  # the broker is still away; what wasn't delivered again shows as a gap later
            log.warning("seeking back failed", partition=self._state.partition, error=repr(error))

    async def _recover(self) -> None:
        """Bring the tables up to date, and read the source again where they know less than was committed."""
        state, committed, started = self._state, self._source.committed(), time.monotonic()
        found = await state.recover(partial(catch_up, self._bootstrap), committed)
        await self._heal()
        if found.known < committed:
            log.error(
                "the tables' topics don't hold what was committed: reading the source again from there",
                work=state.work,
                partition=state.partition,
                committed=committed,
                known=found.known,
            )
            await self._source.rewind(found.known, quietly=found.quietly)
        log.info(
            "tables are ready",
            work=state.work,
            partition=state.partition,
            seconds=round(time.monotonic() - started, 2),
            committed=committed,
            known=found.known,
        )

    async def _heal(self) -> None:
        for part in self._state.parts:
            await part.heal(self._outbox)
        self._swept_at = time.monotonic()

    async def _step(self) -> None:
        """One batch; or, when none comes or it is time, a look for late writes in the tables' topics."""
        until_sweep = self._swept_at + settings().sweep_seconds - time.monotonic()
        try:
            if until_sweep <= 0:
                raise TimeoutError  # noqa: TRY301 - as if nothing had come
            first = await asyncio.wait_for(self._queue.get(), until_sweep)
        except TimeoutError:
            await catch_up(self._bootstrap, self._state.parts)
            await self._state.refresh()
            await self._heal()
            return
        self._working = True
        try:
            # what was taken before the lane sought back is left alone
            batch = [event for event in await self._collect(first) if self._source.knows(event.message)]
            if not batch:
                return
            if not self._source.next_are([event.message for event in batch]):
                raise OutOfTurn
            self._oldest = first.message.timestamp
            await self._process(
                self._state,
                [event.message for event in batch],
                committed=self._source.committed(),
                fence=self._source.fence,
                # later tries of one assignment outrank earlier ones, as later assignments do
                generation=1000 * self._source.generation + min(self._tries, 999),
            )
            for event in batch:
                event.ack()
        finally:
            self._working = False
            self._oldest = None

    def oldest_seconds(self) -> float:
        """How long the oldest message in hand has been waiting, asked when Prometheus does; 0 with none in hand."""
        oldest = self._oldest
        return 0.0 if oldest is None else max(0.0, time.time() - oldest)

    async def _collect(self, first: Any) -> list[Any]:
        batch = [first]
        deadline = time.monotonic() + settings().batch_seconds
        while len(batch) < settings().batch_articles and not self._stopping:
            try:
                batch.append(self._queue.get_nowait())
            except asyncio.QueueEmpty:
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                try:
                    batch.append(await asyncio.wait_for(self._queue.get(), left))
                except TimeoutError:
                    break
        return batch

    def _empty(self) -> None:
        while not self._queue.empty():
            self._queue.get_nowait()
