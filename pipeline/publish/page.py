"""Plain texts and pages, one article a file."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from pipeline.publish.model import Found, at_most, found
from pipeline.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# <meta charset="..."> or the older http-equiv form, within the part that browsers look at too
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_-]{1,40})""", re.IGNORECASE)
_HEAD = 4096


def read_txt(stream: BinaryIO, name: str) -> Iterator[Found]:
    """A text: one paragraph a line."""
    data = at_most(stream, settings().max_article_bytes)
    yield found(name, {"text": decoded(data, None), "meta": {"file": PurePath(name).name}})


def read_html(stream: BinaryIO, name: str) -> Iterator[Found]:
    """A page."""
    data = at_most(stream, settings().max_article_bytes)
    yield found(name, {"html": decoded_page(data), "meta": {"file": PurePath(name).name}})


def decoded_page(data: bytes, charset: str | None = None) -> str:
    """A page's text by the charset it was served with, or names itself, or UTF-8."""
    named = _CHARSET.search(data[:_HEAD])
    return decoded(data, charset or (named.group(1).decode() if named else None))


def decoded(data: bytes, charset: str | None) -> str:
    """Text of bytes: UTF-8 where they are that, else the named charset, else the old western one of many outlets."""
    for encoding in ("utf-8-sig", charset):
        if encoding is not None:
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue  # not that one, or no such charset
    return data.decode("cp1252", errors="replace")
