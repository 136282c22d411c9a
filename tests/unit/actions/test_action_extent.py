"""The action's text says what was done: with the thing that completes the verb, without those whom other fields hold."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.code.actions import find_actions
from pipeline.code.actions.extent import extent
from pipeline.parse.document import Document
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle
from pipeline.settings import Settings


def parse(text: str) -> Document:
    article = CleanArticle(
        article_id="1", received_at=datetime(2025, 5, 15, tzinfo=UTC), language="en", language_confidence=1.0, text=text
    )
    return parse_many([article], Settings().spacy_model)[0]


def actions(text: str) -> list[str]:
    document = parse(text)
    coded = find_actions(document)
    heads = [action.head for action in coded]
    return [document.span(*extent(document, action, heads)).text for action in coded]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The visitors won the national championship.", "won the national championship"),
        ("Rebels launched an attack on the port.", "launched an attack"),
        ("A suicide truck bombing killed nine soldiers in Kirovo.", "killed"),
        ("Rebels killed nine soldiers.", "killed"),
        ("Russia captured Kirovo.", "captured"),
        ("The president visited Peru on Monday.", "visited"),
    ],
)
def test_an_action_holds_its_thing_but_neither_parties_nor_places(text: str, expected: str):
    assert expected in actions(text)


def test_an_event_noun_has_the_nouns_that_say_its_kind():
    assert "truck bombing" in actions("Officials condemned the truck bombing of the port by rebels.")


def test_the_noun_of_another_event_stays_outside():
    texts = actions("The minister condemned the raid on the port by rebels.")
    assert len({word for text in texts for word in text.split() if word == "raid"}) <= 1
    assert not any("condemned" in text and "raid" in text for text in texts if len(texts) > 1)


WORDS = st.sampled_from(
    [
        "Rebels",
        "captured",
        "the",
        "port",
        "and",
        "won",
        "a",
        "Cup",
        ",",
        "said",
        "ministers",
        ".",
        "of",
        "Peru",
        "on",
        "Monday",
        "talks",
        "truck",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_an_extent_always_holds_its_trigger(words: list[str]):
    document = parse(" ".join(words))
    coded = find_actions(document)
    for action in coded:
        first, last = extent(document, action, [other.head for other in coded])
        assert 0 <= first <= action.first < action.last <= last <= len(document)
