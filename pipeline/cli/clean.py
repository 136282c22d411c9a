"""``dateline clean``: cleaning alone, offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import rich_click as click

from pipeline.cli.offline import input_output, lines, write
from pipeline.errors import RecordError
from pipeline.run import clean_one

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command("clean")
@input_output
def command(source: BinaryIO, target: BinaryIO) -> None:
    """Strip boilerplate offline, without Kafka.

    Reads RawArticle JSONL and writes one CleanArticle a line, in the same order.

    Example: dateline clean --input articles.jsonl
    """

    def results() -> Iterator[bytes | RecordError]:
        for data, received in lines(source):
            try:
                yield clean_one(data, received).to_json()
            except RecordError as error:
                yield error

    write(target, results())
