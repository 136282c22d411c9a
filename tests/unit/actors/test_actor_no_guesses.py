"""Who somebody is said to be only where the text says so: a subscriber must be able to trust names, countries, sectors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.code.actors import Actors
from pipeline.parse.document import Document
from pipeline.records import ActorMention, Sector

Who = Callable[..., ActorMention]
Read = Callable[..., Document]
_THEN = datetime(2011, 5, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The Dutch temporary staffing company Verrano bought a rival.", "Verrano", "Verrano"),
        ("China's Hengtai bought a port.", "Hengtai", "Hengtai"),
        ("The Bank of Norway raised rates.", "Bank", "Bank of Norway"),
        ("Outgoing Malaysian ambassador to Kenya Rahman Idris praised the deal.", "Idris", "Rahman Idris"),
        ("Brelling's financing arm Brelling Credit Corp. reported a loss.", "Corp.", "Brelling Credit Corp."),
        ("Spokeswoman Miranda Jordan said so.", "Jordan", "Miranda Jordan"),
        ("Canada's small New Democratic Party said it would vote no.", "Party", "New Democratic Party"),
    ],
)
def test_a_description_beside_a_name_never_takes_its_place(who: Who, text: str, word: str, name: str) -> None:
    assert who(text, word).name == name


@pytest.mark.parametrize(
    ("text", "word", "entity"),
    [
        ("Mark Dlamini Zuma met farmers in South Africa.", "Zuma", "ZAF-GOV-ZUMA"),
        ("Mr Steve Ashdown, a baker, sued the council.", "Ashdown", "IGO-ASHDOWN"),
        ("Mark Dlamini Zuma sang. Later Zuma met farmers in South Africa.", "Zuma", "ZAF-GOV-ZUMA"),
    ],
)
def test_a_namesake_with_another_first_name_is_not_the_office_holder(
    who: Who, text: str, word: str, entity: str
) -> None:
    assert who(text, word, published_at=_THEN).entity != entity


def test_a_bare_surname_still_finds_the_office_holder(who: Who) -> None:
    assert who("Jacob Zuma met farmers. Zuma praised them.", "Zuma", published_at=_THEN).entity == "ZAF-GOV-ZUMA"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The company said it would sue. Mexico said no.", "company"),
        ("Experts praised the plan. Kenya and Kenyan farmers wait.", "Experts"),
        ("Anna Hall, the World Health Organization's coordinator in China, said cases fell.", "Hall"),
    ],
)
def test_a_country_named_nearby_is_not_everybodys(who: Who, text: str, word: str) -> None:
    assert who(text, word).country is None


def test_a_town_called_like_a_people_is_not_that_people(who: Who) -> None:
    assert who("A man in Brits was arrested.", "man").country is None
    assert who("Brits voted in June.", "Brits").country == "GBR"


def test_police_are_at_home_where_the_article_plays(who: Who) -> None:
    assert who("Police jailed a man. Kenya and Kenyan farmers wait.", "Police").country == "KEN"


@pytest.mark.parametrize(
    ("text", "word", "sector"),
    [
        ("Devin Nunes sued the firm.", "Nunes", Sector.UNK),
        ("Kiir sacked his deputy Jan Roe.", "Roe", Sector.UNK),
        ("Rebel Wilson sang in the film.", "Wilson", Sector.UNK),
        ("Christine Lagarde's deputy spoke.", "deputy", Sector.IGO),
        ("Jan Roe, a private investigator, spoke.", "investigator", Sector.BUS),
        ("A highway patrol spokesman said the road was closed.", "spokesman", Sector.GOV),
        ("Sir Jan Temu spoke.", "Temu", Sector.UNK),
        ("A spokeswoman said the plant would close.", "spokeswoman", Sector.UNK),
        ("An anonymous source said the plant would close.", "source", Sector.UNK),
        ("Three top executives sold their stock.", "executives", Sector.BUS),
        ("FIFA president Jan Kos praised the hosts.", "Kos", Sector.NGO),
        ("EU Trade Commissioner Jan Kos praised the hosts.", "Kos", Sector.IGO),
        ("Women's League president Jan Kos praised the hosts.", "Kos", Sector.UNK),
        ("Kenyan president Jan Kos praised the hosts.", "Kos", Sector.GOV),
        ("Iranian spokesman Ali Karimi denied it.", "Karimi", Sector.GOV),
        ("A spokesman for Iran denied it.", "spokesman", Sector.GOV),
        ("A police spokesman denied it.", "spokesman", Sector.GOV),
    ],
)
def test_a_spokesman_or_president_is_the_governments_only_where_one_is_named(
    who: Who, text: str, word: str, sector: Sector
) -> None:
    assert who(text, word).sector is sector


def test_a_party_of_that_name_elsewhere_is_not_the_american_one(who: Who) -> None:
    assert who("The Democratic Party leader said Hong Kong would suffer.", "leader").country != "USA"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The militants fled the town. The agency said they had killed two soldiers.", "The militants"),
        ("The union asked members whether they supported a strike.", "members"),
    ],
)
def test_they_are_not_the_agency_that_tells_it(read: Read, text: str, who: str) -> None:
    document = read(text)
    they = next(token.i for token in document.doc if token.lower_ == "they")
    mention = Actors(document, []).mention(they)
    assert mention is not None
    assert mention.coref is not None
    assert mention.coref.text == who


def test_she_is_not_he_as_well(read: Read) -> None:
    document = read("Anna Kowal met the mayor. She said he had surrendered.")
    actors = Actors(document, [])
    names = []
    for word in ("She", "he"):
        mention = actors.mention(next(token.i for token in document.doc if token.text == word))
        assert mention is not None
        names.append(mention.name)
    assert names[0] == "Anna Kowal"
    assert names[1] != names[0]
