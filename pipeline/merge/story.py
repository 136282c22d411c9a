"""A story from its mentions: what most and the best of them say."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pipeline.merge.trace import name_key, place_key
from pipeline.records import ActorMention, Certainty, Mention, PlaceMention, Story, StoryAction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from pipeline.merge.report import Sighting

_ACTORS = 8
_LEAST = 0.01  # where only copies tell a story, each has this to say
T = TypeVar("T", bound=Hashable)
_CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible", "unknown")


class Told(NamedTuple):
    """A mention of a story: the sighting, its article, and the article whose text that copies."""

    article_id: str
    source: str | None
    agency: str | None
    published_at: datetime | None
    seen: datetime
    sighting: Sighting
    copy_of: str | None

    @property
    def weight(self) -> float:
        """How much this mention has to say about the story: copies add nothing, an article's main news counts twice."""
        if self.copy_of:
            return 0.0
        return self.sighting.confidence * (2.0 if self.sighting.main else 1.0)


def story_of(story_id: str, told: Sequence[Told]) -> Story:
    """The record of a story; ``told`` are its mentions in the order they came, at least one."""
    weighed = [item for item in told if item.weight] or list(told)
    first_day, last_day = _days(weighed)
    return Story(
        story_id=story_id,
        action=_action(weighed),
        actors=_actors((item, item.sighting.actors) for item in weighed),
        recipients=_actors((item, item.sighting.recipients) for item in weighed),
        location=_location(weighed),
        first_day=first_day,
        last_day=last_day,
        mentions=[
            Mention(
                event_id=item.sighting.event_id,
                article_id=item.article_id,
                source=item.source,
                published_at=item.published_at,
                copy_of=item.copy_of,
            )
            for item in told
        ],
        sources=list(dict.fromkeys(item.source for item in told if item.source)),
        independent_sources=_independent(told),
        attributed_to=list(dict.fromkeys(item.sighting.attributed_to for item in told if item.sighting.attributed_to)),
        certainty=_certainty(told),
        first_seen=min(item.seen for item in told),
        last_seen=max(item.seen for item in told),
        headline=max(weighed, key=_as_headline).sighting.sentence,
    )


def _action(told: Sequence[Told]) -> StoryAction:
    """The type most say, and of those that say it the mode most say."""
    type_ = _most((item.sighting.action.type, item.weight) for item in told)
    modes = ((item.sighting.action.mode, item.weight) for item in told if item.sighting.action.type == type_)
    return StoryAction(type=type_, mode=_most(modes))


def _actors(mentions: Iterable[tuple[Told, list[ActorMention]]]) -> list[ActorMention]:
    """Who is named, the best supported first; one that only a single one of many mentions names is left out."""
    support: dict[str, float] = {}
    best: dict[str, ActorMention] = {}
    for item, actors in mentions:
        for actor in {name_key(actor): actor for actor in actors}.values():
            key = name_key(actor)
            support[key] = support.get(key, 0.0) + max(item.weight, _LEAST)
            if key not in best or (actor.entity and not best[key].entity):
                best[key] = actor
    most = max(support.values(), default=0.0)
    first = sorted(support, key=lambda key: -support[key])[:_ACTORS]
    return [best[key] for key in first if support[key] >= most / 5]


def _location(told: Sequence[Told]) -> PlaceMention | None:
    """The place most say; a country only where nobody says where in it."""
    places = [(item.sighting.location, item.weight) for item in told if item.sighting.location]
    closer = [(place, weight) for place, weight in places if place.kind != "country"] or places
    if not closer:
        return None
    key = _most((place_key(place), weight) for place, weight in closer)
    return next(place for place, _ in closer if place_key(place) == key)


def _days(told: Sequence[Told]) -> tuple[date | None, date | None]:
    """The day or days most say; a single day before a week or a month, which only says it less exactly."""
    spans = [
        (item.sighting.first_day, item.sighting.last_day, item.weight)
        for item in told
        if item.sighting.first_day and item.sighting.last_day
    ]
    exact = [span for span in spans if span[0] == span[1]] or spans
    if not exact:
        return None, None
    return _most(((first, last), weight) for first, last, weight in exact)


def _certainty(told: Sequence[Told]) -> Certainty:
    """The strongest that any outlet or source gives; a denial is no assertion, so it does not weaken the others."""
    asserted = [item.sighting.certainty for item in told if item.sighting.polarity == "positive"]
    return min(asserted or [item.sighting.certainty for item in told], key=_CERTAINTIES.index)


def _independent(told: Sequence[Told]) -> int:
    """How many wrote a text of their own: an agency for all texts that are its own, else the outlet that had it first."""
    agencies: dict[str, str] = {}
    outlets: dict[str, str] = {}
    for item in told:
        text = item.copy_of or item.article_id
        outlets.setdefault(text, item.source or text)
        if item.agency:
            agencies.setdefault(text, item.agency)
    return len({agencies.get(text, outlet) for text, outlet in outlets.items()})


def _as_headline(item: Told) -> tuple[float, float]:
    """The best sentence is a sure one that tells an article's main news on the outlet's own word, short enough to read.

    Of equals the first seen.
    """
    sighting = item.sighting
    score = sighting.confidence + 0.5 * sighting.main - 0.2 * (sighting.attributed_to is not None)
    score -= 0.3 * (sighting.polarity == "negative") + 0.3 * (not 40 <= len(sighting.sentence) <= 260)
    return score, -item.seen.timestamp()


def _most(votes: Iterable[tuple[T, float]]) -> T:
    """The value with the most weight; of equals the first."""
    sums: dict[T, float] = {}
    for value, weight in votes:
        sums[value] = sums.get(value, 0.0) + max(weight, _LEAST)
    return max(sums, key=sums.__getitem__)
