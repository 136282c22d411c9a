from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.code.actors import Actors
from pipeline.parse.document import Document
from pipeline.records import ActorMention

Who = Callable[..., ActorMention]
Read = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "word", "country", "sector"),
    [
        ("Russia's armed forces shelled the port.", "forces", "RUS", "MIL"),
        ("Ukrainian commanders sent reserves to the front.", "commanders", "UKR", "MIL"),
        ("A Jordanian official denied the report.", "official", "JOR", "GOV"),
        ("A Peruvian military official denied the report.", "official", "PER", "MIL"),
        ("Rebels in Colombia freed two engineers.", "Rebels", "COL", "REB"),
        ("The president of Armenia flew home.", "president", "ARM", "GOV"),
        ("Kenyan lawmakers passed the bill.", "lawmakers", "KEN", "LEG"),
        ("A Spanish judge jailed two bankers.", "judge", "ESP", "JUD"),
        ("A spokesman for the Greek army spoke to reporters.", "spokesman", "GRC", "MIL"),
        ("Hundreds of Bolivian miners marched on Monday.", "Hundreds", "BOL", "LAB"),
        ("The Kremlin rejected the plan.", "Kremlin", "RUS", "GOV"),
        ("Downing Street rejected the plan.", "Street", "GBR", "GOV"),
        ("The Pentagon rejected the plan.", "Pentagon", "USA", "MIL"),
        ("Kyiv accused its neighbour of theft.", "Kyiv", "UKR", "GOV"),
        ("Brussels imposed tariffs on steel.", "Brussels", None, "IGO"),
        ("NATO troops left the valley.", "troops", None, "MIL"),
        ("Hamas fighters left the tunnel.", "fighters", "PSE", "REB"),
        ("Bosnian Serbs blocked the road.", "Serbs", "BIH", "CVL"),
        ("Refugees fleeing the fighting in Liberia reached the border.", "Refugees", "LBR", "REF"),
        ("Prisoners rioted at a jail in Honduras.", "Prisoners", "HND", "CRM"),
    ],
)
def test_an_actor_gets_its_country_and_sector(who: Who, text: str, word: str, country: str | None, sector: str) -> None:
    mention = who(text, word)
    assert (mention.country, mention.sector.value) == (country, sector)


@pytest.mark.parametrize(
    ("text", "word", "name", "entity"),
    [
        ("Russian Defense Minister Andrei Belousov spoke.", "Belousov", "Andrei Belousov", "RUS-GOV-BELOUSOV"),
        ("U.S. special envoy Steve Witkoff spoke.", "Witkoff", "Steve Witkoff", "USA-GOV-WITKOFF"),
        ("Chief of the General Staff Valery Gerasimov spoke.", "Chief", "Valery Gerasimov", "RUS-MIL-GERASIMOV"),
        ("Putin spoke to workers.", "Putin", "Vladimir Putin", "RUS-GOV-PUTIN"),
        ("Prime Minister Brown spoke.", "Brown", "Gordon Brown", "GBR-GOV-BROWN"),
        ("The head of UNRWA spoke.", "UNRWA", "UNRWA", "IGO-UN-UNRWA"),
        ("Kenyan Trade Minister Rose Wambui spoke.", "Wambui", "Rose Wambui", "KEN-GOV-WAMBUI"),
        ("The Chilean president, Ana Rojas, spoke.", "president", "Ana Rojas", "CHL-GOV-ROJAS"),
        ("France spoke first.", "France", "France", "FRA"),
    ],
)
def test_an_actor_gets_its_full_name_and_a_stable_id(who: Who, text: str, word: str, name: str, entity: str) -> None:
    mention = who(text, word)
    assert (mention.name, mention.entity) == (name, entity)


def test_the_articles_own_words_come_before_the_table(who: Who) -> None:
    mention = who("Former U.S. President Jimmy Carter met the rebels.", "Carter")
    assert mention.sector.value == "ELI"
    mention = who("Opposition leader Donald Trump spoke in Ohio.", "Trump")
    assert mention.sector.value == "OPP"


def test_an_office_holder_of_the_past_is_no_government(who: Who) -> None:
    old = datetime(1995, 6, 1, tzinfo=UTC)
    assert who("Gorbachev met students.", "Gorbachev", published_at=old).sector.value == "ELI"


def test_a_surname_takes_the_full_name_and_title_from_elsewhere_in_the_article(who: Who) -> None:
    text = "Ugandan Energy Minister Ruth Okello signed the deal. Critics said Okello had no mandate."
    assert who(text, "Okello").name == "Ruth Okello"
    assert (who(text, "Okello").country, who(text, "Okello").sector.value) == ("UGA", "GOV")


def test_the_only_country_of_an_article_is_its_polices(who: Who) -> None:
    text = "Protesters gathered in the centre of Lima, Peru. Police fired tear gas."
    assert who(text, "Police").country == "PER"


def test_forces_backed_by_a_country_are_not_its_own(who: Who) -> None:
    assert who("U.S.-backed forces took the hill.", "forces").country is None
    assert who("Anti-Syrian groups marched.", "groups").country is None


def test_officials_of_two_countries_are_two_actors(read: Read) -> None:
    document = read("Senior Dutch and Belgian officials met on Monday. They signed a treaty.")
    actors = Actors(document, [])
    heads = {token.text: token.i for token in document.doc}
    assert [mention.country for mention in actors.mentions(heads["officials"])] == ["NLD", "BEL"]
    assert [mention.country for mention in actors.mentions(heads["They"])] == ["NLD", "BEL"]


def test_two_leaders_who_stood_apart_are_both_meant(read: Read) -> None:
    document = read("French President Emmanuel Macron met Chancellor Friedrich Merz. The two leaders discussed trade.")
    head = next(token.i for token in document.doc if token.text == "leaders")
    assert {mention.country for mention in Actors(document, []).mentions(head)} == {"FRA", "DEU"}


def test_mediators_would_sign_the_truce_of_others(read: Read) -> None:
    text = (
        "Delegations from Sudan's army and the Rapid Support Forces met for talks mediated by Egypt and the United "
        "Nations. The two sides agreed to a truce."
    )
    document = read(text)
    head = next(token.i for token in document.doc if token.text == "sides")
    assert [mention.country for mention in Actors(document, []).mentions(head)] == ["SDN", "SDN"]


@pytest.mark.parametrize("word", ["Monday", "week", "there"])
def test_times_and_empty_words_are_no_actors(read: Read, word: str) -> None:
    document = read("On Monday there was rain all week.")
    head = next(token.i for token in document.doc if token.text == word)
    assert Actors(document, []).mention(head) is None


def test_unknown_text_of_any_kind_gives_a_span_of_the_text(read: Read) -> None:
    document = read("Zorgon of Ux ( ( met ,, 12 % of \u202e the \U0001f600 Blorps -- and , and .\nTHE END\n\n;")
    actors = Actors(document, [])
    for index in range(len(document)):
        for mention in actors.mentions(index):
            assert document.article.text[mention.start : mention.end] == mention.text
