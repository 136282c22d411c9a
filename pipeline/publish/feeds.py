"""RSS and Atom."""

from __future__ import annotations

import io
from calendar import timegm
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.errors import BadSchema
from pipeline.publish.fragment import paragraphs
from pipeline.publish.model import Found, at_most, found

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FEED_BYTES = 50_000_000  # many articles in one document; each is held to the article's limit later


def read_feed(stream: BinaryIO, name: str) -> Iterator[Found]:
    """One article an entry. Raises BadSchema when the file is no feed."""
    import feedparser

    feed = feedparser.parse(io.BytesIO(at_most(stream, MAX_FEED_BYTES)))
    if not feed.get("version") and not feed.entries:
        raise BadSchema(f"neither RSS nor Atom ({feed.get('bozo_exception', 'no entries')})")
    for number, entry in enumerate(feed.entries, start=1):
        yield found(f"{name}#{number}", _fields(entry, feed.feed))


def _fields(entry: Any, feed: Any) -> dict[str, Any]:
    bodies = [content.get("value") or "" for content in entry.get("content", [])] or [entry.get("summary") or ""]
    source = entry.get("source") or {}
    published = entry.get("published_parsed") or entry.get("updated_parsed")
    return {
        "url": entry.get("link"),
        "source": source.get("title") or feed.get("title"),
        "title": entry.get("title"),
        "author": entry.get("author"),
        "text": "\n".join(line for body in bodies for line in paragraphs(body)),
        "published_at": datetime.fromtimestamp(timegm(published), UTC) if published else None,
        "language": feed.get("language"),
        "meta": {"guid": entry["id"]} if entry.get("id") else None,
    }
