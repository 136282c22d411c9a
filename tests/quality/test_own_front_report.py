"""Our own report in the seed's manner: always tested, whether the seed is there or not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.records import Event, Extraction, RawArticle
from pipeline.run import extract_batch

SAMPLE = Path(__file__).parents[2] / "samples" / "front-report.txt"


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    article = RawArticle(
        source="The Front Report", text=SAMPLE.read_text(encoding="utf-8"), published_at="2026-02-11T09:00:00Z"
    )
    (result,) = extract_batch([article.to_json()], [datetime(2026, 2, 11, 10, tzinfo=UTC)])
    assert isinstance(result, Extraction)
    return result


def of(extraction: Extraction, word: str) -> list[Event]:
    return [event for event in extraction.events if word in event.action.text.split()]


def test_no_appeal_reaches_the_events(extraction: Extraction):
    assert "undesirable" not in extraction.article.text
    assert "support us" not in extraction.article.text
    assert extraction.article.text.endswith("Donetsk region.")
    assert [credit.agencies for credit in extraction.article.credits] == [["Reuters"]]


def test_two_places_are_two_captures_said_by_the_kremlin(extraction: Extraction):
    captured = of(extraction, "captured")
    assert {event.location.name for event in captured if event.location} == {"Kostiantynivka", "Kherson"}
    for event in captured:
        assert (event.action.type, event.action.mode) == ("ASSAULT", "territory")
        assert [(actor.country, actor.sector) for actor in event.actors] == [("RUS", "MIL")]
        assert event.attribution
        assert event.attribution.source
        assert event.attribution.source.country == "RUS"
        assert event.date is None


def test_a_withdrawal_told_by_a_general_is_his_claim(extraction: Extraction):
    (event,) = of(extraction, "withdrawn")
    assert (event.action.type, event.action.mode) == ("RETREAT", "withdraw")
    assert event.attribution
    assert event.attribution.source
    assert "Syrskyi" in event.attribution.source.name
    assert [(actor.country, actor.sector) for actor in event.actors] == [("UKR", "MIL")]


def test_an_old_name_is_the_town_of_today(extraction: Extraction):
    (place,) = [place for place in extraction.places if place.text == "Artyomovsk"]
    assert (place.name, place.country) == ("Bakhmut", "UKR")


def test_what_would_follow_is_no_fact(extraction: Extraction):
    (event,) = of(extraction, "threaten")
    assert event.time_relation == "hypothetical"
    assert event.certainty != "certain"
