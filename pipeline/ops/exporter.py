"""Lag as Prometheus metrics, under the names that operators know from kafka-lag-exporter.

A value that is unknown is left out, never shown as zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from pipeline.ops.lag import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client import Metric

    from pipeline.ops.canary import Canary
    from pipeline.ops.observer import GroupState, PartitionLag, Snapshot

PARTITION_LABELS = ("group", "topic", "partition")
PARTITION_GAUGES: tuple[tuple[str, str, Callable[[PartitionLag], float | None]], ...] = (
    ("kafka_consumergroup_group_offset", "The group's committed offset.", lambda row: row.committed),
    ("kafka_consumergroup_group_lag", "Messages that the group has not committed.", lambda row: row.lag),
    ("kafka_consumergroup_group_lag_seconds", "Age of the oldest unread message.", lambda row: row.seconds),
    ("kafka_consumergroup_group_headroom", "Messages until retention overtakes the group.", lambda row: row.headroom),
    (
        "kafka_consumergroup_group_consumed_rate",
        "Messages a second the group commits.",
        lambda row: row.consumed_per_second,
    ),
    (
        "kafka_consumergroup_group_catch_up_seconds",
        "When the lag is gone at today's rates.",
        lambda row: row.catch_up_seconds,
    ),
)
LOG_GAUGES: tuple[tuple[str, str, Callable[[PartitionLag], float | None]], ...] = (
    ("kafka_partition_latest_offset", "The log's end.", lambda row: row.end),
    ("kafka_partition_earliest_offset", "The log's start.", lambda row: row.begin),
    ("kafka_partition_produced_rate", "Messages a second that come in.", lambda row: row.produced_per_second),
)
GROUP_GAUGES: tuple[tuple[str, str, Callable[[GroupState], float]], ...] = (
    ("kafka_consumergroup_members", "Members of the group.", lambda group: group.members),
    ("kafka_consumergroup_empty_members", "Members that hold no partition.", lambda group: group.empty_members),
)


class LagExporter(Collector):
    """The last snapshot's figures, and the canary's."""

    def __init__(self, latest: Callable[[], Snapshot | None], canary: Canary | None = None) -> None:
        self._latest, self._canary = latest, canary

    def collect(self) -> Iterator[Metric]:
        snapshot = self._latest()
        looked = GaugeMetricFamily("dateline_lag_observed_timestamp_seconds", "When the broker was last looked at.")
        if snapshot is not None:
            looked.add_metric([], snapshot.at)
        yield looked
        if snapshot is not None:
            yield from _partitions(snapshot)
            yield from _worst(snapshot)
            yield from _groups(snapshot)
        if self._canary is not None:
            yield from _canary(self._canary)


def _partitions(snapshot: Snapshot) -> Iterator[Metric]:
    for name, text, value in PARTITION_GAUGES:
        family = GaugeMetricFamily(name, text, labels=PARTITION_LABELS)
        for row in snapshot.partitions:
            if (found := value(row)) is not None:
                family.add_metric([row.group, row.topic, str(row.partition)], found)
        yield family
    logs = {(row.topic, row.partition): row for row in snapshot.partitions}
    for name, text, value in LOG_GAUGES:
        family = GaugeMetricFamily(name, text, labels=PARTITION_LABELS[1:])
        for (topic, partition), row in logs.items():
            if (found := value(row)) is not None:
                family.add_metric([topic, str(partition)], found)
        yield family
    states = GaugeMetricFamily(
        "kafka_consumergroup_partition_status",
        "1 for the status by Burrow's rules.",
        labels=(*PARTITION_LABELS, "status"),
    )
    for row in snapshot.partitions:
        for status in Status:
            states.add_metric([row.group, row.topic, str(row.partition), status.value], float(row.status is status))
    yield states


def _worst(snapshot: Snapshot) -> Iterator[Metric]:
    lag = GaugeMetricFamily("kafka_consumergroup_group_max_lag", "The worst partition's lag.", labels=("group",))
    seconds = GaugeMetricFamily(
        "kafka_consumergroup_group_max_lag_seconds", "The worst partition's lag in seconds.", labels=("group",)
    )
    for group in snapshot.groups:
        rows = [row for row in snapshot.partitions if row.group == group.group]
        lags = [row.lag for row in rows if row.lag is not None]
        ages = [row.seconds for row in rows if row.seconds is not None]
        if lags:
            lag.add_metric([group.group], max(lags))
        if ages:
            seconds.add_metric([group.group], max(ages))
    yield lag
    yield seconds


def _groups(snapshot: Snapshot) -> Iterator[Metric]:
    for name, text, value in GROUP_GAUGES:
        family = GaugeMetricFamily(name, text, labels=("group",))
        for group in snapshot.groups:
            family.add_metric([group.group], value(group))
        yield family
    states = GaugeMetricFamily(
        "kafka_consumergroup_status", "1 for the worst partition's status.", labels=("group", "status")
    )
    for group in snapshot.groups:
        for status in Status:
            states.add_metric([group.group, status.value], float(group.status is status))
    yield states


def _canary(canary: Canary) -> Iterator[Metric]:
    sent = CounterMetricFamily("dateline_canary_sent", "Canary articles sent.")
    sent.add_metric([], canary.sent)
    yield sent
    lost = CounterMetricFamily("dateline_canary_lost", "Canary articles that did not come back in time.")
    lost.add_metric([], canary.lost)
    yield lost
    trip = GaugeMetricFamily("dateline_canary_round_trip_seconds", "The last canary's way through the pipeline.")
    if canary.round_trip is not None:
        trip.add_metric([], canary.round_trip)
    yield trip


COUNTED = ("action", "quad-class", "country", "dyad", "source", "certainty")
MOST_VALUES = 60
"""Series a dimension: the highest counts, so that a flood of outlets or dyads does not flood Prometheus."""


class CountExporter(Collector):
    """The running counts, as gauges: a correction subtracts."""

    def __init__(self, counts: Callable[[str], list[dict[str, Any]]]) -> None:
        """``counts`` gives the rows ``{value, count}`` of a dimension, the highest first."""
        self._counts = counts

    def collect(self) -> Iterator[Metric]:
        family = GaugeMetricFamily(
            "dateline_events_counted", "Events counted, by dimension.", labels=("dimension", "value")
        )
        for dimension in COUNTED:
            for row in self._counts(dimension)[:MOST_VALUES]:
                family.add_metric([dimension, str(row["value"])], row["count"])
        yield family
