"""Keyed state of a partition, kept in a compacted topic and cached in a store.

Faust's own tables cost a send and a Python round trip each write, wait in recovery on control records, and let the value
that stands last in the log win. Here values are written a batch at a time, recovery reads to the end offset that it asked
for, and of two values the one that is ``newer`` (higher source offset) wins wherever it stands: a worker that lost its
partition may write late.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from aiokafka import TopicPartition

from pipeline.errors import Unreachable
from pipeline.ops import metrics
from pipeline.ops.logs import log
from pipeline.settings import settings
from pipeline.stream.outbox import Headers, Message, Outbox
from pipeline.stream.reader import group_less

if TYPE_CHECKING:
    from pipeline.stream.store import Store

V = TypeVar("V")


class Recovered(NamedTuple):
    """The first source offset that tables don't know; ``quietly`` when it is no loss that the source no longer holds it."""

    known: int
    quietly: bool = False


class RecoveryStalled(Unreachable):
    """A table could not be read again in time."""


@dataclass(frozen=True)
class Codec(Generic[V]):
    """How a table's values are written, and which of two is the newer one."""

    load: Callable[[bytes], V]
    dump: Callable[[bytes, V], bytes]
    newer: Callable[[V, V], bool]
    headers: Callable[[bytes], Headers]


class Part(Generic[V]):
    """One partition of a table."""

    def __init__(self, table: str, topic: str, partition: int, codec: Codec[V], store: Store) -> None:
        self.table, self.topic, self.partition = table, topic, partition
        self._codec, self.store = codec, store
        self._overwritten: set[bytes] = set()

    def get(self, key: bytes) -> V | None:
        """The value, or None."""
        data = self.store.get(key)
        return None if data is None else self._codec.load(data)

    async def write(self, values: Mapping[bytes, V | None], outbox: Outbox) -> None:
        """Send the values to the topic, and hold them once the broker has them; None deletes."""
        data = self.encode(values)
        await outbox.send(self.partition, self.messages(data))
        self.hold(data)

    def encode(self, values: Mapping[bytes, V | None]) -> dict[bytes, bytes | None]:
        """The values as bytes."""
        return {key: None if value is None else self._codec.dump(key, value) for key, value in values.items()}

    def messages(self, data: Mapping[bytes, bytes | None]) -> list[Message]:
        """What is to be sent, for who sends it together with other records."""
        return [Message(self.topic, key, value, self._codec.headers(key)) for key, value in data.items()]

    def hold(self, data: Mapping[bytes, bytes | None]) -> None:
        """The broker has it."""
        self.store.update(data)

    def keys(self) -> Iterator[bytes]:
        """Of all that is held."""
        return (key for key, _ in self.store.items())

    def items(self) -> Iterator[tuple[bytes, V]]:
        """All that is held."""
        return ((key, self._codec.load(data)) for key, data in self.store.items())

    def apply(self, records: Iterable[tuple[int, bytes, bytes | None]]) -> None:
        """Take in records of the topic, as (offset, key, value): an older value never replaces a newer one."""
        changed: dict[bytes, bytes | None] = {}
        position = self.store.position
        for offset, key, value in records:
            position = offset + 1
            if value is None:
                changed[key] = None
                continue
            held = changed[key] if key in changed else self.store.get(key)
            if held is None or held == value or self._codec.newer(self._codec.load(value), self._codec.load(held)):
                changed[key] = value
                self._overwritten.discard(key)
            else:
                self._overwritten.add(key)
        self.store.update(changed, position)

    async def heal(self, outbox: Outbox) -> None:
        """Write again each value that an older one follows in the topic, before compaction takes the older for the last."""
        keys, self._overwritten = self._overwritten, set()
        again = {key: data for key in keys if (data := self.store.get(key)) is not None}
        if again:
            metrics.LATE_WRITES.labels(self.table).inc(len(again))
            log.warning("late writes put right", table=self.table, partition=self.partition, values=len(again))
            await outbox.send(self.partition, self.messages(again))

    def clear(self) -> None:
        """Forget all, to be read again from the beginning."""
        self.store.clear()
        self._overwritten.clear()


Read = Callable[[Iterable[Part[object]]], Awaitable[None]]
"""Brings parts to the ends of their topics."""


async def read_anew(read: Read, parts: list[Part[object]]) -> None:
    """Read tables from the beginning of their topics."""
    for part in parts:
        metrics.REBUILDS.labels(part.table).inc()
        part.clear()
    await read(parts)


def close_parts(parts: list[Part[object]]) -> None:
    """Give the stores back. One that a full disk tore is only a cache: it is read from its topic again."""
    for part in parts:
        try:
            part.store.close()
        except Exception as error:
            log.warning("local state was not closed in order", table=part.table, reason=repr(error))


async def catch_up(bootstrap: str, parts: Iterable[Part[object]]) -> None:
    """Read each part's topic from where it was left to its end as it is now.

    Raises RecoveryStalled when nothing more came for ``recovery_seconds``.
    """
    waiting = {TopicPartition(part.topic, part.partition): part for part in parts}
    if not waiting:
        return
    started = progress_at = logged_at = time.monotonic()
    async with group_less(bootstrap, role="tables") as consumer:
        consumer.assign(list(waiting))
        ends = await consumer.end_offsets(list(waiting))
        for tp, part in waiting.items():
            if part.store.position > ends[tp]:  # the topic was made anew
                part.clear()
            consumer.seek(tp, part.store.position)
        while True:
            # the position moves past what holds no record (control batches, what compaction took), so an end is always met
            for tp in [tp for tp in waiting if await consumer.position(tp) >= ends[tp]]:
                part = waiting.pop(tp)
                part.store.update({}, max(part.store.position, ends[tp]))
                metrics.RECOVERY_REMAINING.labels(part.table, part.partition).set(0)
                consumer.pause(tp)
            if not waiting:
                break
            fetched = await consumer.getmany(*waiting, timeout_ms=500, max_records=5000)
            now = time.monotonic()
            for tp, records in fetched.items():
                progress_at = now
                part = waiting[tp]
                part.apply((record.offset, record.key, record.value) for record in records)
                metrics.RECOVERY_REMAINING.labels(part.table, part.partition).set(ends[tp] - part.store.position)
            if now - progress_at > settings().recovery_seconds:
                names = ", ".join(f"{tp.topic}/{tp.partition}" for tp in waiting)
                raise RecoveryStalled(
                    f"nothing came from {names} for {settings().recovery_seconds:g} s: is its leader up?"
                )
            if now - logged_at > 5:
                logged_at = now
                left = sum(ends[tp] - part.store.position for tp, part in waiting.items())
                log.info("tables are being read", remaining=left, seconds=round(now - started))
    metrics.RECOVERY_SECONDS.observe(time.monotonic() - started)
