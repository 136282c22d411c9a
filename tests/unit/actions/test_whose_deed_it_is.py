"""Who acts where the sentence names him at some distance: a subscriber must not read the asker for the doer."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.records import Event, Extraction
from pipeline.run import extract_batch


def _event(text: str, type_: str) -> Event:
    raw = {"id": "own", "text": text, "published_at": "2024-03-12T12:00:00Z", "language": "en"}
    (found,) = extract_batch([json.dumps(raw).encode()], [datetime(2024, 3, 12, tzinfo=UTC)])
    assert isinstance(found, Extraction)
    (event,) = [event for event in found.events if event.action.type == type_]
    return event


@pytest.mark.parametrize(
    ("text", "type_", "actors"),
    [
        ("The opposition called on the ministry to release the prisoners.", "RETREAT", ["ministry"]),
        ("Ann Roe appealed to the army to free the hostages.", "RETREAT", ["army"]),
        ("Officials said rebels were behind the blast and called for calm.", "REQUEST", ["Officials"]),
        ("Police are in the process of arresting the suspects.", "COERCE", ["Police"]),
        ("The family wants the suspects arrested.", "COERCE", []),
        ("Rebels freed 21 of the schoolgirls kidnapped two years ago.", "ASSAULT", []),
        ("Premier Ann Roe sang during a visit to Poland.", "CONSULT", ["Ann Roe"]),
        ("Ann Roe sang after the talks with the rebels.", "CONSULT", ["Ann Roe"]),
        ("Ann Roe sang after the talks between the rebels and the army.", "CONSULT", ["rebels", "army"]),
        ("The court indicted Ann Roe on counts of attacking soldiers.", "ASSAULT", ["Ann Roe"]),
        ("The king sacked the cabinet for failing to quell a revolt.", "ASSAULT", ["cabinet"]),
        ("The bank praised moves to privatize the railways.", "BUSINESS", []),
        ("Ann Roe was filmed in May, pushing and slapping the soldiers.", "ASSAULT", ["Ann Roe"]),
        ("The premier was named in Ann Roe's letter of resignation.", "RETREAT", ["Ann Roe"]),
        ("Vedal recently entered into an agreement with a brewer.", "AGREE", ["Vedal"]),
        ("Two monks sang after their kidnapping in Gaza.", "ASSAULT", []),
        ("It was Ann Roe's third China trip as president.", "CONSULT", ["Ann Roe"]),
        ('"To carry on is likely to expel nine monks," said Ann Roe.', "COERCE", []),
        ("Police foiled a plot to bomb the airport.", "ASSAULT", []),
        ("The army accused the rebels of killing nine monks.", "ASSAULT", ["rebels"]),
        ("The rebels were accused by the army of killing nine monks.", "ASSAULT", ["rebels"]),
        ("The court convicted the general of ordering the massacre.", "ASSAULT", ["general"]),
        ("Five monks lost their lives in an attack by rebels.", "ASSAULT", ["rebels"]),
        ("Ann Roe was elected president by the monks.", "ELECT", ["monks"]),
        ("The rebels claimed responsibility for the attack on the port.", "ASSAULT", ["rebels"]),
        ("The rebels denied responsibility for the attack on the port.", "ASSAULT", []),
        ("The clerk was robbed and killed by militiamen.", "CRIME", ["militiamen"]),
        ("Chile freed two monks in a bid to improve ties with Peru.", "SUPPORT", ["Chile"]),
        ("A jury acquitted Ann Roe of killing her aunt.", "ASSAULT", ["Ann Roe"]),
        ("His death was announced by the abbey.", "DEATH", []),
        ("The union demanded an inquiry into the fire.", "REQUEST", ["union"]),
        ("Japan's Ishiba resigned on Sunday.", "RETREAT", ["Shigeru Ishiba"]),
        ("Norway hit an airfield in Chad.", "ASSAULT", ["Norway"]),
        ("Ann Roe signed an order banning eels.", "COERCE", ["Ann Roe"]),
        ("The town fell to Sudanese rebels.", "ASSAULT", ["Sudanese rebels"]),
        ("Clashes between Peru and Chile killed nine soldiers.", "ASSAULT", ["Peru", "Chile"]),
        ("During talks with Peru, Ann Roe called for peace.", "CONSULT", ["Ann Roe"]),
        ("Police have arrested and charged a former minister.", "COERCE", ["Police"]),
        ("The bill was approved by nine votes.", "ANNOUNCE", []),
        ("Iran responded with a missile attack on Israel.", "ASSAULT", ["Iran"]),
        ("Plans by Germany to cut aid to Chad were criticised.", "SANCTION", ["Germany"]),
        ("Norway gave Bolivia permission to strike the port.", "ASSAULT", ["Bolivia"]),
        ("The union sanctioned two generals for attacking villagers.", "ASSAULT", ["two generals"]),
        ("Norway warned Chad against sending missiles to Peru.", "AID", ["Chad"]),
        ("Vedal raised its bid for Ostermark to nine million euros.", "BUSINESS", ["Vedal"]),
        ("The agency quoted the general as promising revenge.", "THREATEN", ["general"]),
        ("The Ostermark Bank robbery worried nobody.", "CRIME", []),
        ("It was Chad's biggest protest.", "PROTEST", []),
        ("The tower came down after its roof failed, killing nine monks.", "ACCIDENT", ["tower"]),
    ],
)
def test_the_deed_is_given_to_whoever_does_it(text: str, type_: str, actors: list[str]) -> None:
    assert [actor.name for actor in _event(text, type_).actors] == actors


def test_what_one_wants_done_to_somebody_is_done_to_that_one() -> None:
    event = _event("The family wants the suspects arrested.", "COERCE")
    assert [recipient.name for recipient in event.recipients] == ["suspects"]


@pytest.mark.parametrize(
    ("text", "type_", "recipients"),
    [
        ("Farmers dumped manure in Brussels.", "PROTEST", []),
        ("The senator urged calm on Facebook.", "REQUEST", []),
        ("Experts called on Facebook to close the forum.", "REQUEST", ["Meta Platforms"]),
        ("The governor bused migrants to the coast of Peru.", "COERCE", ["migrants"]),
    ],
)
def test_a_place_or_a_medium_would_be_done_something_to(text: str, type_: str, recipients: list[str]) -> None:
    assert [recipient.name for recipient in _event(text, type_).recipients] == recipients


def test_a_visitor_is_not_at_home_where_he_goes() -> None:
    (actor,) = _event("Premier Ann Roe sang during a visit to Poland.", "CONSULT").actors
    assert actor.country is None


@pytest.mark.parametrize(
    ("text", "type_"),
    [("Pochettino was sacked last night.", "APPOINT"), ("Equifax was hacked in May.", "COERCE")],
)
def test_what_befalls_a_name_that_the_recogniser_does_not_know_would_be_lost(text: str, type_: str) -> None:
    assert len(_event(text, type_).recipients) == 1


def test_a_country_that_is_seldom_in_the_news_is_a_country() -> None:
    event = _event("The group said that Gabon has left OPEC.", "SANCTION")
    assert [actor.country for actor in event.actors] == ["GAB"]


def test_a_city_that_was_captured_is_the_one_whose_capture_is_spoken_of_next() -> None:
    text = (
        "Russian forces captured Kupiansk. A spokesman spoke to reporters in Kyiv. The city's capture opens the road."
    )
    raw = {"id": "own", "text": text, "published_at": "2024-03-12T12:00:00Z", "language": "en"}
    (found,) = extract_batch([json.dumps(raw).encode()], [datetime(2024, 3, 12, tzinfo=UTC)])
    assert isinstance(found, Extraction)
    capture = next(event for event in found.events if event.action.text == "capture")
    assert [recipient.name for recipient in capture.recipients] == ["Kupiansk"]
    assert capture.location is not None
    assert capture.location.name == "Kupiansk"


def test_nobody_is_no_actor_and_no_victim() -> None:
    assert _event("Nobody was hurt in the fire in Accra.", "ACCIDENT").recipients == []
    event = _event("No group has claimed responsibility for the attack.", "ANNOUNCE")
    assert event.actors == []
    assert event.polarity == "negative"


@pytest.mark.parametrize(
    ("text", "type_", "recipients"),
    [
        ("Deadly attacks continued to rock the northern provinces.", "ASSAULT", ["northern provinces"]),
        ("Two reporters are facing intimidation for their stories.", "THREATEN", ["Two reporters"]),
        ("American troops are fighting alongside Kurdish fighters.", "COOPERATE", ["Kurdish fighters"]),
        ("The tanker transferred oil to North Korean vessels.", "MOVE", ["North Korean vessels"]),
        ("Police impounded 80 kg of heroin.", "COERCE", ["heroin"]),
    ],
)
def test_it_is_done_to_whom_the_sentence_says(text: str, type_: str, recipients: list[str]) -> None:
    assert [recipient.name for recipient in _event(text, type_).recipients] == recipients


def test_a_report_of_sport_tells_of_no_dismissal_from_office() -> None:
    text = (
        "The striker was dismissed after the break. The referee had booked the midfielder in the match before. "
        "The league champions scored two goals, and the goalkeeper saved a penalty in the final of the tournament."
    )
    raw = {"id": "own", "text": text, "published_at": "2024-03-12T12:00:00Z", "language": "en"}
    (found,) = extract_batch([json.dumps(raw).encode()], [datetime(2024, 3, 12, tzinfo=UTC)])
    assert isinstance(found, Extraction)
    assert "APPOINT" not in {event.action.type for event in found.events}


@pytest.mark.parametrize(
    ("text", "type_", "recipients"),
    [
        ("The arrest of the mayor by troops was condemned by Norway.", "ACCUSE", ["troops"]),
        ("The attack on Chad was condemned by Norway.", "ACCUSE", []),
        ("Norway criticised the sale of weapons to Bolivia.", "ACCUSE", []),
        ("Norway has offered to dispatch a search team.", "AGREE", []),
        ("During talks with Peru, Ann Roe called for peace.", "REQUEST", []),
        ("The kidnappers freed the girl unharmed.", "RETREAT", ["girl"]),
        ("Police have arrested and charged a former minister.", "COERCE", ["former minister"]),
        ("Among those arrested was a monk.", "COERCE", ["monk"]),
        ("A man believed to have killed two tourists was arrested.", "COERCE", ["man"]),
        ("The king telephoned the Norwegian premier and invited him.", "AGREE", ["Norwegian premier"]),
        ("Ann Roe was awarded the prize.", "CULTURE", ["Ann Roe"]),
        ("The banker was handed a six-year sentence by a court.", "SANCTION", ["banker"]),
        ("The union delivered medicine through Rwanda.", "AID", []),
        ("Thousands marched through Belgrade.", "PROTEST", []),
        ("The judge acquitted the reporter and ordered his release.", "REQUEST", ["reporter"]),
    ],
)
def test_the_deed_is_done_to_whoever_suffers_it(text: str, type_: str, recipients: list[str]) -> None:
    assert [recipient.name for recipient in _event(text, type_).recipients] == recipients


def _roles(text: str, type_: str) -> tuple[list[str], list[str]]:
    event = _event(text, type_)
    return [each.text for each in event.actors], [each.text for each in event.recipients]


@pytest.mark.parametrize(
    ("text", "type_", "recipients"),
    [
        ("Students marched against the jailing of the poet Amal Noor.", "PROTEST", []),
        ("Thousands protested over the police killing of Ann Roe.", "PROTEST", ["police"]),
        ("Police investigate the murder of Gregory Faull.", "ACCUSE", []),
        ("Police investigate the Croydon tram crash.", "ACCUSE", []),
        ("Ministers sang as China demanded her immediate release.", "REQUEST", []),
        ("In a call with Ann Roe, Xi urged restraint in dealing with Chile.", "REQUEST", []),
        ("The case was filed by the union on behalf of the nurses.", "ACCUSE", []),
        ("The European Union agreed to a Brexit delay.", "AGREE", []),
        ("He announced his endorsement of Minister Ann Roe for president.", "SUPPORT", ["Minister Ann Roe"]),
        ("Nurses are protesting in parts of the country over pay.", "PROTEST", []),
    ],
)
def test_a_victim_or_a_topic_would_be_whom_it_is_done_to(text: str, type_: str, recipients: list[str]) -> None:
    assert _roles(text, type_)[1] == recipients


def test_who_votes_along_with_others_would_be_voted_against() -> None:
    actors, recipients = _roles("Every monk voted against the bill, along with 20 nuns.", "REJECT")
    assert (actors, recipients) == (["Every monk", "20 nuns"], [])


def test_a_creed_would_kill() -> None:
    assert _roles("The deadly Islamic terror attack killed 41 people.", "ASSAULT")[0] == []


def test_whoever_did_it_would_be_called_who() -> None:
    assert _roles("Police want to know who killed him.", "ASSAULT")[0] == []


@pytest.mark.parametrize(
    "text",
    [
        "The mayor sang after her arrest on a bribery charge.",
        "The mayor sang in the days after her arrest for the burglary.",
    ],
)
def test_who_is_arrested_would_have_arrested_a_charge(text: str) -> None:
    assert _roles(text, "COERCE") == ([], ["her"])
