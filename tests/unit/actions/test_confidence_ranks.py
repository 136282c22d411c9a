"""Of two events in one report the one that is told as news, by name and as a fact is the surer one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.code.assemble import code
from pipeline.code.confidence import confidence, weights
from pipeline.errors import LexiconError
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle, Event
from pipeline.settings import Settings


def events(text: str, title: str | None = None) -> list[Event]:
    now = datetime(2025, 5, 15, tzinfo=UTC)
    article = CleanArticle(
        article_id="1",
        title=title,
        received_at=now,
        published_at=now,
        language="en",
        language_confidence=1.0,
        text=text,
    )
    return code(parse_many([article], Settings().spacy_model)[0], "test").events


def sureness(found: list[Event], word: str) -> float:
    (event,) = [event for event in found if word in event.action.text.split()]
    return event.confidence


@pytest.mark.parametrize(
    ("text", "surer", "other"),
    [
        ("Rebels killed nine soldiers. The ministry said the road was closed.", "killed", "said"),
        ("The general who attacked the port arrested two ministers.", "arrested", "attacked"),
        ("Rebels seized the port. The army had shelled it.", "seized", "shelled"),
        ("Rebels seized the port. The army may have shelled the market.", "seized", "shelled"),
        ("The army shelled the market. It arrested two ministers.", "shelled", "arrested"),
        ('Rebels seized the port. "The army shelled the market," a baker said.', "seized", "shelled"),
        ("Police investigating the murder arrested two men.", "arrested", "investigating"),
        ("The meeting at the White House was short. The mayor shook hands with Ann Roe.", "hands", "meeting"),
        ("Families of the victims of the raid on the port sued the government.", "sued", "raid"),
    ],
)
def test_the_main_event_of_a_report_comes_before_what_stands_behind_it(text: str, surer: str, other: str):
    found = events(text)
    assert sureness(found, surer) > sureness(found, other)
    assert sureness(found, surer) == max(event.confidence for event in found)


def test_what_the_headline_repeats_comes_first():
    text = "Rebels seized the port and shelled the market."
    plain, titled = events(text), events(text, title="Market shelled by rebels")
    assert sureness(titled, "shelled") > sureness(titled, "seized")
    assert sureness(titled, "shelled") > sureness(plain, "shelled")


def test_all_evidence_together_stays_a_share():
    worth = {
        name: weights("right")[name] + weights("news")["slope"] * weights("news")[name] for name in weights("right")
    }
    evidence = set(worth) - {"slope", "constant"}
    assert 0 <= confidence({name: 9.0 for name in evidence if worth[name] < 0}) < confidence({})
    assert confidence({}) < confidence({name: 9.0 for name in evidence if worth[name] > 0}) <= 1


@pytest.mark.parametrize(
    ("surer", "other"),
    [
        ("Norway arrested Ann Roe.", "They arrested the baker."),
        ("Norway arrested Ann Roe.", "Norway could arrest Ann Roe."),
        ("Norway arrested Ann Roe.", '"Norway arrested Ann Roe," said the baker.'),
        ("The mayor sold the mill.", "The mayor is selling the mill."),
        ("Norway arrested Ann Roe.", "Norway did not arrest Ann Roe."),
    ],
)
def test_what_readers_found_wrong_more_often_is_less_sure(surer: str, other: str):
    more, less = (
        max(event.confidence for event in events(text) if event.action.type != "ANNOUNCE") for text in (surer, other)
    )
    assert more > less + 0.02


def test_evidence_without_a_weight_is_an_error_that_names_it():
    with pytest.raises(LexiconError, match="rumour"):
        confidence({"rumour": 1.0})
