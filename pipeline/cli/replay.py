"""``dateline replay``: code raw articles again."""

from __future__ import annotations

import asyncio
from datetime import datetime

import rich_click as click

from pipeline.broker import bootstrap as find_bootstrap
from pipeline.cli.kafka import bootstrap_option
from pipeline.cli.where import time_of
from pipeline.errors import UsageError


@click.command("replay")
@bootstrap_option
@click.option("--since", callback=time_of, default=None, metavar="TIME", help="Published to Kafka since then.")
@click.option("--until", callback=time_of, default=None, metavar="TIME", help="Published to Kafka before then.")
@click.option("--partition", type=click.IntRange(0), default=None, help="Only this partition.")
@click.option("--first", type=click.IntRange(0), default=0, help="From this offset (with --partition).")
@click.option("--last", type=click.IntRange(0), default=None, help="To this offset, included (with --partition).")
@click.option("--id", "article_ids", multiple=True, help="Only the article with this id; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="All that the topic holds.")
def command(  # noqa: PLR0917  click passes by name
    bootstrap: str | None,
    since: datetime | None,
    until: datetime | None,
    partition: int | None,
    first: int,
    last: int | None,
    article_ids: tuple[str, ...],
    everything: bool,  # noqa: FBT001 - click's way
) -> None:
    """Code a range of raw articles again, with today's extractor.

    Their events and statements are replaced: those that are no longer found are withdrawn, and the counts are put right.
    What their outlets repeat is learned from them, too: replay a day to teach a table that is new or was lost.

    Examples:
      dateline replay --since 2025-12-01 --until 2025-12-02

      dateline replay --partition 3 --first 1200 --last 1300

    """
    from pipeline.stream.resend import replay

    if not (everything or since or until or article_ids or partition is not None):
        raise UsageError("what shall be replayed? Give --since, --until, --partition, --id, or --all")
    if partition is None and (first or last is not None):
        raise UsageError("--first and --last are offsets of one partition: give --partition")
    count = asyncio.run(
        replay(
            find_bootstrap(bootstrap),
            since=since,
            until=until,
            partition=partition,
            first=first,
            last=last,
            article_ids=frozenset(article_ids),
        )
    )
    click.echo(f"{count} articles sent to be coded again", err=True)
