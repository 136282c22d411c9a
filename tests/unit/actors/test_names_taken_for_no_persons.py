"""Somebody whom the recogniser takes for a firm, a town or a people still dies, resigns and is fired."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.records import Extraction, RawArticle
from pipeline.run import extract_batch

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)


def events(text: str) -> list[tuple[str, list[str]]]:
    (found,) = extract_batch([RawArticle(text=text, published_at=NOW.isoformat()).to_json()], [NOW])
    assert isinstance(found, Extraction)
    return [(event.action.type, [each.text for each in event.recipients]) for event in found.events]


@pytest.mark.parametrize(
    "text",
    [
        "Hugh Jackmann died in Berlin on Monday. The actor was known for his roles in a dozen films.",
        "Wladimir Klitzko died in Berlin on Monday. The boxer had won his first title at the age of 20.",
    ],
)
def test_a_death_would_be_missed(text: str):
    name = " ".join(text.split()[:2])
    assert ("DEATH", [name]) in events(text)


def test_who_is_called_she_further_on_would_not_have_died():
    text = "Bettie Paige died in Los Angeles on Thursday, a week after a stroke. She was 85. Paige left no will."
    assert ("DEATH", ["Bettie Paige"]) in events(text)


def test_what_is_no_person_still_dies_of_nothing():
    assert not [
        each
        for each in events("The Dream Act died in the Senate on Monday, and a new bill is expected in May.")
        if each[0] == "DEATH"
    ]


def test_a_driver_from_toledo_would_be_of_the_country_that_a_president_toledo_led():
    (found,) = extract_batch([RawArticle(text="Ann Roe, 38, of Toledo, was hurt.").to_json()], [NOW])
    assert isinstance(found, Extraction)
    assert [each.country for event in found.events for each in event.recipients] in (["USA"], [None])
