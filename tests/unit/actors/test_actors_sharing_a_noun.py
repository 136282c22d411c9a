"""Several actors in one phrase: a user who counts by country would lose all but one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.code.actors import Actors
from pipeline.parse.document import Document


@pytest.mark.parametrize(
    ("text", "head", "countries"),
    [
        ("Hungarian and Romanian officials met.", "officials", ["HUN", "ROU"]),
        ("The envoys of Peru, Chile and Brazil met.", "envoys", ["PER", "CHL", "BRA"]),
        ("The envoys of Peru met.", "envoys", ["PER"]),
    ],
)
def test_one_of_the_countries_of_a_shared_noun_would_be_lost(
    read: Callable[..., Document], text: str, head: str, countries: list[str]
) -> None:
    document = read(text)
    found = Actors(document, []).mentions(next(token.i for token in document.doc if token.text == head))
    assert [mention.country for mention in found] == countries


def test_each_envoy_would_bear_the_name_of_another_country(read: Callable[..., Document]) -> None:
    document = read("The envoys of Peru and Zubrania met.")
    found = Actors(document, []).mentions(1)
    assert [(mention.text, mention.name) for mention in found] == [
        ("The envoys of Peru", "envoys of Peru"),
        ("Zubrania", "envoys of Zubrania"),
    ]


def test_a_country_of_two_words_would_lend_its_first_to_the_next_one(read: Callable[..., Document]) -> None:
    document = read("The ministers of South Korea and China met.")
    assert [mention.name for mention in Actors(document, []).mentions(1)] == [
        "ministers of South Korea",
        "ministers of China",
    ]
