"""The CloudEvents 1.0 headers that every message carries, so that subscribers can route without parsing values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cloudevents.core.bindings.kafka import to_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

if TYPE_CHECKING:
    from pipeline.records import Event

_FORMAT = JSONFormat()

# what a record is, in `ce_type`; the number is the major schema_version
RAW_ARTICLE = "dateline.article.raw.v1"
CLEAN_ARTICLE = "dateline.article.clean.v1"
EVENT = "dateline.event.v1"
STATEMENT = "dateline.statement.v1"
STORY = "dateline.story.v1"
COUNT = "dateline.count.v1"
DEAD_LETTER = "dateline.dead-letter.v1"


def headers(
    kind: str, identifier: str, *, source: str = "dateline", at: datetime | None = None
) -> list[tuple[str, bytes]]:
    """Kafka headers of a message of that ``kind``; ``source`` is who sends it, ``at`` when that happened (now if left out)."""
    attributes: dict[str, Any] = {
        "id": _printable(identifier) or "-",
        "type": kind,
        "source": "/" + quote(source.lstrip("/"), safe="/:._-", errors="replace"),
        "specversion": "1.0",
        "time": at or datetime.now(UTC),
        "datacontenttype": "application/json",
    }
    message = to_binary(CloudEvent(attributes=attributes), _FORMAT)
    return list(message.headers.items())


def _printable(identifier: str) -> str:
    """Control characters and lone surrogates have no place in an attribute."""
    return identifier if identifier.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in identifier)


def event_headers(event: Event, *, source: str = "dateline", at: datetime | None = None) -> list[tuple[str, bytes]]:
    """An event's headers: the common ones, and what subscribers filter by."""
    place = event.location.country if event.location is not None else None
    country = place or next((actor.country for actor in [*event.actors, *event.recipients] if actor.country), None)
    filters = {"action-type": event.action.type, "country": country or "", "certainty": event.certainty}
    return headers(EVENT, event.event_id, source=source, at=at) + [
        (name, value.encode()) for name, value in filters.items()
    ]
