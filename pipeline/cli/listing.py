"""What ``events``, ``stories`` and ``statements`` share: the records of a compacted topic, as they are or as they come."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import orjson
import rich_click as click

from pipeline.broker import bootstrap as find_bootstrap
from pipeline.cli.kafka import bootstrap_option
from pipeline.cli.show import FORMATS, format_option, show
from pipeline.cli.where import conditions, matches, time_of
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipeline.stream.reader import Read


def listing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--follow, --where, --since, --limit, --format and --bootstrap."""
    for option in (
        format_option(*FORMATS),
        click.option("--limit", type=click.IntRange(1), default=None, help="Stop after so many."),
        click.option("--since", callback=time_of, default=None, metavar="TIME", help="Only what came since then."),
        click.option(
            "--where", multiple=True, metavar="FIELD=VALUE", help="Dotted path; also >= and <=; may be repeated."
        ),
        click.option("--follow", is_flag=True, help="Go on with what comes, until Ctrl-C."),
        bootstrap_option,
    ):
        command = option(command)
    return command


def list_records(
    topic: str,
    columns: Sequence[str],
    flatten: Callable[[dict[str, Any]], dict[str, Any]],
    *,
    widths: Mapping[str, int] | None = None,
    bootstrap: str | None,
    follow: bool,
    where: tuple[str, ...],
    since: datetime | None,
    limit: int | None,
    form: str | None,
) -> None:
    """Show a topic's records: the last one of each key, withdrawn ones left out; or, following, each as it comes."""
    address, wanted = find_bootstrap(bootstrap), conditions(where)
    if follow and form == "parquet":
        raise UsageError("--format parquet can't be followed: leave out --follow, or take jsonl")

    def rows() -> Iterator[dict[str, Any]]:
        found = _following(address, topic, since) if follow else _latest(address, topic, since)
        count = 0
        for row in found:
            if matches(row, wanted):
                yield row
                count += 1
                if limit is not None and count >= limit:
                    return

    if follow and form in (None, "table"):
        form = "jsonl"  # a table has no end to wait for
    show(rows(), columns, form, flatten=flatten, widths=widths)


def _latest(address: str, topic: str, since: datetime | None) -> Iterator[dict[str, Any]]:
    """The last record of each key, in the order in which the keys first came."""

    async def read() -> dict[tuple[int, bytes | None], bytes]:
        from pipeline.stream.reader import read_topic

        last: dict[tuple[int, bytes | None], bytes] = {}
        async for record in read_topic(address, topic, since=since):
            key = (record.partition, record.key)
            if record.value is None:
                last.pop(key, None)
            else:
                last[key] = record.value
        return last

    yield from (orjson.loads(value) for value in asyncio.run(read()).values())


def _following(address: str, topic: str, since: datetime | None) -> Iterator[dict[str, Any]]:
    from pipeline.stream.reader import read_topic

    loop = asyncio.new_event_loop()
    records: AsyncIterator[Read] = read_topic(address, topic, since=since, follow=True, live=since is None)
    try:
        while True:
            record = loop.run_until_complete(anext(records))
            if record.value is not None:
                yield orjson.loads(record.value)
    finally:
        loop.run_until_complete(records.aclose())  # type: ignore[attr-defined]
        loop.close()
