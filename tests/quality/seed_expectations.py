"""What must come out of the seed article (and of our own sample in its manner), line by line of the issue's list.

The article itself is read from outside the project; here are only the few words that a check needs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.records import ActorMention, Event, Extraction, RawArticle

SEED = Path(__file__).parents[3] / "shared" / "seed" / "moscow-times.txt"


def seed_article(*, dated: bool = True) -> RawArticle:
    return RawArticle(
        source="The Moscow Times",
        text=SEED.read_text(encoding="utf-8"),
        published_at="2025-12-02T12:00:00Z" if dated else None,
    )


def events(extraction: Extraction, *words: str) -> list[Event]:
    """The events whose action holds one of these words."""
    return [event for event in extraction.events if any(word in event.action.text.split() for word in words)]


def is_actor(mentions: list[ActorMention], country: str, sector: str) -> bool:
    return any(mention.country == country and mention.sector == sector for mention in mentions)


def named(mentions: list[ActorMention], name: str) -> bool:
    return any(name in mention.name or name in mention.text for mention in mentions)


def from_kremlin(event: Event) -> bool:
    source = event.attribution and event.attribution.source
    return bool(source and source.country == "RUS" and source.sector == "GOV" and "Kremlin" in source.name)


def appeal_is_gone(extraction: Extraction) -> None:
    for word in ("Message from", "Dear readers", "undesirable", "silenced", "support us", "Remind me"):
        assert word not in extraction.article.text
    categories = {str(removed.category) for removed in extraction.article.removed}
    assert {"appeal", "button"} <= categories
    assert any("Remind me later" in item.text and item.category == "button" for item in extraction.article.removed)


def credit_is_kept(extraction: Extraction) -> None:
    assert [credit.agencies for credit in extraction.article.credits] == [["AFP"]]
    assert "contributed reporting" not in extraction.article.text


def nothing_comes_from_the_appeal(extraction: Extraction) -> None:
    text = extraction.article.text
    spans = [event.sentence for event in extraction.events]
    spans += [span for statement in extraction.statements for span in statement.content]
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert not any("Moscow Times" in span.text for span in spans)


def captured_twice(extraction: Extraction) -> None:
    captured = events(extraction, "captured")
    assert {event.location.name for event in captured if event.location} == {"Pokrovsk", "Vovchansk"}
    assert len(captured) == 2
    for event in captured:
        assert (event.action.type, event.action.mode) == ("ASSAULT", "territory")
        assert is_actor(event.actors, "RUS", "MIL")
        assert named(event.actors, "armed forces")
        assert event.location
        assert event.location.country == "UKR"
        assert event.location.lat is not None
        assert event.location.lon is not None
        assert from_kremlin(event)
        assert event.attribution
        assert event.attribution.cue
        assert event.attribution.cue.text == "said"


def monday_dates_the_saying(extraction: Extraction) -> None:
    for event in events(extraction, "captured"):
        assert event.date is None
        assert event.attribution
        assert event.attribution.date
        assert str(event.attribution.date.first_day) == "2025-12-01"


def briefing(extraction: Extraction) -> None:
    (event,) = [event for event in events(extraction, "briefed") if event.action.type == "CONSULT"]
    assert named(event.actors, "Gerasimov")
    assert is_actor(event.actors, "RUS", "MIL")
    assert named(event.recipients, "Putin")
    assert is_actor(event.recipients, "RUS", "GOV")
    assert from_kremlin(event)
    assert event.attribution
    assert event.attribution.medium == "statement"


def old_name_resolves(extraction: Extraction) -> None:
    (place,) = [place for place in extraction.places if place.text == "Krasnoarmeysk"]
    assert (place.name, place.country) == ("Pokrovsk", "UKR")


def travel_without_a_named_source(extraction: Extraction) -> None:
    (event,) = events(extraction, "traveled")
    assert named(event.actors, "Putin")
    assert event.date
    assert str(event.date.first_day) == "2025-11-30"
    assert event.attribution
    assert event.attribution.source is None


def purported_video(extraction: Extraction) -> None:
    raised = [event for event in extraction.events if "flag" in event.sentence.text and event.hedges]
    assert raised
    assert any(named(event.actors, "soldiers") and event.action.text.startswith("raising") for event in raised)
    for event in raised:
        assert event.certainty != "certain"
        assert "purportedly" in [hedge.text for hedge in event.hedges]
        assert event.location
        assert event.location.name == "Pokrovsk"


def reinforcements(extraction: Extraction) -> None:
    (event,) = [event for event in events(extraction, "rushed") if event.action.type == "MOBILIZE"]
    assert event.action.mode == "troops"
    assert named(event.actors, "commanders")
    assert is_actor(event.actors, "UKR", "MIL")
    assert event.location
    assert event.location.name == "Pokrovsk"
    assert event.date
    assert (event.date.timex, event.date.granularity) == ("2025-11", "month")


def threat_is_hypothetical(extraction: Extraction) -> None:
    found = [event for event in extraction.events if "if confirmed" in event.sentence.text]
    assert found
    for event in found:
        assert event.certainty != "certain"
        assert event.factuality < 3
    (threat,) = events(extraction, "threaten")
    assert threat.time_relation == "hypothetical"
    hedges = {hedge.text for hedge in threat.hedges}
    assert "would" in hedges
    assert any("if confirmed" in hedge for hedge in hedges)


def destruction_without_an_actor(extraction: Extraction) -> None:
    (event,) = events(extraction, "destroyed")
    assert named(event.recipients, "Vovchansk")
    assert event.actors == []


def belousov_said_something(extraction: Extraction) -> None:
    (statement,) = [item for item in extraction.statements if item.source and "Belousov" in item.source.name]
    assert statement.source
    assert (statement.source.country, statement.source.sector) == ("RUS", "GOV")
    assert any("important step" in span.text for span in statement.content)
    sentence = statement.content[0]
    inside = [event for event in extraction.events if event.sentence.start <= sentence.start < event.sentence.end]
    assert any(event.location and event.location.name == "Vovchansk" for event in inside)


def envoy_arrived(extraction: Extraction) -> None:
    (event,) = events(extraction, "arrived")
    assert (event.action.type, event.action.mode) == ("CONSULT", "visit")
    assert named(event.actors, "Witkoff")
    assert is_actor(event.actors, "USA", "GOV")
    assert event.location
    assert event.location.country == "RUS"
    assert event.date
    assert str(event.date.first_day) == "2025-12-02"


def gains_have_their_chain(extraction: Extraction) -> None:
    gains = [event for event in extraction.events if "largest monthly" in event.sentence.text and event.attribution]
    found = [event for event in gains if event.attribution and event.attribution.source]
    assert found
    for event in found:
        assert event.attribution
        assert event.attribution.source
        assert event.attribution.source.entity == "FRA-BUS-AFP"
        assert any("Institute for the Study of War" in link.name for link in event.attribution.chain)
        assert event.date
        assert event.date.timex == "2025-11"


CHECKS: tuple[Callable[[Extraction], None], ...] = (
    appeal_is_gone,
    credit_is_kept,
    nothing_comes_from_the_appeal,
    captured_twice,
    monday_dates_the_saying,
    briefing,
    old_name_resolves,
    travel_without_a_named_source,
    purported_video,
    reinforcements,
    threat_is_hypothetical,
    destruction_without_an_actor,
    belousov_said_something,
    envoy_arrived,
    gains_have_their_chain,
)
