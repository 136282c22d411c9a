"""Appeals in 20 wordings of our own: all of them go, and nothing of the news they lie under."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.records import RawArticle

NEWS = [
    "The harbour council said on Tuesday that the old bridge will close in March after engineers found cracks in two of its piers.",
    "“We ask everyone to support the families and to donate what they can,” Mayor Ana Lima told reporters outside the town hall.",
    "The charity has raised $2 million since January, and its donors were asked to sign up for a monthly payment.",
    "Opposition lawmakers denounced the decision, and a vote on the repairs is planned for next week, according to the council.",
]
APPEALS = [
    part.strip().split("\n")
    for part in (Path(__file__).parent / "clean_appeals.txt").read_text(encoding="utf-8").split("\n\n")[1:]
]


def test_there_are_twenty_wordings():
    assert len(APPEALS) >= 20


@pytest.mark.parametrize("appeal", APPEALS, ids=[appeal[0] for appeal in APPEALS])
def test_the_appeal_goes_and_the_news_stays(appeal: list[str]):
    outlet, *lines = appeal
    raw = RawArticle(id="a", source=outlet, text="\n".join(NEWS + lines), language="en")
    article = clean(raw, datetime(2025, 12, 2, tzinfo=UTC))
    assert article.text.split("\n") == NEWS
    assert [item.text for item in article.removed] == lines


@pytest.mark.parametrize("appeal", APPEALS, ids=[appeal[0] for appeal in APPEALS])
def test_the_appeal_goes_from_the_middle_too(appeal: list[str]):
    outlet, *lines = appeal
    raw = RawArticle(id="a", source=outlet, text="\n".join(NEWS[:2] + lines + NEWS[2:]), language="en")
    article = clean(raw, datetime(2025, 12, 2, tzinfo=UTC))
    assert all(paragraph in article.text for paragraph in NEWS)
    left = [line for line in lines if line in article.text]
    assert sum(map(len, left)) <= 0.5 * sum(map(len, lines))
