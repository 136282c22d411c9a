"""``dateline lag``: how far each group is behind, from the broker's own offsets."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import orjson
import rich_click as click
from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from pipeline.broker import bootstrap as find_bootstrap
from pipeline.cli.kafka import bootstrap_option, quiet_clients
from pipeline.ops.lag import Status
from pipeline.ops.observer import GroupState, Observer, PartitionLag, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable

COLOURS = {
    Status.OK: "green",
    Status.UNKNOWN: "dim",
    Status.WARN: "yellow",
    Status.REWIND: "magenta",
    Status.STALL: "red",
    Status.STOP: "bold red",
}
UNKNOWN = "-"


@click.command("lag")
@bootstrap_option
@click.option("--group", "groups", multiple=True, help="A consumer group (repeatable; default: all).")
@click.option("--watch", is_flag=True, help="Look again every few seconds until Ctrl-C.")
@click.option(
    "--every", type=click.FloatRange(0.2, 3600), default=2.0, show_default=True, help="Seconds between looks."
)
@click.option(
    "--format", "style", type=click.Choice(["table", "json"]), default=None, help="Default: table on a terminal."
)
def command(bootstrap: str | None, groups: tuple[str, ...], watch: bool, every: float, style: str | None) -> None:  # noqa: FBT001
    """Show the lag of every group, topic and partition in messages and seconds, with a status.

    The status follows Burrow's rules: OK, WARN (falling behind), STALL (commits that don't move), STOP (no commits),
    REWIND (an offset went back), unknown (too little seen).

    Example: dateline lag --watch
    """
    quiet_clients()
    style = style or ("table" if sys.stdout.isatty() else "json")
    address = find_bootstrap(bootstrap)
    asyncio.run(_run(address, groups, every if watch else None, style))


async def _run(address: str, groups: Iterable[str], every: float | None, style: str) -> None:
    observer = Observer(address, groups)
    await observer.start()
    try:
        snapshot = await observer.look()
        if every is None:
            _print(snapshot, style)
            return
        with Live(console=Console(), auto_refresh=False) as live:
            while True:
                if style == "json":
                    _print(snapshot, style)
                else:
                    live.update(table(snapshot), refresh=True)
                await asyncio.sleep(every)
                snapshot = await observer.look()
    finally:
        await observer.close()


def _print(snapshot: Snapshot, style: str) -> None:
    if style == "json":
        rows = [asdict(row) for row in snapshot.partitions]
        click.echo(orjson.dumps(rows).decode())
    else:
        Console().print(table(snapshot))


def table(snapshot: Snapshot) -> Table:
    """The partitions as a table, the groups' states in its caption."""
    shown = Table(
        title="Lag", caption=" | ".join(_group_line(group) for group in snapshot.groups) or "no consumer group"
    )
    for name in (
        "group",
        "topic",
        "partition",
        "committed",
        "end",
        "lag",
        "seconds",
        "status",
        "catches up in",
        "member",
    ):
        shown.add_column(name, justify="left" if name in ("group", "topic", "status", "member") else "right")
    for row in snapshot.partitions:
        shown.add_row(*_cells(row))
    return shown


def _cells(row: PartitionLag) -> list[str]:
    colour = COLOURS[row.status]
    return [
        escape(row.group),
        escape(row.topic),
        str(row.partition),
        _number(row.committed),
        _number(row.end),
        _number(row.lag),
        UNKNOWN if row.seconds is None else f"{row.seconds:.1f}",
        f"[{colour}]{row.status}[/]",
        UNKNOWN if row.catch_up_seconds is None else f"{row.catch_up_seconds:.0f} s",
        escape(row.member or UNKNOWN),
    ]


def _number(value: int | None) -> str:
    return UNKNOWN if value is None else f"{value:,}"


def _group_line(group: GroupState) -> str:
    return escape(f"{group.group}: {group.status}, {group.state}, {group.members} members")
