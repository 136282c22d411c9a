"""The one country that a report names is not everybody's: a subscriber to it would get what others did."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.records import ActorMention, Extraction
from pipeline.run import extract_batch

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def _people(text: str) -> dict[str, ActorMention]:
    (found,) = extract_batch([json.dumps({"id": "own", "text": text}).encode()], [NOW])
    assert isinstance(found, Extraction)
    events = found.events
    told = [source.source for source in found.statements if source.source is not None]
    return {each.text: each for each in [*told, *(who for event in events for who in event.actors + event.recipients)]}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Leaders condemned the Russian strikes on Monday.", "Leaders"),
        ("Lawmakers criticised a Chinese firm over the leak.", "Lawmakers"),
        ("The court ordered Hungary to pay a fine.", "The court"),
        ("The government's decision to expel the envoy angered Moscow.", "The government"),
        ("The army killed a man wanted in Spain.", "The army"),
        ("Police arrested nine men on a train bound for Paris.", "Police"),
        ("A man who lived in France was arrested on Monday.", "A man"),
        ("Two families were deported from Iran on Monday.", "Two families"),
        ("Soldiers killed militants in the northwest bordering Afghanistan.", "Soldiers"),
        ("A person briefed on the plan said Germany would buy drones.", "A person briefed on the plan"),
        ("Police said the man smuggled migrants across the Irish Sea.", "Police"),
        ("Regulators sued Meta on Monday.", "Regulators"),
        ("Police in Portland said the suspect fled to Mexico and was arrested in Cancun.", "Police in Portland"),
    ],
)
def test_who_acts_would_be_of_the_country_acted_on(text: str, who: str) -> None:
    assert _people(text)[who].country is None


@pytest.mark.parametrize(
    ("text", "who", "country"),
    [
        ("Police arrested a man in Paris on Monday.", "Police", "FRA"),
        ("The ministry urged South Africans to leave.", "The ministry", "ZAF"),
        ("A judge in Germany jailed a man on Monday.", "a man", "DEU"),
    ],
)
def test_who_is_at_home_would_be_of_nowhere(text: str, who: str, country: str) -> None:
    assert _people(text)[who].country == country
