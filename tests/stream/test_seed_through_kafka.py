"""The article that this project was started from comes out right at the far end of Kafka, too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import orjson
import pytest

from pipeline.records import CleanArticle, Event, Extraction, PublishedStatement, Statement, read
from tests.faults.rig import Rig
from tests.quality import seed_expectations as seed

pytestmark = [
    pytest.mark.broker,
    pytest.mark.skipif(not seed.SEED.exists(), reason="the seed article lies outside the project"),
]
ON_THE_TOPICS = [
    check for check in seed.CHECKS if check is not seed.old_name_resolves
]  # places have no topic of their own


@pytest.fixture
async def extraction(bootstrap: str, tmp_path: Path) -> AsyncIterator[Extraction]:
    """What a subscriber of all topics can put together again."""
    rig = Rig(bootstrap, tmp_path, engine="spacy")
    rig.dateline("topics")
    rig.start("w")
    article = seed.seed_article()
    await rig.publish([orjson.loads(article.to_json()) | {"id": "seed"}])
    assert await rig.until_committed(1, 120) == 1
    (clean,) = [read(CleanArticle, record.value) for record in await rig.read("articles.clean")]
    statements = [read(PublishedStatement, record.value) for record in await rig.read("statements")]
    events = [read(Event, record.value) for record in await rig.read("events")]
    assert {item.article_id for item in (*statements, *events)} == {"seed"}
    yield Extraction(
        article=clean,
        statements=[Statement.model_validate(item.model_dump()) for item in statements],
        events=sorted(events, key=lambda event: event.action.start),
    )
    rig.stop()


async def test_the_seed_article_is_coded_right_through_kafka(extraction: Extraction):
    wrong = []
    for check in ON_THE_TOPICS:
        try:
            check(extraction)
        except AssertionError as error:
            wrong.append(f"{check.__name__}: {error}")
    assert wrong == []
