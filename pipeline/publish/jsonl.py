"""RawArticle JSONL."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from pipeline.errors import TooLarge
from pipeline.publish.model import Found, found
from pipeline.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20


def read_jsonl(stream: BinaryIO, name: str) -> Iterator[Found]:
    """One article a line; empty lines are passed over. A line is never held beyond the limit."""
    limit = settings().max_article_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        where = f"{name}:{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
                pass
            yield Found(where, TooLarge(f"over the limit of {limit:,} bytes"))
        elif line.strip():
            yield found(where, line)
