"""Faust's aiokafka transport with tracked deliveries; ``tracked://`` in the broker URL chooses it.

What of faust-streaming 0.15.3 it replaces, and why (files under ``faust/``):

- ``transport/consumer.py: Consumer._drain_messages`` goes on with a batch that was fetched before a rebalance. Each of its
  messages is cancelled by ``suspend_flow``, yet its offset is set as read. Here a batch knows the epoch it was fetched in and
  is left when that has passed; the next offset of a partition moves only after a delivery, and a message beyond it is a gap
  that is sought back to, never skipped.
- ``Consumer.ack``, ``_new_offset`` and ``_add_gap`` infer from offsets which messages were skipped. Here ``Deliveries`` knows.
- ``Consumer.perform_seek`` leaves a partition without a commit where the fetcher happens to stand. Here each partition is
  sought to a known offset.
- ``AIOKafkaConsumerThread._commit`` crashes the app on any failure. Here a failed commit is tried again at the next interval:
  what it would have told the broker is still known.
- ``verify_event_path`` warns (and races, upstream issue 640) by wall clock: the metrics of ``pipeline.ops`` say it better.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import aiokafka
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata, TopicPartition
from faust.transport.consumer import ensure_TP, ensure_TPset
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from pipeline.connection import client_options, kafka_settings
from pipeline.errors import DatelineError
from pipeline.ops import metrics
from pipeline.settings import settings
from pipeline.stream.deliveries import Deliveries, Turn
from pipeline.stream.topics import RAW

Committed = Mapping[TP, int]

STANDING = 5
"""Commit intervals after which an offset that stands still is committed again, so that a stuck worker is told from a dead
one; fewer than the ten commits that a status looks back on."""


class NotOwner(Exception):
    """This worker can't be sure any more that its partitions are its own."""


class SourceLost(DatelineError):
    """The source topic no longer holds what the group has to read next."""


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """The aiokafka consumer in its thread, where heartbeats go on while the main loop works."""

    def _create_worker_consumer(self, transport: driver.Transport) -> aiokafka.AIOKafkaConsumer:
        conf = self.app.conf
        # eager and simple: with no Faust table there is nothing to co-partition, and state moves are incremental
        self._assignor = RoundRobinPartitionAssignor
        return aiokafka.AIOKafkaConsumer(
            **client_options(_address(transport), role="worker"),
            group_id=conf.id,
            client_rack=kafka_settings().rack,
            partition_assignment_strategy=[self._assignor],
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_poll_records=settings().batch_articles * 4,
            max_poll_interval_ms=3_600_000,  # a slow stage holds reading back; that is no reason to lose the partitions
            max_partition_fetch_bytes=1 << 20,  # Kafka gives a larger record alone
            fetch_max_wait_ms=500,
            request_timeout_ms=int(conf.broker_request_timeout * 1000),
            session_timeout_ms=int(conf.broker_session_timeout * 1000),
            rebalance_timeout_ms=int(conf.broker_rebalance_timeout * 1000),
            heartbeat_interval_ms=int(conf.broker_heartbeat_interval * 1000),
            metadata_max_age_ms=30_000,
        )

    async def prove(self) -> bool:
        """Whether the group still knows this consumer and its generation."""
        return await self.call_thread(self._prove)  # type: ignore[no-any-return]

    async def _prove(self) -> bool:
        # private, and the only way to ask: aiokafka is pinned to a minor version
        return await self._ensure_consumer()._coordinator._do_heartbeat()  # type: ignore[no-any-return]  # noqa: SLF001

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        assigned = self.assignment()
        wanted = {
            TopicPartition(tp.topic, tp.partition): OffsetAndMetadata(offset, "")
            for tp, offset in offsets.items()
            if tp in assigned
        }
        if not wanted:
            return False
        try:
            await self._ensure_consumer().commit(wanted)
        except KafkaError as error:  # a rebalance under way, or the broker is away: the next interval tries again
            metrics.COMMIT_FAILURES.inc()
            self.log.warning("commit failed, to be tried again: %r", error)
            return False
        return True


