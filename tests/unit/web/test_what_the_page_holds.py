"""What the page keeps of each topic: newest first, searched, summed over partitions, begun anew when read again."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from pipeline.ops.lag import Status
from pipeline.ops.observer import PartitionLag, Snapshot
from pipeline.stream.reader import Read
from pipeline.web import held
from pipeline.web.held import Counts, Events, Letters, Wanted
from pipeline.web.history import History, totals


def read(value: Any, key: str = "k", partition: int = 0, offset: int = 0, at: int = 0) -> Read:
    body = None if value is None else orjson.dumps(value)
    return Read("topic", partition, offset, at, key.encode(), body, ())


def event(name: str, **changes: Any) -> dict[str, Any]:
    fields = {
        "event_id": name,
        "sentence": {"start": 0, "end": 5, "text": f"sentence of {name}"},
        "action": {"type": "AID"},
        "actors": [{"name": "Straße", "country": "DEU"}],
        "recipients": [],
        "location": {"name": "Lima", "country": "PER"},
        "attribution": None,
        "certainty": "certain",
    }
    return fields | changes


def names(events: list[dict[str, Any]]) -> list[str]:
    return [one["event_id"] for one in events]


def test_events_are_ordered_by_time_though_partitions_are_read_one_after_the_other():
    store = Events()
    for name, at in (("a", 10), ("b", 30), ("c", 20)):
        store.take(read(event(name), name, at=at))
    assert names(store.find(Wanted(), 10)) == ["b", "c", "a"]
    assert names(store.find(Wanted(), 2)) == ["b", "c"]


def test_a_withdrawn_event_is_gone():
    store = Events()
    store.take(read(event("a"), "a"))
    store.take(read(None, "a"))
    assert store.find(Wanted(), 10) == []


def test_memory_is_bounded_and_the_oldest_go():
    store = Events()
    for number in range(held.TRIM_AT + 10):
        store.take(read(event(str(number)), str(number), at=number))
    found = store.find(Wanted(), 10_000)
    assert len(found) == held.LATEST_EVENTS
    assert found[0]["event_id"] == str(held.TRIM_AT + 9)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(text="SENTENCE"), True),
        (Wanted(text="strasse"), True),
        (Wanted(text="lima"), True),
        (Wanted(text="oslo"), False),
        (Wanted(country="DEU"), True),
        (Wanted(country="PER"), True),
        (Wanted(country="NOR"), False),
        (Wanted(type="AID", certainty="certain"), True),
        (Wanted(type="AID", certainty="possible"), False),
        (Wanted(source="Somebody"), False),
    ],
)
def test_a_search_fits_sentence_names_and_countries(wanted: Wanted, fits: object):
    store = Events()
    store.take(read(event("a"), "a"))
    assert bool(store.find(wanted, 10)) is fits


@pytest.mark.parametrize("value", [[], {}, "text", {"sentence": {}}, event("a", actors=[{}])])
def test_a_record_of_another_shape_is_refused_when_read_not_when_searched(value: Any):
    store = Events()
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        store.take(read(value))
    assert store.find(Wanted(text="a", country="b"), 5) == []


def counted(value: str, number: int, offset: int, partition: int = 0, bucket: str = "total") -> Read:
    record = {"value": value, "bucket": bucket, "count": number, "offset": offset}
    return read(record, orjson.dumps(["country", value, bucket]).decode(), partition)


def test_counts_are_summed_over_partitions_and_late_writes_change_nothing():
    store = Counts()
    store.take(counted("KEN", 5, offset=10))
    store.take(counted("KEN", 2, offset=3, partition=1))
    store.take(counted("KEN", 4, offset=9))  # an older owner's, too late
    store.take(counted("PER", 6, offset=1))
    store.take(counted("PER", 9, offset=1, bucket="2026-03-02"))
    store.take(counted("USA", 0, offset=1))
    assert store.top("country", "total", 10) == [
        {"value": "KEN", "bucket": "total", "count": 7},
        {"value": "PER", "bucket": "total", "count": 6},
    ]
    assert store.top("country", "day", 10) == [{"value": "PER", "bucket": "2026-03-02", "count": 9}]
    assert store.top("actor", "total", 10) == []


def test_dead_letters_are_told_by_reason_without_their_values():
    store = Letters()
    for number in range(held.LATEST_LETTERS + 5):
        letter = {"reason": "no-text", "detail": "", "value_base64": "QQ==", "failed_at": f"2026-03-02T10:{number:04}"}
        store.take(read(letter, partition=1, offset=number))
    assert store.reasons == {"no-text": held.LATEST_LETTERS + 5}
    newest = store.newest()
    assert len(newest) == held.LATEST_LETTERS
    assert newest[0]["id"] == f"1-{held.LATEST_LETTERS + 4}"
    assert "value_base64" not in newest[0]
    store.clear()
    assert (store.newest(), store.reasons) == ([], {})


def row(partition: int, lag: int | None, seconds: float | None) -> PartitionLag:
    return PartitionLag(
        "g", "t", partition, 1, 1, lag, seconds, Status.OK, produced_per_second=1.5, consumed_per_second=1.0
    )


def test_a_total_is_unknown_where_one_partition_is_unknown():
    known = totals(Snapshot(1.0, [row(0, 3, 4.0), row(1, 2, 9.0)], []))
    assert (known["messages"], known["seconds"], known["produced_per_second"]) == (5, 9.0, 3.0)
    assert known["catch_up_seconds"] is None
    half = totals(Snapshot(1.0, [row(0, 3, 4.0), row(1, None, None)], []))
    assert (half["messages"], half["seconds"]) == (None, None)
    assert totals(Snapshot(1.0, [], []))["messages"] is None


def test_history_is_kept_in_order():
    history = History()
    for at in (1.0, 2.0):
        history.add(Snapshot(at, [row(0, int(at), at)], []))
    assert [(point["at"], point["messages"]) for point in history.points()] == [(1.0, 1), (2.0, 2)]
