"""``dateline extract``: the whole core offline."""

from __future__ import annotations

from typing import BinaryIO

import rich_click as click

from pipeline.cli.offline import input_output, lines, write
from pipeline.parse.pool import pool
from pipeline.settings import settings


@click.command("extract")
@input_output
@click.option("--processes", type=click.IntRange(0, 256), default=None, help="Coding processes (default: one a core).")
def command(source: BinaryIO, target: BinaryIO, processes: int | None) -> None:
    """Code articles offline, without Kafka.

    Reads RawArticle JSONL and writes one Extraction a line, in the same order; a line that fails gives
    {"error": {"reason", "detail", "line"}}.

    Example: dateline extract --input articles.jsonl --output extractions.jsonl
    """
    options = settings()
    with pool(options.processes if processes is None else processes, options.extract_seconds) as workers:
        write(target, workers.map(lines(source)))
