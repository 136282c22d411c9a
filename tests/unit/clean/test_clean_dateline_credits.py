"""Datelines and credits: taken off the news and read into fields."""

from __future__ import annotations

import pytest

from pipeline.clean.credits import credit_of
from pipeline.clean.dateline import dateline_inside, dateline_of

REST = "The minister resigned on Monday."


@pytest.mark.parametrize(
    ("head", "place", "agency", "date"),
    [
        ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine", "AP", None),
        ("Kampala, Oct 28, (dpa/GNA) - ", "Kampala", "dpa/GNA", "Oct 28"),
        ("PARIS (Reuters) - ", "PARIS", "Reuters", None),
        ("BERLIN, March 3 (Xinhua) -- ", "BERLIN", "Xinhua", "March 3"),
        ("LONDON — ", "LONDON", None, None),
        ("NEW DELHI: ", "NEW DELHI", None, None),
        ("WASHINGTON / ISLAMABAD: ", "WASHINGTON / ISLAMABAD", None, None),
        ("UNITED NATIONS, Nov 4 (Reuters) - ", "UNITED NATIONS", "Reuters", "Nov 4"),
        ("WASHINGTON, 12 May 2024 (AFP) - ", "WASHINGTON", "AFP", "12 May 2024"),
        ("Kabul (AFP) - ", "Kabul", "AFP", None),
        ("ST. PETERSBURG, Russia, June 5 (Tass) -- ", "ST. PETERSBURG, Russia", "TASS", "June 5"),
        ("RIO DE JANEIRO (Agencia EFE) – ", "RIO DE JANEIRO", "EFE", None),
        ("BERLIN -- ", "BERLIN", None, None),
        ("(Reuters) - ", None, "Reuters", None),
        ("(AP) — ", None, "AP", None),
        ("(ANCHORAGE, Alaska) — ", "ANCHORAGE, Alaska", None, None),
        ("(WASHINGTON) -- ", "WASHINGTON", None, None),
    ],
)
def test_the_place_agency_and_day_of_a_dateline_are_read(
    head: str, place: str | None, agency: str | None, date: str | None
) -> None:
    found, start = dateline_of(head + REST)
    assert found is not None
    assert (found.place, found.agency, found.date) == (place, agency, date)
    assert found.text == head.strip()
    assert (head + REST)[start:] == REST


def test_an_outlet_in_brackets_is_no_place_that_a_report_was_filed_from() -> None:
    assert dateline_of("(NEWSER) – " + REST) == (None, 0)


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("Indianapolis – ", "Indianapolis"),
        ("Boston, Mass. — ", "Boston, Mass."),
        ("Guwahati: ", "Guwahati"),
        ("Tirupati, June 30 :", "Tirupati"),
        ("Apple – ", None),
        ("Success – ", None),
    ],
)
def test_a_town_before_a_dash_would_march(head: str, place: str | None) -> None:
    found, _ = dateline_of(head + "Several thousand teachers marched on Tuesday to call for better pay.")
    assert (found and found.place) == place


@pytest.mark.parametrize(
    "paragraph",
    [
        REST,
        "NATO — which has 32 members — met on Monday.",
        "EXCLUSIVE: The minister will resign.",
        "UPDATE — The minister has resigned.",
        "The minister (Labour) - who resigned - left.",
        "Putin (right) - in Moscow - spoke.",
        "KYIV",
        "LONDON — ",
        "A" * 500 + " (AP) — x",
    ],
)
def test_a_paragraph_without_dateline_keeps_its_first_words(paragraph: str) -> None:
    assert dateline_of(paragraph) == (None, 0)


@pytest.mark.parametrize(
    ("text", "agencies", "people", "role"),
    [
        ("AFP contributed reporting.", ["AFP"], [], "contribution"),
        ("(Reporting by Ana Lima in Lisbon; editing by Tom Reed)", [], ["Ana Lima", "Tom Reed"], "reporting"),
        ("The Associated Press contributed to this report.", ["AP"], [], "contribution"),
        ("— with files from The Canadian Press and Reuters", ["The Canadian Press", "Reuters"], [], "contribution"),
        ("By Ana Lima and Tom Reed", [], ["Ana Lima", "Tom Reed"], "byline"),
        ("Additional reporting by Maria de la Cruz in Madrid", [], ["Maria de la Cruz"], "additional reporting"),
        ("(Reuters)", ["Reuters"], [], None),
    ],
)
def test_agencies_people_and_role_of_a_credit_are_read(
    text: str, agencies: list[str], people: list[str], role: str | None
) -> None:
    credit = credit_of(text)
    assert (credit.agencies, credit.people, credit.role) == (agencies, people, role)
    assert credit.text == text


@pytest.mark.parametrize(
    ("line", "headline", "byline", "place"),
    [
        ("Mill burns down in Bergen OSLO (AP) - " + REST, "Mill burns down in Bergen", "", "OSLO"),
        (
            "Mill burns down in U.S. town By ANN ROE NEW YORK (AP) — " + REST,
            "Mill burns down in U.S. town",
            "By ANN ROE",
            "NEW YORK",
        ),
        (
            "Four held over mill fire By ANN M. ROE OSLO, Norway (AP) — " + REST,
            "Four held over mill fire",
            "By ANN M. ROE",
            "OSLO, Norway",
        ),
        (
            "Talks on peace resume in Oslo lirong OSLO, Dec. 28 (Xinhua) -- " + REST,
            "Talks on peace resume in Oslo lirong",
            "",
            "OSLO",
        ),
    ],
)
def test_a_headline_that_ran_into_its_dateline_is_no_part_of_the_first_sentence(
    line: str, headline: str, byline: str, place: str
) -> None:
    dateline, before, start, found = dateline_inside(line)
    assert dateline is not None
    assert (line[:before], found, dateline.place, line[start:]) == (headline, byline, place, REST)


@pytest.mark.parametrize(
    "line",
    [
        "The minister met the head of the agency. OSLO (AP) - " + REST,
        "The head of the newspaper OSLO (Roe) - who resigned - left.",
        "He spoke to the AP (AP) about it and left the country on Monday.",
        REST,
    ],
)
def test_a_sentence_is_not_cut_where_there_is_no_dateline(line: str) -> None:
    assert dateline_inside(line)[0] is None
