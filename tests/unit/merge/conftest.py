"""Articles in the manner of a wire, coded by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pipeline.lexicon.plover import QUAD_CLASS
from pipeline.records import (
    Action,
    ActorMention,
    Attribution,
    CleanArticle,
    Dateline,
    DateMention,
    Event,
    Extraction,
    PlaceMention,
    Span,
)

FIRST = datetime(2025, 5, 3, 8, tzinfo=UTC)


def _event(article: CleanArticle, trigger: str, type_: str, **given: Any) -> Event:
    start = article.text.index(trigger)
    left, right = article.text.rfind("\n", 0, start) + 1, article.text.find("\n", start)
    right = len(article.text) if right < 0 else right
    action = Span(start=start, end=start + len(trigger), text=trigger)

    def actors(names: list[str]) -> list[ActorMention]:
        return [ActorMention(start=0, end=0, text=name, name=name) for name in names]

    place, day, said_by = given.get("place"), given.get("day"), given.get("said_by")
    return Event(
        event_id=Event.make_id(article.article_id, action, type_),
        article_id=article.article_id,
        source=article.source,
        published_at=article.published_at,
        sentence=Span(start=left, end=right, text=article.text[left:right]),
        action=Action(
            **action.model_dump(),
            lemma=given.get("lemma", trigger.split(maxsplit=1)[0]),
            type=type_,
            mode=given.get("mode"),
            ontology="plover" if type_ in QUAD_CLASS else "general",
        ),
        actors=actors(given.get("actors", [])),
        recipients=actors(given.get("recipients", [])),
        location=PlaceMention(start=0, end=0, text=place, name=place, kind="city", country="AAA") if place else None,
        date=DateMention(
            start=0,
            end=0,
            text="",
            timex=day,
            first_day=date.fromisoformat(day),
            last_day=date.fromisoformat(day),
            granularity="day",
        )
        if day
        else None,
        attribution=Attribution(statement_id="s", source=actors([said_by])[0], kind="indirect") if said_by else None,
        certainty=given.get("certainty", "certain"),
        polarity=given.get("polarity", "positive"),
        factuality=3.0,
        time_relation=given.get("time_relation", "past"),
        confidence=given.get("confidence", 0.8),
        extractor="by hand",
    )


@pytest.fixture
def coded() -> Callable[..., Extraction]:
    """An Extraction: ``coded(id, title, text, (trigger, type, fields), ..., source=, hours=, agency=)``."""

    def make(
        article_id: str,
        title: str,
        text: str,
        *events: tuple[str, str, dict[str, Any]],
        source: str = "outlet.example",
        hours: float = 0,
        agency: str | None = None,
    ) -> Extraction:
        article = CleanArticle(
            article_id=article_id,
            source=source,
            title=title,
            published_at=FIRST + timedelta(hours=hours),
            received_at=FIRST,
            language="en",
            text=text,
            dateline=Dateline(place="PORT ELLEN", agency=agency, text=f"PORT ELLEN ({agency}) -") if agency else None,
        )
        return Extraction(
            article=article, events=[_event(article, trigger, type_, **fields) for trigger, type_, fields in events]
        )

    return make


FERRY = (
    "The ferry Lady Moira struck the harbour wall at Port Ellen early on Saturday, killing two crew members, the coastguard said.\n"
    "Eleven passengers were treated for broken bones and shock after the car deck door buckled in heavy swell.\n"
    "Harbour master Ewan Tulloch closed the port to all traffic while divers look at the hull below the waterline.\n"
    "The vessel had left Kennacraig at dawn with sixty people and nine lorries aboard, its owner Westray Lines said.\n"
    "Investigators from the marine accident board are due on the island on Sunday to take the voyage recorder away.\n"
    "It was the first deadly accident on the route since a freighter sank off the Mull of Oa in the winter of 1987.\n"
)
FERRY_AGAIN = (
    "Two sailors died when the Lady Moira rammed a quay at Port Ellen on the isle of Islay, rescuers told reporters on Saturday.\n"
    "Westray Lines, which owns the ferry, said nobody else was missing and promised to help the families.\n"
    "A nurse who came across on the boat described a bang like a cannon and cars that slid against each other.\n"
)
MINERS = (
    "Copper miners at Las Brisas walked out on Saturday over pay, halting a tenth of the country's output, their union said.\n"
    "Pickets blocked the road to the smelter with burning tyres, and lorries queued for miles in the desert heat.\n"
    "The owner, Cordillera Metals, called the strike illegal and said talks had been offered for Tuesday.\n"
)


@pytest.fixture
def ferry(coded: Callable[..., Extraction]) -> Callable[..., Extraction]:
    """A report of the ferry accident, whole or as said."""

    def make(article_id: str, text: str = FERRY, **given: Any) -> Extraction:
        given.setdefault("title", "Ferry hits harbour wall at Port Ellen, two dead")
        events = [
            (
                "struck",
                "ACCIDENT",
                {"lemma": "strike", "actors": ["Lady Moira"], "place": "Port Ellen", "day": "2025-05-03"},
            ),
            ("killing", "DEATH", {"lemma": "kill", "recipients": ["two crew members"], "day": "2025-05-03"}),
            ("closed", "COERCE", {"lemma": "close", "mode": "restrict", "actors": ["Ewan Tulloch"]}),
        ]
        title = given.pop("title")
        return coded(article_id, title, text, *(event for event in events if event[0] in text), **given)

    return make


@pytest.fixture
def ferry_again(coded: Callable[..., Extraction]) -> Callable[..., Extraction]:
    """The same accident in another outlet's words."""

    def make(article_id: str, **given: Any) -> Extraction:
        return coded(
            article_id,
            "Two killed as Lady Moira ferry rams quay",
            FERRY_AGAIN,
            ("died", "DEATH", {"lemma": "die", "actors": ["Two sailors"], "day": "2025-05-03"}),
            (
                "rammed",
                "ACCIDENT",
                {"lemma": "ram", "actors": ["Lady Moira"], "place": "Port Ellen", "day": "2025-05-03"},
            ),
            **given,
        )

    return make


@pytest.fixture
def miners(coded: Callable[..., Extraction]) -> Callable[..., Extraction]:
    """Something else on the same day."""

    def make(article_id: str, **given: Any) -> Extraction:
        return coded(
            article_id,
            "Copper miners strike at Las Brisas",
            MINERS,
            (
                "walked out",
                "PROTEST",
                {"lemma": "walk", "mode": "strike", "actors": ["Copper miners"], "place": "Las Brisas"},
            ),
            ("blocked", "PROTEST", {"lemma": "block", "mode": "obstruct", "actors": ["Pickets"]}),
            **given,
        )

    return make
