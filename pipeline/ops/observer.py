"""Watches consumer groups through the broker alone: its committed offsets, its logs' ends, its members.

Nothing is asked of a worker: a worker's own idea of its offsets moves on even when a commit has failed.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.coordinator.protocol import ConsumerProtocolMemberAssignment
from aiokafka.errors import (
    GroupCoordinatorNotAvailableError,
    GroupLoadInProgressError,
    KafkaError,
    NotCoordinatorForGroupError,
)

from pipeline.connection import client_options
from pipeline.errors import Unreachable
from pipeline.ops.lag import OffsetTimes, Status, catch_up_seconds, rate, status, worst
from pipeline.ops.tail import CommitTail

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_COORDINATOR = (GroupCoordinatorNotAvailableError, GroupLoadInProgressError, NotCoordinatorForGroupError)
COORDINATOR_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class PartitionLag:
    """One partition as one group sees it; None is unknown."""

    group: str
    topic: str
    partition: int
    committed: int | None
    end: int | None
    lag: int | None
    seconds: float | None
    status: Status
    begin: int | None = None
    headroom: int | None = None
    member: str | None = None
    produced_per_second: float | None = None
    consumed_per_second: float | None = None
    catch_up_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class GroupState:
    """A group's members: ``empty_members`` hold no partition."""

    group: str
    state: str
    members: int
    empty_members: int
    status: Status
    owners: dict[TopicPartition, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one look found."""

    at: float
    partitions: list[PartitionLag]
    groups: list[GroupState]


class Observer:
    """Looks at groups again and again; the history that rates and statuses need grows with each look."""

    def __init__(self, bootstrap: str, groups: Iterable[str] = ()) -> None:
        """``groups``: the ones to watch; none means all that the broker knows."""
        self._bootstrap, self._wanted = bootstrap, list(groups)
        options = client_options(bootstrap, role="observer")
        self._admin = AIOKafkaAdminClient(**options)
        self._reader = AIOKafkaConsumer(**options, enable_auto_commit=False, group_id=None)
        self._tail = CommitTail(self._admin, self._reader, **options)
        self._committed_times: dict[tuple[str, TopicPartition], OffsetTimes] = defaultdict(OffsetTimes)
        self._ends: dict[TopicPartition, OffsetTimes] = defaultdict(OffsetTimes)
        self._grown: dict[TopicPartition, OffsetTimes] = defaultdict(OffsetTimes)

    async def start(self) -> None:
        """Connect. Raises Unreachable when there is no broker."""
        try:
            await self._admin.start()
            await self._reader.start()
            await self._tail.start()
        except (KafkaError, OSError) as error:
            await self.close()
            raise Unreachable(f"no Kafka broker answers at {self._bootstrap}: {error}") from error

    async def close(self) -> None:
        await self._tail.stop()
        await self._reader.stop()
        await self._admin.close()

    async def look(self) -> Snapshot:
        """Everything as it is now. Raises Unreachable when the broker is away."""
        deadline = time.monotonic() + COORDINATOR_SECONDS
        while True:
            try:
                return await self._look()
            except NO_COORDINATOR as error:  # a broker asked for groups for the first time has yet to make their topic
                if time.monotonic() > deadline:
                    raise Unreachable(
                        f"Kafka at {self._bootstrap} has no coordinator for the group: {error}"
                    ) from error
                await asyncio.sleep(0.5)
            except (KafkaError, OSError) as error:
                raise Unreachable(f"the Kafka broker at {self._bootstrap} does not answer: {error}") from error

    async def _look(self) -> Snapshot:
        names = self._wanted or sorted(name for name, kind in await self._groups() if kind in ("consumer", ""))
        states = {name: await self._state(name) for name in names}
        committed: dict[tuple[str, TopicPartition], int | None] = {}
        for name in names:
            for tp in states[name].owners:
                committed[name, tp] = None
            offsets = await self._admin.list_consumer_group_offsets(name)
            for tp, found in offsets.items():
                committed[name, tp] = found.offset if found.offset >= 0 else None
        tps = sorted({tp for _, tp in committed})
        begins = await self._reader.beginning_offsets(tps) if tps else {}
        ends = await self._reader.end_offsets(tps) if tps else {}
        now = time.time()
        for tp, end in ends.items():
            self._ends[tp].add(end, now)
            self._grown[tp].add(end, now)
        await self._tail.read(names, ends)
        await self._fill_gaps(committed, begins, ends)

        rows = []
        for (name, tp), offset in sorted(committed.items()):
            if offset is not None:
                self._committed_times[name, tp].add(offset, now)
            rows.append(
                self._row(
                    name,
                    tp,
                    committed=offset,
                    begin=begins.get(tp),
                    end=ends.get(tp),
                    now=now,
                    member=states[name].owners.get(tp),
                )
            )
        groups = [
            GroupState(
                name,
                state.state,
                state.members,
                state.empty_members,
                worst([r.status for r in rows if r.group == name]),
            )
            for name, state in states.items()
        ]
        return Snapshot(now, rows, groups)

    def _row(
        self,
        group: str,
        tp: TopicPartition,
        *,
        committed: int | None,
        begin: int | None,
        end: int | None,
        now: float,
        member: str | None,
    ) -> PartitionLag:
        lag = max(0, end - committed) if committed is not None and end is not None else None
        seconds = (
            self._ends[tp].seconds_behind(committed, end, now) if committed is not None and end is not None else None
        )
        produced = rate(list(self._grown[tp].points), now)
        consumed = rate(list(self._committed_times[group, tp].points), now)
        return PartitionLag(
            group=group,
            topic=tp.topic,
            partition=tp.partition,
            committed=committed,
            end=end,
            lag=lag,
            seconds=seconds,
            status=status(self._tail.window(group, tp), lag, now, seconds=seconds),
            begin=begin,
            headroom=committed - begin if committed is not None and begin is not None else None,
            member=member,
            produced_per_second=produced,
            consumed_per_second=consumed,
            catch_up_seconds=catch_up_seconds(lag, produced, consumed),
        )

    async def _groups(self) -> list[tuple[str, str]]:
        return [(group[0], group[1]) for group in await self._admin.list_consumer_groups()]

    async def _state(self, name: str) -> GroupState:
        owners: dict[TopicPartition, str] = {}
        members, empty, state = 0, 0, "unknown"
        for response in await self._admin.describe_consumer_groups([name]):
            for group in response.groups:
                state = group[2]
                for member in group[5]:
                    members += 1
                    held = _assignment(member[-1])
                    empty += not held
                    owners |= dict.fromkeys(held, str(member[0]))
        return GroupState(name, state, members, empty, Status.UNKNOWN, owners)

    async def _fill_gaps(
        self,
        committed: dict[tuple[str, TopicPartition], int | None],
        begins: dict[TopicPartition, int],
        ends: dict[TopicPartition, int],
    ) -> None:
        """For groups that are behind: the lag that older commits left, and when the oldest unread message came."""
        behind = {key: offset for key, offset in committed.items() if offset is not None and offset < ends[key[1]]}
        await self._tail.ask_lags(behind, ends)
        unread = {
            tp: offset
            for (_, tp), offset in behind.items()
            if self._ends[tp].starts_after(offset) and offset >= begins[tp]
        }
        for tp, at in (await self._arrivals(unread)).items():
            self._ends[tp].seed(unread[tp], at)

    async def _arrivals(self, offsets: dict[TopicPartition, int]) -> dict[TopicPartition, float]:
        """When the record at each offset came, in seconds since the epoch."""
        found: dict[TopicPartition, float] = {}
        if not offsets:
            return found
        self._reader.assign(sorted(offsets))
        for tp, offset in offsets.items():
            self._reader.seek(tp, offset)
        deadline = time.monotonic() + 3.0
        while offsets.keys() - found.keys() and time.monotonic() < deadline:
            for tp, records in (await self._reader.getmany(timeout_ms=300)).items():
                if records and tp not in found:
                    found[tp] = records[0].timestamp / 1000
                    self._reader.pause(tp)
        self._reader.assign([])
        return found


def _assignment(data: bytes) -> list[TopicPartition]:
    """The partitions of a member's assignment; none while the group is rebalancing."""
    if not data:
        return []
    decoded = ConsumerProtocolMemberAssignment.decode(data)
    return [TopicPartition(topic, partition) for topic, partitions in decoded.assignment for partition in partitions]
