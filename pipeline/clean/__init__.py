"""Cleaning: from what a publisher sends to the body of news, with all that was taken off it kept."""

from __future__ import annotations

from datetime import datetime

from pipeline.errors import NoText
from pipeline.records import CleanArticle, RawArticle


def clean(raw: RawArticle, received_at: datetime) -> CleanArticle:
    """The clean article. Raises NoText when there is nothing to read, TooLarge when there is too much."""
    text = "\n".join(line.strip() for line in (raw.text or "").splitlines() if line.strip())
    if not text:
        raise NoText("the article has neither text nor html")
    return CleanArticle(
        article_id=raw.article_id,
        url=raw.url,
        source=raw.source,
        title=raw.title,
        author=raw.author,
        published_at=raw.published_at,
        received_at=received_at,
        language=raw.language or "en",
        language_confidence=1.0,
        text=text,
        meta=raw.meta,
    )
