"""From facts to count keys. No key holds a clock's time: buckets are of the event, or of the publication."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.count.facts import ArticleFacts, EventFacts

TOTAL, DAY_UNKNOWN, HOUR_UNKNOWN = "total", "day-unknown", "hour-unknown"

DIMENSIONS = {
    "action": "action type of each event",
    "quad-class": "PLOVER quad class",
    "actor": "country of each actor",
    "recipient": "country of each recipient",
    "dyad": "actor country - recipient country",
    "dyad-quad": "dyad and quad class",
    "country": "country of the event's location",
    "location": "place of the event",
    "source": "outlet that reports the event",
    "attributed": "who is named as having said it",
    "certainty": "how sure the source is",
    "articles": "articles by outlet (not events)",
    "language": "articles by language (not events)",
}


class CountKey(NamedTuple):
    """One running count: what is counted, of which value, in which bucket of time."""

    dimension: str
    value: str
    bucket: str


def contributions(facts: ArticleFacts | None) -> Counter[CountKey]:
    """All that an article adds, by key."""
    found: Counter[CountKey] = Counter()
    if facts is None:
        return found
    article = _buckets(None, None, facts)
    for dimension, value in (("articles", facts.source or "unknown"), ("language", facts.language or "unknown")):
        found.update(CountKey(dimension, value, bucket) for bucket in article)
    for event in facts.events:
        buckets = _buckets(event.day, event.hour, facts)
        for dimension, value in set(_values(event, facts)):
            found.update(CountKey(dimension, value, bucket) for bucket in buckets)
    return found


def difference(now: Counter[CountKey], before: Counter[CountKey]) -> dict[CountKey, int]:
    """What has to be added so that ``before`` becomes ``now``; nothing for keys that stay."""
    changed = {key: now[key] - before[key] for key in now.keys() | before.keys()}
    return {key: amount for key, amount in changed.items() if amount}


def bucket_kind(bucket: str) -> str:
    """total, day or hour."""
    if bucket == TOTAL:
        return "total"
    return "hour" if bucket == HOUR_UNKNOWN or "T" in bucket else "day"


def _buckets(day: str | None, hour: str | None, facts: ArticleFacts) -> tuple[str, str, str]:
    return TOTAL, day or facts.day or DAY_UNKNOWN, hour or facts.hour or HOUR_UNKNOWN


def _values(event: EventFacts, facts: ArticleFacts) -> Iterator[tuple[str, str]]:
    yield "action", event.action
    yield "certainty", event.certainty
    yield "source", facts.source or "unknown"
    singles = (
        ("quad-class", event.quad_class),
        ("country", event.country),
        ("location", event.place),
        ("attributed", event.attributed),
    )
    for dimension, value in singles:
        if value:
            yield dimension, value
    for country in event.actors:
        yield "actor", country
    for country in event.recipients:
        yield "recipient", country
    for actor in event.actors:
        for recipient in event.recipients:
            yield "dyad", f"{actor}-{recipient}"
            if event.quad_class:
                yield "dyad-quad", f"{actor}-{recipient} {event.quad_class}"
