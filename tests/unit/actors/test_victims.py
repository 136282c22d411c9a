"""Where victims are at home: a subscriber to one country would get the attacker's dead instead of its own."""

from __future__ import annotations

import pytest

from pipeline.code.actors import Actors
from pipeline.code.places.find import find_places
from tests.unit.actors.conftest import Read


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("Russia shelled Kharkiv overnight, wounding six civilians.", "civilians", "UKR"),
        ("Israeli jets struck a house in Rafah, killing ten people.", "people", "PSE"),
        ("Saudi air strikes on Sanaa wounded five children.", "children", "YEM"),
        ("Ten people were killed when Russia shelled Kherson.", "people", "UKR"),
        ("An Israeli air strike killed a doctor.", "doctor", None),
        ("Russian aircraft bombed a bridge, killing three people.", "people", None),
        ("Kenyan police killed two protesters.", "protesters", "KEN"),
        ("Syrian forces shelled Homs, killing twelve civilians.", "civilians", "SYR"),
    ],
)
def test_victims_would_be_of_the_attackers_country(read: Read, text: str, word: str, country: str | None) -> None:
    document = read(text)
    head = max(token.i for token in document.doc if token.text == word)
    mention = Actors(document, find_places(document)).mention(head)
    assert mention is not None
    assert mention.country == country
