"""Raw JSON in, finished records out: the whole pure core in one call, for one process or a pool of them.

Every function here takes and gives bytes, so that nothing but bytes crosses between processes.
"""

from __future__ import annotations

import importlib
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from pipeline.clean import Cleaned, clean_knowing
from pipeline.errors import ExtractCrash, RecordError, TooLarge, UsageError
from pipeline.records import CleanArticle, Extraction, RawArticle, read
from pipeline.settings import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.clean.repeats import Known
    from pipeline.code.engine import Engine


@cache
def engine() -> Engine:
    """This process's engine, loaded at the first call."""
    name = settings().engine
    if name == "spacy":
        from pipeline.code.engine import SpacyEngine

        return SpacyEngine(settings().spacy_model)
    module, _, attribute = {"light": "pipeline.code.light:LightEngine"}.get(name, name).partition(":")
    try:
        made: Engine = getattr(importlib.import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError) as error:
        raise UsageError(f"DATELINE_ENGINE: {name!r} is not spacy, light or module:Class ({error})") from error
    return made


def clean_one(data: bytes, received_at: datetime) -> CleanArticle:
    """A clean article from RawArticle JSON. Raises RecordError with the dead-letter reason."""
    return _clean(data, received_at, None).article


def clean_batch(
    batch: list[bytes], received_at: list[datetime], known: Sequence[Known | None]
) -> list[Cleaned | RecordError]:
    """A clean article or the reason why there is none, for each RawArticle JSON and what is known to repeat in its source."""
    cleaned: list[Cleaned | RecordError] = []
    for data, received, repeats in zip(batch, received_at, known, strict=True):
        try:
            cleaned.append(_clean(data, received, repeats))
        except RecordError as error:
            cleaned.append(error)
    return cleaned


def _clean(data: bytes, received_at: datetime, known: Known | None) -> Cleaned:
    if len(data) > settings().max_article_bytes:
        raise TooLarge(f"{len(data)} bytes, over the limit of {settings().max_article_bytes}")
    cleaned = clean_knowing(read(RawArticle, data), received_at, known)
    size = len(cleaned.article.text)
    if size > settings().max_text_chars:
        raise TooLarge(f"{size} characters of text, over the limit of {settings().max_text_chars}")
    return cleaned


def extract_batch(batch: list[bytes], received_at: list[datetime]) -> list[Extraction | RecordError]:
    """An extraction or the reason why there is none, for each RawArticle JSON, in order."""
    return extract_cleaned(clean_batch(batch, received_at, [None] * len(batch)))


def extract_cleaned(cleaned: list[Cleaned | RecordError]) -> list[Extraction | RecordError]:
    """As ``extract_batch``, for what was cleaned already."""
    extracted = iter(_extract([item.article for item in cleaned if isinstance(item, Cleaned)]))
    return [next(extracted) if isinstance(item, Cleaned) else item for item in cleaned]


def _extract(articles: list[CleanArticle]) -> list[Extraction | RecordError]:
    try:
        return list(engine().extract_many(articles))
    except Exception as error:  # whatever a parser or a rule trips over: one article must not take the others with it
        if len(articles) == 1:
            return [ExtractCrash(f"{type(error).__name__}: {error}")]
        return [result for article in articles for result in _extract([article])]


def extract_batch_json(batch: list[bytes], received_at: list[datetime]) -> list[bytes | RecordError]:
    """As ``extract_batch``, with each extraction as JSON."""
    return [item if isinstance(item, RecordError) else item.to_json() for item in extract_batch(batch, received_at)]
