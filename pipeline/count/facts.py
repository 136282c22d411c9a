"""What one article adds to the counts, as small as it goes: it is remembered with the article, to be taken back later."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.records import ActorMention, Event, Extraction

_HOUR = re.compile(r"\d{4}-\d\d-\d\dT\d\d")
_VALUE_CHARS = 120  # a longer name of an outlet or a place is cut: it becomes part of a key


class EventFacts(NamedTuple):
    """The counted fields of an event. ``day`` and ``hour`` are null where the text gives none."""

    action: str
    quad_class: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    country: str | None
    place: str | None
    attributed: str | None
    certainty: str
    day: str | None
    hour: str | None


class ArticleFacts(NamedTuple):
    """The counted fields of an article and its events; ``day`` and ``hour`` are those of its publication."""

    source: str | None
    language: str | None
    day: str | None
    hour: str | None
    events: tuple[EventFacts, ...]

    def to_json(self) -> list[Any]:
        """Lists only, for orjson."""
        return [self.source, self.language, self.day, self.hour, [list(event) for event in self.events]]

    @staticmethod
    def from_json(value: list[Any]) -> ArticleFacts:
        """The opposite of ``to_json``."""
        source, language, day, hour, events = value
        found = []
        for action, quad_class, actors, recipients, *rest in events:
            found.append(EventFacts(action, quad_class, tuple(actors), tuple(recipients), *rest))
        return ArticleFacts(source, language, day, hour, tuple(found))


def facts_of(extraction: Extraction) -> ArticleFacts:
    """What this article and its events add to the counts."""
    article = extraction.article
    day, hour = _moment(article.published_at)
    return ArticleFacts(
        source=_value(article.source),
        language=_value(article.language),
        day=day,
        hour=hour,
        events=tuple(_event(event) for event in extraction.events),
    )


def _event(event: Event) -> EventFacts:
    date, location, attribution = event.date, event.location, event.attribution
    day = date.first_day.isoformat() if date and date.first_day and date.first_day == date.last_day else None
    hour = _HOUR.match(date.timex) if date else None
    return EventFacts(
        action=event.action.type,
        quad_class=event.action.quad_class,
        actors=_countries(event.actors),
        recipients=_countries(event.recipients),
        country=location.country if location else None,
        place=_value(location.name) if location else None,
        attributed=_value(attribution.source.name) if attribution and attribution.source else None,
        certainty=event.certainty,
        day=day,
        hour=hour.group() if hour else None,
    )


def _countries(mentions: list[ActorMention]) -> tuple[str, ...]:
    return tuple(sorted({mention.country for mention in mentions if mention.country}))


def _moment(time: datetime | None) -> tuple[str | None, str | None]:
    return (time.strftime("%Y-%m-%d"), time.strftime("%Y-%m-%dT%H")) if time else (None, None)


def _value(text: str | None) -> str | None:
    if not text:
        return None
    return text.encode("utf-8", "replace").decode("utf-8")[:_VALUE_CHARS]
