"""A place in the sentence that is another deed's, or somebody's home: an event would be put on the map where it never was."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.records import Extraction
from pipeline.run import extract_batch

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def _located(text: str, word: str) -> str | None:
    raw = json.dumps({"id": "own", "text": text, "published_at": "2026-11-20T12:00:00Z"}).encode()
    (found,) = extract_batch([raw], [NOW])
    assert isinstance(found, Extraction)
    event = next(event for event in found.events if word in event.action.text)
    return event.location and event.location.name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A nurse who worked in Leeds was sentenced on Monday.", "sentenced"),
        ("Recruits trained in Kenya attacked the base.", "attacked"),
        ("Police detained an official, a week after a warder was gunned down in Arima.", "detained"),
        ("The president declared a state of emergency after a candidate was shot in Manta.", "declared"),
        ("Pyongyang fired three missiles into the sea while leaders held a summit in China.", "fired"),
        ("Russia freed a teacher in exchange for a hacker jailed in Texas.", "freed"),
    ],
)
def test_where_another_deed_was_would_be_where_this_one_was(text: str, word: str) -> None:
    assert _located(text, word) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Macron condemned a bombing in Lahore.", "condemned"),
        ("Amnesty accused the army of torturing prisoners in Kano.", "accused"),
        ("The attack in Pahalgam, which Islamabad denies, killed ten.", "denies"),
        ("Chirac and Talabani discussed the situation in Iraq.", "discussed"),
        ("The council voted to extend the mandate of a mission in Somalia.", "voted"),
        ("Dozens drowned during the crossing from Tunisia.", "drowned"),
        ("A man was jailed for a robbery in Leeds.", "jailed"),
        ("The president urged Malaysia not to deport the man to Egypt.", "urged"),
    ],
)
def test_what_words_are_about_would_be_where_they_were_said(text: str, word: str) -> None:
    assert _located(text, word) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He told reporters in Oslo that talks had failed.", "failed"),
        ("The minister said in Oslo that rebels had killed nine people.", "killed"),
        ("Officials in Washington said Iran had fired two missiles.", "fired"),
        ("Newcastle Crown Court heard that Sharp attacked his neighbour.", "attacked"),
        ("A man will appear in Leeds court charged with stabbing a guard.", "stabbing"),
        ("The accusation came amid suspicions in Washington that tankers were transferring petroleum.", "transferring"),
        ("Saddam said over Baghdad radio that he would begin withdrawing troops on Friday.", "withdrawing"),
    ],
)
def test_where_something_is_said_would_be_where_it_happened(text: str, word: str) -> None:
    assert _located(text, word) is None


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("Six migrants drowned after their boat sank off Crete.", "drowned", "Crete"),
        ("Police in Leeds said a man was stabbed.", "stabbed", "Leeds"),
        ("Some fighters fled to Syria, where they were rounded up by Kurdish groups.", "rounded", "Syria"),
        ("President Ann Roe is in Singapore for a four-day state visit.", "visit", "Singapore"),
        ("A soldier was killed while he was on patrol in Diyala province.", "killed", "Diyala Governorate"),
        ("The leaders met for the first time in Oslo on Monday.", "met", "Oslo"),
        (
            "After a guard gave evidence at Bradford Crown Court, the men pleaded guilty.",
            "pleaded",
            "Bradford",
        ),
        ("Police are investigating a shooting in Leeds.", "investigating", "Leeds"),
        ("Seattle police arrested a man on Monday.", "arrested", "Seattle"),
    ],
)
def test_the_place_of_what_befalls_somebody_would_be_lost(text: str, word: str, place: str) -> None:
    assert _located(text, word) == place


@pytest.mark.parametrize(
    ("dateline", "name", "country"),
    [("CAIRO", "Cairo", "EGY"), ("SAN JUAN", "San Juan", "PRI"), ("BAGHDAD", "Baghdad", "IRQ")],
)
def test_a_dateline_would_be_a_region_or_another_country(dateline: str, name: str, country: str) -> None:
    text = f"{dateline} (Reuters) - Police arrested two men on Monday over the theft of a statue from a museum."
    (found,) = extract_batch([json.dumps({"id": "own", "text": text}).encode()], [NOW])
    assert isinstance(found, Extraction)
    (arrest,) = [event for event in found.events if event.action.text == "arrested"]
    assert arrest.location is not None
    assert (arrest.location.name, arrest.location.country) == (name, country)
    assert arrest.actors[0].country == country


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("He appealed in the Supreme Court on Monday.", "appealed", None),
        ("Police arrested him in Port of Spain.", "arrested", "Port of Spain"),
        ("Soldiers killed militants in the northwest bordering Afghanistan.", "killed", None),
    ],
)
def test_a_court_or_a_neighbour_would_be_a_town(text: str, word: str, place: str | None) -> None:
    assert _located(text, word) == place


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("A shop was robbed in York on Tuesday. A Leeds man was arrested.", "arrested", "York"),
        ("Beverly Jones, from Newington, was crowned champion in Edinburgh on Sunday.", "crowned", "Edinburgh"),
        ("A man from Leeds was arrested on Monday.", "arrested", None),
        (
            "DELHI: The case emerged from Agra, where police found a knife. A man killed his wife on Monday.",
            "killed",
            "Agra",
        ),
        ("LONDON - A trial began in Leeds crown court on Monday. The judge jailed Smith.", "jailed", "Leeds"),
        ("A man was shot on Meadowview Lane on Monday. He was treated at the hospital.", "treated", None),
        ("MEXICO CITY (AP) - Mexico's economy grew 2 percent in the third quarter.", "grew", None),
    ],
)
def test_a_home_or_a_dateline_would_be_where_it_happened(text: str, word: str, place: str | None) -> None:
    assert _located(text, word) == place
