# ruff: noqa: ANN001 - fixtures and parameters say what they are by name
"""Whom an action reaches where the verb's own slots name nobody: what a user would look for in the recipients."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.run import extract_batch

REACHED = {
    "the-country-that-relief-is-for": ("Norway gave ten million dollars to fight cholera in Malawi.", ["Malawi"]),
    "the-owner-of-what-is-blocked": ("Farmers blocked a road to show anger at the ministry's prices.", ["ministry"]),
    "the-country-where-a-protest-is": ("Hundreds of miners demonstrated on Monday in Bolivia.", ["Bolivia"]),
    "the-country-that-a-purpose-names": ("The minister refused to lift sanctions to get Iran to the table.", ["Iran"]),
    "the-goods-that-a-nation-marks": ("Ottawa lifted its four-year boycott of Chilean goods.", ["goods"]),
    "those-at-whom-a-condition-is-aimed": (
        "Norway threatened to stop the project if Denmark goes ahead with the plan.",
        ["Denmark"],
    ),
    "a-name-that-no-recogniser-knows": ("Zubrania welcomed rumours about Quendoria.", ["Quendoria"]),
}


@pytest.mark.parametrize("lost", REACHED)
def test_a_user_would_not_see_whom_it_reached(coded, lost):
    text, whom = REACHED[lost]
    assert whom in [found[4] for found in coded(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The union ended its strike after Chile sent inspectors.",
        "Police arrested nobody on Tuesday, according to Reuters.",
        "The finance ministers met in Geneva on Monday.",
    ],
)
def test_another_happening_a_source_or_a_venue_would_be_taken_for_the_recipient(coded, text):
    named = {"Chile", "inspectors", "Reuters", "Geneva"}
    assert not any(named & set(found[4]) for found in coded(text))


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile held talks on Monday.",
        "Peru met Chile on Monday.",
        "Talks between Peru and Chile opened on Monday.",
    ],
)
def test_one_of_two_who_met_would_be_missing_on_either_side(coded, text):
    assert any(set(found[3]) == set(found[4]) == {"Peru", "Chile"} for found in coded(text))


def test_whom_a_bare_comment_is_on_would_be_lost(coded):
    assert ["Peru"] in [found[4] for found in coded("Norway believes that Peru can cope.")]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Danish tanks fired shells at targets near Tartus.", ["tanks"]),
        ("A bomb killed two guards in Tartus.", []),
    ],
)
def test_whose_weapons_they_were_would_be_lost_or_a_bomb_be_an_actor(coded, text, who):
    assert who in [found[3] for found in coded(text) if found[0] == "ASSAULT"]


@pytest.mark.parametrize(
    ("lost", "text", "whom"),
    [
        ("a source is taken for the recipient", "The firms agreed to share data, according to Chilean officials.", []),
        ("those sent are taken for the foe", "Norway mobilized troops against Denmark.", ["Denmark"]),
        ("a destination after a role", "Norway sent food and staff such as doctors to Malawi.", ["Malawi"]),
        ("a venue before a vague purpose", "Forty Danish peacekeepers arrived in Chad for a mission.", ["Chad"]),
        ("goods are taken for who sells them", "The baker bought two ovens in May.", []),
        ("a creed is taken for somebody", "The bank denied accusations of anti-Semitism.", []),
        ("where it came from is taken for the goal", "Nine rockets were fired from Lebanon on Monday.", []),
        ("a manner is taken for the foe", "Chad threatens to annex Niger by force.", ["Niger"]),
        ("what is to be released is taken for who asks", "Peru resisted calls to release three Danish ships.", []),
        ("a venue is taken for the foe", "Miners rallied at Accra University.", []),
        ("those who stand beside are taken for the foe", "Jets were deployed alongside missile units.", []),
        ("what people flee is where they go", "Families fled Danish troops on Monday.", []),
        ("the other side after a pronoun", "Norway lifted trade curbs between it and Denmark.", ["Denmark"]),
    ],
)
def test_a_recipient_would_be_wrong_where(coded, lost, text, whom):
    assert coded(text)[0][4] == whom, lost


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Senator Ann Roe was re-elected in May.", ("re-elected", "ELECT")),
        ("The senator won re-election in May.", ("won re-election", "ELECT")),
        ("The gang scammed a widow in May.", ("scammed", "CRIME")),
        ("Fire gutted a church in May.", ("gutted", "ACCIDENT")),
        ("Kenya re-opened the border with Chad.", ("re-opened the border", "RETREAT")),
        ("The club re-signed the striker.", ("re-signed", "SPORT")),
        ("Police re-arrested the man on Monday.", ("re-arrested", "COERCE")),
    ],
)
def test_what_is_done_again_would_be_lost_to_its_hyphen(text, told):
    raw = json.dumps({"id": "own", "text": text, "published_at": "2024-03-12T12:00:00Z"}).encode()
    (found,) = extract_batch([raw], [datetime(2024, 3, 12, tzinfo=UTC)])
    assert told in [(event.action.text, event.action.type) for event in found.events]


@pytest.mark.parametrize(
    ("text", "action", "who"),
    [
        ("The deal came after pressure on Russia to open the border.", "open the border", "Russia"),
        ("Within hours of Equifax announcing the breach, its shares fell.", "announcing the breach", "Equifax"),
        ("As head of the body, it is Ann Guterres's duty to warn Iran.", "warn", "Ann Guterres"),
        ("The navy seized the ship for violating the embargo.", "violating the embargo", "the ship"),
    ],
)
def test_who_does_it_would_be_somebody_else_s_deed(text, action, who):
    raw = json.dumps({"id": "own", "text": text, "published_at": "2024-03-12T12:00:00Z"}).encode()
    (found,) = extract_batch([raw], [datetime(2024, 3, 12, tzinfo=UTC)])
    assert [[actor.text for actor in event.actors] for event in found.events if event.action.text == action] == [[who]]


def test_a_refusal_that_a_not_makes_is_no_denied_refusal():
    raw = b'{"id": "own", "text": "The ministry does not recognise the vote.", "published_at": "2024-03-12T12:00:00Z"}'
    (found,) = extract_batch([raw], [datetime(2024, 3, 12, tzinfo=UTC)])
    (event,) = found.events
    assert (event.action.type, event.polarity, event.factuality > 0) == ("REJECT", "positive", True)


@pytest.mark.parametrize("text", ["Syrian rebels captured Homs.", "Troops recaptured Mosul."])
def test_a_town_that_the_recogniser_does_not_know_is_taken_all_the_same(text):
    raw = json.dumps({"id": "own", "text": text, "published_at": "2024-03-12T12:00:00Z"}).encode()
    (found,) = extract_batch([raw], [datetime(2024, 3, 12, tzinfo=UTC)])
    (event,) = found.events
    assert (event.action.type, event.action.mode) == ("ASSAULT", "territory")
    assert event.location is not None
    assert event.location.text == event.recipients[0].text
