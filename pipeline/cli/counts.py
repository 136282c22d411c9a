"""``dateline counts``: the running counts, summed over the partitions of all workers."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Any

import orjson
import rich_click as click

from pipeline.broker import bootstrap as find_bootstrap
from pipeline.cli.kafka import bootstrap_option
from pipeline.cli.show import format_option, show
from pipeline.count.kept import DAYS_FROM, HOURS_FROM, Kept
from pipeline.count.keys import DIMENSIONS, bucket_kind

if TYPE_CHECKING:
    from collections.abc import Iterable


@click.command("counts")
@bootstrap_option
@click.option("--by", "dimension", type=click.Choice(list(DIMENSIONS)), default="action", show_default=True)
@click.option("--bucket", type=click.Choice(["hour", "day", "total"]), default="total", show_default=True)
@click.option("--value", multiple=True, help="Only this value (UKR, ASSAULT, ...); may be repeated.")
@click.option("--top", type=click.IntRange(1), default=None, help="Only the N highest.")
@format_option("table", "jsonl", "csv")
def command(  # noqa: PLR0917  click passes by name
    bootstrap: str | None, dimension: str, bucket: str, value: tuple[str, ...], top: int | None, form: str | None
) -> None:
    """Show running counts of events: in all, by day or by hour of the event (of publication where it has none).

    Examples:
      dateline counts --by dyad --bucket day --value RUS-UKR

      dateline counts --by location --top 20

    """
    address = find_bootstrap(bootstrap)
    sums = asyncio.run(_sums(address, dimension, bucket))
    rows = [
        {"dimension": dimension, "value": name, "bucket": when, "count": count}
        for (name, when), count in sums.items()
        if count and (not value or name in value)
    ]
    rows.sort(key=lambda row: (-int(str(row["count"])), str(row["bucket"]), str(row["value"])))
    chosen = rows[:top] if top else rows
    if bucket != "total" and not top:
        chosen.sort(key=lambda row: (str(row["bucket"]), -int(str(row["count"])), str(row["value"])))
    show(chosen, ("value", "bucket", "count"), form)


async def _sums(address: str, dimension: str, bucket: str) -> Counter[tuple[str, str]]:
    from pipeline.stream.reader import read_topic
    from pipeline.stream.topics import COUNTS

    values = [(read.key, read.partition, read.value) async for read in read_topic(address, COUNTS.name)]
    return add_up(values, dimension, bucket)


def add_up(
    values: Iterable[tuple[bytes | None, int, bytes | None]], dimension: str, bucket: str
) -> Counter[tuple[str, str]]:
    """Sums over the partitions; of each partition's values of a key the one with the highest offset counts."""
    wanted = orjson.dumps([dimension])[:-1] + b","
    kept_from = [orjson.dumps(list(name)) for name in (HOURS_FROM, DAYS_FROM)]
    best: dict[tuple[bytes, int], dict[str, Any]] = {}
    for key, partition, data in values:
        if key is None or not (key.startswith(wanted) or key in kept_from):
            continue
        if data is None:
            best.pop((key, partition), None)
            continue
        value = orjson.loads(data)
        held = best.get((key, partition))
        rank = (value["offset"], value.get("generation", 0))
        if held is None or rank >= (held["offset"], held.get("generation", 0)):
            best[key, partition] = value
    sums: Counter[tuple[str, str]] = Counter()
    first_days = {where: best.pop(where)["count"] for where in list(best) if where[0] in kept_from}
    for (_, partition), value in best.items():
        kept = Kept(*(first_days.get((name, partition), 0) for name in kept_from))
        if bucket_kind(value["bucket"]) == bucket and kept.holds(value["bucket"]):
            sums[value["value"], value["bucket"]] += value["count"]
    return sums
