"""Lag in messages and seconds, and a status by Burrow's rules: arithmetic only, no broker.

Sources: LinkedIn Burrow, ``core/internal/evaluator/caching.go`` (the rules and their order); kafka-lag-exporter,
``LookupTable.scala`` (seconds by interpolation over offset-time points).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

WINDOW = 10
"""Commits that a status looks back on, Burrow's default."""

SILENCE = 60.0
"""Seconds without a commit after which even an incomplete window says STOP."""


class Status(StrEnum):
    """From best to worst; unknown is shown as unknown, never as OK."""

    OK = "OK"
    UNKNOWN = "unknown"
    WARN = "WARN"
    REWIND = "REWIND"
    STALL = "STALL"
    STOP = "STOP"


SEVERITY = {status: rank for rank, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: the offset, when it was made (seconds since the epoch) and the lag it left (None: unknown)."""

    offset: int
    at: float
    lag: int | None


def status(
    commits: list[Commit], lag: int | None, now: float, *, seconds: float | None = None, allowed: int = 0
) -> Status:
    """Burrow's rules, in Burrow's order, over the last commits of one partition.

    ``lag`` is today's lag in messages, ``seconds`` the age of the oldest unread one; a lag up to ``allowed`` is OK whatever
    the window says. A window of fewer than ``WINDOW`` commits tells only of a long silence (``SILENCE`` seconds) or of an
    offset that went back; else it is unknown. A group that had read everything need not commit: its silence counts from
    when something came to be read.
    """
    if lag is None:
        return Status.UNKNOWN
    if lag <= allowed:
        return Status.OK
    if not commits:
        return Status.UNKNOWN
    complete = len(commits) >= WINDOW
    silence, span = now - commits[-1].at, commits[-1].at - commits[0].at
    if commits[-1].lag == 0:
        silence = min(silence, seconds or 0.0)
    if silence > (span if complete else max(span, SILENCE)):
        return Status.STOP
    if any(after.offset < before.offset for before, after in pairwise(commits)):
        return Status.REWIND
    if not complete:
        return Status.UNKNOWN
    lags = [commit.lag for commit in commits if commit.lag is not None]
    if any(left <= allowed for left in lags):
        return Status.OK
    if commits[-1].offset == commits[0].offset:
        return Status.STALL
    if len(lags) > 1 and all(after >= before for before, after in pairwise(lags)):
        return Status.WARN
    return Status.OK


def note_commit(window: deque[Commit], commit: Commit) -> None:
    """Add a commit to a window; one that follows within a second replaces it (Burrow's minimum distance)."""
    if window and commit.at - window[-1].at < 1.0 and len(window) > 1:
        window[-1] = Commit(commit.offset, window[-1].at, commit.lag)
        return
    window.append(commit)


def worst(statuses: list[Status]) -> Status:
    """The group's status is its worst partition's; unknown where there is none."""
    return max(statuses, key=SEVERITY.__getitem__, default=Status.UNKNOWN)


@dataclass(slots=True)
class OffsetTimes:
    """Points (end offset, time) of one partition: tells when the log had grown to an offset."""

    points: deque[tuple[int, float]] = field(default_factory=lambda: deque(maxlen=600))

    def add(self, offset: int, at: float) -> None:
        """Note the end offset at a time. Of a flat stretch only its two ends are kept; a shorter log starts anew."""
        points = self.points
        if points and (at <= points[-1][1]):
            return
        if points and offset < points[-1][0]:
            points.clear()
        if len(points) >= 2 and points[-1][0] == points[-2][0] == offset:
            points[-1] = (offset, at)
        else:
            points.append((offset, at))

    def starts_after(self, offset: int) -> bool:
        """Whether no point tells of so early an offset."""
        return not self.points or self.points[0][0] > offset

    def seed(self, offset: int, at: float) -> None:
        """Put a point before all others: the log ended at ``offset`` until this time."""
        if self.starts_after(offset) and (not self.points or at < self.points[0][1]):
            if len(self.points) == self.points.maxlen:
                self.points.popleft()
            self.points.appendleft((offset, at))

    def seconds_behind(self, committed: int, end: int, now: float) -> float | None:
        """How old the oldest unread message is: 0 at no lag, None with too few points to tell."""
        if committed >= end:
            return 0.0
        points = self.points
        if len(points) < 2:
            return None
        offsets = [offset for offset, _ in points]
        index = bisect_left(offsets, committed)
        # the last moment at which the log ended at ``committed``: what came next is what has been waiting since
        while index + 1 < len(points) and offsets[index + 1] == committed:
            index += 1
        if index >= len(points):
            return None
        if offsets[index] == committed:
            return max(0.0, now - points[index][1])
        if index == 0:
            return self._extrapolated(committed, now)
        (low, low_at), (high, high_at) = points[index - 1], points[index]
        share = (committed - low) / (high - low)
        return max(0.0, now - (low_at + share * (high_at - low_at)))

    def _extrapolated(self, committed: int, now: float) -> float | None:
        """Before the oldest point: by the rate over all points; None where the log did not grow."""
        (low, low_at), (high, high_at) = self.points[0], self.points[-1]
        if high == low:
            return None
        rate = (high_at - low_at) / (high - low)
        return max(0.0, now - (low_at - (low - committed) * rate))


def catch_up_seconds(
    lag: int | None, produced_per_second: float | None, consumed_per_second: float | None
) -> float | None:
    """When the lag will be gone at these rates: 0 at none, None where it is unknown or never will be."""
    if lag is None or produced_per_second is None or consumed_per_second is None:
        return None
    if lag == 0:
        return 0.0
    gain = consumed_per_second - produced_per_second
    return lag / gain if gain > 0 else None


def rate(points: list[tuple[int, float]], now: float, seconds: float = 60.0) -> float | None:
    """Offsets a second over the last ``seconds``; None with fewer than two points to tell by.

    Of a flat stretch only the ends are kept, so the window's begin often lies between two points: it is interpolated.
    """
    begin = now - seconds
    recent: list[tuple[float, float]] = [point for point in points if point[1] >= begin]
    earlier = [point for point in points if point[1] < begin]
    if earlier and recent:
        (low, low_at), (high, high_at) = earlier[-1], recent[0]
        recent.insert(0, (low + (high - low) * (begin - low_at) / (high_at - low_at), begin))
    if len(recent) < 2 or recent[-1][1] <= recent[0][1]:
        return None
    return max(0.0, (recent[-1][0] - recent[0][0]) / (recent[-1][1] - recent[0][1]))
