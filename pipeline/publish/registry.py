"""Which reader reads which file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pipeline.errors import RecordError, UsageError
from pipeline.publish.feeds import read_feed
from pipeline.publish.jsonl import read_jsonl
from pipeline.publish.model import Found, Reader
from pipeline.publish.newsjson import read_news_json
from pipeline.publish.page import read_html, read_txt
from pipeline.publish.warc import read_warc

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Format:
    """A way articles come, the ends of file names that tell it, and its reader."""

    suffixes: tuple[str, ...]
    reader: Reader
    shown: str


FORMATS = {
    "jsonl": Format((".jsonl", ".ndjson"), read_jsonl, "one RawArticle a line"),
    "txt": Format((".txt",), read_txt, "one article a file, a paragraph a line"),
    "html": Format((".html", ".htm"), read_html, "one page a file"),
    "feed": Format((".rss", ".atom", ".xml", ".rdf"), read_feed, "RSS or Atom"),
    "json": Format((".json",), read_news_json, "ninjs or schema.org NewsArticle, one or a list"),
    "warc": Format((".warc", ".warc.gz"), read_warc, "crawled pages, as CC-NEWS has them"),
}


def format_of(name: str) -> Format | None:
    """The format that a file's name tells."""
    lower = name.lower()
    return next((one for one in FORMATS.values() if lower.endswith(one.suffixes)), None)


def files(paths: list[str]) -> list[str]:
    """The files to read, in order: a folder stands for all in it that a reader knows. Raises UsageError for a missing one."""
    result = []
    for path in paths:
        if path != "-" and not Path(path).exists():
            raise UsageError(f"{path}: no such file or folder")
        if path != "-" and Path(path).is_dir():
            inside = sorted(str(one) for one in Path(path).rglob("*") if one.is_file() and format_of(one.name))
            if not inside:
                raise UsageError(f"{path}: holds no file of a known format")
            result += inside
        else:
            result.append(path)
    return result


def read_file(stream: BinaryIO, name: str, named_format: str | None = None) -> Iterator[Found]:
    """What the reader of that format finds. Raises UsageError when the name doesn't tell one."""
    known = FORMATS[named_format] if named_format else format_of(name)
    if known is None:
        raise UsageError(f"{name}: the name tells no format: say --format {'|'.join(FORMATS)}")
    try:
        yield from known.reader(stream, name)
    except RecordError as error:  # the file as a whole is wrong
        yield Found(name, error)
