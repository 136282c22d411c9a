"""An undated lead takes its report's day, marked as implied; claims, plans, background and dated sentences don't."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.clean.dateline import Filed, dated
from pipeline.code.assemble import code
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle, DateMention, Event
from pipeline.settings import Settings

THURSDAY = datetime(2025, 5, 15, 9, 30, tzinfo=UTC)


def events(text: str, *, published: datetime | None = THURSDAY, filed: Filed | None = None) -> list[Event]:
    article = CleanArticle(
        article_id="1",
        received_at=datetime(2025, 5, 16, tzinfo=UTC),
        published_at=published,
        language="en",
        text=text,
    )
    return code(parse_many([dated(article, filed)], Settings().spacy_model)[0], "test").events


def date_of(word: str, found: list[Event]) -> DateMention | None:
    (event,) = [event for event in found if word in event.action.text.split()]
    return event.date


@pytest.mark.parametrize(
    ("text", "word", "evidence"),
    [
        ("Rebels captured the border town of Kirovo.", "captured", "captured"),
        ("Police have arrested a former minister in Lima.", "arrested", "have arrested"),
        ("A former minister has been arrested by police in Lima.", "arrested", "has been arrested"),
        ("Rebels bombed the port and killed nine soldiers.", "killed", "killed"),
        ("A bomb exploded at the port, killing nine soldiers.", "killing", "exploded"),
        ("Troops are storming the port of Kirovo.", "storming", "are storming"),
        ("The president launched an attack on the central bank.", "launched", "launched"),
        ("The union said it was satisfied with the offer.", "said", "said"),
    ],
)
def test_news_told_without_a_day_is_of_the_day_of_its_report(text: str, word: str, evidence: str):
    date = date_of(word, events(text))
    assert date is not None
    assert (date.timex, date.granularity, date.anchor, date.implied) == ("2025-05-15", "day", "published_at", True)
    assert (date.text, text[date.start : date.end]) == (evidence, evidence)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Rebels captured the town, the defence ministry said.", "captured"),
        ("The defence ministry said rebels had captured the town.", "captured"),
        ("Rebels did not attack the town.", "attack"),
        ("Rebels had captured the town.", "captured"),
        ("The rebels, who captured the town, agreed to talks.", "captured"),
        ("Rebels may have captured the town.", "captured"),
        ("The court will try the general.", "try"),
        ("Rebels have held and bombed the town since 2014.", "bombed"),
        ("Rebels previously attacked the town.", "attacked"),
        ("Rebels captured the town after a battle that ended in March.", "ended"),
        ("Did the rebels attack the town?", "attack"),
    ],
)
def test_claims_plans_background_and_denials_get_no_implied_day(text: str, word: str):
    found = [event for event in events(text) if word in event.action.text.split()]
    assert all(event.date is None or not event.date.implied for event in found)


def test_a_stated_day_is_taken_before_the_implied_one():
    date = date_of("captured", events("Rebels captured the border town on Tuesday."))
    assert date is not None
    assert (date.text, date.timex, date.implied) == ("Tuesday", "2025-05-13", False)


def test_what_goes_on_after_a_day_that_was_named_is_not_moved_to_the_report():
    found = events("Rebels captured the border town on Sunday. They released nine prisoners.")
    assert date_of("released", found) is None


@pytest.mark.parametrize(
    ("second", "implied"),
    [
        ("The army shelled a school.", False),
        ("The army has shelled a school.", True),
        ("The army is shelling a school.", True),
        ("The army denied the charge.", True),
    ],
)
def test_after_the_first_sentence_only_words_and_tenses_of_the_day_are_news(second: str, implied: bool):  # noqa: FBT001
    event = events(f"Rebels captured the border town. {second}")[-1]
    assert (event.date is not None and event.date.implied) is implied


def test_a_story_of_today_goes_on_today():
    found = events("Rebels captured the border town on Thursday. They released nine prisoners.")
    date = date_of("released", found)
    assert date is not None
    assert (date.timex, date.implied) == ("2025-05-15", True)


def test_background_far_down_gets_no_implied_day():
    found = events("Rebels captured the town. It is small. It is poor. The army shelled the market.")
    assert date_of("shelled", found) is None


def test_the_datelines_day_comes_before_that_of_publication():
    filed = Filed("KIROVO, May 14 -", place="KIROVO", date="May 14")
    date = date_of("captured", events("Rebels captured the border town.", filed=filed))
    assert date is not None
    assert (date.timex, date.anchor, date.implied) == ("2025-05-14", "dateline", True)


def test_a_datelines_day_of_another_month_is_not_taken():
    filed = Filed("KIROVO, March 3 -", place="KIROVO", date="March 3")
    date = date_of("captured", events("Rebels captured the border town.", filed=filed))
    assert date is not None
    assert (date.timex, date.anchor) == ("2025-05-15", "published_at")


def test_without_a_day_of_the_report_nothing_is_implied():
    assert date_of("captured", events("Rebels captured the border town.", published=None)) is None


def test_what_follows_in_the_same_breath_is_of_the_same_day():
    (shaking,) = [
        event
        for event in events("The mayor gave a speech at the town hall before shaking hands with Envoy Ann Roe.")
        if event.action.type == "CONSULT"
    ]
    assert shaking.date is not None
    assert (shaking.date.timex, shaking.date.implied) == ("2025-05-15", True)
