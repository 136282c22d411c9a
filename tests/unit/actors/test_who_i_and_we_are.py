"""First-person pronouns in quotations are whoever is quoted."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from pipeline.records import Event, Extraction
from pipeline.run import extract_batch


def _events(text: str) -> list[Event]:
    raw = {"id": "own", "text": text, "published_at": "2024-03-12T12:00:00Z"}
    (found,) = extract_batch([json.dumps(raw).encode()], [datetime(2024, 3, 12, tzinfo=UTC)])
    assert isinstance(found, Extraction)
    return found.events


def test_a_subscriber_reads_who_we_are_from_the_quotation() -> None:
    events = _events('"We reject the offer of the ministry," union leader Karin Holt said in Oslo on Tuesday.')
    (rejection,) = [event for event in events if event.action.type == "REJECT"]
    (actor,) = rejection.actors
    assert actor.text == "We"
    assert actor.name.endswith("Karin Holt")
    assert actor.coref is not None
    assert actor.coref.text.endswith("Karin Holt")


def test_we_outside_a_quotation_stays_unknown() -> None:
    events = _events("We reject the offer of the ministry.")
    actors = [actor for event in events for actor in event.actors]
    assert [actor.name for actor in actors] == ["We"]
