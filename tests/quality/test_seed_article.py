"""The article that this project was started from comes out right, field by field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.records import Extraction, RawArticle
from pipeline.run import extract_batch
from tests.quality import seed_expectations as seed

needs_seed = pytest.mark.skipif(not seed.SEED.exists(), reason="the seed article lies outside the project")
NOW = datetime(2025, 12, 2, 13, 0, tzinfo=UTC)


def extract(article: RawArticle) -> Extraction:
    (result,) = extract_batch([article.to_json()], [NOW])
    assert isinstance(result, Extraction)
    return result


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract(seed.seed_article())


@needs_seed
@pytest.mark.parametrize("check", seed.CHECKS, ids=lambda check: check.__name__)
def test_the_seed_article_is_coded_right(check: Callable[[Extraction], None], extraction: Extraction):
    check(extraction)


@needs_seed
def test_without_a_publication_date_relative_dates_keep_their_form_and_have_no_days():
    undated = extract(seed.seed_article(dated=False))
    assert len(undated.events) >= 8
    relative = [date for date in undated.dates if date.text in ("Monday", "Sunday", "Tuesday", "last month")]
    assert len(relative) >= 4
    for date in relative:
        assert date.timex
        assert date.first_day is None
        assert date.last_day is None


@needs_seed
def test_the_same_article_always_gives_the_same_records(extraction: Extraction):
    assert extract(seed.seed_article()).to_json() == extraction.to_json()
