"""The day that an article counts from."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pipeline.clean.dateline import Filed, dated
from pipeline.code.dates.anchor import anchor_of, zone_of
from pipeline.records import CleanArticle


def article(**fields: object) -> CleanArticle:
    return CleanArticle.model_validate(
        {"article_id": "1", "received_at": datetime(2030, 1, 1, tzinfo=UTC), "text": "They left yesterday.", **fields}
    )


def test_the_day_is_the_outlets_own_not_greenwichs():
    late = "2025-03-02T03:30:00Z"
    assert anchor_of(article(published_at=late, url="https://www.latimes.com/world/a")).day == date(2025, 3, 1)
    assert anchor_of(article(published_at=late, source="The Moscow Times")).day == date(2025, 3, 2)
    assert anchor_of(article(published_at=late, source="Nowhere Gazette")).day == date(2025, 3, 2)
    assert anchor_of(article(published_at="2025-03-01T23:30:00Z", source="japantimes.co.jp")).day == date(2025, 3, 2)


def test_a_bare_day_of_publication_stays_that_day_everywhere():
    assert anchor_of(article(published_at="2025-03-02", source="latimes.com")).day == date(2025, 3, 2)


def test_the_datelines_day_serves_when_publication_is_unknown():
    anchor = anchor_of(dated(article(), Filed("KYIV, May 3, 2024 -", place="KYIV", date="May 3, 2024")))
    assert (anchor.day, anchor.name) == (date(2024, 5, 3), "dateline")


def test_nothing_is_guessed_from_the_time_of_reading_or_a_dateline_without_a_year():
    assert anchor_of(article()).day is None
    assert anchor_of(dated(article(), Filed("KYIV, May 3 -", place="KYIV", date="May 3"))).day is None


def test_an_address_that_is_none_costs_no_article():
    assert zone_of(article(url="http://[half", source="https://[also")) is None
