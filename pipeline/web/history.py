"""Half an hour of the group's figures, so that a page opened now shows how it came to be."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from pipeline.stream.topics import REPORTS

if TYPE_CHECKING:
    from pipeline.ops.observer import Snapshot

POINTS = 900  # at a look every two seconds: half an hour


def totals(snapshot: Snapshot) -> dict[str, Any]:
    """The group's lag in articles and its rates over all partitions; None where any one's is unknown, or there is none."""
    rows = [row for row in snapshot.partitions if row.topic != REPORTS.name]
    lags = [row.lag for row in rows if row.lag is not None]
    ages = [row.seconds for row in rows if row.seconds is not None]
    coming = [row.produced_per_second for row in rows if row.produced_per_second is not None]
    done = [row.consumed_per_second for row in rows if row.consumed_per_second is not None]
    waits = [row.catch_up_seconds for row in rows if row.catch_up_seconds is not None]
    every = len(rows) or None
    return {
        "messages": sum(lags) if len(lags) == every else None,
        "seconds": max(ages) if len(ages) == every else None,
        "produced_per_second": sum(coming) if len(coming) == every else None,
        "consumed_per_second": sum(done) if len(done) == every else None,
        "catch_up_seconds": max(waits) if len(waits) == every else None,
    }


class History:
    """The last points, oldest first."""

    def __init__(self) -> None:
        self._points: deque[dict[str, Any]] = deque(maxlen=POINTS)

    def add(self, snapshot: Snapshot) -> None:
        self._points.append({"at": snapshot.at} | totals(snapshot))

    def points(self) -> list[dict[str, Any]]:
        return list(self._points)
