"""Sectors, names and homes that a reader would give: whose office it is, whose name a bare surname is, who is abroad."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.records import ActorMention, Sector

Who = Callable[..., ActorMention]
_THEN = datetime(2011, 5, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "word", "sector"),
    [
        ("FBI Director Anna Cole spoke on Sunday.", "Cole", Sector.GOV),
        ("Anna Cole, vice president at the Council on Foreign Relations, spoke.", "Cole", Sector.EDU),
        ("Anna Cole, vice president of growth, spoke.", "Cole", Sector.UNK),
        ("Anna Cole, chairman of the Senate Finance Committee, spoke.", "Cole", Sector.LEG),
        ("The ANC president spoke.", "president", Sector.PTY),
        ("European Union leaders spoke.", "leaders", Sector.IGO),
        ("The Health Commissioner, Prof. Anna Cole, spoke.", "Commissioner", Sector.GOV),
        ("The Islamist president spoke.", "president", Sector.GOV),
        ("The police department's intelligence unit spoke.", "unit", Sector.GOV),
        ("The secret police spoke.", "police", Sector.SPY),
        ("The sheriff was ill. Deputies spoke.", "Deputies", Sector.GOV),
        ("A White House official spoke.", "official", Sector.GOV),
        ("The premier's Downing Street office spoke.", "office", Sector.GOV),
        ("Sen. Anna Cole spoke.", "Cole", Sector.LEG),
        ("Gov. Anna Cole spoke.", "Cole", Sector.GOV),
        ("Lt. Gen. Anna Cole spoke.", "Cole", Sector.MIL),
        ("Fr. Sam Cole spoke.", "Cole", Sector.REL),
        ("A former Chilean soldier spoke.", "soldier", Sector.CVL),
        ("A former Chilean minister spoke.", "minister", Sector.ELI),
        ("The sheriff's deputies spoke.", "deputies", Sector.GOV),
        ("Co-founder Anna Cole spoke.", "Cole", Sector.UNK),
        ("The country's president spoke.", "president", Sector.GOV),
        ("The UN special envoy for Cyprus spoke.", "envoy", Sector.IGO),
        ("Provincial transport spokesman Joel Tau spoke.", "Tau", Sector.GOV),
        ("The coalition will lobby public officials.", "officials", Sector.GOV),
        ("The flight captain turned back.", "captain", Sector.CVL),
        ("Celtic captain Rory Hale was sent off.", "Hale", Sector.UNK),
        ("Nordvik built thousands of shelter units.", "units", Sector.UNK),
        ("Shadow home secretary Ann Poole spoke.", "Poole", Sector.OPP),
        ("Police closed the road. Brigadier Sam Nkosi said three men fled.", "Nkosi", Sector.GOV),
        ("Troops closed the road. Brigadier Sam Nkosi said three men fled.", "Nkosi", Sector.MIL),
        ("The bank hired a strategist at Vedal Securities.", "strategist", Sector.BUS),
    ],
)
def test_an_office_has_the_sector_of_the_body_it_is_in(who: Who, text: str, word: str, sector: Sector) -> None:
    assert who(text, word).sector is sector


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("A spokesman, Geng Wuhan, denied it. Geng said no more.", "Geng", "Geng Wuhan"),
        ("General Freddie Lamb spoke.", "Lamb", "Freddie Lamb"),
        ("On Friday Anna Cole spoke.", "Cole", "Anna Cole"),
        ("The boy's uncle, Peter Lund, wept.", "uncle", "Peter Lund"),
        ("The official SANA news agency reported the visit.", "agency", "SANA"),
        ("The Hamas movement rejected it.", "movement", "Hamas"),
        ("A lawyer sued hedge fund Lunda Partners.", "Partners", "Lunda Partners"),
    ],
)
def test_a_name_is_whole_and_nothing_but_the_name(who: Who, text: str, word: str, name: str) -> None:
    assert who(text, word).name == name


def test_a_surname_is_that_of_the_full_name_in_the_table(who: Who) -> None:
    mention = who(
        "Bernie Sanders met voters. Later Sanders flew home.", "Sanders", published_at=datetime(2016, 5, 5, tzinfo=UTC)
    )
    assert (mention.name, mention.country) == ("Bernie Sanders", "USA")


def test_the_elder_of_a_family_is_no_president(who: Who) -> None:
    assert who("The elder Clinton wept.", "Clinton", published_at=_THEN).entity is None


def test_a_president_without_a_country_is_not_one_of_several(who: Who) -> None:
    assert (
        who("World Bank staff met President Kim.", "Kim", published_at=datetime(2005, 5, 5, tzinfo=UTC)).name == "Kim"
    )


def test_a_company_named_with_a_country_is_not_that_country(who: Who) -> None:
    assert who("Volkswagen Group Australia said it would appeal.", "Australia").name != "Australia"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gunmen seized foreigners in Gaza.", "foreigners"),
        ("Women rallied outside the French embassy.", "Women"),
        ("Cuba met an international tribunal.", "tribunal"),
        ("The English service quoted him.", "service"),
        ("The UN special envoy for Cyprus spoke.", "envoy"),
    ],
)
def test_who_is_there_is_not_always_from_there(who: Who, text: str, word: str) -> None:
    assert who(text, word).country is None


def test_the_government_is_that_of_the_country_that_the_last_sentences_are_about(who: Who) -> None:
    text = "Kenya closed a camp. Kenyan farmers cheered. France sold jets. It rained. The government said it would pay."
    assert who(text, "government").country is None
    text = "France sold jets. It rained. Kenya closed a camp. Kenyan farmers cheered. The government said it would pay."
    assert who(text, "government").country == "KEN"


def test_a_department_of_manila_would_be_washingtons(who: Who) -> None:
    assert who("The Department of Justice spoke. A court in Manila freed a senator.", "Department").country == "PHL"
    assert who("The Department of Justice charged two Chinese hackers.", "Department").country == "USA"
    assert who("The Ministry of Defence spoke. India's army shelled a hill.", "Ministry").country == "IND"


def test_an_organisation_keeps_what_the_article_told_of_it(who: Who) -> None:
    text = "The Swiss drugmaker Novalis opened a plant. Sales rose. Later Novalis hired staff."
    mention = who(text, "Novalis")
    assert (mention.country, mention.sector) == ("CHE", Sector.BUS)


def test_who_comes_to_office_later_holds_none_yet(who: Who) -> None:
    then = datetime(1997, 4, 25, tzinfo=UTC)
    text = "Rebel leader Laurent Kabila spoke. Mobutu agreed to meet Kabila."
    later = who(text, "Kabila", published_at=then)
    assert (later.name, later.sector) == ("Laurent Kabila", Sector.REB)
