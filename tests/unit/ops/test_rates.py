"""Rates an operator can trust: a quiet partition has rate 0, not unknown, and a burst is spread over the minute it came in."""

from __future__ import annotations

import pytest

from pipeline.ops.lag import OffsetTimes, rate


def looked(*offsets: tuple[int, float]) -> list[tuple[int, float]]:
    times = OffsetTimes()
    for offset, at in offsets:
        times.add(offset, at)
    return list(times.points)


def test_a_partition_that_was_quiet_for_minutes_has_rate_zero():
    points = looked(*((5, float(at)) for at in range(0, 300, 2)))
    assert rate(points, 298.0) == 0.0


def test_a_burst_after_a_quiet_stretch_is_spread_over_the_window():
    points = looked(*((5, float(at)) for at in range(0, 300, 2)), (65, 300.0))
    assert rate(points, 300.0) == pytest.approx(1.0)


def test_the_windows_begin_is_interpolated():
    assert rate([(0, 0.0), (100, 100.0), (160, 130.0)], 130.0) == pytest.approx((160 - 70) / 60)


def test_one_look_is_too_few_to_tell():
    assert rate(looked((5, 100.0)), 100.0) is None
    assert rate([], 100.0) is None
