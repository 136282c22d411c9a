"""What the page keeps of each topic: the latest events, all counts, the latest dead letters."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import orjson

from pipeline.count.keys import bucket_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stream.reader import Read

LATEST_EVENTS = 2_000
LATEST_LETTERS = 200
TRIM_AT = LATEST_EVENTS + 500


class Held(Protocol):
    """Takes a topic's records. ``take`` raises ValueError, KeyError or TypeError on one that is not of its shape."""

    def take(self, record: Read) -> None: ...

    def clear(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search over the latest events; None asks for nothing."""

    country: str | None = None
    type: str | None = None
    certainty: str | None = None
    source: str | None = None
    text: str | None = None


class Events:
    """The latest by Kafka's time: partitions are read one after the other, so the order of reading says nothing."""

    def __init__(self) -> None:
        self._by_id: dict[str, tuple[int, dict[str, Any]]] = {}
        self._sorted: list[dict[str, Any]] | None = None
        self.read = 0

    def take(self, record: Read) -> None:
        key = (record.key or b"").decode("utf-8", "replace")
        self._sorted = None
        if record.value is None:
            self._by_id.pop(key, None)
            return
        event = orjson.loads(record.value)
        _check(event)
        self.read += 1
        self._by_id[key] = (record.timestamp, event)
        if len(self._by_id) > TRIM_AT:
            newest = sorted(self._by_id.items(), key=lambda item: item[1][0])[-LATEST_EVENTS:]
            self._by_id = dict(newest)

    def clear(self) -> None:
        self._by_id.clear()
        self._sorted, self.read = None, 0

    def find(self, wanted: Wanted, limit: int) -> list[dict[str, Any]]:
        """The latest that fit, newest first."""
        if self._sorted is None:
            held = sorted(self._by_id.values(), key=lambda item: -item[0])
            self._sorted = [event for _, event in held[:LATEST_EVENTS]]
        found = []
        for event in self._sorted:
            if _fits(event, wanted):
                found.append(event)
                if len(found) == limit:
                    break
        return found


@dataclass(slots=True)
class _Count:
    """One partition's share of a count."""

    value: str
    bucket: str
    count: int
    rank: tuple[int, int]


class Counts:
    """Every running count; a partition's late write of an older value changes nothing."""

    def __init__(self) -> None:
        self._held: dict[str, dict[tuple[bytes, int], _Count]] = {}

    def take(self, record: Read) -> None:
        if record.key is None:
            return
        where = (record.key, record.partition)
        held = self._held.setdefault(str(orjson.loads(record.key)[0]), {})
        if record.value is None:
            held.pop(where, None)
            return
        value = orjson.loads(record.value)
        rank = (value["offset"], value.get("generation", 0))
        if where not in held or rank >= held[where].rank:
            held[where] = _Count(value["value"], value["bucket"], value["count"], rank)

    def clear(self) -> None:
        self._held.clear()

    def top(self, dimension: str, bucket: str, top: int) -> list[dict[str, Any]]:
        """Sums over the partitions, the highest first."""
        sums: Counter[tuple[str, str]] = Counter()
        for count in self._held.get(dimension, {}).values():
            if bucket_kind(count.bucket) == bucket:
                sums[count.value, count.bucket] += count.count
        rows = [{"value": value, "bucket": when, "count": count} for (value, when), count in sums.items() if count]
        rows.sort(key=lambda row: (-int(str(row["count"])), str(row["value"]), str(row["bucket"])))
        return rows[:top]


class Letters:
    """The latest dead letters without their values, and how many there are for each reason."""

    def __init__(self) -> None:
        self._latest: deque[dict[str, Any]] = deque(maxlen=LATEST_LETTERS)
        self.reasons: Counter[str] = Counter()

    def take(self, record: Read) -> None:
        if record.value is None:
            return
        letter = orjson.loads(record.value)
        letter.pop("value_base64", None)
        self.reasons[letter["reason"]] += 1
        self._latest.append({"id": f"{record.partition}-{record.offset}"} | letter)

    def clear(self) -> None:
        self._latest.clear()
        self.reasons.clear()

    def newest(self) -> list[dict[str, Any]]:
        """The latest, newest first."""
        return sorted(self._latest, key=lambda letter: str(letter.get("failed_at")), reverse=True)


def _countries(event: dict[str, Any]) -> Iterator[str | None]:
    yield (event.get("location") or {}).get("country")
    for mention in (*event.get("actors", ()), *event.get("recipients", ())):
        yield mention.get("country")


def _texts(event: dict[str, Any]) -> Iterator[str]:
    yield event["sentence"]["text"]
    for mention in (*event.get("actors", ()), *event.get("recipients", ())):
        yield mention["name"]
    yield (event.get("location") or {}).get("name") or ""
    yield ((event.get("attribution") or {}).get("source") or {}).get("name") or ""


def _check(event: dict[str, Any]) -> None:
    """Raise now what a search would raise later."""
    _ = event["certainty"], event["action"]["type"], [*_countries(event)], "".join(_texts(event))


def _fits(event: dict[str, Any], wanted: Wanted) -> bool:
    return (
        (wanted.type is None or event["action"]["type"] == wanted.type)
        and (wanted.certainty is None or event["certainty"] == wanted.certainty)
        and (wanted.source is None or event.get("source") == wanted.source)
        and (wanted.country is None or wanted.country in _countries(event))
        and (wanted.text is None or any(wanted.text.casefold() in text.casefold() for text in _texts(event)))
    )
