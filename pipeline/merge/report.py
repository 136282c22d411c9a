"""What merging needs of an article, a few kilobytes: the stream sends this instead of the article."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pipeline.merge.sketch import sketch_of
from pipeline.merge.words import telling, terms
from pipeline.records import (
    ActorMention,
    Certainty,
    MaybeTime,
    PlaceMention,
    Polarity,
    Record,
    Share,
    StoryAction,
    Time,
    TimeRelation,
)

if TYPE_CHECKING:
    from pipeline.records import CleanArticle, Event, Extraction

_SIGHTINGS = 120  # of a longer list (a live ticker, a year in review) the surest
_ACTORS, _WORDS, _SENTENCE = 6, 24, 400
_LEAD = 700  # code points: the headline's news stands in the first paragraphs


class Sighting(Record):
    """One event as one article tells it."""

    event_id: str
    action: StoryAction
    lemma: str
    actors: list[ActorMention]
    recipients: list[ActorMention]
    location: PlaceMention | None = None
    first_day: date | None = None
    last_day: date | None = None
    sentence: str
    words: list[str]
    numbers: list[str]
    attributed_to: str | None = None
    certainty: Certainty
    polarity: Polarity
    time_relation: TimeRelation
    confidence: Share
    main: bool = False


class Report(Record):
    """One article: where and when, by whose text, what it is about, and the events it tells."""

    article_id: str
    source: str | None = None
    agency: str | None = None
    published_at: MaybeTime = None
    seen: Time
    sketch: str
    terms: dict[str, float]
    sightings: list[Sighting]


def report_of(extraction: Extraction) -> Report:
    """The part of an extraction that merging needs."""
    article = extraction.article
    events = sorted(extraction.events, key=lambda event: (-event.confidence, event.event_id))[:_SIGHTINGS]
    events.sort(key=lambda event: (event.sentence.start, event.action.start, event.event_id))
    headline = frozenset(telling([article.title or ""], _WORDS))
    main = max(events, key=lambda event: _prominence(event, headline), default=None)
    return Report(
        article_id=article.article_id,
        source=article.source,
        agency=_agency(article),
        published_at=article.published_at,
        seen=article.published_at or article.received_at,
        sketch=sketch_of(article.text).to_text(),
        terms=terms(article.title, article.text),
        sightings=[_sighting(event, article.title, main=event is main) for event in events],
    )


def _sighting(event: Event, title: str | None, *, main: bool) -> Sighting:
    attribution, date_ = event.attribution, event.date
    ranges = event.magnitude.model_dump(exclude_none=True)
    ranges.pop("currency", None)
    return Sighting(
        event_id=event.event_id,
        action=StoryAction(type=event.action.type, mode=event.action.mode),
        lemma=event.action.lemma,
        actors=event.actors[:_ACTORS],
        recipients=event.recipients[:_ACTORS],
        location=event.location,
        first_day=date_.first_day if date_ else None,
        last_day=date_.last_day if date_ else None,
        sentence=event.sentence.text[:_SENTENCE],
        words=telling([title or "", event.sentence.text] if main else [event.sentence.text], _WORDS),
        numbers=sorted(f"{what} {bounds.get('min')}-{bounds.get('max')}" for what, bounds in ranges.items()),
        attributed_to=attribution.source.name if attribution and attribution.source else None,
        certainty=event.certainty,
        polarity=event.polarity,
        time_relation=event.time_relation,
        confidence=event.confidence,
        main=main,
    )


def _prominence(event: Event, headline: frozenset[str]) -> float:
    """How well this event stands for what the article reports: told in the lead, in the headline's words, as a fact."""
    words = frozenset(telling([event.sentence.text], _WORDS))
    told = len(words & headline) / len(headline) if headline else 0.0
    early = max(0.0, 1 - event.sentence.start / _LEAD)
    aside = event.polarity == "negative" or event.time_relation == "hypothetical"
    saying = event.action.type == "ANNOUNCE"
    return event.confidence + told + early - 0.5 * aside - 0.3 * saying


def _agency(article: CleanArticle) -> str | None:
    """Whose text this is: the dateline's agency, else the one credited with the report itself.

    An agency that only contributed to an outlet's own report did not write it.
    """
    if article.dateline and article.dateline.agency:
        return article.dateline.agency
    named = (credit.agencies[0] for credit in article.credits if credit.agencies and credit.role != "contribution")
    return next(named, None)
