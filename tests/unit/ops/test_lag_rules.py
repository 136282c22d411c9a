"""Lag, its seconds and its status say what an operator would conclude from the same commits."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ops.commits import CommitRecord, partition_of, read_commit
from pipeline.ops.lag import Commit, OffsetTimes, Status, catch_up_seconds, note_commit, rate, status, worst


def window(offsets: list[int], lags: list[int], *, start: float = 0.0, step: float = 5.0) -> list[Commit]:
    return [
        Commit(offset, start + number * step, lag)
        for number, (offset, lag) in enumerate(zip(offsets, lags, strict=True))
    ]


TEN = list(range(0, 100, 10))


def test_no_lag_is_ok_whatever_happened_before():
    assert status(window([50] * 10, [9] * 10), 0, 1e9) is Status.OK


def test_unknown_lag_is_never_shown_as_ok():
    assert status([], None, 0) is Status.UNKNOWN
    assert status([], 5, 0) is Status.UNKNOWN
    assert status(window([1, 2], [5, 5]), 5, 10) is Status.UNKNOWN


def test_a_worker_that_went_silent_is_stopped():
    assert status(window(TEN, [9] * 10), 50, 45 + 46) is Status.STOP
    assert status(window(TEN, [9] * 10), 50, 45 + 44) is not Status.STOP


def test_a_short_history_still_tells_a_long_silence():
    assert status(window([1, 2], [5, 5]), 5, 5 + 61) is Status.STOP
    assert status(window([1, 2], [5, 5]), 5, 5 + 59) is Status.UNKNOWN


def test_an_idle_worker_is_not_stopped_when_the_first_new_article_comes():
    assert status(window(TEN, [9] * 9 + [0]), 1, 1000) is Status.OK


def test_a_worker_that_died_while_idle_is_stopped_once_articles_wait_too_long():
    idle = window(TEN, [9] * 9 + [0])
    assert status(idle, 3, 1000, seconds=44) is Status.OK
    assert status(idle, 3, 1000, seconds=46) is Status.STOP
    assert status(idle, 3, 1000, seconds=None) is Status.OK  # since when they wait is not known yet


def test_an_offset_that_went_back_is_shown():
    assert status(window([*TEN[:9], 5], [9] * 10), 50, 46) is Status.REWIND


def test_commits_that_do_not_move_are_a_stall():
    assert status(window([50] * 10, [9] * 10), 9, 46) is Status.STALL


def test_a_worker_that_falls_behind_warns_before_it_is_too_late():
    assert status(window(TEN, list(range(10, 20))), 20, 46) is Status.WARN
    assert status(window(TEN, [10] * 10), 10, 46) is Status.WARN


def test_a_worker_that_catches_up_is_ok():
    assert status(window(TEN, list(range(20, 10, -1))), 10, 46) is Status.OK


def test_the_group_takes_its_worst_partition():
    assert worst([Status.OK, Status.STALL, Status.WARN]) is Status.STALL
    assert worst([Status.OK, Status.UNKNOWN]) is Status.UNKNOWN
    assert worst([]) is Status.UNKNOWN


def test_a_burst_of_commits_does_not_push_the_history_out_of_the_window():
    commits: deque[Commit] = deque(maxlen=10)
    for number in range(100):
        note_commit(commits, Commit(number, number * 0.1, 1))
    assert commits[-1].offset == 99
    assert commits[-1].at - commits[0].at > 5


def test_seconds_behind_is_the_age_of_the_oldest_unread_message():
    times = OffsetTimes()
    for second in range(11):
        times.add(second * 10, float(second))
    assert times.seconds_behind(100, 100, 10.0) == 0.0
    assert times.seconds_behind(50, 100, 10.0) == pytest.approx(5.0)
    assert times.seconds_behind(55, 100, 10.0) == pytest.approx(4.5)


def test_seconds_are_unknown_with_too_few_points():
    times = OffsetTimes()
    assert times.seconds_behind(5, 10, 0.0) is None
    times.add(10, 0.0)
    assert times.seconds_behind(5, 10, 1.0) is None


def test_a_message_after_a_quiet_night_is_seconds_old_not_a_night_old():
    times = OffsetTimes()
    times.add(100, 0.0)
    for second in range(1, 30_000, 30):
        times.add(100, float(second))
    times.add(101, 30_000.0)
    behind = times.seconds_behind(100, 101, 30_002.0)
    assert behind is not None
    assert behind < 60


def test_before_the_first_point_the_rate_tells():
    times = OffsetTimes()
    times.add(100, 100.0)
    times.add(200, 110.0)
    assert times.seconds_behind(50, 200, 110.0) == pytest.approx(15.0)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.floats(0.1, 10)), min_size=2, max_size=50),
    st.integers(0, 3000),
)
def test_seconds_are_never_negative(steps: list[tuple[int, float]], committed: int):
    times, offset, now = OffsetTimes(), 0, 0.0
    for grown, waited in steps:
        offset, now = offset + grown, now + waited
        times.add(offset, now)
    seconds = times.seconds_behind(committed, offset, now)
    assert seconds is None or seconds >= 0


def test_time_to_catch_up_needs_a_worker_faster_than_its_publishers():
    assert catch_up_seconds(100, 5.0, 15.0) == 10.0
    assert catch_up_seconds(100, 15.0, 5.0) is None
    assert catch_up_seconds(0, 15.0, 5.0) == 0.0
    assert catch_up_seconds(None, 1.0, 2.0) is None


def test_a_rate_is_unknown_until_there_are_two_points():
    assert rate([(0, 0.0)], 1.0) is None
    assert rate([(0, 0.0), (60, 30.0)], 30.0) == 2.0


def test_a_groups_commits_are_looked_for_where_kafka_puts_them():
    assert partition_of("hello", 1 << 31) == 99162322
    assert partition_of("polygenelubricants", 50) == 0  # the String whose hash is Integer.MIN_VALUE
    assert partition_of("alpha-group", 1 << 31) == 386548400  # a negative hash


def commit_record(group: bytes, topic: bytes, offset: int) -> tuple[bytes, bytes]:
    key = b"\0\1" + len(group).to_bytes(2) + group + len(topic).to_bytes(2) + topic + (3).to_bytes(4)
    value = b"\0\3" + offset.to_bytes(8) + b"\xff\xff\xff\xff" + b"\0\0" + (1).to_bytes(8)
    return key, value


def test_a_commit_is_read_from_kafkas_own_log():
    key, value = commit_record(b"dateline", b"news.articles.raw", 77)
    assert read_commit(key, value, 1500) == CommitRecord("dateline", "news.articles.raw", 3, 77, 1.5)
    assert read_commit(key, None, 1500) == CommitRecord("dateline", "news.articles.raw", 3, None, 1.5)


@given(st.binary(max_size=60), st.binary(max_size=30))
def test_whatever_else_stands_in_that_log_is_passed_over(key: bytes, value: bytes):
    if key[:2] in (b"\0\0", b"\0\1"):
        key = b"\0\2" + key[2:]
    assert read_commit(key, value, 0) is None


@given(st.binary(max_size=60))
def test_a_cut_off_commit_does_not_stop_the_reader(rest: bytes):
    read_commit(b"\0\1" + rest, b"\0\3", 0)
