"""What one sentence says of somebody holds in the others: a subscriber who filters by country loses no later mention."""

from __future__ import annotations

import pytest

from pipeline.code.actors import Actors
from pipeline.code.actors.nations import headline_nations
from pipeline.code.places.find import find_places
from tests.unit.actors.conftest import Read, Who

_BANK = "Goldman Sachs cut 300 jobs in London. Goldman warned its staff."
_TROOPS = "A US-led coalition killed four militants in Kandahar. The coalition blamed them."


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        (
            "Finland's Erik Salonen won. It rained. Salonen thanked the crowd.",
            "Salonen",
            ("Erik Salonen", "FIN", "UNK"),
        ),
        ("Milo Peric of Croatia lost. Peric blamed the umpire.", "Peric", ("Milo Peric", "HRV", "UNK")),
        ("Ana Silva, 24, from England, left. Silva was hurt.", "Silva", ("Ana Silva", "GBR", "UNK")),
        ("Jan Moe is a Norwegian lawmaker. Moe blamed the bank.", "Moe", ("Jan Moe", "NOR", "LEG")),
        (
            "A spokesman for President Bola Tinubu, Musa Garba, spoke. Garba left.",
            "Garba",
            ("Musa Garba", "NGA", "GOV"),
        ),
        ("Secretary for Health and Child Welfare Ann Roe spoke. Roe left.", "Roe", ("Ann Roe", None, "GOV")),
        ("Ann Roe, president for Europe at Vedal Ltd, spoke.", "Roe", ("Ann Roe", None, "BUS")),
        ("Ann Roe, the president's chief of staff, left Panama.", "Roe", ("Ann Roe", "PAN", "GOV")),
        (_BANK, "Goldman", ("Goldman Sachs", "USA", "BUS")),
        ("Chicago-based Tribune Co. sold a paper. Tribune said so.", "Tribune", ("Tribune Co.", None, "BUS")),
        ("The Fed raised rates.", "Fed", ("Federal Reserve", "USA", "GOV")),
        (_TROOPS, "coalition", ("US-led coalition", "USA", "UNK")),
        (
            "Shares on the Taiwan Stock Exchange fell. The bourse closed.",
            "bourse",
            ("Taiwan Stock Exchange", "TWN", "BUS"),
        ),
        ("Another leftist nation, Bolivia, sold gas.", "nation", ("Bolivia", "BOL", "UNK")),
        ("Sanaa Abu Taha fled. Sanaa was hurt.", "Sanaa", ("Sanaa Abu Taha", None, "UNK")),
        ("Ann Roe, a former adviser at the central bank of Chile, left.", "Roe", ("Ann Roe", "CHL", "ELI")),
        ("Chilean UN Ambassador Ann Roe spoke.", "Roe", ("Ann Roe", "CHL", "GOV")),
        ("The Qatari president Sheikh Amin Roe left.", "Roe", ("Amin Roe", "QAT", "GOV")),
        ("An army of academics analyzed it.", "army", ("army", None, "EDU")),
        ("Cuban-Americans voted in Miami.", "Americans", ("Americans", "USA", "CVL")),
        ("Cuban-American talks began. Cuban envoys left.", "envoys", ("Cuban envoys", "CUB", "GOV")),
        ("Mark Cuban sold the team in May. Cuban was calm.", "Cuban", ("Mark Cuban", None, "UNK")),
        ("Hamas gunmen fired.", "gunmen", ("Hamas gunmen", "PSE", "REB")),
        ("Hezbollah commander Ali Roe fell.", "Roe", ("Ali Roe", "LBN", "REB")),
        ("TikTok denied it.", "TikTok", ("TikTok", "CHN", "BUS")),
        ("China landed a probe, state news media said.", "media", ("state news media", "CHN", "GOV")),
        ("Rev Jan Roe, a Church of Scotland minister, left.", "Roe", ("Jan Roe", "GBR", "REL")),
        ("Tea is poured in English. The family left Oslo; they fled.", "they", ("family", "NOR", "CVL")),
    ],
)
def test_who_it_is_is_taken_from_the_whole_article(
    who: Who, text: str, word: str, meant: tuple[str, str | None, str]
) -> None:
    found = who(text, word)
    assert (found.name, found.country, found.sector.value) == meant


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("South American leaders met in Lima.", "leaders"),
        ("The move was condemned by some governments. Britain banned it.", "governments"),
        ("Coalition troops backed by Afghan soldiers attacked.", "troops"),
        ("Israel raided Nablus. Palestinians fled Israel. Soldiers fired at cars in Nablus.", "Soldiers"),
        ("The Cleveland Indians won. The Indians thanked their fans.", "Indians"),
        ("Seoul Simon Taylor blamed the bank.", "Taylor"),
        ("A cyclist crashed at a race in Paris.", "cyclist"),
        ("The only country threatening to attack Peru left.", "country"),
    ],
)
def test_no_country_is_given_to_whom_the_text_gives_none(who: Who, text: str, word: str) -> None:
    assert who(text, word).country is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Dick Green of Vedal left.", "Green"),
        ("Prince sang in Minneapolis.", "Prince"),
        ("Veteran striker Karol Kovar left.", "Kovar"),
    ],
)
def test_a_name_that_is_a_word_for_an_office_too_gives_nobody_that_office(who: Who, text: str, word: str) -> None:
    assert who(text, word).sector.value not in {"PTY", "GOV", "MIL"}


def test_the_company_is_the_one_named_nearer_not_any_other_company(who: Who) -> None:
    found = who("A private US company was sold. Vedal Corp. paid. The company rejected the offer.", "company")
    assert found.name == "Vedal Corp."


def test_a_headline_names_its_countries() -> None:
    assert headline_nations("U.S., Russia agree on Syria truce") == ["USA", "RUS", "SYR"]
    assert headline_nations("China's Xi visits South Korea") == ["CHN", "KOR"]
    assert headline_nations(None) == []


def test_it_is_the_company_not_the_country_that_owns_it(who: Who) -> None:
    assert who("Japan's Tomen Corp. bought a Dutch firm. It plans to sell insects.", "It").name == "Tomen Corp."


def test_a_school_named_like_a_far_village_would_be_abroad(read: Read) -> None:
    document = read("Students at Ilia State University in Tbilisi praised Georgia's parliament.")
    mention = Actors(document, find_places(document)).mention(0)
    assert mention is not None
    assert mention.country == "GEO"
