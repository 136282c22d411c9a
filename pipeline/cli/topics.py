"""``dateline topics``: make and check the topics."""

from __future__ import annotations

import asyncio
import sys

import rich_click as click

from pipeline.broker import bootstrap as find_bootstrap
from pipeline.cli.kafka import bootstrap_option
from pipeline.cli.show import show


@click.command("topics")
@bootstrap_option
@click.option("--create/--no-create", default=True, show_default=True, help="Make the ones that are missing.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default=None)
def command(bootstrap: str | None, create: bool, form: str | None) -> None:  # noqa: FBT001 - click's way
    """Make the topics that are missing, list all, and check that workers can run on them.

    Example: dateline topics --bootstrap kafka:9092
    """
    from pipeline.stream.topics import check_topics, create_topics, describe

    address = find_bootstrap(bootstrap)
    if create:
        for name in asyncio.run(create_topics(address)):
            click.echo(f"made {name}", err=True)
    rows = asyncio.run(describe(address))
    show(rows, ["topic", "partitions", "cleanup", "retention_ms", "max_bytes"], form, sys.stdout)
    asyncio.run(check_topics(address))
