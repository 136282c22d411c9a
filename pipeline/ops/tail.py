"""Follows Kafka's own log of commits and keeps the last ones of each group and partition, with the lag each left."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from pipeline.ops.commits import TOPIC, partition_of, read_commit
from pipeline.ops.lag import WINDOW, Commit, note_commit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiokafka.admin import AIOKafkaAdminClient

HISTORY = 20_000
"""Records of the log that are read at the start, the newest ones."""

Key = tuple[str, TopicPartition]


class CommitTail:
    """The windows that a status looks back on."""

    def __init__(self, admin: AIOKafkaAdminClient, reader: AIOKafkaConsumer, **options: Any) -> None:
        """``reader`` is asked when messages came; a consumer of its own follows the log."""
        self._admin, self._reader = admin, reader
        self._tail = AIOKafkaConsumer(**options, enable_auto_commit=False, group_id=None)
        self._windows: dict[Key, deque[Commit]] = defaultdict(lambda: deque(maxlen=WINDOW))
        self._partitions = 0

    async def start(self) -> None:
        await self._tail.start()

    async def stop(self) -> None:
        await self._tail.stop()

    def window(self, group: str, tp: TopicPartition) -> list[Commit]:
        """The last commits, oldest first."""
        return list(self._windows[group, tp])

    async def read(self, groups: list[str], ends: dict[TopicPartition, int]) -> None:
        """Every commit since the last time."""
        if not self._partitions:
            (described,) = await self._admin.describe_topics([TOPIC])
            self._partitions = len(described["partitions"])
        if not self._partitions:
            return  # no group has ever committed
        wanted = {TopicPartition(TOPIC, partition_of(group, self._partitions)) for group in groups}
        new = wanted - self._tail.assignment()
        if new:
            held = {tp: await self._tail.position(tp) for tp in self._tail.assignment()}
            self._tail.assign(sorted(wanted | held.keys()))
            first, last = await self._tail.beginning_offsets(list(new)), await self._tail.end_offsets(list(new))
            for tp in new:
                self._tail.seek(tp, max(first[tp], last[tp] - HISTORY))
            for tp, position in held.items():
                self._tail.seek(tp, position)
        if not self._tail.assignment():
            return
        last = await self._tail.end_offsets(list(self._tail.assignment()))
        deadline = time.monotonic() + 5.0
        while time.monotonic() < deadline and any([await self._tail.position(tp) < last[tp] for tp in last]):
            for records in (await self._tail.getmany(timeout_ms=200)).values():
                for record in records:
                    self._note(record, ends)

    def _note(self, record: Any, ends: dict[TopicPartition, int]) -> None:
        commit = read_commit(record.key, record.value, record.timestamp)
        if commit is None:
            return
        tp = TopicPartition(commit.topic, commit.partition)
        if commit.offset is None:
            self._windows.pop((commit.group, tp), None)
            return
        lag = 0 if tp in ends and commit.offset >= ends[tp] else None  # else asked for where somebody is behind
        note_commit(self._windows[commit.group, tp], Commit(commit.offset, commit.at, lag))

    async def ask_lags(self, behind: Iterable[Key], ends: dict[TopicPartition, int]) -> None:
        """The lag that each commit of these left, by the first message that came after it."""
        unknown = {
            (key, place)
            for key in behind
            for place, commit in enumerate(self._windows[key])
            if commit.lag is None and key[1] in ends
        }
        while unknown:  # one question for one moment of each partition at a time
            asked = {key[1]: (key, place) for key, place in unknown}
            moments = {tp: int(self._windows[key][place].at * 1000) for tp, (key, place) in asked.items()}
            for tp, came in (await self._reader.offsets_for_times(moments)).items():
                key, place = asked[tp]
                commit = self._windows[key][place]
                end = came.offset if came else ends[tp]
                self._windows[key][place] = Commit(commit.offset, commit.at, max(0, end - commit.offset))
            unknown -= set(asked.values())
