"""Puts the layers together: dates, places, actors, statements and actions become one article's Extraction."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import cast

from pipeline.code.actions import find_actions
from pipeline.code.actions.extent import extent
from pipeline.code.actors import Actors, magnitude
from pipeline.code.actors.known_names import bodies_named
from pipeline.code.certainty import assess
from pipeline.code.confidence import busy_sentences, confidence, evidence_of, mark_news
from pipeline.code.dates import EventDates, find_dates
from pipeline.code.model import StatementDraft
from pipeline.code.places import EventPlaces, find_places
from pipeline.code.speakers import as_speaker, speaker
from pipeline.code.statements import find_statements
from pipeline.code.statements.holding import holding_of
from pipeline.lexicon.plover import PLOVER, quad_class
from pipeline.parse.document import Document
from pipeline.records import (
    Action,
    ActorMention,
    Attribution,
    Event,
    Extraction,
    GeneralType,
    PloverType,
    Span,
    Statement,
    stable_id,
)

# Those who do these are done them to as well.
_TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE"})


def code(document: Document, extractor: str) -> Extraction:
    """Everything that is found in one parsed article."""
    bodies = [known.country for known in bodies_named(document.article) if known.country]
    dates, places = find_dates(document), find_places(document, bodies)
    actors = Actors(document, places)
    drafts, actions = find_statements(document), find_actions(document, places, actors.persons())
    event_dates, event_places = (
        EventDates(document, dates, actions, drafts),
        EventPlaces(document, places, actors.antecedent),
    )
    statements = [_statement(document, draft, actors, event_dates) for draft in drafts]

    events: list[Event] = []
    evidences: list[dict[str, float]] = []
    hours = [mention for mention in dates if mention.granularity == "minute"]
    timed = {index for mention in hours for index in document.tokens_in(mention.start, mention.end)}
    busy = busy_sentences(document, actions)
    heads = [action.head for action in actions]
    carriers = _carriers(drafts, heads)
    parts: Counter[tuple[int, int, str]] = Counter()
    for action in actions:
        holding = holding_of(document, action, drafts)
        chain = [drafts[index] for index in holding]
        assessment = assess(document, action.head, chain, carrier=action.head in carriers)
        if action.by_negation and assessment.factuality < 0:
            assessment = replace(assessment, polarity="positive", factuality=-assessment.factuality)
        reach = extent(document, action, heads)
        span = document.span(*reach)
        date = event_dates.of_action(action, chain)
        if date is None and not chain:
            date = event_dates.implied(action, assessment)
        if assessment.time_relation == "ongoing" and event_dates.is_ahead(date):
            assessment = replace(assessment, time_relation="future")  # "plays on Friday"
        plover = action.type in PLOVER
        who = speaker(statements[index] for index in holding)
        doers = [as_speaker(mention, who) for mention in _mentions(actors, action.actors, timed)]
        done_to = [as_speaker(mention, who) for mention in _mentions(actors, action.recipients, timed)]
        if action.type not in _TOGETHER:
            done_to = [mention for mention in done_to if not any(_is_same(mention, doer) for doer in doers)]
        location = event_places.of_action(
            action,
            own_report=not holding,
            current=not event_dates.is_long_ago(date),
            supposed=assessment.time_relation == "hypothetical",
            actors=doers,
            recipients=done_to,
        )
        attribution = _attribution(holding, drafts, statements, actors)
        evidence = action.evidence | evidence_of(document, assessment, doers, done_to, location, attribution)
        if "broad" in evidence and document.sentence_number(action.head) not in busy:
            evidence["alone"] = 1.0
        if action.type == "ANNOUNCE" and action.head in carriers:
            evidence["carrier"] = 1.0
        evidences.append(evidence)
        part = (*reach, action.type)
        events.append(
            Event(
                event_id=Event.make_id(document.article.article_id, span, action.type, parts[part]),
                article_id=document.article.article_id,
                url=document.article.url,
                source=document.article.source,
                published_at=document.article.published_at,
                sentence=_sentence(document, action.head),
                action=Action(
                    **span.model_dump(),
                    lemma=action.lemma,
                    type=cast("PloverType | GeneralType", action.type),
                    mode=action.mode,
                    quad_class=quad_class(action.type, action.cameo),
                    intensity=action.intensity if plover else None,
                    ontology="plover" if plover else "general",
                ),
                actors=doers,
                recipients=done_to,
                location=location,
                date=date,
                attribution=attribution,
                certainty=assessment.certainty,
                polarity=assessment.polarity,
                factuality=assessment.factuality,
                hedges=assessment.hedges,
                time_relation=assessment.time_relation,
                magnitude=magnitude(document, action.head, action.type),
                contexts=action.contexts,
                confidence=0.0,  # known when all are: one of them is the news
                extractor=extractor,
            )
        )
        parts[part] += 1
    mark_news(document, actions, evidences)
    for event, evidence in zip(events, evidences, strict=True):
        event.confidence = confidence(evidence)
    return Extraction(article=document.article, dates=dates, places=places, statements=statements, events=events)


def _carriers(drafts: list[StatementDraft], heads: list[int]) -> set[int]:
    """The verbs of saying that come behind an event: "shares fell, dealers said"."""
    return {
        draft.cue_head
        for draft in drafts
        if draft.cue_head is not None
        and any(first <= head < last <= draft.cue_head for first, last in draft.content for head in heads)
    }


def _is_same(one: ActorMention, other: ActorMention) -> bool:
    """Whether two phrases are somebody known, and the same."""
    return one.entity is not None and _is_known_as(one, other) and one != other


def _is_known_as(one: ActorMention, other: ActorMention) -> bool:
    """Whether both are the same person or body by the tables: the parser takes "Johnson & Johnson" for two."""
    return (one.entity, one.name) == (other.entity, other.name)


def _sentence(document: Document, head: int) -> Span:
    sentence = document.sentence(head)
    return document.span(sentence.start, sentence.end)


def _mentions(actors: Actors, heads: list[int], timed: set[int]) -> list[ActorMention]:
    """The actors of these heads, each once, but for those that are hours: "landed at 3:30pm GMT"."""
    found: dict[tuple[int, int, str], ActorMention] = {}
    for head in (head for head in heads if head not in timed):
        for mention in actors.mentions(head):
            if mention.entity is None or not any(_is_known_as(mention, other) for other in found.values()):
                found.setdefault((mention.start, mention.end, mention.name), mention)
    return list(found.values())


def _statement(document: Document, draft: StatementDraft, actors: Actors, dates: EventDates) -> Statement:
    content = [document.span(first, last) for first, last in draft.content]
    cue = document.span(*draft.cue) if draft.cue else None
    # two cues may share a content: "he said, and his lawyer confirmed, that ..."
    ranges = [f"{span.start}:{span.end}" for span in (*content, *([cue] if cue else []))]
    return Statement(
        statement_id=stable_id("statement", document.article.article_id, *ranges),
        source=_source(document, draft, actors),
        cue=cue,
        content=content,
        kind=draft.kind,
        medium=draft.medium,
        date=dates.of_saying(draft),
        stance=draft.stance,
    )


def _source(document: Document, draft: StatementDraft, actors: Actors) -> ActorMention | None:
    """Who says it: the whole phrase as the statement layer cut it, known as the actors layer knows its head."""
    if draft.source is None:
        return None
    span = document.span(*draft.source)
    known = actors.mention(draft.source_head) if draft.source_head is not None else None
    if known is None:
        return ActorMention(**span.model_dump(), name=span.text)
    return known.model_copy(update=span.model_dump())


def _attribution(
    holding: list[int], drafts: list[StatementDraft], statements: list[Statement], actors: Actors
) -> Attribution | None:
    if not holding:
        return None
    inner, draft = statements[holding[0]], drafts[holding[0]]
    chain = [actors.mention(head) for head in draft.chain]
    chain += [statements[index].source for index in holding[1:]]
    return Attribution(
        statement_id=inner.statement_id,
        source=inner.source,
        cue=inner.cue,
        kind=inner.kind,
        medium=inner.medium,
        date=inner.date,
        chain=[mention for mention in chain if mention is not None],
    )
