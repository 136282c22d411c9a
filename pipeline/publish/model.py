"""What a reader is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from pipeline.errors import NoText, RecordError, TooLarge
from pipeline.records import RawArticle, read


@dataclass(frozen=True)
class Found:
    """One record of a file and its place there: the article, or why there is none."""

    where: str
    article: RawArticle | RecordError


# takes the open file and the name to call it by; a bad record is a Found too, so that the next ones are still read
Reader = Callable[[BinaryIO, str], Iterator[Found]]


def found(where: str, fields: bytes | dict[str, Any]) -> Found:
    """The article of these fields (or of a JSON object's bytes), or the error that they make."""
    try:
        article = read(RawArticle, fields)
        if not (article.text or "").strip() and not (article.html or "").strip():
            raise NoText("neither text nor html")
    except RecordError as error:
        return Found(where, error)
    return Found(where, article)


def at_most(stream: BinaryIO, limit: int) -> bytes:
    """All of a file. Raises TooLarge when that is over the limit, without reading more of it."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"over the limit of {limit:,} bytes")
    return data
