"""Causes, papers and names are no actors and no events, and one happening is told once."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.records import Event, Extraction
from pipeline.run import extract_batch


def _events(text: str) -> list[Event]:
    raw = {"id": "own", "text": text, "published_at": "2024-03-12T12:00:00Z"}
    (found,) = extract_batch([json.dumps(raw).encode()], [datetime(2024, 3, 12, tzinfo=UTC)])
    assert isinstance(found, Extraction)
    return found.events


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("A series of bombings killed 33 people in Kirkuk on Monday.", "ASSAULT", "explosives"),
        ("Cholera has killed 17 people since Sunday.", "HEALTH", None),
        ("A fire at a hospital killed six patients.", "ACCIDENT", None),
    ],
)
def test_what_people_died_of_is_no_actor(text: str, kind: str, mode: str | None) -> None:
    (event,) = _events(text)
    assert (event.action.type, event.action.mode) == (kind, mode)
    assert event.actors == []
    assert event.recipients != []


def test_the_dead_of_a_strike_are_laid_to_whoever_struck() -> None:
    (event,) = _events("Israeli air strikes killed nine people in Gaza.")
    assert (event.action.type, event.action.mode) == ("ASSAULT", "aerial")
    assert [actor.country for actor in event.actors] == ["ISR"]


def test_of_a_paper_its_maker_acts() -> None:
    (event,) = _events("The U.N. Security Council resolution imposed sanctions on Iran.")
    assert [actor.entity for actor in event.actors] == ["IGO-UN-UNSC"]


def test_an_event_word_inside_a_name_is_no_event() -> None:
    events = _events("The clerk left the Organisation for Economic Cooperation and Development in May.")
    assert "COOPERATE" not in {event.action.type for event in events}


def test_the_reader_who_is_spoken_to_is_not_in_the_news() -> None:
    assert _events("If you defend like this you will be punished.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Two monks were injured by the shrapnel of a rocket.",
        "A suicide bomber blew himself up in the market. A bus was damaged in the blast.",
        "Two monks were injured in a shooting attack at a bus stop.",
        "No one was injured when protesters threw stones at cars.",
        "Rebels shelled the port. The mayor sang. Two monks were injured.",
    ],
)
def test_what_a_weapon_did_is_no_accident(text: str) -> None:
    assert {event.action.type for event in _events(text)} <= {"ASSAULT", "DEATH", "CULTURE"}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled the port. A lorry crashed in the town and two monks were injured.",
        "Rebels shelled the port. Two monks were injured in a car crash.",
    ],
)
def test_who_was_hurt_in_an_accident_was_not_attacked(text: str) -> None:
    assert "ACCIDENT" in {event.action.type for event in _events(text) if event.action.lemma == "injure"}


@pytest.mark.parametrize("text", ["No-one was injured in the crash.", "The two sects battled each other."])
def test_nobody_and_each_other_are_no_recipients(text: str) -> None:
    assert [who.name for event in _events(text) for who in event.recipients if who.name in ("one", "each other")] == []


def test_a_press_conference_is_nobody_who_is_told_something() -> None:
    (event,) = _events("The premier told a press conference that the mill would close.")[:1]
    assert event.recipients == []


def test_an_airstrike_that_hits_a_building_is_counted_once() -> None:
    (strike,) = _events("An Israeli airstrike hit a building in Khan Younis on Thursday.")
    assert [recipient.name for recipient in strike.recipients] == ["building"]


def test_whoever_seeks_a_prison_term_stands_for_no_office() -> None:
    types = {event.action.type for event in _events("Prosecutors said they would seek a five-year prison term.")}
    assert "ELECT" not in types


@pytest.mark.parametrize(
    "text",
    [
        "Sacred texts grant monks the right to defend themselves.",
        "The restriction on the guards hurt two clerks.",
        "A lack of rain forced the bank to sell the mill.",
    ],
)
def test_a_deed_or_a_state_is_nobody_who_acts(text: str) -> None:
    assert [actor.name for event in _events(text) for actor in event.actors if actor.name != "bank"] == []


def test_who_invades_is_the_invader_and_who_is_prompted_joins() -> None:
    events = _events("Iraq's invasion prompted Chad and Niger to break their neutrality and to join the union.")
    who = {event.action.text: [actor.country for actor in event.actors] for event in events}
    assert who == {"invasion": ["IRQ"], "join the union": ["TCD", "NER"]}


def test_who_suffers_an_attack_is_no_attacker() -> None:
    (event,) = _events("Two campaigners suffered attacks in the street on Monday.")
    assert (event.action.type, event.actors) == ("ASSAULT", [])
    assert [recipient.name for recipient in event.recipients] == ["Two campaigners"]


def test_who_was_killed_right_behind_an_attack_was_killed_in_it() -> None:
    events = _events("Warplanes bombed the port. At least nine people were killed, the mayor said.")
    assert {event.action.text: event.action.type for event in events} == {
        "bombed": "ASSAULT",
        "killed": "ASSAULT",
    }
    events = _events("A bus fell off a bridge. At least nine people were killed.")
    assert {event.action.type for event in events if event.action.text == "killed"} == {"DEATH"}


def test_an_attempt_on_a_life_is_on_whose_life_it_is() -> None:
    (event,) = [each for each in _events("Ann Roe survived an attempt on her life at a rally.") if each.action.mode]
    assert (event.action.mode, [recipient.name for recipient in event.recipients]) == ("assassinate", ["Ann Roe"])


@pytest.mark.parametrize(
    "text",
    ["Peru protested to Chile over an arrest.", "The ministry delivered a strong protest to the Chilean embassy."],
)
def test_a_protest_of_a_state_is_no_demonstration(text: str) -> None:
    assert "PROTEST" not in {event.action.type for event in _events(text)}
    assert "ACCUSE" in {event.action.type for event in _events(text)}


def test_a_country_is_not_the_doer_of_its_worst_accident() -> None:
    (event,) = _events("The blast was one of Peru's worst industrial accidents.")
    assert (event.action.type, event.actors) == ("ACCIDENT", [])
    assert event.location is not None
    assert event.location.name == "Peru"


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Officials said jets bombed a bridge, killing three people.", ["ASSAULT", "ASSAULT"]),
        ("Jets bombed a bridge, killing three and injuring ten.", ["ASSAULT", "ASSAULT", "ASSAULT"]),
        ("The plane crashed, killing all those on board.", ["ACCIDENT", "DEATH"]),
        ("A storm hit the coast, killing six.", ["DISASTER", "DEATH"]),
        ("An elite crew was overtaken by a blaze, killing 19 members.", ["DEATH"]),
        ("Tornadoes began ripping through the port, destroying homes.", ["DISASTER", "DISASTER"]),
        ("The village was engulfed by a mudslide, burying homes and killing eleven.", ["DISASTER", "DEATH"]),
    ],
)
def test_people_die_of_what_the_sentence_tells(text: str, types: list[str]) -> None:
    assert [event.action.type for event in _events(text)] == types


def test_a_refusal_to_help_is_told_and_not_denied() -> None:
    (event,) = _events("Norway will not help Chile.")
    assert (event.action.type, event.polarity) == ("REJECT", "positive")


def test_who_calls_a_strike_names_is_not_who_calls_one() -> None:
    assert "PROTEST" not in [event.action.type for event in _events("The employers called the strike irresponsible.")]
    assert [event.action.type for event in _events("The dockers called a strike.")] == ["PROTEST"]
