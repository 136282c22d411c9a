"""Deeds that a report dates by their distance from another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.code.dates import EventDates, find_dates
from pipeline.code.model import CodedAction
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle
from pipeline.settings import Settings


def dates_of(text: str, *words: str) -> dict[str, tuple[str, str, str] | None]:
    """The words of the date, its first and its last day, of each of these verbs."""
    article = CleanArticle(
        article_id="1",
        received_at=datetime(2025, 5, 16, tzinfo=UTC),
        published_at=datetime(2025, 5, 15, tzinfo=UTC),
        language="en",
        text=text,
    )
    parsed = parse_many([article], Settings().spacy_model)[0]
    actions = []
    for word in words:
        at = next(token.i for token in parsed.doc if token.text == word)
        actions.append(CodedAction(at, at, at + 1, parsed[at].lemma_, "ASSAULT", None, None, [], "test"))
    dates = EventDates(parsed, find_dates(parsed), actions)
    found = [dates.of_action(action, []) for action in actions]
    return {
        word: (date.text, str(date.first_day), str(date.last_day)) if date else None
        for word, date in zip(words, found, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "Saturday's march came two days after police shot a student.",
            "shot",
            ("two days after", "2025-05-08", "2025-05-08"),
        ),
        (
            "Two days after a bomb wounded nine, the minister resigned on Tuesday.",
            "wounded",
            ("Two days after", "2025-05-11", "2025-05-11"),
        ),
        (
            "Talks began on Monday, a day before the army bombed the port.",
            "bombed",
            ("a day before", "2025-05-13", "2025-05-13"),
        ),
        (
            "The port was bombed a day after Roe was elected on May 3.",
            "bombed",
            ("a day after", "2025-05-04", "2025-05-04"),
        ),
        (
            "The defector came on May 2, three weeks after he shot a guard.",
            "shot",
            ("three weeks after", "2025-04-07", "2025-04-13"),
        ),
        (
            "The firm cut jobs on Monday, a year after it attacked its rival.",
            "attacked",
            ("a year after", "2024-01-01", "2024-12-31"),
        ),
        ("Roe resigned on Monday, hours after police shot a student.", "shot", None),
        ("Roe resigned, two days after police shot a student.", "shot", None),
    ],
)
def test_a_deed_told_by_its_distance_from_another_would_have_no_day(
    text: str, word: str, expected: tuple[str, str, str] | None
) -> None:
    assert dates_of(text, word)[word] == expected


def test_the_deed_that_has_a_day_of_its_own_would_lose_it() -> None:
    found = dates_of("The mayor was shot on Monday, two days after police bombed a bar.", "shot", "bombed")
    assert found == {
        "shot": ("Monday", "2025-05-12", "2025-05-12"),
        "bombed": ("two days after", "2025-05-10", "2025-05-10"),
    }


def test_a_distance_over_the_end_of_a_leap_february_would_miss_the_day() -> None:
    text = "The mayor was shot on March 1, 2024, two days after police bombed a bar."
    assert dates_of(text, "bombed") == {"bombed": ("two days after", "2024-02-28", "2024-02-28")}
