"""WARC files of crawled pages, such as CC-NEWS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from pipeline.errors import BadSchema, TooLarge
from pipeline.publish.model import Found, found
from pipeline.publish.page import decoded_page
from pipeline.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: BinaryIO, name: str) -> Iterator[Found]:
    """One article for each response that is a page and was served whole. Raises BadSchema when the file breaks off."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        for number, record in enumerate(
            ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all"), start=1
        ):
            served = record.http_headers
            if served is None or served.status_code != 200 or record.http_content_type not in PAGES:
                continue
            yield _page(f"{name}#{number}", record)
    except (OSError, ValueError) as error:
        raise BadSchema(f"not WARC from here on: {error}") from error


def _page(where: str, record: Any) -> Found:
    limit = settings().max_article_bytes
    data = record.reader.read(limit + 1)
    if len(data) > limit:
        return Found(where, TooLarge(f"over the limit of {limit:,} bytes"))
    url = record.headers.get("WARC-Target-URI")
    return found(
        where,
        {
            "url": url,
            "source": urlsplit(url or "").hostname,
            "html": decoded_page(data, record.http_charset),
            "meta": {"crawled_at": record.headers.get("WARC-Date"), "warc_record_id": record.record_id},
        },
    )
