"""Which hours and days are kept: the worker's rule, and the one that ``verify`` and the recount go by, written apart."""

from __future__ import annotations

from datetime import UTC, date, datetime

import orjson
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.counts import add_up
from pipeline.count import Kept
from pipeline.count.recount import is_kept

NOON = datetime(2025, 12, 15, 12, tzinfo=UTC).timestamp()


def test_hours_and_days_expire_each_after_their_own_time_and_totals_never() -> None:
    kept = Kept().at(NOON, hour_days=14, day_days=400)
    assert kept == Kept(20251201, 20241110)
    assert kept.holds("2025-12-01T00")
    assert not kept.holds("2025-11-30T23")
    assert kept.holds("2024-11-10")
    assert not kept.holds("2024-11-09")
    assert all(kept.holds(bucket) for bucket in ("total", "day-unknown", "hour-unknown"))


def test_what_has_expired_stays_so_whatever_the_clocks_of_publishers_or_the_settings_say() -> None:
    kept = Kept().at(NOON, hour_days=14, day_days=0)
    assert kept.at(NOON - 90 * 86_400, hour_days=14, day_days=0) == kept
    assert kept.at(NOON, hour_days=0, day_days=0) == kept
    assert kept.at(NOON, hour_days=30, day_days=0) == kept


def test_nothing_expires_unless_it_is_asked_for() -> None:
    assert Kept().at(NOON, hour_days=0, day_days=0) == Kept()
    assert Kept().holds("0001-01-01T00")


@given(
    st.dates(date(1, 1, 1)),
    st.one_of(st.just(0), st.dates(date(1, 1, 1)).map(lambda day: int(day.strftime("%Y%m%d")))),
    st.booleans(),
)
def test_the_two_rules_agree(day: date, first: int, of_hours: bool) -> None:  # noqa: FBT001 - hypothesis passes it
    bucket = f"{day.isoformat()}T07" if of_hours else day.isoformat()
    kept = Kept(first, 0) if of_hours else Kept(0, first)
    assert kept.holds(bucket) == is_kept(bucket, *kept)


def test_the_counts_command_leaves_alone_what_expired_in_its_partition() -> None:
    def value(dimension: str, name: str, bucket: str, count: int) -> tuple[bytes, bytes]:
        key = orjson.dumps([dimension, name, bucket])
        return key, orjson.dumps({"value": name, "bucket": bucket, "count": count, "offset": 5, "generation": 1})

    old = value("action", "ASSAULT", "2025-11-01T10", 3)
    new = value("action", "ASSAULT", "2025-12-10T10", 4)
    horizon = value("kept-from", "hour", "total", 20251201)
    records = [(old[0], 0, old[1]), (old[0], 1, old[1]), (new[0], 0, new[1]), (horizon[0], 0, horizon[1])]
    assert add_up(records, "action", "hour") == {("ASSAULT", "2025-11-01T10"): 3, ("ASSAULT", "2025-12-10T10"): 4}
    assert add_up([*records, (old[0], 1, None)], "action", "hour") == {("ASSAULT", "2025-12-10T10"): 4}