class Consumer(driver.Consumer):
    """Delivers each partition's messages in order, once an assignment, and commits only what is done."""

    _thread: ConsumerThread

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: raised whenever what was fetched before must not be delivered any more
        self.epoch = 0
        self.deliveries: dict[TP, Deliveries] = {}
        #: set by the app: called with the committed offsets when partitions are ready, and before they are given up
        self._proven_at = 0.0
        self.on_ready: Callable[[Committed], None] = lambda _committed: None
        self.before_revoke: Callable[[], Awaitable[None]] = _nothing

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    # --- rebalancing

    def stop_flow(self) -> None:
        self.epoch += 1
        super().stop_flow()

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        self.stop_flow()
        await self.before_revoke()
        await self.commit()
        self.deliveries.clear()
        await super().on_partitions_revoked(revoked)

    async def perform_seek(self) -> None:
        """Seek every assigned partition to where the group goes on, and begin its deliveries there."""
        epoch, assigned = self.epoch, [tp for tp in self.assignment() if not self._is_changelog_tp(tp)]
        if not assigned:
            return
        committed = {ensure_TP(tp): offset for tp, offset in (await self.seek_to_committed()).items()}
        first = {ensure_TP(tp): offset for tp, offset in (await self.earliest_offsets(*assigned)).items()}
        last = {ensure_TP(tp): offset for tp, offset in (await self.highwaters(*assigned)).items()}
        start = {tp: self._start(tp, committed.get(tp), first[tp], last[tp]) for tp in assigned}
        await self.seek_wait(start)
        if epoch != self.epoch:
            return
        self.deliveries = {tp: Deliveries(offset, max(committed.get(tp) or 0, 0)) for tp, offset in start.items()}
        for tp in (tp for tp in start if tp.topic == RAW.name):
            metrics.IN_FLIGHT.labels(tp.partition).set_function(partial(self._open_count, tp))
        self.on_ready(start)

    def _open_count(self, tp: TP) -> int:
        deliveries = self.deliveries.get(tp)
        return 0 if deliveries is None else deliveries.open_count

    def _start(self, tp: TP, committed: int | None, first: int, last: int) -> int:
        if committed is None or committed < 0:
            return first
        if committed > last:
            raise SourceLost(
                f"{tp.topic} partition {tp.partition} ends at {last}, the group {settings().group} stands at {committed}: "
                "the topic was made anew; use another DATELINE_GROUP and DATELINE_TOPIC_PREFIX, or delete the group and "
                "the derived topics"
            )
        if committed < first:
            self._lost(tp, committed, first)
            return first
        return committed

    def _lost(self, tp: TP, expected: int, found: int) -> None:
        metrics.GAPS.inc(found - expected)
        lost = f"{tp.topic} partition {tp.partition}: offsets {expected} to {found - 1} are gone (retention, or no articles)"
        if not settings().skip_gaps:
            raise SourceLost(f"{lost}; DATELINE_SKIP_GAPS=true goes on without them")
        self.log.error("%s; going on at %s", lost, found)

    # --- delivering

    async def _drain_messages(self, fetcher: Any) -> None:
        try:
            while not (self.should_stop or fetcher.should_stop):
                if not self.flow_active:
                    await self.wait_first(self.can_resume_flow.wait())
                    continue
                epoch, active = self.epoch, self._get_active_partitions()
                if not active:
                    await self.sleep(0.1)
                    continue
                fetched = await self._getmany(active_partitions=active, timeout=0.5)
                await asyncio.sleep(0)
                if epoch == self.epoch and fetched:
                    # one wait a batch: upstream races each message against the suspension, at the price of two tasks
                    await self.wait_first(self._deliver(fetched, epoch), self.suspend_flow.wait())
        except self.consumer_stopped_errors:
            if not self.app.should_stop:
                raise
        except asyncio.CancelledError:
            if not self.app.should_stop:
                raise
        except Exception as error:
            await self.crash(error)
            raise

    async def _deliver(self, fetched: Mapping[Any, list[Any]], epoch: int) -> None:
        left_out: set[TP] = set()
        for found, record in self.scheduler.iterate(fetched):
            tp = ensure_TP(found)
            deliveries = self.deliveries.get(tp)
            if deliveries is None or tp in left_out or record.offset < deliveries.expected:
                continue
            if record.offset > deliveries.expected and not await self._is_hole(tp, deliveries, record.offset):
                left_out.add(tp)
                continue
            if epoch != self.epoch:
                return
            message = self._to_message(tp, record)
            deliveries.hand(
                message
            )  # before the agent can see it; should it get lost on the way, nothing after it commits
            await self.callback(message)
            if epoch != self.epoch:
                return
            if deliveries.expected != message.offset + 1:  # sought back while this message waited for room
                left_out.add(tp)

    async def _is_hole(self, tp: TP, deliveries: Deliveries, found: int) -> bool:
        """Whether there is nothing between the expected offset and ``found`` in the log.

        The first time it is taken for messages that were fetched and lost: sought back. Only when the broker then gives the
        same answer, it has none (retention, or a publisher's transaction markers).
        """
        pair = (deliveries.expected, found)
        if deliveries.suspected == pair:
            self._lost(tp, *pair)
            deliveries.suspected = None
            return True
        deliveries.suspected = pair
        metrics.REPAIRS.labels("fetched").inc()
        self.log.info("%s partition %s: expected offset %s, got %s: seeking back", tp.topic, tp.partition, *pair)
        await self.seek_wait({tp: deliveries.expected})
        return False

    # --- what the agent asks and tells

    def turn(self, message: Any) -> Turn:
        """Whether the agent may work on ``message`` now."""
        deliveries = self.deliveries.get(message.tp)
        return Turn.STALE if deliveries is None else deliveries.turn(message)

    def knows(self, message: Any) -> bool:
        """Whether the message is still to be done in this assignment."""
        deliveries = self.deliveries.get(message.tp)
        return deliveries is not None and deliveries.knows(message)

    def next_are(self, tp: TP, messages: Sequence[Any]) -> bool:
        """Whether these are the partition's oldest messages that are not done."""
        deliveries = self.deliveries.get(tp)
        return deliveries is not None and deliveries.next_are(messages)

    async def rewind(self, tp: TP, to: int | None = None, *, quietly: bool = False) -> None:
        """Have everything that isn't done delivered again; or everything from ``to``, as far as it is still there."""
        deliveries = self.deliveries.get(tp)
        if deliveries is None:
            return
        if to is not None:
            first = (await self.earliest_offsets(tp))[tp]
            if to < first and not quietly:
                self._lost(tp, to, first)
            self.deliveries[tp] = deliveries = Deliveries(max(to, first), deliveries.committed)
        await self.seek_wait({tp: deliveries.rewind()})

    def ack(self, message: Any) -> bool:
        message.acked = True
        self._unacked_messages.discard(message)
        deliveries = self.deliveries.get(message.tp)
        return deliveries is not None and deliveries.done(message)

    async def fence(self) -> None:
        """Be sure that no other worker owns the partitions now, nor will before what is sent next has arrived or expired.

        The group takes partitions from a silent member after the session timeout. What is sent expires after half of it
        (``Outbox``), so a proof of membership is good for a third. Raises NotOwner.
        """
        now = time.monotonic()
        if now - self._proven_at < settings().session_seconds / 3:
            return
        if not await self._thread.prove():
            raise NotOwner
        self._proven_at = now

    # --- committing

    async def force_commit(self, topics: Any = None, start_new_transaction: bool = True) -> bool:  # noqa: ARG002, FBT001, FBT002 - Faust's signature
        now = time.monotonic()
        standing = STANDING * settings().commit_seconds
        offsets = {tp: d.committable() for tp, d in self.deliveries.items() if d.due(now, standing)}
        if not offsets or not await self._commit(offsets):
            return False
        self._proven_at = now
        for tp, offset in offsets.items():
            if tp in self.deliveries:
                self.deliveries[tp].told(offset, now)
        return True

    def committed_offset(self, tp: TP) -> int:
        """What the broker was told last in this assignment."""
        deliveries = self.deliveries.get(tp)
        return 0 if deliveries is None else deliveries.committed

    async def verify_all_partitions_active(self) -> None:
        """Nothing: lag and the age of the oldest article in flight are measured, not guessed."""

    def on_buffer_full(self, tp: TP) -> None:
        """Nothing: a full buffer already holds the delivery back, and pausing loses the order of partitions."""

    def on_buffer_drop(self, tp: TP) -> None:
        """Nothing, as ``on_buffer_full``."""


class Transport(driver.Transport):
    """Registered as ``tracked`` in the entry points ``faust.transports``."""

    Consumer = Consumer


def tracked_url(bootstrap: str) -> str:
    """The Faust broker URL of a Kafka address."""
    return ";".join(f"tracked://{part}" for part in bootstrap.split(","))


def _address(transport: driver.Transport) -> str:
    return ",".join(driver.server_list(transport.url, transport.default_port))


async def _nothing() -> None:
    return None


def partitions_of(tps: Iterable[Any]) -> set[int]:
    """The partition numbers."""
    return {tp.partition for tp in ensure_TPset(tps)}
