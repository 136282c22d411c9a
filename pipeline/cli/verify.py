"""``dateline verify``: the proof that nothing was lost and nothing counted twice."""

from __future__ import annotations

import asyncio
import sys

import rich_click as click

from pipeline.broker import bootstrap as find_bootstrap
from pipeline.cli.kafka import bootstrap_option
from pipeline.cli.show import format_option, show


@click.command("verify")
@bootstrap_option
@click.option("--wait", default=60.0, show_default=True, help="Seconds to wait for the workers to be through.")
@format_option("table", "jsonl", "csv")
def command(bootstrap: str | None, wait: float, form: str | None) -> None:
    """Recompute every count from the clean articles and events, by other code, and compare key by key.

    Exit status 0 when all are equal; 1 with the differences on standard output, or when workers are still behind.

    Example: dateline verify --wait 300
    """
    from pipeline.stream.audit import Difference, audit

    found = asyncio.run(audit(find_bootstrap(bootstrap), wait_seconds=wait))
    said = (
        f"{found.messages} messages, {found.articles} articles, {found.events} events; {found.counts} counts compared"
    )
    if not found.retained:
        said += " (retention has deleted records: counts may be higher than what is left, not lower)"
    if not found.differences:
        click.echo(f"{said}: equal", err=True)
        return
    click.echo(f"{said}: {len(found.differences)} differ", err=True)
    show((row._asdict() for row in found.differences), Difference._fields, form)
    sys.exit(1)
